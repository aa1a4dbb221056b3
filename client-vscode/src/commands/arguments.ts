/** What a command was called with. */

/** What a command is about: any file or folder of a feature, and of its subtasks the one that is meant. */
export interface Place {
  uri: string;
  /** The key of the subtask. */
  subtask?: string;
}

/** A place that a command was called with, be it a row of the view or an object; undefined where it is none. */
export function placeOf(argument: unknown): Place | undefined {
  if (typeof argument !== "object" || argument === null || !("uri" in argument)) return undefined;
  if (typeof argument.uri !== "string") return undefined;
  const isSubtask = "subtask" in argument && typeof argument.subtask === "string";
  return isSubtask ? { uri: argument.uri, subtask: argument.subtask as string } : { uri: argument.uri };
}
