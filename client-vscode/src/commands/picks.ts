/** Entries of lists to choose from: subtasks, features, stages. */

import type { QuickPickItem } from "vscode";
import { QuickPickItemKind } from "vscode";
import type { Feature, FeatureOverview, FeatureStages, Subtask } from "../protocol.ts";
import { APPEARANCES, stateOfFeature, stateOfSubtask } from "../tree/appearance.ts";
import { iconOf } from "../tree/icons.ts";
import { featureDescription, featureLabel, subtaskDescription, subtaskLabel } from "../tree/labels.ts";
import { capitalized } from "../tree/words.ts";

/** An entry that stands for something; a separator stands for nothing. */
export interface Pick<Value> extends QuickPickItem {
  value?: Value;
}

/** A feature as an entry. */
export function featurePick(feature: FeatureOverview): Pick<FeatureOverview> {
  const name = feature.name === null ? "" : ` · ${feature.feature}`;
  const description = `${featureDescription(feature)}${name}`;
  return {
    label: featureLabel(feature),
    description,
    iconPath: iconOf(APPEARANCES[stateOfFeature(feature)]),
    value: feature,
  };
}

/** The subtasks of a feature that are to be offered, below its name. */
export function subtaskPicks(feature: Feature, isOffered: (subtask: Subtask) => boolean): Pick<Subtask>[] {
  const subtasks = feature.subtasks.filter(isOffered).map((subtask) => ({
    label: subtaskLabel(subtask),
    description: subtaskDescription(subtask),
    iconPath: iconOf(APPEARANCES[stateOfSubtask(subtask)]),
    value: subtask,
  }));
  if (subtasks.length === 0) return [];
  return [{ label: featureLabel(feature), kind: QuickPickItemKind.Separator }, ...subtasks];
}

/** How the states of stages look. */
const STAGE_APPEARANCES = {
  done: APPEARANCES.completed,
  open: APPEARANCES["in progress"],
  missing: APPEARANCES.waiting,
} as const;

/** A stage as an entry, with the paths of its files. */
export function stagePick(stage: FeatureStages["stages"][number]): Pick<string[]> {
  return {
    label: `${stage.number} ${capitalized(stage.name)}`,
    description: stage.state,
    ...(stage.note === null ? {} : { detail: stage.note }),
    iconPath: iconOf(STAGE_APPEARANCES[stage.state]),
    value: stage.artifacts,
  };
}
