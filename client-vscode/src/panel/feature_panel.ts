/** A panel that shows one feature: it tells its page what there is, and does what the page asks for. */

import type { Disposable, ExtensionContext, WebviewPanel } from "vscode";
import { commands, EventEmitter, Uri, ViewColumn, window, workspace } from "vscode";
import { randomBytes } from "node:crypto";
import type { Connection } from "../client/connection.ts";
import { showError } from "../commands/messages.ts";
import { takeStep } from "../commands/steps.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import type { Feature, FeatureOverview, SubtaskStep } from "../protocol.ts";
import { featureLabel } from "../tree/labels.ts";
import { capitalized } from "../tree/words.ts";
import { otherColumn } from "./file_column.ts";
import type { HostMessage, PageMessage, PanelState, View } from "./messages.ts";
import { pageHtml } from "./page.ts";
import { saveImage } from "./saving.ts";
import { readPageMessage } from "./validation.ts";

/** What all panels need. */
export interface PanelServices {
  context: ExtensionContext;
  connection: Connection;
  store: FeatureStore;
}

/** One panel of VS Code's, with the feature in it. */
export class FeaturePanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: PanelServices;
  readonly #uri: string;
  readonly #closed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  #view: View;
  /** What the page shows. */
  #feature: Feature | undefined;
  /** Counts the times that the feature was asked for, so that only the latest answer counts. */
  #asked = 0;
  /** Whether somebody has closed it: then VS Code lets nobody touch it any more. */
  #isClosed = false;

  /** Somebody has closed the panel. */
  readonly onDidClose = this.#closed.event;

  /** Fill a panel that VS Code has just made, or brought back. */
  constructor(panel: WebviewPanel, { uri, view }: PanelState, services: PanelServices) {
    this.#panel = panel;
    this.#uri = uri;
    this.#view = view;
    this.#services = services;
    const { context, store } = services;
    const icon = (theme: string): Uri => Uri.joinPath(context.extensionUri, "media", `panel-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readPageMessage(message))),
      panel.onDidDispose(() => {
        this.#isClosed = true;
        this.#closed.fire();
      }),
      store.onDidChange(() => void this.#update()),
    ];
    this.#showTitle();
    this.#load();
  }

  /** Bring the panel to the front, with one of its views. */
  reveal(view: View): void {
    this.#view = view;
    this.#showTitle();
    this.#panel.reveal();
    this.#tell({ type: "view", view });
  }

  /** Close the panel itself, as somebody who looks at it can. */
  close(): void {
    this.#panel.dispose();
  }

  /** Let go of the panel, which VS Code may keep for the time after a reload. */
  dispose(): void {
    this.#closed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Give the webview its document, which may load nothing but the extension's own bundle. */
  #load(): void {
    const { webview } = this.#panel;
    const folder = Uri.joinPath(this.#services.context.extensionUri, "dist");
    const address = (name: string): string => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.html = pageHtml({
      script: address("panel.js"),
      style: address("panel.css"),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
    });
  }

  #showTitle(): void {
    const known = this.#feature ?? this.#services.store.features.find(({ uri }) => uri === this.#uri);
    const name = known === undefined ? folderName(this.#uri) : featureLabel(known);
    this.#panel.title = `${capitalized(this.#view)}: ${name}`;
  }

  #tell(message: HostMessage): void {
    if (!this.#isClosed) void this.#panel.webview.postMessage(message);
  }

  /** Tell the page what the feature is now; nothing while that cannot be known. */
  async #update(): Promise<void> {
    const { store } = this.#services;
    const asked = ++this.#asked;
    const feature = await store.feature(this.#uri);
    if (asked !== this.#asked || this.#isClosed) return;
    if (feature !== undefined) {
      this.#feature = feature;
      this.#showTitle();
      this.#tell({ type: "feature", feature });
    } else if (store.isReady && !store.features.some(({ uri }) => uri === this.#uri)) {
      this.#tell({ type: "gone", isArchived: this.#archived() !== undefined });
    }
  }

  async #receive(message: PageMessage | undefined): Promise<void> {
    switch (message?.type) {
      case undefined:
        break;
      case "ready":
        this.#tell({ type: "view", view: this.#view });
        await this.#update();
        break;
      case "view":
        this.#view = message.view;
        this.#showTitle();
        break;
      case "openArchived":
        await this.#openArchived();
        break;
      case "open":
        await this.#open(message.subtask, message.isBeside);
        break;
      case "step":
        await this.#step(message.subtask, message.step);
        break;
      case "export":
        await saveImage(message, this.#uri);
        break;
      case "failed":
        await showFailure(message.reason);
        break;
    }
  }

  async #open(key: string, isBeside: boolean): Promise<void> {
    const uri = this.#uriOf(key);
    if (uri === undefined) return;
    const groups = window.tabGroups.all.map(({ viewColumn }) => viewColumn);
    const other = isBeside ? undefined : otherColumn(this.#panel.viewColumn ?? ViewColumn.Active, groups);
    const viewColumn = other ?? ViewColumn.Beside;
    try {
      await window.showTextDocument(Uri.parse(uri), { preview: true, viewColumn });
    } catch (error) {
      void showError(`The file of ${key} cannot be opened: ${String(error)}`);
    }
  }

  /** The feature of the same name in the archive of the same workspace folder. */
  #archived(): FeatureOverview | undefined {
    const folderOf = (uri: string): number | undefined => workspace.getWorkspaceFolder(Uri.parse(uri))?.index;
    return this.#services.store.features.find(
      ({ uri, feature, is_archived }) =>
        is_archived && feature === folderName(this.#uri) && folderOf(uri) === folderOf(this.#uri),
    );
  }

  /** Show the feature where it is now, in a panel instead of this one. */
  async #openArchived(): Promise<void> {
    const archived = this.#archived();
    if (archived === undefined) return;
    await commands.executeCommand(`callsheet.feature.open${capitalized(this.#view)}`, { uri: archived.uri });
    this.close();
  }

  async #step(key: string, step: SubtaskStep): Promise<void> {
    const uri = this.#uriOf(key);
    const isTaken = uri !== undefined && (await takeStep(this.#services.connection, step, { uri, subtask: key }));
    this.#tell({ type: "stepEnded", subtask: key, isTaken });
  }

  /** The file of a subtask; pages name subtasks, never files. */
  #uriOf(key: string): string | undefined {
    return this.#feature?.subtasks.find(({ subtask }) => subtask === key)?.uri;
  }
}

/** What the folder of a feature is called. */
function folderName(uri: string): string {
  return decodeURIComponent(uri.replace(/^.*\//, ""));
}

/** Say that the page has failed, and what can be done. */
async function showFailure(reason: string): Promise<void> {
  const answer = await showError(`The graph and the board cannot be shown as they should: ${reason}`, "Show Log");
  if (answer !== undefined) await commands.executeCommand("callsheet.log.show");
}
