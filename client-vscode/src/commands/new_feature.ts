/** Begins a feature: asks what it is called and what it is to achieve, and opens its task. */

import type { WorkspaceFolder } from "vscode";
import { Uri, window, workspace } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { ServerCommand } from "../protocol.ts";
import { askForText } from "./ask_for_text.ts";
import { folderHint, kebabCase, lengthHint } from "./hints.ts";
import { reasonOf } from "./message_texts.ts";
import { showReason, showWarning } from "./messages.ts";
import { waitForServer } from "./waiting.ts";

/** Begin a feature; leaving a question without an answer gives it up. */
export async function newFeature(connection: Connection, store: FeatureStore): Promise<void> {
  const folder = await folderMeant();
  if (folder === undefined || !(await waitForServer(connection))) return;
  const inFolder = store.features.filter(({ uri }) => workspace.getWorkspaceFolder(Uri.parse(uri)) === folder);
  const taken = inFolder.filter(({ task }) => task !== null).map(({ feature }) => feature);
  await new NewFeature(connection, folder, taken).askForName();
}

/** The folder for the feature: the only one, or the one that is chosen. */
async function folderMeant(): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length > 1) {
    return await window.showWorkspaceFolderPick({ placeHolder: "Where does the feature belong?" });
  }
  if (folders.length === 0) void showWarning("Open a folder first: features are folders in it.");
  return folders[0];
}

/** The two questions, with what has been answered so far. */
class NewFeature {
  readonly #connection: Connection;
  readonly #folder: WorkspaceFolder;
  readonly #taken: readonly string[];
  #name = "";
  #objective = "";

  /** `taken` are the names of the folders that there are. */
  constructor(connection: Connection, folder: WorkspaceFolder, taken: readonly string[]) {
    this.#connection = connection;
    this.#folder = folder;
    this.#taken = taken;
  }

  /** Ask what the feature is called, and go on. */
  async askForName(): Promise<void> {
    const answer = await askForText({
      title: "New Feature (1/2)",
      prompt: "What is the feature called?",
      placeholder: "Gift cards",
      value: this.#name,
      hint: (name) => folderHint(name, this.#taken),
    });
    if (answer === undefined) return;
    this.#name = answer.text.trim();
    await this.#askForObjective();
  }

  /** Ask for the objective and make the feature; where that is refused, ask again and say why. */
  async #askForObjective(reason?: string): Promise<void> {
    const answer = await askForText({
      title: `New Feature ${this.#name} (2/2)`,
      prompt: "What is the feature to achieve? Leave it empty to write that later.",
      placeholder: "Objective (optional)",
      value: this.#objective,
      ...(reason === undefined ? {} : { reason }),
      hint: (text) => lengthHint("objective", text),
      canGoBack: true,
    });
    if (answer === undefined) return;
    this.#objective = answer.text;
    if (answer.goesBack) {
      await this.askForName();
      return;
    }
    await this.#make().then(open, (error: unknown) => this.#askForObjective(reasonOf(error)));
  }

  /** Have the server make the feature; gives the URI of its task. */
  async #make(): Promise<string> {
    const feature = kebabCase(this.#name);
    const argument = { uri: this.#folder.uri.toString(), feature, objective: this.#objective };
    // Somebody who has typed the folder's name has not said what people call it.
    const named = this.#name === feature ? argument : { ...argument, name: this.#name };
    return (await this.#connection.execute<{ task: string }>(ServerCommand.newFeature, named)).task;
  }
}

async function open(task: string): Promise<void> {
  try {
    await window.showTextDocument(Uri.parse(task), { preview: false });
  } catch (error) {
    showReason(error);
  }
}
