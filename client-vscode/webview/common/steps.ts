/** Which steps a subtask can take, and to which state they lead. */

import type { Subtask, SubtaskStep } from "../../src/protocol.ts";
import type { State } from "./words.ts";
import { listed, stateOf, statusWords } from "./words.ts";

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
  in_progress: ["start"],
  blocked: ["block"],
  completed: ["complete"],
  other: [],
};

/** The steps that a subtask can take, a completion against all reasons among them: people are told those, and asked. */
export function possibleSteps(subtask: Subtask): SubtaskStep[] {
  return subtask.can_force_completion && !subtask.steps.includes("complete")
    ? [...subtask.steps, "complete"]
    : subtask.steps;
}

/** The step that a key takes; undefined where it is no step's, or the subtask cannot take it. */
export function stepForKey(key: string, subtask: Subtask): SubtaskStep | undefined {
  return possibleSteps(subtask).find((step) => STEPS[step].key === key);
}

/** The step that leads a subtask to a state; undefined where no single one does. */
export function stepTo(state: State, subtask: Subtask): SubtaskStep | undefined {
  return possibleSteps(subtask).find((step) => LEADING_TO[state].includes(step));
}

/** Why no single step leads a subtask to a state, as a sentence. */
export function whyNot(state: State, subtask: Subtask): string {
  const current = stateOf(subtask.status);
  if (current === "other") return `${statusWords(subtask.status)}: correct it in the file first.`;
  if (current === state) return `It is ${statusWords(state)} already.`;
  if (possibleSteps(subtask).length === 0) return "Nothing takes a step in the archive.";
  if (state === "in_progress" && current === "blocked") return "Unblock it first.";
  if (state === "in_progress" && current === "completed") return "Reopen it first.";
  if (state === "in_progress") return whyNotReady(subtask);
  if (state === "completed") return "Unblock it first.";
  return `No step leads from ${statusWords(current)} to ${statusWords(state)}.`;
}

/** Why a pending subtask cannot begin. */
function whyNotReady(subtask: Subtask): string {
  const names = [...subtask.waits_for, ...subtask.missing.map((name) => `${name}, which does not exist`)];
  return names.length === 0 ? "It cannot begin: see what it depends on." : `It waits for ${listed(names)}.`;
}
