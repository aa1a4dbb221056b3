/** What the view of features shows: gives VS Code its rows, and tells it when they have changed. */

import type { Disposable, Event, TreeDataProvider } from "vscode";
import { EventEmitter, MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, workspace } from "vscode";
import type { FeatureStore } from "../features/feature_store.ts";
import { APPEARANCES, stateOfFeature, stateOfSubtask } from "./appearance.ts";
import { iconOf } from "./icons.ts";
import {
  batchDescription,
  featureDescription,
  featureInWords,
  featureLabel,
  subtaskDescription,
  subtaskInWords,
  subtaskLabel,
} from "./labels.ts";
import type { ArchiveNode, BatchNode, FeatureNode, Folder, FolderNode, Node, SubtaskNode } from "./nodes.ts";
import {
  archivedNodes,
  batchNodes,
  featureContext,
  featureNodes,
  subtaskContext,
  subtaskNodes,
  topNodes,
} from "./nodes.ts";
import type { Selection } from "./selection.ts";
import { select } from "./selection.ts";
import { featureTooltip, subtaskTooltip } from "./tooltips.ts";

/** Up to how many features are open by themselves when a filter has found them. */
const OPENED = 20;

/** The rows of the view, those that a filter leaves where there is one. */
export class FeatureTree implements TreeDataProvider<Node>, Disposable {
  readonly #store: FeatureStore;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  /** What was asked for last; what it finds is the selection a moment later. */
  #text: string | undefined;
  #selection: Selection | undefined;
  #isLooking = false;
  /** Whether what is being looked for has to be looked for again: it is another text, or features have changed. */
  #isStale = false;
  /** The rows that somebody has opened or closed, by their ids: those that a filter takes away come back as they were. */
  readonly #isOpen = new Map<string, boolean>();

  readonly onDidChangeTreeData: Event<void> = this.#changed.event;

  constructor(store: FeatureStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => void this.filter(this.#text));
  }

  /** What is shown where there is a filter. */
  get selection(): Selection | undefined {
    return this.#selection;
  }

  /** Show what matches a text; everything where it is undefined. */
  async filter(text: string | undefined): Promise<void> {
    this.#text = text;
    this.#isStale = true;
    if (text === undefined) this.#show(undefined);
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#isStale && this.#text !== undefined) {
      this.#isStale = false;
      const found = await select(this.#text, this.#store.features, (uri) => this.#store.feature(uri));
      if (found.text === this.#text) this.#show(found);
    }
    this.#isLooking = false;
  }

  /** Remember that a row was opened or closed, unless a filter shows it. */
  remember(node: Node, isOpen: boolean): void {
    if (this.#selection === undefined) this.#isOpen.set(node.id, isOpen);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return topNodes(this.#features, folderOf);
      case "folder":
        return featureNodes(
          this.#features.filter(({ uri }) => folderOf(uri).uri === node.uri),
          node,
        );
      case "archive":
        return archivedNodes(node);
      case "feature":
        return await this.#batches(node);
      case "batch":
        return subtaskNodes(node);
      case "subtask":
        return [];
    }
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case "folder":
        return this.#folderItem(node);
      case "archive":
        return this.#archiveItem(node);
      case "feature":
        return this.#featureItem(node);
      case "batch":
        return this.#batchItem(node);
      case "subtask":
        return subtaskItem(node);
    }
  }

  async resolveTreeItem(item: TreeItem, node: Node): Promise<TreeItem> {
    if (node.kind === "feature") {
      item.tooltip = new MarkdownString(featureTooltip(node.feature, await this.#store.feature(node.uri)));
    } else if (node.kind === "subtask") {
      item.tooltip = new MarkdownString(subtaskTooltip(node.detail, node.feature));
    }
    return item;
  }

  /** The row that stands for a file: its subtask, for others their feature; undefined where that is not shown. */
  async nodeOf(file: Uri): Promise<FeatureNode | SubtaskNode | undefined> {
    const overview = this.#store.featureOf(file);
    const feature = overview && (await this.#featureNode(overview.uri));
    if (feature === undefined) return undefined;
    const detail = await this.#store.feature(feature.uri);
    const subtask = detail?.subtasks.find((each) => Uri.parse(each.uri).toString() === file.toString());
    if (subtask === undefined) return feature;
    const shown = (await this.#batches(feature)).flatMap(subtaskNodes);
    return shown.find((each) => each.subtask === subtask.subtask);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #show(selection: Selection | undefined): void {
    this.#selection = selection;
    this.#changed.fire();
  }

  get #features(): Selection["features"] {
    return this.#selection?.features ?? this.#store.features;
  }

  async #batches(node: FeatureNode): Promise<BatchNode[]> {
    const feature = await this.#store.feature(node.uri);
    return feature === undefined ? [] : batchNodes(node, feature, this.#selection?.subtasks.get(node.uri));
  }

  async #featureNode(uri: string, parent?: Node): Promise<FeatureNode | undefined> {
    for (const node of await this.getChildren(parent)) {
      if (node.kind === "feature" && node.uri === uri) return node;
      const found = node.kind === "folder" || node.kind === "archive" ? await this.#featureNode(uri, node) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #folderItem(node: FolderNode): TreeItem {
    const item = this.#parentItem(node, node.name, true);
    item.iconPath = new ThemeIcon("root-folder");
    return item;
  }

  #archiveItem(node: ArchiveNode): TreeItem {
    const item = this.#parentItem(node, "Archive", false);
    item.description = String(node.features.length);
    item.iconPath = new ThemeIcon(APPEARANCES.archived.icon);
    return item;
  }

  #featureItem(node: FeatureNode): TreeItem {
    const { feature } = node;
    const isOnly = !feature.is_archived && !this.#features.some((each) => each !== feature && !each.is_archived);
    const item = this.#parentItem(node, featureLabel(feature), isOnly);
    item.description = featureDescription(feature);
    item.iconPath = iconOf(APPEARANCES[stateOfFeature(feature)]);
    item.contextValue = featureContext(feature);
    item.accessibilityInformation = { label: featureInWords(feature) };
    if (feature.total === 0) {
      item.collapsibleState = TreeItemCollapsibleState.None;
      if (feature.task !== null) item.command = opening(feature.task);
    }
    return item;
  }

  #batchItem(node: BatchNode): TreeItem {
    const isCompleted = node.subtasks.every((each) => stateOfSubtask(each) === "completed");
    const item = this.#parentItem(node, node.label, !isCompleted);
    item.description = batchDescription(node.subtasks);
    return item;
  }

  /**
   * A row with others below it.
   *
   * VS Code goes by the id whether it is open, and only the first time by what is said here; so each filter has ids of
   * its own, which are gone with it.
   */
  #parentItem(node: Node, label: string, isOpen: boolean): TreeItem {
    const { text, features } = this.#selection ?? {};
    const opens = features === undefined ? (this.#isOpen.get(node.id) ?? isOpen) : features.length <= OPENED || isOpen;
    const item = new TreeItem(label, opens ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
    item.id = text === undefined ? node.id : `${node.id}?${text}`;
    return item;
  }
}

function subtaskItem(node: SubtaskNode): TreeItem {
  const item = new TreeItem(subtaskLabel(node.detail), TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = subtaskDescription(node.detail);
  item.iconPath = iconOf(APPEARANCES[stateOfSubtask(node.detail)]);
  item.contextValue = subtaskContext(node.detail);
  item.accessibilityInformation = { label: subtaskInWords(node.detail) };
  item.resourceUri = Uri.parse(node.uri);
  item.command = opening(node.uri);
  return item;
}

/** What a click does; VS Code itself sees to previews, double clicks and opening beside. */
function opening(uri: string): NonNullable<TreeItem["command"]> {
  return { title: "Open", command: "vscode.open", arguments: [Uri.parse(uri)] };
}

/** The workspace folder of a feature; one that has just been closed counts as one of its own. */
function folderOf(uri: string): Folder {
  const folder = workspace.getWorkspaceFolder(Uri.parse(uri));
  return folder === undefined ? { uri, name: uri } : { uri: folder.uri.toString(), name: folder.name };
}
