/** Words for people: lists, states, and what a subtask is in one sentence for those who hear it. */

import type { Subtask } from "../../src/protocol.ts";

/** Names as a list in a sentence: "01", "01 and 02", "01, 02 and 03". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** A number of things: "1 error", "2 errors". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** A text with a capital letter at its beginning. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What people call a subtask: its title, or that it has none. */
export function titleOf(subtask: Subtask): string {
  return subtask.title ?? "No title";
}

/** The findings in a subtask's file, by severity: "1 error", "2 warnings"; nothing of what is less than a warning. */
export function findingsOf({ findings }: Subtask): string[] {
  return [
    ...(findings.error > 0 ? [counted(findings.error, "error")] : []),
    ...(findings.warning > 0 ? [counted(findings.warning, "warning")] : []),
  ];
}

/** A status as people read it: "in progress"; what is none of the four states in quotation marks. */
export function statusWords(status: string | null): string {
  if (status === null) return "pending";
  return stateOf(status) === "other" ? `“${status}”, which is no status` : status.replace("_", " ");
}

/** The four states of subtasks, and what a status counts as that is none of them. */
export type State = "pending" | "in_progress" | "blocked" | "completed" | "other";

/** The state that a status stands for; without a status a subtask is pending. */
export function stateOf(status: string | null): State {
  switch (status) {
    case null:
    case "pending":
      return "pending";
    case "in_progress":
    case "blocked":
    case "completed":
      return status;
    default:
      return "other";
  }
}

/** A subtask in one sentence: "03 Payment, pending, waits for 01 and 02". */
export function described(subtask: Subtask): string {
  return [
    `${subtask.subtask} ${titleOf(subtask)}`,
    statusWords(subtask.status),
    ...(subtask.is_ready ? ["ready"] : []),
    ...(subtask.waits_for.length > 0 ? [`waits for ${listed(subtask.waits_for)}`] : []),
    ...(subtask.missing.length > 0 ? [`depends on ${listed(subtask.missing)}, which does not exist`] : []),
    ...(subtask.in_cycle ? ["in a cycle"] : []),
    ...(subtask.conflicts.length > 0 ? [`writes the same file as ${listed(subtask.conflicts)}`] : []),
    ...findingsOf(subtask),
  ].join(", ");
}
