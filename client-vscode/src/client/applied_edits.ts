/** Edits that the server has VS Code apply: what was saved before is saved afterwards. */

import { Uri, workspace } from "vscode";
import type { TextDocument } from "vscode";
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  ApplyWorkspaceEditResult,
  WorkspaceEdit,
} from "vscode-languageclient/node";
import { showInformation, showWarning } from "../commands/messages.ts";
import { changedUris, renamed } from "./changed_uris.ts";

type Apply = ApplyWorkspaceEditRequest.HandlerSignature;

/** Edits are applied and saved one after the other: what one has not saved yet is not what somebody has typed. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Apply an edit of the server's, and save what it has changed.
 *
 * Whoever completes a subtask in a view does not look at its file, and expects agents to find it completed. If somebody has
 * typed in one of the documents without saving, nothing is saved: a task must not count what its subtask does not say.
 */
export async function appliedAndSaved(
  params: ApplyWorkspaceEditParams,
  next: Apply,
): Promise<ApplyWorkspaceEditResult> {
  const work = queue.then(() => applied(params, next));
  queue = work.catch(() => undefined);
  return await work;
}

async function applied(params: ApplyWorkspaceEditParams, next: Apply): Promise<ApplyWorkspaceEditResult> {
  const unsaved = new Set(
    workspace.textDocuments
      .filter((each) => each.isDirty)
      .map((each) => renamed(String(each.uri), params.edit, spelled)),
  );
  const result = await next(params, { isCancellationRequested: false, onCancellationRequested: never });
  if (result instanceof Error || !result.applied) return result as ApplyWorkspaceEditResult;
  const changed = dirtyDocuments(params.edit);
  const typedIn = changed.filter((each) => unsaved.has(String(each.uri)));
  if (typedIn.length === 0) await save(changed);
  // Not waited for: the server goes on, and the message stays until somebody answers.
  else void offerToSave(typedIn, changed);
  return result;
}

/** The documents that an edit has changed and that are not saved. */
function dirtyDocuments(edit: WorkspaceEdit): TextDocument[] {
  const changed = new Set(changedUris(edit, spelled));
  return workspace.textDocuments.filter((each) => each.isDirty && changed.has(String(each.uri)));
}

async function save(documents: readonly TextDocument[]): Promise<void> {
  const failed: TextDocument[] = [];
  for (const document of documents) if (!(await document.save())) failed.push(document);
  if (failed.length > 0) void showWarning(`${named(failed)} could not be saved; the change is in the editor.`);
}

/** Say why nothing was saved, and save all that the edit has changed if somebody wants that. */
async function offerToSave(typedIn: readonly TextDocument[], changed: readonly TextDocument[]): Promise<void> {
  const had = `${named(typedIn)} had unsaved changes, so nothing of this step is saved yet.`;
  const answer = await showInformation(had, "Save All");
  if (answer !== undefined) await save(changed.filter((each) => each.isDirty && !each.isClosed));
}

function named(documents: readonly TextDocument[]): string {
  return documents.map((each) => workspace.asRelativePath(each.uri)).join(", ");
}

/** A URI as VS Code spells it. */
function spelled(uri: string): string {
  return Uri.parse(uri).toString();
}

function never(): { dispose(): void } {
  return { dispose: () => undefined };
}
