/** Steps in the life of subtasks and features, taken with what people have to be asked for. */

import { ResponseError } from "vscode-languageclient/node";
import type { Connection } from "../client/connection.ts";
import type { FeatureStep, SubtaskStep } from "../protocol.ts";
import { StepCommand } from "../protocol.ts";
import type { TextQuestion } from "./ask_for_text.ts";
import { askAndAct } from "./ask_for_text.ts";
import { lengthHint } from "./hints.ts";
import { reasonOf } from "./message_texts.ts";
import { confirms, showReason } from "./messages.ts";
import { waitForServer } from "./waiting.ts";

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
  if (!(await waitForServer(connection))) return false;
  if (step === "reopen" && !(await confirmsReopening(argument.subtask))) return false;
  try {
    if (step !== "complete" || argument.summary !== undefined) return await carryOut(connection, step, argument);
    const complete = (summary: string): Promise<boolean> =>
      carryOut(connection, step, summary.trim() === "" ? argument : { ...argument, summary });
    return (await askAndAct(summaryQuestion(argument.subtask), complete)) ?? false;
  } catch (error) {
    showReason(error);
    return false;
  }
}

/**
 * Have the server take a step, against its refusal where that is possible and wanted.
 *
 * @returns whether the step was taken
 * @throws what stands in its way for good
 */
async function carryOut(
  connection: Connection,
  step: SubtaskStep | FeatureStep,
  argument: StepArgument,
): Promise<boolean> {
  try {
    await connection.execute(StepCommand[step], argument);
    return true;
  } catch (error) {
    if (argument.force === true || !canBeForced(error)) throw error;
    if (!(await confirms(reasonOf(error), FORCED[step] ?? "Do It Anyway"))) return false;
    return await carryOut(connection, step, { ...argument, force: true });
  }
}

/** Ask before the record of a completion goes: undoing that in an editor that nobody sees is hard. */
async function confirmsReopening(subtask: string | undefined): Promise<boolean> {
  const detail = "When it was completed, and the summary of what was done, are cleared.";
  return await confirms(subtask === undefined ? "Reopen the subtask?" : `Reopen ${subtask}?`, "Reopen", detail);
}

function canBeForced(error: unknown): boolean {
  return error instanceof ResponseError && (error.data as RefusalData | undefined)?.can_be_forced === true;
}

/** What stands on the button that overrules a refusal. */
const FORCED: Partial<Record<SubtaskStep | FeatureStep, string>> = {
  complete: "Complete Anyway",
  archive: "Archive Anyway",
};

/** The question what was done. */
function summaryQuestion(subtask: string | undefined): TextQuestion {
  return {
    title: subtask === undefined ? "Complete Subtask" : `Complete Subtask ${subtask}`,
    prompt: "What was done? Enter takes the step, without a summary where this is empty.",
    placeholder: "Summary (optional)",
    hint: (text) => lengthHint("summary", text),
  };
}
