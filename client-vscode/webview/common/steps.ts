/** Which steps a subtask can take, and to which state they lead. */

import type { Feature, Subtask, SubtaskStep } from "../../src/protocol.ts";
import { stateOfSubtask } from "../../src/tree/appearance.ts";
import { listed } from "../../src/tree/words.ts";

/** The four states that a subtask can be brought to. */
export const STATES = ["pending", "in progress", "blocked", "completed"] as const;

/** One of the four states. */
export type State = (typeof STATES)[number];

/** A step as people see it, with the key that takes it. Three dots say that something is asked for. */
export const STEPS: Readonly<Record<SubtaskStep, { label: string; key: string }>> = {
  start: { label: "Start", key: "s" },
  complete: { label: "Complete…", key: "c" },
  block: { label: "Block", key: "b" },
  unblock: { label: "Unblock", key: "u" },
  reopen: { label: "Reopen", key: "r" },
};

/** The steps that lead to a state. */
const LEADING_TO: Readonly<Record<State, readonly SubtaskStep[]>> = {
  pending: ["unblock", "reopen"],
  "in progress": ["start"],
  blocked: ["block"],
  completed: ["complete"],
};

/** The state of a subtask; undefined where its status is none. */
export function lifeState(subtask: Subtask): State | undefined {
  const state = stateOfSubtask(subtask);
  if (state === "ready" || state === "waiting") return "pending";
  return state === "unknown" ? undefined : state;
}

/** The steps that a subtask can take, a completion against all reasons among them: people are told those, and asked. */
export function possibleSteps({ steps, can_force_completion }: Subtask): SubtaskStep[] {
  const all = Object.keys(STEPS) as SubtaskStep[];
  return all.filter((step) => steps.includes(step) || (step === "complete" && can_force_completion));
}

/** The step that a key takes; undefined where it is no step's, or the subtask cannot take it. */
export function stepForKey(key: string, subtask: Subtask): SubtaskStep | undefined {
  return possibleSteps(subtask).find((step) => STEPS[step].key === key);
}

/** The step that leads a subtask to a state; undefined where no single one does. */
export function stepTo(state: State, subtask: Subtask): SubtaskStep | undefined {
  return possibleSteps(subtask).find((step) => LEADING_TO[state].includes(step));
}

/** Why no single step leads a subtask of a feature to a state that it is not in, as a sentence. */
export function whyNot(state: State, subtask: Subtask, { is_archived }: Feature): string {
  const current = lifeState(subtask);
  if (is_archived) return "Nothing takes a step in the archive.";
  if (possibleSteps(subtask).length === 0) return "Its file cannot be read: mend that first.";
  if (current === undefined) return `“${subtask.status ?? ""}” is no status: correct it in the file first.`;
  if (state === "pending") return "No step leads back to pending from here: block it, then unblock it.";
  if (current === "blocked") return "Unblock it first.";
  if (current === "completed") return "Reopen it first.";
  const names = [...subtask.waits_for, ...subtask.missing.map((name) => `${name}, which does not exist`)];
  return names.length === 0 ? "What it depends on is not clear: correct that first." : `It waits for ${listed(names)}.`;
}
