/** Where a command of the server's goes that VS Code runs: for a lens, an action, a key, another extension. */

import type { FeatureStep, SubtaskStep } from "../protocol.ts";
import { StepCommand } from "../protocol.ts";

type Step = SubtaskStep | FeatureStep;

/** A step, about which people may have to be asked something; or a command of ours that does more than the server's. */
export type Route = { step: Step } | { command: string };

/** The steps, each with the command of ours that finds out what it is about. */
const ASKING: Readonly<Record<Step, string>> = {
  start: "callsheet.subtask.start",
  complete: "callsheet.subtask.complete",
  block: "callsheet.subtask.block",
  unblock: "callsheet.subtask.unblock",
  reopen: "callsheet.subtask.reopen",
  completeReady: "callsheet.feature.completeReady",
  completeFeature: "callsheet.feature.complete",
  archive: "callsheet.feature.archive",
};

/** The commands that tell something, each with the command of ours that shows it. */
const VIEWS: ReadonlyMap<string, string> = new Map([
  ["callsheet.plan", "callsheet.feature.openGraph"],
  ["callsheet.summary", "callsheet.feature.openBoard"],
  ["callsheet.stages", "callsheet.feature.showStages"],
]);

/** Where a command goes; undefined where that is the server itself: it answers whoever wants data. */
export function routeOf(command: string, argument: unknown): Route | undefined {
  const isObject = typeof argument === "object" && argument !== null;
  const step = (Object.keys(StepCommand) as Step[]).find((each) => StepCommand[each] === command);
  if (step !== undefined) return isObject ? { step } : { command: ASKING[step] };
  const view = VIEWS.get(command);
  const isShown = isObject && "show" in argument && argument.show === true;
  return view !== undefined && isShown ? { command: view } : undefined;
}
