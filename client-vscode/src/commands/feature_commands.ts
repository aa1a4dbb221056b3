/** The commands about features. */

import type { Disposable } from "vscode";
import { commands, Uri, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import type { FeatureOverview } from "../protocol.ts";
import { featureLabel } from "../tree/labels.ts";
import { confirms, showInformation } from "./messages.ts";
import { newFeature } from "./new_feature.ts";
import { newSubtask } from "./new_subtask.ts";
import { completionQuestion, isFinished } from "./questions.ts";
import { showStages } from "./stages.ts";
import { takeStep } from "./steps.ts";
import type { Question } from "./targets.ts";
import { featureMeant } from "./targets.ts";
import { waitForFeatures, waitForServer } from "./waiting.ts";

/** A command about a feature: how it asks which one is meant, and what it does with it. */
interface FeatureCommand {
  question: Question<FeatureOverview>;
  run: (feature: FeatureOverview, connection: Connection, store: FeatureStore) => Promise<unknown>;
}

const NONE = "There is no feature that this could be done with.";

/** The commands by their ids, without `callsheet.feature.`. */
const COMMANDS: Readonly<Record<string, FeatureCommand>> = {
  open: {
    question: { title: "Open Task", isOffered: ({ task }) => task !== null, none: "No feature has a task yet." },
    run: openTask,
  },
  newSubtask: {
    question: { title: "New Subtask", isOffered: ({ is_archived }) => !is_archived, none: NONE },
    run: newSubtask,
  },
  showStages: {
    question: { title: "Show Stages", none: NONE },
    run: (feature, connection) => showStages(connection, feature),
  },
  completeReady: {
    question: {
      title: "Complete All That Is Ready",
      isOffered: ({ ready, in_progress, is_archived }) => !is_archived && ready.length + in_progress > 0,
      none: "No subtask can be completed now.",
    },
    run: completeReady,
  },
  complete: {
    question: {
      title: "Complete Feature",
      isOffered: ({ status, is_archived }) => !is_archived && status !== "completed",
      none: "There is no feature that is not completed.",
    },
    run: ({ uri }, connection) => takeStep(connection, "completeFeature", { uri }),
  },
  archive: {
    question: { title: "Archive Feature", none: NONE },
    run: archive,
  },
};

/** Offer the commands. */
export function registerFeatureCommands(connection: Connection, store: FeatureStore): Disposable[] {
  const about = Object.entries(COMMANDS).map(([name, { question, run }]) =>
    commands.registerCommand(`callsheet.feature.${name}`, async (argument: unknown) => {
      if (!(await waitForFeatures(connection, store))) return;
      const feature = await featureMeant(store, argument, question);
      if (feature !== undefined) await run(feature, connection, store);
    }),
  );
  return [...about, commands.registerCommand("callsheet.feature.new", () => newFeature(connection, store))];
}

async function openTask(feature: FeatureOverview): Promise<void> {
  if (feature.task === null) {
    void showInformation(`${featureLabel(feature)} has no task file.`);
  } else {
    await window.showTextDocument(Uri.parse(feature.task));
  }
}

/** Complete all subtasks of a feature that can be now, once it is clear which. */
async function completeReady({ uri }: FeatureOverview, connection: Connection, store: FeatureStore): Promise<void> {
  if (!(await waitForServer(connection))) return;
  const subtasks = (await store.feature(uri))?.subtasks.filter(({ steps }) => steps.includes("complete")) ?? [];
  const { text, detail } = completionQuestion(subtasks);
  // Where there are none, the server says why.
  if (subtasks.length > 0 && !(await confirms(text, "Complete", detail))) return;
  await takeStep(connection, "completeReady", { uri });
}

/** Archive a feature. One that is not finished is refused by the server, and that is asked about instead. */
async function archive(feature: FeatureOverview, connection: Connection): Promise<void> {
  if (!(await waitForServer(connection))) return;
  const detail = "Its folder moves to the archive, and what refers to files in it follows.";
  const asks = isFinished(feature) && !feature.is_archived;
  if (asks && !(await confirms(`Archive “${featureLabel(feature)}”?`, "Archive", detail))) return;
  await takeStep(connection, "archive", { uri: feature.uri });
}
