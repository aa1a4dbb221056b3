/** Steps in the life of subtasks and features, taken with what people have to be asked for. */

import { window } from "vscode";
import { ResponseError } from "vscode-languageclient/node";
import type { Connection } from "../client/connection.ts";
import type { FeatureStep, SubtaskStep } from "../protocol.ts";

/** How long the summary of a subtask can be, in characters; the schema of subtasks says so. */
const SUMMARY_LIMIT = 200;

/** What a step is about: any file or folder of a feature, and for subtasks which one. */
export interface StepArgument {
  uri: string;
  /** The key of the subtask; by default the one in the file. */
  subtask?: string;
  /** What was done, of `complete`; people are asked for it where it is missing. */
  summary?: string;
  /** Whether the step is taken although something stands in its way. */
  force?: boolean;
}

/** What the server says of a step that it refuses. */
interface RefusalData {
  can_be_forced: boolean;
}

/**
 * Take a step; whatever stands in its way is shown with its reason, and can be overruled where the server allows that.
 *
 * @returns whether the step was taken
 */
export async function takeStep(
  connection: Connection,
  step: SubtaskStep | FeatureStep,
  argument: StepArgument,
): Promise<boolean> {
  const summary = step === "complete" ? (argument.summary ?? (await askForSummary(argument.subtask))) : undefined;
  if (step === "complete" && summary === undefined) return false;
  const complete = summary === undefined || summary.trim() === "" ? argument : { ...argument, summary };
  try {
    await connection.execute(`callsheet.${step}`, complete);
    return true;
  } catch (error) {
    return await overruled(connection, step, { ...argument, ...(summary === undefined ? {} : { summary }) }, error);
  }
}

/** Show why a step was refused; take it all the same where that is possible and wanted. */
async function overruled(
  connection: Connection,
  step: SubtaskStep | FeatureStep,
  argument: StepArgument,
  error: unknown,
): Promise<boolean> {
  const reason = sentence(error instanceof Error ? error.message : String(error));
  const canBeForced = error instanceof ResponseError && (error.data as RefusalData | undefined)?.can_be_forced === true;
  if (!canBeForced || argument.force === true) {
    void window.showWarningMessage(reason);
    return false;
  }
  const answer = await window.showWarningMessage(reason, { modal: true }, FORCED[step] ?? "Do It Anyway");
  return answer === undefined ? false : await takeStep(connection, step, { ...argument, force: true });
}

/** What stands on the button that overrules a refusal. */
const FORCED: Partial<Record<SubtaskStep | FeatureStep, string>> = {
  complete: "Complete Anyway",
  archive: "Archive Anyway",
};

/** A reason of the server's as a sentence; some are sentences already. */
export function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.?!]$/.test(reason) ? "" : "."}`;
}

/** Ask what was done; undefined where the step is given up. */
async function askForSummary(subtask: string | undefined): Promise<string | undefined> {
  return await window.showInputBox({
    title: subtask === undefined ? "Complete Subtask" : `Complete Subtask ${subtask}`,
    prompt: "What was done? Enter takes the step, without a summary where this is empty.",
    placeHolder: "Summary (optional)",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const length = Array.from(text).length;
      return length > SUMMARY_LIMIT ? `A summary can have ${SUMMARY_LIMIT} characters; this has ${length}.` : undefined;
    },
  });
}
