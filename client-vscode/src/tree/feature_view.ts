/** The view of features: its filter, what is selected in it, and what it says while it is empty. */

import type { Disposable, ExtensionContext, TreeView, Uri } from "vscode";
import { commands, Disposable as Disposables, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import { showInformation } from "../commands/messages.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { FeatureTree } from "./feature_tree.ts";
import type { Node } from "./nodes.ts";
import { foundInWords } from "./selection.ts";
import { serverMessage, viewState } from "./view_state.ts";

const VIEW = "callsheet.features";

/** Show the view, and offer its commands. */
export function registerFeatureView(context: ExtensionContext, connection: Connection, store: FeatureStore): void {
  context.subscriptions.push(new FeatureView(connection, store));
}

class FeatureView implements Disposable {
  readonly #connection: Connection;
  readonly #store: FeatureStore;
  readonly #tree: FeatureTree;
  readonly #view: TreeView<Node>;
  readonly #subscriptions: Disposable;
  /** The active file, until its row has been selected: it may be opened before anything is known of features. */
  #unshown: Uri | undefined;

  constructor(connection: Connection, store: FeatureStore) {
    this.#connection = connection;
    this.#store = store;
    this.#tree = new FeatureTree(store);
    this.#view = window.createTreeView(VIEW, { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#subscriptions = Disposables.from(
      this.#tree,
      this.#view,
      this.#view.onDidExpandElement(({ element }) => {
        this.#tree.remember(element, true);
      }),
      this.#view.onDidCollapseElement(({ element }) => {
        this.#tree.remember(element, false);
      }),
      this.#tree.onDidChangeTreeData(() => {
        this.#describe();
        void this.#showActiveFile();
      }),
      connection.onDidChangeState(() => {
        this.#describe();
      }),
      window.onDidChangeActiveTextEditor(() => {
        this.#follow();
      }),
      this.#view.onDidChangeVisibility(() => {
        this.#follow();
      }),
      commands.registerCommand("callsheet.features.filter", () => this.#askForFilter()),
      commands.registerCommand("callsheet.features.clearFilter", () => this.#tree.filter(undefined)),
      commands.registerCommand("callsheet.features.reveal", () => this.#reveal()),
    );
    this.#describe();
    this.#follow();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Say what is shown: above the rows, and where there are none. */
  #describe(): void {
    const { selection } = this.#tree;
    const count = (selection?.features ?? this.#store.features).length;
    const found = selection && foundInWords(selection);
    const parts = [serverMessage(this.#connection.state), found].filter((each) => each !== undefined);
    this.#view.message = count === 0 ? "" : parts.join(" · ");
    setContext("callsheet.isFiltered", selection !== undefined);
    const state = viewState(this.#connection.state.kind, this.#store.isReady, count, selection !== undefined);
    setContext("callsheet.viewState", state);
  }

  async #askForFilter(): Promise<void> {
    const text = await window.showInputBox({
      title: "Filter Features",
      prompt: "All words have to match: titles, numbers, agents, deliverables, or ready, waiting, blocked, completed …",
      placeHolder: "ready payment",
      value: this.#tree.selection?.text ?? "",
    });
    if (text === undefined) return;
    const words = text.trim() === "" ? undefined : text.trim();
    await window.withProgress({ location: { viewId: VIEW } }, () => this.#tree.filter(words));
  }

  /** Select the row of the file in the active editor, now or as soon as there is one. */
  #follow(): void {
    this.#unshown = window.activeTextEditor?.document.uri;
    void this.#showActiveFile();
  }

  /** Select the row of the active file unless that is done, if the view is looked at; the focus stays where it is. */
  async #showActiveFile(): Promise<void> {
    const file = window.activeTextEditor?.document.uri;
    setContext("callsheet.activeFileHasFeature", file !== undefined && this.#store.featureOf(file) !== undefined);
    const wanted = this.#unshown;
    if (wanted === undefined || !this.#isAwaited(wanted)) return;
    const node = await this.#tree.nodeOf(wanted);
    // Meanwhile another file may have become the active one, or the view may be hidden: it must not come up by itself.
    if (node === undefined || !this.#isAwaited(wanted)) return;
    if ((await this.#select(node, false)) && wanted === this.#unshown) this.#unshown = undefined;
  }

  /** Whether the row of a file is still to be selected, in a view that is looked at. */
  #isAwaited(file: Uri): boolean {
    return file === this.#unshown && this.#view.visible;
  }

  /** Select a row; false where it has gone meanwhile. */
  async #select(node: Node, focus: boolean): Promise<boolean> {
    try {
      await this.#view.reveal(node, { select: true, focus });
      return true;
    } catch {
      return false;
    }
  }

  /** Show the row of the file in the active editor, whatever hides it. */
  async #reveal(): Promise<void> {
    const file = window.activeTextEditor?.document.uri;
    if (file === undefined || this.#store.featureOf(file) === undefined) {
      void showInformation("The file in the active editor belongs to no feature.");
      return;
    }
    if ((await this.#tree.nodeOf(file)) === undefined) await this.#tree.filter(undefined);
    const node = await this.#tree.nodeOf(file);
    if (node !== undefined) await this.#select(node, true);
  }
}

function setContext(key: string, value: unknown): void {
  void commands.executeCommand("setContext", key, value);
}
