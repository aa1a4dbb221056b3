/** What people are asked before a feature takes a step. */

import type { FeatureOverview, Subtask } from "../protocol.ts";
import { subtaskLabel } from "../tree/labels.ts";
import { counted, listed } from "../tree/words.ts";

/** How many subtasks a question names. */
const NAMED = 8;

/** The statuses of tasks that go to the archive once all their subtasks are completed. */
const ARCHIVABLE: readonly (string | null)[] = ["active", "completed", "archived"];

/** A question, and what is said below it. */
export interface Question {
  text: string;
  detail: string;
}

/** Whether these subtasks are to be completed at once. */
export function completionQuestion(subtasks: readonly Subtask[]): Question {
  const keys = subtasks.map(({ subtask }) => subtask);
  const labels = subtasks.slice(0, NAMED).map(subtaskLabel);
  const rest = subtasks.length - labels.length;
  return {
    text: `Complete ${rest > 0 ? counted(keys.length, "subtask") : listed(keys)}?`,
    detail: [...labels, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n"),
  };
}

/** Whether nothing of a feature is left to be done: any other is archived only where the server's refusal is overruled. */
export function isFinished({ total, completed, task, status }: FeatureOverview): boolean {
  return total > 0 && completed === total && (task === null || ARCHIVABLE.includes(status));
}
