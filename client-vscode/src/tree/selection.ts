/** What a filter leaves of the features. */

import { inPortions } from "../features/portions.ts";
import type { Feature, FeatureOverview } from "../protocol.ts";
import { featureMatches, filterWords, matchingSubtasks } from "./filter.ts";
import { counted } from "./words.ts";

/** A filter, and what it has found. */
export interface Selection {
  /** What somebody has typed. */
  text: string;
  /** The features that are shown, in their order. */
  features: readonly FeatureOverview[];
  /** By the URI of a feature the keys of its subtasks that are shown; undefined where all are. */
  subtasks: ReadonlyMap<string, ReadonlySet<string> | undefined>;
}

/**
 * Find what matches a text.
 *
 * @param detailOf gives a feature with its subtasks, by its URI; undefined where it is gone
 */
export async function select(
  text: string,
  features: readonly FeatureOverview[],
  detailOf: (uri: string) => Promise<Feature | undefined>,
): Promise<Selection> {
  const words = filterWords(text);
  const subtasks = new Map<string, ReadonlySet<string> | undefined>();
  const look = async (feature: FeatureOverview): Promise<void> => {
    if (featureMatches(feature, words)) {
      subtasks.set(feature.uri, undefined);
      return;
    }
    const detail = await detailOf(feature.uri);
    const found = detail === undefined ? [] : matchingSubtasks(detail, words);
    if (found.length > 0) subtasks.set(feature.uri, new Set(found));
  };
  await inPortions(features, look);
  return { text, features: features.filter(({ uri }) => subtasks.has(uri)), subtasks };
}

/** How much a filter has found. */
export function foundInWords({ text, features, subtasks }: Selection): string {
  const counts = features.map((each) => subtasks.get(each.uri)?.size ?? each.total);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return `“${text}”: ${counted(total, "subtask")} in ${counted(features.length, "feature")}`;
}
