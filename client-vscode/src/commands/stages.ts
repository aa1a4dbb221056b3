/** Shows how far a feature is on its way through the eight stages, and opens what a stage has made. */

import { Uri, window, workspace } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureOverview, FeatureStages } from "../protocol.ts";
import { ServerCommand } from "../protocol.ts";
import { featureLabel } from "../tree/labels.ts";
import { showInformation, showReason } from "./messages.ts";
import { stagePick } from "./picks.ts";
import { waitForServer } from "./waiting.ts";

/** Show the stages of a feature as a list; what is chosen is opened. */
export async function showStages(connection: Connection, feature: FeatureOverview): Promise<void> {
  if (!(await waitForServer(connection))) return;
  const title = `Stages of ${featureLabel(feature)}`;
  try {
    const found = connection.execute<FeatureStages[]>(ServerCommand.stages, { uri: feature.uri });
    const picks = found.then(([first]) => (first?.stages ?? []).map(stagePick));
    // VS Code shows the list at once and fills it when the answer is there; an error leaves it to whoever waits.
    const [pick] = await Promise.all([window.showQuickPick(picks, { title, matchOnDetail: true }), picks]);
    if (pick !== undefined) await openArtifact(feature, pick.label, pick.value ?? []);
  } catch (error) {
    showReason(error);
  }
}

/**
 * Open a file of a stage, the one that is chosen where there are several.
 *
 * @param artifacts their paths, relative to the workspace folder of the feature
 */
async function openArtifact(feature: FeatureOverview, stage: string, artifacts: readonly string[]): Promise<void> {
  const path = artifacts.length > 1 ? await window.showQuickPick(artifacts, { title: stage }) : artifacts[0];
  const folder = workspace.getWorkspaceFolder(Uri.parse(feature.uri));
  if (path !== undefined && folder !== undefined) {
    await window.showTextDocument(Uri.joinPath(folder.uri, path));
  } else if (artifacts.length === 0) {
    void showInformation(`There is nothing yet of stage ${stage}.`);
  }
}
