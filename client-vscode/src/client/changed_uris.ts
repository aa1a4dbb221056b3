/** What an edit of a workspace changes, by URIs. */

/** An edit as the protocol has it; only what is looked at here. */
interface Edit {
  changes?: Record<string, unknown>;
  documentChanges?: readonly (
    | { textDocument: { uri: string } }
    | { kind: "create" | "delete"; uri: string }
    | { kind: "rename"; oldUri: string; newUri: string }
  )[];
}

/** Gives every spelling of a URI the same form. */
type Spell = (uri: string) => string;

/** The files whose text an edit changes, or that it makes, under the names that they have afterwards. */
export function changedUris(edit: Edit, spell: Spell): string[] {
  const inDocuments = (edit.documentChanges ?? []).flatMap((change) => {
    if ("textDocument" in change) return [change.textDocument.uri];
    return change.kind === "create" ? [change.uri] : [];
  });
  return [...Object.keys(edit.changes ?? {}), ...inDocuments].map((uri) => renamed(spell(uri), edit, spell));
}

/** The URI that a file has once all files and folders are renamed that an edit renames. */
export function renamed(uri: string, edit: Edit, spell: Spell): string {
  let name = uri;
  for (const change of edit.documentChanges ?? []) {
    if (!("kind" in change) || change.kind !== "rename") continue;
    const [before, after] = [spell(change.oldUri), spell(change.newUri)];
    if (`${name}/`.startsWith(`${before}/`)) name = after + name.slice(before.length);
  }
  return name;
}
