/** The server's commands, as VS Code runs them for a lens or an action: with questions, and with views of our own. */

import { commands } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStep, SubtaskStep } from "../protocol.ts";
import type { StepArgument } from "./steps.ts";
import { takeStep } from "./steps.ts";

/** The commands that take a step, each with the step. */
const STEPS: ReadonlyMap<string, SubtaskStep | FeatureStep> = new Map(
  (["start", "complete", "block", "unblock", "reopen", "completeReady", "completeFeature", "archive"] as const).map(
    (step) => [`callsheet.${step}`, step],
  ),
);

/** The commands that tell something, each with the command of ours that shows it. */
const VIEWS: ReadonlyMap<string, string> = new Map([
  ["callsheet.plan", "callsheet.feature.openGraph"],
  ["callsheet.summary", "callsheet.feature.openBoard"],
  ["callsheet.stages", "callsheet.feature.showStages"],
]);

/** Carry out a command of the server's; undefined for those that need nothing of ours. */
export function runServerCommand(
  connection: Connection,
  command: string,
  argument: unknown,
): Promise<unknown> | undefined {
  const step = STEPS.get(command);
  if (step !== undefined) return takeStep(connection, step, argument as StepArgument);
  const view = VIEWS.get(command);
  return view === undefined ? undefined : Promise.resolve(commands.executeCommand(view, argument));
}
