/** Which features and subtasks match the words that somebody has typed. */

import type { Feature, FeatureOverview, Subtask } from "../protocol.ts";
import { stateOfSubtask } from "./appearance.ts";

/** The words of a filter in small letters; none where it is empty. */
export function filterWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a feature has all words in itself, so that everything in it is shown. */
export function featureMatches(feature: FeatureOverview, words: readonly string[]): boolean {
  const text = featureText(feature);
  return words.every((word) => occurs(word, text));
}

/**
 * The keys of a feature's subtasks that have all words; a word may be one of the feature's.
 *
 * A number finds the subtask of that number, with or without a zero in front, and texts in which it is a word.
 */
export function matchingSubtasks(feature: Feature, words: readonly string[]): string[] {
  const own = featureText(feature);
  const left = words.filter((word) => !occurs(word, own));
  return feature.subtasks
    .filter((subtask) => left.every((word) => occurs(word, subtaskText(subtask))))
    .map((subtask) => subtask.subtask);
}

/** All that a feature can be found by; its state is not: `ready` is to find what is ready in it. */
function featureText(feature: FeatureOverview): string {
  const archived = feature.is_archived ? "archived" : "";
  return [feature.name ?? "", feature.feature, feature.id, archived].join("\n").toLowerCase();
}

/** All that a subtask can be found by. */
function subtaskText(subtask: Subtask): string {
  const { title, status, agent, deliverables } = subtask;
  const names = [subtask.subtask, withoutZeros(subtask.subtask), title ?? "", status ?? "pending", agent ?? ""];
  return [...names, stateOfSubtask(subtask), ...deliverables].join("\n").toLowerCase();
}

function occurs(word: string, text: string): boolean {
  if (!/^\d+$/.test(word)) return text.includes(word);
  return new RegExp(`(?<![\\p{L}\\d])${word}(?![\\p{L}\\d])`, "u").test(text);
}

function withoutZeros(key: string): string {
  return key.replace(/^0+(?=.)/, "");
}
