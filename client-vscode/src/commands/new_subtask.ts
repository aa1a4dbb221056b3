/** Adds a subtask to a feature: asks what it does, and opens it. */

import { Uri, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureOverview } from "../protocol.ts";
import { ServerCommand } from "../protocol.ts";
import { featureLabel } from "../tree/labels.ts";
import { askAndAct } from "./ask_for_text.ts";
import { lengthHint } from "./hints.ts";
import { showReason } from "./messages.ts";
import { waitForServer } from "./waiting.ts";

/** Add a subtask behind those that a feature has; leaving the question without an answer gives it up. */
export async function newSubtask(feature: FeatureOverview, connection: Connection): Promise<void> {
  if (!(await waitForServer(connection))) return;
  const question = {
    title: `New Subtask of ${featureLabel(feature)}`,
    prompt: "What does it do? Leave it empty to write that later.",
    placeholder: "Title (optional)",
    hint: (text: string) => lengthHint("title", text),
  };
  try {
    const made = await askAndAct(question, (title) =>
      connection.execute<{ file: string }>(ServerCommand.newSubtask, { uri: feature.uri, title }),
    );
    if (made !== undefined) await window.showTextDocument(Uri.parse(made.file), { preview: false });
  } catch (error) {
    showReason(error);
  }
}
