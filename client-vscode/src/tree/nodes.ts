/** The nodes of the view of features, and which of them stand below which. */

import type { Feature, FeatureOverview, Subtask } from "../protocol.ts";
import { batchLabel, UNPLANNED_LABEL } from "./labels.ts";

/** A workspace folder with features, where there are several. */
export interface FolderNode {
  kind: "folder";
  id: string;
  /** Its URI. */
  uri: string;
  name: string;
  parent: undefined;
}

/** The archived features of a folder. */
export interface ArchiveNode {
  kind: "archive";
  id: string;
  features: readonly FeatureOverview[];
  parent: FolderNode | undefined;
}

/** A feature. */
export interface FeatureNode {
  kind: "feature";
  id: string;
  /** The URI of its folder. */
  uri: string;
  feature: FeatureOverview;
  parent: FolderNode | ArchiveNode | undefined;
}

/** Subtasks that run together, or those in no batch. */
export interface BatchNode {
  kind: "batch";
  id: string;
  label: string;
  /** Those that are shown, in their order. */
  subtasks: readonly Subtask[];
  feature: Feature;
  parent: FeatureNode;
}

/** A subtask. */
export interface SubtaskNode {
  kind: "subtask";
  id: string;
  /** The URI of its file. */
  uri: string;
  /** Its key. */
  subtask: string;
  detail: Subtask;
  feature: Feature;
  parent: BatchNode;
}

/**
 * A row of the view. Its id stays the same as long as what it stands for.
 *
 * Commands take rows of features and subtasks as their arguments: their members `uri` and `subtask` say what is meant.
 */
export type Node = FolderNode | ArchiveNode | FeatureNode | BatchNode | SubtaskNode;

/** A workspace folder. */
export interface Folder {
  uri: string;
  name: string;
}

/**
 * The nodes at the top: features, an archive behind them; below their folders where several have features.
 *
 * @param folderOf gives the folder of a feature by the feature's URI
 */
export function topNodes(
  features: readonly FeatureOverview[],
  folderOf: (uri: string) => Folder,
): (FolderNode | FeatureNode | ArchiveNode)[] {
  const folders = new Map(features.map(({ uri }) => folderOf(uri)).map((folder) => [folder.uri, folder]));
  if (folders.size < 2) return featureNodes(features, undefined);
  return Array.from(folders.values(), ({ uri, name }) => {
    return { kind: "folder", id: `folder:${uri}`, uri, name, parent: undefined };
  });
}

/** The features of a folder, or all where it is undefined; those of the archive in a node of their own at the end. */
export function featureNodes(
  features: readonly FeatureOverview[],
  parent: FolderNode | undefined,
): (FeatureNode | ArchiveNode)[] {
  const archived = features.filter((each) => each.is_archived);
  const nodes = features.filter((each) => !each.is_archived).map((each) => featureNode(each, parent));
  if (archived.length === 0) return nodes;
  return [...nodes, { kind: "archive", id: `archive:${parent?.uri ?? ""}`, features: archived, parent }];
}

/** The features in an archive. */
export function archivedNodes(archive: ArchiveNode): FeatureNode[] {
  return archive.features.map((each) => featureNode(each, archive));
}

function featureNode(feature: FeatureOverview, parent: FeatureNode["parent"]): FeatureNode {
  return { kind: "feature", id: `feature:${feature.uri}`, uri: feature.uri, feature, parent };
}

/**
 * The batches of a feature, and what is in none of them.
 *
 * @param shown the keys of the subtasks that are shown; undefined for all
 */
export function batchNodes(parent: FeatureNode, feature: Feature, shown: ReadonlySet<string> | undefined): BatchNode[] {
  const byKey = new Map(feature.subtasks.map((each) => [each.subtask, each]));
  const planned = new Set(feature.batches.flat());
  const unplanned = feature.subtasks.map((each) => each.subtask).filter((key) => !planned.has(key));
  const groups = [
    ...feature.batches.map((keys, index) => ({ label: batchLabel(index, feature.batches.length), keys })),
    { label: UNPLANNED_LABEL, keys: unplanned },
  ];
  return groups.flatMap(({ label, keys }, index) => {
    const subtasks = keys.flatMap((key) => byKey.get(key) ?? []).filter((each) => shown?.has(each.subtask) ?? true);
    const id = `batch:${feature.uri}#${label === UNPLANNED_LABEL ? "none" : index + 1}`;
    return subtasks.length === 0 ? [] : [{ kind: "batch", id, label, subtasks, feature, parent }];
  });
}

/** The subtasks of a batch. */
export function subtaskNodes(batch: BatchNode): SubtaskNode[] {
  return batch.subtasks.map((detail) => ({
    kind: "subtask",
    id: `subtask:${batch.feature.uri}#${detail.subtask}`,
    uri: detail.uri,
    subtask: detail.subtask,
    detail,
    feature: batch.feature,
    parent: batch,
  }));
}

/**
 * The words by which menus know what can be done with a feature.
 *
 * They go by the overview, for menus have to be right before a feature is opened; what the server knows better than
 * that, it says when the step is taken.
 */
export function featureContext(feature: FeatureOverview): string {
  const hasTask = feature.task === null ? [] : ["open"];
  if (feature.is_archived) return ["feature", ...hasTask].join(" ");
  const isDone = feature.total > 0 && feature.completed === feature.total;
  const isOpen = feature.task !== null && feature.status !== "completed";
  return [
    "feature",
    ...hasTask,
    ...(feature.ready.length + feature.in_progress > 0 ? ["completeReady"] : []),
    ...(isDone && isOpen ? ["completeFeature"] : []),
    "newSubtask",
    "archive",
  ].join(" ");
}

/** The words by which menus know what can be done with a subtask. */
export function subtaskContext(subtask: Subtask): string {
  return ["subtask", ...subtask.steps, ...(subtask.can_force_completion ? ["completeAnyway"] : [])].join(" ");
}
