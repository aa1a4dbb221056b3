/** The item of the status bar that says how far the current feature is. */

import type { Disposable } from "vscode";
import { Disposable as Disposables, MarkdownString, StatusBarAlignment, window } from "vscode";
import type { FeatureStore } from "../features/feature_store.ts";
import type { FeatureOverview } from "../protocol.ts";
import { featureStatus, LINKED_COMMANDS } from "./texts.ts";

/** Left of what is about the editor, right of what is about the repository. */
const PRIORITY = 10;

/** Show the feature of the active file; beside other files that which is not archived, if there is but one. */
export function showCurrentFeature(store: FeatureStore): Disposable {
  const item = window.createStatusBarItem("callsheet.feature", StatusBarAlignment.Left, PRIORITY);
  item.name = "Callsheet Feature";
  const update = (): void => {
    const feature = currentFeature(store);
    if (feature === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip, inWords } = featureStatus(feature);
    item.text = text;
    item.tooltip = new MarkdownString(tooltip);
    item.tooltip.isTrusted = { enabledCommands: LINKED_COMMANDS };
    item.command = { title: "Open Graph", command: "callsheet.feature.openGraph", arguments: [{ uri: feature.uri }] };
    item.accessibilityInformation = { label: inWords };
    item.show();
  };
  update();
  return Disposables.from(item, store.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function currentFeature(store: FeatureStore): FeatureOverview | undefined {
  const file = window.activeTextEditor?.document.uri;
  const feature = file && store.featureOf(file);
  if (feature !== undefined) return feature;
  const [first, ...others] = store.features.filter((each) => !each.is_archived);
  return others.length === 0 ? first : undefined;
}
