/** What is shown, as Markdown, when somebody points at a feature or a subtask. */

import type { Feature, FeatureOverview, Subtask } from "../protocol.ts";
import { stateOfFeature, stateOfSubtask } from "./appearance.ts";
import { featureLabel, findingsInWords, readySubtasks, subtaskLabel } from "./labels.ts";
import { code, escaped, list } from "./markdown.ts";
import { capitalized, counted } from "./words.ts";

/** How many entries of a list are shown. */
const LIMIT = 8;

/** A feature; `detail` is undefined where no more than the overview is known. */
export function featureTooltip(overview: FeatureOverview, detail: Feature | undefined): string {
  const { total, completed, in_progress, blocked } = overview;
  const ready = readySubtasks(overview);
  const figures = [`${completed} of ${counted(total, "subtask")} completed`];
  if (in_progress > 0) figures.push(`${in_progress} in progress`);
  if (blocked > 0) figures.push(`${blocked} blocked`);
  const parts = [`**${escaped(featureLabel(overview))}** ${code(overview.feature)}`];
  if (detail?.objective) parts.push(escaped(detail.objective));
  parts.push(`${capitalized(stateOfFeature(overview))}: ${figures.join(", ")}.`);
  if (ready.length > 0) parts.push(`Ready:\n${list(titled(ready, detail?.subtasks ?? []), LIMIT)}`);
  if (detail !== undefined && detail.cycles.length > 0) {
    parts.push(`Waiting for one another: ${detail.cycles.map((cycle) => cycle.map(escaped).join(", ")).join("; ")}.`);
  }
  return parts.join("\n\n");
}

/** A subtask of a feature. */
export function subtaskTooltip(subtask: Subtask, feature: Feature): string {
  const isCritical = feature.critical_path.includes(subtask.subtask);
  const dependents = feature.subtasks.filter((each) => each.depends_on.includes(subtask.subtask));
  const unblocks = dependents.map((each) => each.subtask);
  const parts = [`**${escaped(subtaskLabel(subtask))}**`];
  const state = stateOfSubtask(subtask) === "unknown" ? `status “${subtask.status ?? ""}”` : stateOfSubtask(subtask);
  const agent = subtask.agent === null ? [] : [escaped(subtask.agent)];
  parts.push([escaped(capitalized(state)), ...agent, ...(isCritical ? ["on the critical path"] : [])].join(" · "));
  parts.push(...listed("Waits for", [...titled(subtask.waits_for, feature.subtasks), ...missing(subtask)]));
  if (subtask.in_cycle) parts.push("It waits for itself in the end.");
  if (subtask.conflicts.length > 0)
    parts.push(`Writes what ${subtask.conflicts.map(escaped).join(", ")} of the same batch writes.`);
  parts.push(...listed("Unblocks", titled(unblocks, feature.subtasks)));
  parts.push(...listed("Delivers", subtask.deliverables.map(code)));
  if (subtask.summary) parts.push(`*${escaped(subtask.summary)}*`);
  const findings = findingsInWords(subtask);
  if (findings.length > 0) parts.push(`${findings.join(" and ")} in its file.`);
  return parts.join("\n\n");
}

function listed(heading: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`${heading}:\n${list(entries, LIMIT)}`];
}

/** Subtasks by their keys, with their titles. */
function titled(keys: readonly string[], subtasks: readonly Subtask[]): string[] {
  const labels = new Map(subtasks.map((each) => [each.subtask, subtaskLabel(each)]));
  return keys.map((key) => escaped(labels.get(key) ?? key));
}

function missing(subtask: Subtask): string[] {
  return subtask.missing.map((each) => `${escaped(each)}, which does not exist`);
}
