/** Gives artifacts that lie elsewhere than usual the languages of artifacts, so that nothing is said of them twice. */

import type { Disposable, TextDocument } from "vscode";
import { Disposable as Disposables, languages, workspace } from "vscode";
import { ServerCommand } from "../protocol.ts";
import type { Connection } from "./connection.ts";
import { PLAIN_LANGUAGES } from "./selector.ts";

/** An OpenAPI document keeps its language, for which people have other extensions too. */
const KEPT = "openapi";

/** Where `contributes.languages` has named the artifacts already; whoever has chosen another language there meant it. */
const NAMED = /\/\.tmp\/(tasks|planning|contracts|validation)\//;

/** Look at every document that is open or gets opened, each time that the server may know more of its kind. */
export function assignLanguages(connection: Connection): Disposable {
  /** The documents that have got their language: whoever chooses another one afterwards means it. */
  const assigned = new WeakSet<TextDocument>();
  const look = (document: TextDocument): void => void assign(connection, document, assigned);
  return Disposables.from(
    workspace.onDidOpenTextDocument(look),
    connection.onDidChangeFeatures(() => {
      workspace.textDocuments.forEach(look);
    }),
  );
}

async function assign(connection: Connection, document: TextDocument, assigned: WeakSet<TextDocument>): Promise<void> {
  const { languageId, uri } = document;
  if (!PLAIN_LANGUAGES.includes(languageId) || uri.scheme !== "file" || NAMED.test(uri.path)) return;
  if (workspace.getWorkspaceFolder(uri) === undefined || connection.state.kind !== "running") return;
  const kind = await connection.execute<string | null>(ServerCommand.kind, { uri: uri.toString() }).catch(() => null);
  if (kind === null || kind === KEPT || document.isClosed || assigned.has(document)) return;
  assigned.add(document);
  try {
    await languages.setTextDocumentLanguage(document, languageId === "yaml" ? "callsheet-yaml" : "callsheet-json");
  } catch {
    // It was closed meanwhile.
  }
}
