/** What the keys do on the board: from card to card, and with a card that is picked up from column to column. */

import type { Feature, Subtask, SubtaskStep } from "../../src/protocol.ts";
import { subtaskLabel } from "../../src/tree/labels.ts";
import { stepTo, whyNot } from "../common/steps.ts";
import type { BoardColumn } from "./columns.ts";

/** Where a card would go. */
export type Target = { step: SubtaskStep } | { reason: string };

/**
 * What becomes of a card in a column: the step that leads there, or why there is none; undefined for its own column.
 */
export function targetIn(column: BoardColumn, subtask: Subtask, feature: Feature): Target | undefined {
  if (column.cards.includes(subtask)) return undefined;
  if (column.state === undefined) return { reason: `${column.title} is no status.` };
  const step = stepTo(column.state, subtask);
  return step === undefined ? { reason: whyNot(column.state, subtask, feature) } : { step };
}

/** A card that was picked up with the keyboard, and the column that it is held over. */
export interface Held {
  /** The key of the subtask. */
  subtask: string;
  /** The number of the column, from 0. */
  column: number;
}

/** What is said while a card is moved with the keyboard and held over a column. */
export function announcement(over: BoardColumn, subtask: Subtask, feature: Feature): string {
  const target = targetIn(over, subtask, feature);
  const name = subtaskLabel(subtask);
  if (target === undefined)
    return `${name} is held over ${over.title}, where it is. Left and right move it, Escape puts it back.`;
  return "step" in target ? `${over.title}: Enter drops it here.` : `${over.title}: not possible. ${target.reason}`;
}

/** The card that an arrow key leads to; that of the same card where there is nothing further. */
export function cardBeyond(columns: readonly BoardColumn[], current: string, key: string): string {
  const column = columns.findIndex(({ cards }) => cards.some(({ subtask }) => subtask === current));
  const cards = columns[column]?.cards ?? [];
  const row = cards.findIndex(({ subtask }) => subtask === current);
  switch (key) {
    case "ArrowUp":
      return cards[row - 1]?.subtask ?? current;
    case "ArrowDown":
      return cards[row + 1]?.subtask ?? current;
    case "Home":
      return cards[0]?.subtask ?? current;
    case "End":
      return cards.at(-1)?.subtask ?? current;
    case "ArrowLeft":
      return inRow(columns.slice(0, column).reverse(), row) ?? current;
    case "ArrowRight":
      return inRow(columns.slice(column + 1), row) ?? current;
    default:
      return current;
  }
}

/** The card in a row of the first column that has cards, or its last one. */
function inRow(columns: readonly BoardColumn[], row: number): string | undefined {
  const cards = columns.find((column) => column.cards.length > 0)?.cards;
  return (cards?.[row] ?? cards?.at(-1))?.subtask;
}
