/** Adds a subtask to a feature: asks what it does, and opens it. */

import { Uri, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureOverview } from "../protocol.ts";
import { ServerCommand } from "../protocol.ts";
import { featureLabel } from "../tree/labels.ts";
import { sentence } from "./steps.ts";

/** How long a title can be, in characters; the schema of subtasks says so. */
const TITLE_LIMIT = 100;

/** Add a subtask behind those that a feature has; leaving the question without an answer gives it up. */
export async function newSubtask(feature: FeatureOverview, connection: Connection): Promise<void> {
  const title = await askForTitle(feature);
  if (title === undefined) return;
  try {
    const argument = { uri: feature.uri, title };
    const { file } = await connection.execute<{ file: string }>(ServerCommand.newSubtask, argument);
    await window.showTextDocument(Uri.parse(file), { preview: false });
  } catch (error) {
    void window.showErrorMessage(sentence(error instanceof Error ? error.message : String(error)));
  }
}

async function askForTitle(feature: FeatureOverview): Promise<string | undefined> {
  return await window.showInputBox({
    title: `New Subtask of ${featureLabel(feature)}`,
    prompt: "What does it do? Leave it empty to write that later.",
    placeHolder: "Title (optional)",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const length = Array.from(text).length;
      return length > TITLE_LIMIT ? `A title can have ${TITLE_LIMIT} characters; this has ${length}.` : undefined;
    },
  });
}
