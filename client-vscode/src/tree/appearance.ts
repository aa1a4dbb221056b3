/** In which state features and subtasks are, as people see it: a word, an icon and a colour. */

import type { FeatureOverview, Subtask } from "../protocol.ts";

/** The state of a subtask; `ready` and `waiting` are both pending. */
export type SubtaskState = "ready" | "waiting" | "in progress" | "blocked" | "completed" | "unknown";

/** The state of a feature. */
export type FeatureState = Exclude<SubtaskState, "unknown"> | "archived";

/** An icon of VS Code's and the colour of its theme that it has. */
export interface Appearance {
  /** The name of a codicon. */
  icon: string;
  /** The id of a theme colour. */
  color: string;
}

/** How states look: no two have the same icon, so nobody has to tell colours apart. */
export const APPEARANCES: Readonly<Record<SubtaskState | FeatureState, Appearance>> = {
  ready: { icon: "play-circle", color: "charts.blue" },
  waiting: { icon: "circle-large", color: "descriptionForeground" },
  "in progress": { icon: "record", color: "problemsWarningIcon.foreground" },
  blocked: { icon: "circle-slash", color: "charts.red" },
  completed: { icon: "pass-filled", color: "charts.green" },
  unknown: { icon: "question", color: "charts.purple" },
  archived: { icon: "archive", color: "descriptionForeground" },
};

/**
 * The state of a subtask; without a status it counts as pending.
 *
 * In the archive nothing is ready, for nothing takes a step there.
 */
export function stateOfSubtask(subtask: Subtask): SubtaskState {
  switch (subtask.status) {
    case null:
    case "pending":
      return subtask.is_ready && subtask.steps.includes("start") ? "ready" : "waiting";
    case "in_progress":
      return "in progress";
    case "completed":
    case "blocked":
      return subtask.status;
    default:
      return "unknown";
  }
}

/** The state of a feature: that of its task where it says something, else what its subtasks make of it. */
export function stateOfFeature(feature: FeatureOverview): FeatureState {
  if (feature.is_archived) return "archived";
  if (feature.status === "completed" || (feature.total > 0 && feature.completed === feature.total)) return "completed";
  if (feature.status === "blocked") return "blocked";
  if (feature.in_progress > 0) return "in progress";
  if (feature.ready.length > 0) return "ready";
  return feature.blocked > 0 ? "blocked" : "waiting";
}
