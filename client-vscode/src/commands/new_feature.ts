/** Begins a feature: asks for its name and what it is to achieve, and opens its task. */

import type { WorkspaceFolder } from "vscode";
import { Uri, window, workspace } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { ServerCommand } from "../protocol.ts";
import { nameProblem } from "./feature_name.ts";
import { sentence } from "./steps.ts";

/** How long an objective can be, in characters; the schema of tasks says so. */
const OBJECTIVE_LIMIT = 200;

/** Begin a feature; leaving a question without an answer gives it up. */
export async function newFeature(connection: Connection, store: FeatureStore): Promise<void> {
  const folder = await folderMeant();
  if (folder === undefined) return;
  const feature = await askForName(store, folder);
  if (feature === undefined) return;
  const objective = await askForObjective(feature);
  if (objective === undefined) return;
  try {
    const argument = { uri: folder.uri.toString(), feature, objective };
    const { task } = await connection.execute<{ task: string }>(ServerCommand.newFeature, argument);
    await window.showTextDocument(Uri.parse(task), { preview: false });
  } catch (error) {
    void window.showErrorMessage(sentence(error instanceof Error ? error.message : String(error)));
  }
}

/** The folder for the feature: the only one, or the one that is chosen. */
async function folderMeant(): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length > 1) {
    return await window.showWorkspaceFolderPick({ placeHolder: "Where does the feature belong?" });
  }
  if (folders.length === 0) void window.showWarningMessage("Open a folder first: features are folders in it.");
  return folders[0];
}

async function askForName(store: FeatureStore, folder: WorkspaceFolder): Promise<string | undefined> {
  const inFolder = store.features.filter(({ uri }) => workspace.getWorkspaceFolder(Uri.parse(uri)) === folder);
  const taken = inFolder.filter(({ task }) => task !== null).map(({ feature }) => feature);
  return await window.showInputBox({
    title: "New Feature (1/2)",
    prompt: "The feature's name. Its folder is called by it.",
    placeHolder: "gift-cards",
    ignoreFocusOut: true,
    validateInput: (name) => nameProblem(name, taken),
  });
}

async function askForObjective(feature: string): Promise<string | undefined> {
  return await window.showInputBox({
    title: `New Feature ${feature} (2/2)`,
    prompt: "What is the feature to achieve? Leave it empty to write that later.",
    placeHolder: "Objective (optional)",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const length = Array.from(text).length;
      return length > OBJECTIVE_LIMIT
        ? `An objective can have ${OBJECTIVE_LIMIT} characters; this has ${length}.`
        : undefined;
    },
  });
}
