/** The commands about subtasks. */

import type { Disposable } from "vscode";
import { commands, Uri, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import type { SubtaskStep } from "../protocol.ts";
import { placeOf } from "./arguments.ts";
import { takeStep } from "./steps.ts";
import { chosenSubtask, subtaskMeant } from "./targets.ts";
import { waitForFeatures } from "./waiting.ts";

/** The steps, each with the title of the list of subtasks that can take it, and what is said where none can. */
const STEPS: Readonly<Record<SubtaskStep, { title: string; none: string }>> = {
  start: { title: "Start Subtask", none: "No subtask can be started now." },
  complete: { title: "Complete Subtask", none: "No subtask can be completed now." },
  block: { title: "Block Subtask", none: "There is no subtask that could be blocked." },
  unblock: { title: "Unblock Subtask", none: "No subtask is blocked." },
  reopen: { title: "Reopen Subtask", none: "No subtask is completed." },
};

/** Offer the commands. */
export function registerSubtaskCommands(connection: Connection, store: FeatureStore): Disposable[] {
  const steps = (Object.keys(STEPS) as SubtaskStep[]).map((step) =>
    commands.registerCommand(`callsheet.subtask.${step}`, async (argument: unknown) => {
      if (!(await waitForFeatures(connection, store))) return;
      const place = await subtaskMeant(store, argument, {
        ...STEPS[step],
        isOffered: (subtask) => subtask.steps.includes(step),
      });
      if (place !== undefined) await takeStep(connection, step, place);
    }),
  );
  const open = async (argument: unknown): Promise<void> => {
    if (await waitForFeatures(connection, store)) await openSubtask(store, argument);
  };
  return [...steps, commands.registerCommand("callsheet.subtask.open", open)];
}

/** Open the file of the subtask that is named; without one, of that which is chosen from those of all features. */
async function openSubtask(store: FeatureStore, argument: unknown): Promise<void> {
  const question = { title: "Open Subtask", none: "There are no subtasks yet." };
  const place =
    placeOf(argument) === undefined
      ? await chosenSubtask(store, undefined, question)
      : await subtaskMeant(store, argument, question);
  if (place !== undefined) await window.showTextDocument(Uri.parse(place.uri));
}
