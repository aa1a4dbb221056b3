/** What stands beside the icons: labels, what follows them in grey, and what screen readers say. */

import type { FeatureOverview, Subtask } from "../protocol.ts";
import { stateOfFeature, stateOfSubtask } from "./appearance.ts";
import { counted, listed } from "./words.ts";

/** What people call a feature. */
export function featureLabel(feature: FeatureOverview): string {
  return feature.name ?? feature.feature;
}

/** How far a feature is: `5 of 12 · 42 %`. */
export function featureDescription(feature: FeatureOverview): string {
  if (feature.total === 0) return "no subtasks";
  return `${feature.completed} of ${feature.total} · ${Math.round(feature.progress)} %`;
}

/** The keys of the subtasks that can begin now; in the archive nothing can. */
export function readySubtasks(feature: FeatureOverview): readonly string[] {
  return feature.is_archived ? [] : feature.ready;
}

/** A feature in words. */
export function featureInWords(feature: FeatureOverview): string {
  const count = readySubtasks(feature).length;
  const ready = count > 0 ? [`${count} ready`] : [];
  const progress = `${feature.completed} of ${counted(feature.total, "subtask")} completed`;
  return [featureLabel(feature), stateOfFeature(feature), progress, ...ready].join(", ");
}

/** The heading of a batch; `index` is 0-based. */
export function batchLabel(index: number, count: number): string {
  return `Batch ${index + 1} of ${count}`;
}

/** The heading over what lies in a cycle or behind one. */
export const UNPLANNED_LABEL = "In no batch";

/** How far a batch is. */
export function batchDescription(subtasks: readonly Subtask[]): string {
  const completed = subtasks.filter((each) => stateOfSubtask(each) === "completed").length;
  return `${completed} of ${subtasks.length} completed`;
}

/** The number of a subtask and its title. */
export function subtaskLabel(subtask: Subtask): string {
  return subtask.title === null ? subtask.subtask : `${subtask.subtask} ${subtask.title}`;
}

/** What a subtask waits for, is, or who works on it. */
export function subtaskDescription(subtask: Subtask): string {
  const agent = subtask.agent === null ? [] : [subtask.agent];
  return [...stateInWords(subtask), ...agent].join(" · ");
}

/** A subtask in words. */
export function subtaskInWords(subtask: Subtask): string {
  const state = stateOfSubtask(subtask) === "completed" ? ["completed"] : stateInWords(subtask);
  const agent = subtask.agent === null ? [] : [subtask.agent];
  return [subtaskLabel(subtask), ...state, ...agent, ...findingsInWords(subtask)].join(", ");
}

/** The findings in the file of a subtask, without what is less than a warning. */
export function findingsInWords({ findings }: Subtask): string[] {
  const severities = (["error", "warning"] as const).filter((each) => findings[each] > 0);
  return severities.map((each) => counted(findings[each], each));
}

/** The state of a subtask; nothing of completed ones, whose icon says it all. */
function stateInWords(subtask: Subtask): string[] {
  const state = stateOfSubtask(subtask);
  if (state === "completed") return [];
  if (state === "unknown") return [`“${subtask.status ?? ""}”`];
  return [state === "waiting" ? waitingInWords(subtask) : state];
}

/** What a subtask waits for. */
function waitingInWords(subtask: Subtask): string {
  if (subtask.in_cycle) return "waits for itself";
  const missing = subtask.missing.map((each) => `${each} (missing)`);
  const named = [...subtask.waits_for, ...missing];
  if (named.length > 0) return `waits for ${listed(named)}`;
  return subtask.unclear ? "waits for something unclear" : "pending";
}
