/** Words for people that the lists of the extension do not need: a subtask for those who hear it. */

import type { Subtask } from "../../src/protocol.ts";
import { subtaskInWords } from "../../src/tree/labels.ts";
import { listed } from "../../src/tree/words.ts";

/** A subtask in one sentence: "03 Payment, waits for 01, 02, writes the same file as 04". */
export function described(subtask: Subtask): string {
  return [
    subtaskInWords(subtask),
    ...(subtask.conflicts.length > 0 ? [`writes the same file as ${listed(subtask.conflicts)}`] : []),
  ].join(", ");
}
