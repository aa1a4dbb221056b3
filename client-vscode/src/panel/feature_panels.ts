/** The panels of features: one for each at most, opened by commands, brought back after a reload of the window. */

import type { Disposable, ExtensionContext, WebviewPanel } from "vscode";
import { commands, ViewColumn, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import { featureMeant } from "../commands/targets.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import type { PanelServices } from "./feature_panel.ts";
import { FeaturePanel } from "./feature_panel.ts";
import type { PanelState, View } from "./messages.ts";
import { readPanelState } from "./validation.ts";

/** What VS Code knows the panels by; menus in `package.json` name it as well. */
const VIEW_TYPE = "callsheet.feature";

/** Offer the commands that open panels, and let VS Code bring panels back. */
export function registerPanels(context: ExtensionContext, connection: Connection, store: FeatureStore): void {
  const panels = new FeaturePanels({ context, connection, store });
  const openWith = (command: string, view: View, title: string): Disposable =>
    commands.registerCommand(command, async (argument: unknown) => {
      const feature = await featureMeant(store, argument, { title, none: "There is no feature to show." });
      if (feature !== undefined) panels.show({ uri: feature.uri, view });
    });
  context.subscriptions.push(
    panels,
    openWith("callsheet.feature.openGraph", "graph", "Open Graph"),
    openWith("callsheet.feature.openBoard", "board", "Open Board"),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const kept = readPanelState(state);
        if (kept === undefined) panel.dispose();
        else panels.adopt(panel, kept);
        return Promise.resolve();
      },
    }),
  );
}

/** The panels that are open, by the URIs of their features. */
class FeaturePanels implements Disposable {
  readonly #services: PanelServices;
  readonly #open = new Map<string, FeaturePanel>();

  constructor(services: PanelServices) {
    this.#services = services;
  }

  /** Show a feature in its panel, which is opened if it is not there. */
  show(state: PanelState): void {
    const known = this.#open.get(state.uri);
    if (known !== undefined) {
      known.reveal(state.view);
      return;
    }
    this.adopt(window.createWebviewPanel(VIEW_TYPE, "", ViewColumn.Active, { enableFindWidget: true }), state);
  }

  /**
   * Take a panel that VS Code has made. After a reload VS Code brings a tab back only when somebody looks at it, so its
   * feature may have another panel by then, which is closed.
   */
  adopt(panel: WebviewPanel, state: PanelState): void {
    const older = this.#open.get(state.uri);
    const opened = new FeaturePanel(panel, state, this.#services);
    this.#open.set(state.uri, opened);
    opened.onDidClose(() => {
      if (this.#open.get(state.uri) === opened) this.#open.delete(state.uri);
      opened.dispose();
    });
    older?.close();
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }
}
