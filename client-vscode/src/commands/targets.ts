/** Which feature or subtask a command is about: its argument says so, or the active editor, or whoever is asked. */

import { commands, Uri, window, workspace } from "vscode";
import type { FeatureStore } from "../features/feature_store.ts";
import { inPortions } from "../features/portions.ts";
import type { Feature, FeatureOverview, Subtask } from "../protocol.ts";
import type { Place } from "./arguments.ts";
import { placeOf } from "./arguments.ts";
import { showInformation, showWarning } from "./messages.ts";
import type { Pick } from "./picks.ts";
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
  const file = fileMeant(place);
  const feature = file && featureAt(store, file);
  if (feature !== undefined) return feature;
  if (place !== undefined) {
    await sayThereIsNone(store, unknownFeature(place));
    return undefined;
  }
  const offered = store.features.filter(question.isOffered ?? isNotArchived);
  if (offered.length === 1) return offered[0];
  return await chosen(store, offered.map(featurePick), question);
}

/** The subtask that a command is about; undefined where there is none, which has been said, or nobody chose one. */
export async function subtaskMeant(
  store: FeatureStore,
  argument: unknown,
  question: Question<Subtask>,
): Promise<Place | undefined> {
  const place = placeOf(argument);
  const file = fileMeant(place);
  const feature = file && (await detailAt(store, file));
  const key = place?.subtask;
  const subtask = feature?.subtasks.find((each) => (key === undefined ? isSame(each.uri, file) : each.subtask === key));
  if (subtask !== undefined) return { uri: subtask.uri, subtask: subtask.subtask };
  if (place !== undefined && (feature === undefined || key !== undefined)) {
    const what = key === undefined ? unknownFeature(place) : `There is no subtask ${key} any more.`;
    await sayThereIsNone(store, what);
    return undefined;
  }
  return await chosenSubtask(store, feature && [feature], question);
}

/** Have a subtask chosen from features, by default from all that are not archived. */
export async function chosenSubtask(
  store: FeatureStore,
  features: readonly Feature[] | undefined,
  question: Question<Subtask>,
): Promise<Place | undefined> {
  const known = features ?? (await allFeatures(store));
  const picks = known.flatMap((feature) => subtaskPicks(feature, question.isOffered ?? (() => true)));
  const subtask = await chosen(store, picks, question);
  return subtask && { uri: subtask.uri, subtask: subtask.subtask };
}

/** Have one of several things chosen; undefined where nobody chose one, or there are none, which then has been said. */
async function chosen<Value>(
  store: FeatureStore,
  picks: readonly Pick<Value>[],
  { title, none }: Question<Value>,
): Promise<Value | undefined> {
  if (picks.length === 0) {
    await sayThereIsNone(store, none);
    return undefined;
  }
  return (await window.showQuickPick(picks, { title, matchOnDescription: true }))?.value;
}

/** The file or folder that a command was called with; without one that in the active editor. */
function fileMeant(place: Place | undefined): Uri | undefined {
  return place === undefined ? window.activeTextEditor?.document.uri : Uri.parse(place.uri);
}

function unknownFeature(place: Place): string {
  return `${workspace.asRelativePath(Uri.parse(place.uri))} belongs to no feature.`;
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
async function sayThereIsNone(store: FeatureStore, reason: string): Promise<void> {
  if (!store.isReady) {
    const answer = await showWarning("Callsheet has not read the workspace yet.", ...REMEDIES.keys());
    if (answer !== undefined) await commands.executeCommand(REMEDIES.get(answer) ?? "");
  } else if (store.features.length === 0) {
    const answer = await showInformation("There are no features yet.", "New Feature…");
    if (answer !== undefined) await commands.executeCommand("callsheet.feature.new");
  } else {
    void showInformation(reason);
  }
}

/** What can be done where the workspace has not been read: buttons, each with its command. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["Restart", "callsheet.server.restart"],
  ["Show Log", "callsheet.log.show"],
]);
