/** What is wrong with the dependencies of a feature, each with the node that shows it. */

import type { Feature } from "../../src/protocol.ts";
import { listed } from "../../src/tree/words.ts";

/** One thing that is wrong. */
export interface Problem {
  severity: "error" | "warning";
  text: string;
  /** The key of a subtask that it is about. */
  subtask: string;
}

/** All that is wrong, errors first. */
export function problemsOf({ cycles, missing, subtasks }: Feature): Problem[] {
  return [
    ...cycles.flatMap((keys): Problem[] => keys.slice(0, 1).map((subtask) => cycleProblem(subtask, keys))),
    ...missing.map(({ subtask, depends_on }): Problem => ({
      severity: "error",
      text: `${subtask} depends on ${depends_on}, which does not exist`,
      subtask,
    })),
    ...subtasks.flatMap(({ subtask, conflicts }) =>
      conflicts.map((other): Problem => ({
        severity: "warning",
        text: `${other} and ${subtask} write the same file at the same time`,
        subtask,
      })),
    ),
  ];
}

function cycleProblem(subtask: string, keys: readonly string[]): Problem {
  const text = keys.length === 1 ? `${subtask} waits for itself` : `${listed(keys)} wait for one another`;
  return { severity: "error", text, subtask };
}
