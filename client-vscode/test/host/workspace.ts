/** The example workspace, and how tests open, change and ask about its documents. */

import assert from "node:assert/strict";
import type { Diagnostic, TextDocument } from "vscode";
import { Position, Range, Uri, WorkspaceEdit, commands, languages, window, workspace } from "vscode";

/** The folder of the example's feature. */
export const FEATURE = ".tmp/tasks/order-management-mvp";

/** How long a test waits for what must come, in milliseconds. */
const PATIENCE = 10_000;

/** The URI of a file of the example. */
export function uriOf(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert(folder !== undefined, "a folder is open");
  return Uri.joinPath(folder.uri, path);
}

/** Open a file of the example and show it. */
export async function open(path: string): Promise<TextDocument> {
  return (await window.showTextDocument(await workspace.openTextDocument(uriOf(path)))).document;
}

/** Replace some words of a document by others. */
export async function replace(document: TextDocument, words: string, newWords: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const start = at(document, words);
  edit.replace(document.uri, new Range(start, start.translate(0, words.length)), newWords);
  assert(await workspace.applyEdit(edit));
}

/** Where some words stand in a document; `offset` counts from their first character. */
export function at(document: TextDocument, words: string, offset = 0): Position {
  const index = document.getText().indexOf(words);
  assert(index >= 0, `${words} stands in ${document.fileName}`);
  return document.positionAt(index + offset);
}

/** Give a document the text that it has on disk. */
export async function revert(document: TextDocument): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand("workbench.action.files.revert");
}

/** The names of the rules that have findings in a document. */
export function rules(document: TextDocument): string[] {
  return languages.getDiagnostics(document.uri).map(ruleOf);
}

/** The name of the rule that a diagnostic comes from. */
export function ruleOf(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}

/** Wait until something is so, and give it. */
export async function until<Value>(
  what: string,
  condition: () => Value | PromiseLike<Value>,
): Promise<Exclude<Value, false | null | undefined>> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined)
      return value as Exclude<Value, false | null | undefined>;
    if (Date.now() > end) throw new Error(`it did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Wait for the findings of a rule in a document, and give them. */
export async function findings(document: TextDocument, rule: string): Promise<Diagnostic[]> {
  return await until(`${rule} in ${document.fileName}`, () => {
    const found = languages.getDiagnostics(document.uri).filter((each) => ruleOf(each) === rule);
    return found.length > 0 && found;
  });
}
