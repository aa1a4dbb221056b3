/** Edits that the server has VS Code apply: what was saved before is saved afterwards. */

import { Uri, workspace } from "vscode";
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  ApplyWorkspaceEditResult,
} from "vscode-languageclient/node";

/**
 * Apply an edit of the server's, and save the documents that it has changed and that had nothing unsaved before.
 *
 * Whoever completes a subtask in a view does not look at its file, and expects agents to find it completed. A document in
 * which somebody is typing stays unsaved, with the edit in it.
 */
export async function appliedAndSaved(
  params: ApplyWorkspaceEditParams,
  next: ApplyWorkspaceEditRequest.HandlerSignature,
): Promise<ApplyWorkspaceEditResult> {
  const unsaved = new Set(workspace.textDocuments.filter((each) => each.isDirty).map((each) => each.uri.toString()));
  const result = await next(params, { isCancellationRequested: false, onCancellationRequested: never });
  if (result instanceof Error || !result.applied) return result as ApplyWorkspaceEditResult;
  const changed = changedUris(params).filter((uri) => !unsaved.has(uri));
  for (const document of workspace.textDocuments) {
    if (document.isDirty && changed.includes(document.uri.toString())) await document.save();
  }
  return result;
}

function never(): { dispose(): void } {
  return { dispose: () => undefined };
}

/** The files whose text an edit changes, under the names that they have afterwards; as VS Code spells them. */
function changedUris(params: ApplyWorkspaceEditParams): string[] {
  const { changes, documentChanges } = params.edit;
  const uris = [
    ...Object.keys(changes ?? {}),
    ...(documentChanges ?? []).flatMap((change) => {
      if ("textDocument" in change) return [change.textDocument.uri];
      return change.kind === "create" ? [change.uri] : [];
    }),
  ];
  return uris.map((uri) => Uri.parse(renamed(uri, params)).toString());
}

/** The URI that a file has once the files and folders are renamed that an edit renames. */
function renamed(uri: string, params: ApplyWorkspaceEditParams): string {
  for (const change of params.edit.documentChanges ?? []) {
    if ("kind" in change && change.kind === "rename" && `${uri}/`.startsWith(`${change.oldUri}/`)) {
      return change.newUri + uri.slice(change.oldUri.length);
    }
  }
  return uri;
}
