/** Gives artifacts that lie elsewhere than usual the languages of artifacts, so that nothing is said of them twice. */

import type { Disposable, TextDocument } from "vscode";
import { languages, workspace } from "vscode";
import { ServerCommand } from "../protocol.ts";
import type { Connection } from "./connection.ts";
import { PLAIN_LANGUAGES } from "./selector.ts";

/** An OpenAPI document keeps its language, for which people have other extensions too. */
const KEPT = "openapi";

/** Where `contributes.languages` has named the artifacts already; whoever has chosen another language there meant it. */
const NAMED = /\/\.tmp\/(tasks|planning|contracts|validation)\//;

/** Look at every document that is open or gets opened. */
export function assignLanguages(connection: Connection): Disposable {
  return workspace.onDidOpenTextDocument((document) => void assign(connection, document));
}

/** Look at all open documents again: the server knows of artifacts that it did not know of before. */
export async function assignLanguagesAgain(connection: Connection): Promise<void> {
  for (const document of workspace.textDocuments) await assign(connection, document);
}

async function assign(connection: Connection, document: TextDocument): Promise<void> {
  const { languageId, uri } = document;
  if (!PLAIN_LANGUAGES.includes(languageId) || uri.scheme !== "file" || NAMED.test(uri.path)) return;
  if (workspace.getWorkspaceFolder(uri) === undefined || connection.state.kind !== "running") return;
  const kind = await connection.execute<string | null>(ServerCommand.kind, { uri: uri.toString() }).catch(() => null);
  if (kind === null || kind === KEPT || document.isClosed) return;
  await languages.setTextDocumentLanguage(document, languageId === "yaml" ? "callsheet-yaml" : "callsheet-json");
}
