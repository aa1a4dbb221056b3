/** The columns of the board: one for each state, and one for each status that is none. */

import type { Subtask } from "../../src/protocol.ts";
import { capitalized } from "../../src/tree/words.ts";
import type { State } from "../common/steps.ts";
import { STATES, lifeState } from "../common/steps.ts";

/** A column of the board. */
export interface BoardColumn {
  /** What stands above it. */
  title: string;
  /** The state of its cards; undefined where their status is none. */
  state: State | undefined;
  cards: Subtask[];
}

/** The columns from the left to the right, their cards in the order of the subtasks. */
export function boardColumns(subtasks: readonly Subtask[]): BoardColumn[] {
  const strange = subtasks.flatMap((subtask) => (lifeState(subtask) === undefined ? [subtask.status ?? ""] : []));
  return [
    ...STATES.map((state) => ({
      title: capitalized(state),
      state,
      cards: subtasks.filter((subtask) => lifeState(subtask) === state),
    })),
    ...[...new Set(strange)].map((status) => ({
      title: `“${status}”`,
      state: undefined,
      cards: subtasks.filter((subtask) => subtask.status === status),
    })),
  ];
}
