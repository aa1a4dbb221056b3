/** Which feature or subtask a command is about: its argument says so, or the active editor, or whoever is asked. */

import { commands, Uri, window } from "vscode";
import type { FeatureStore } from "../features/feature_store.ts";
import { inPortions } from "../features/portions.ts";
import type { Feature, FeatureOverview, Subtask } from "../protocol.ts";
import type { Place } from "./arguments.ts";
import { placeOf } from "./arguments.ts";
import { featurePick, subtaskPicks } from "./picks.ts";

/** What is asked for where nothing says what is meant. */
export interface Question<Value> {
  /** The title of the list. */
  title: string;
  /** What can be chosen; by default everything. */
  isOffered?: (value: Value) => boolean;
  /** What is said where there is nothing to choose from. */
  none: string;
}

/** The feature that a command is about; undefined where there is none, which has been said, or nobody chose one. */
export async function featureMeant(
  store: FeatureStore,
  argument: unknown,
  question: Question<FeatureOverview>,
): Promise<FeatureOverview | undefined> {
  const place = placeOf(argument);
  if (place !== undefined) return featureAt(store, Uri.parse(place.uri));
  const active = activeFile();
  const feature = active && featureAt(store, active);
  if (feature !== undefined) return feature;
  const offered = store.features.filter((each) => (question.isOffered ?? isNotArchived)(each));
  if (offered.length === 0) {
    await sayThereIsNone(store, question.none);
    return undefined;
  }
  const options = { title: question.title, matchOnDescription: true };
  return (await window.showQuickPick(offered.map(featurePick), options))?.value;
}

/** The subtask that a command is about; undefined where there is none, which has been said, or nobody chose one. */
export async function subtaskMeant(
  store: FeatureStore,
  argument: unknown,
  question: Question<Subtask>,
): Promise<Place | undefined> {
  const place = placeOf(argument);
  if (place?.subtask !== undefined) return place;
  const file = place === undefined ? activeFile() : Uri.parse(place.uri);
  const feature = file && (await detailAt(store, file));
  const subtask = feature?.subtasks.find((each) => isSame(each.uri, file));
  if (subtask !== undefined) return { uri: subtask.uri, subtask: subtask.subtask };
  return await chosenSubtask(store, feature === undefined ? undefined : [feature], question);
}

/** Have a subtask chosen from features, by default from all that are not archived. */
export async function chosenSubtask(
  store: FeatureStore,
  features: readonly Feature[] | undefined,
  question: Question<Subtask>,
): Promise<Place | undefined> {
  const known = features ?? (await allFeatures(store));
  const picks = known.flatMap((feature) => subtaskPicks(feature, question.isOffered ?? (() => true)));
  if (picks.length === 0) {
    await sayThereIsNone(store, question.none);
    return undefined;
  }
  const pick = await window.showQuickPick(picks, { title: question.title, matchOnDescription: true });
  return pick?.value && { uri: pick.value.uri, subtask: pick.value.subtask };
}

function activeFile(): Uri | undefined {
  return window.activeTextEditor?.document.uri;
}

/** The feature whose folder, or a file in it, has a URI. */
function featureAt(store: FeatureStore, uri: Uri): FeatureOverview | undefined {
  return store.features.find((each) => isSame(each.uri, uri)) ?? store.featureOf(uri);
}

async function detailAt(store: FeatureStore, uri: Uri): Promise<Feature | undefined> {
  const feature = featureAt(store, uri);
  return feature && (await store.feature(feature.uri));
}

async function allFeatures(store: FeatureStore): Promise<Feature[]> {
  const details = await inPortions(store.features.filter(isNotArchived), ({ uri }) => store.feature(uri));
  return details.filter((each) => each !== undefined);
}

function isNotArchived(feature: FeatureOverview): boolean {
  return !feature.is_archived;
}

/** Whether a URI of the server's means a file, however the two spell it. */
function isSame(uri: string, file: Uri | undefined): boolean {
  return Uri.parse(uri).toString() === file?.toString();
}

/** Say that there is nothing that a command could be about, and what can be done then. */
async function sayThereIsNone(store: FeatureStore, none: string): Promise<void> {
  if (!store.isReady) {
    const reason = "Callsheet's server does not run yet, so no features are known.";
    const answer = await window.showWarningMessage(reason, "Show Log");
    if (answer !== undefined) await commands.executeCommand("callsheet.log.show");
  } else if (store.features.length === 0) {
    const answer = await window.showInformationMessage("There are no features yet.", "New Feature…");
    if (answer !== undefined) await commands.executeCommand("callsheet.feature.new");
  } else {
    void window.showInformationMessage(none);
  }
}
