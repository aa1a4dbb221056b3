/**
 * In which column of the graph each subtask stands: one for each batch, and more for what is in no batch or does not
 * exist.
 */

import type { Feature, Subtask } from "../../src/protocol.ts";
import { UNPLANNED_LABEL } from "../../src/tree/labels.ts";

/** A column of the graph. */
export interface Column {
  /** What stands above it; empty where it continues the column before. */
  heading: string;
  kind: "missing" | "batch" | "unplanned";
  /** The keys of its nodes. */
  keys: string[];
}

const MISSING = "missing ";

/** The key of the node for a dependency that does not exist. */
export function missingKey(name: string): string {
  return `${MISSING}${name}`;
}

/** The name of a dependency that does not exist, as it is written. */
export function missingName(key: string): string {
  return key.slice(MISSING.length);
}

/** The columns of a feature's graph from the left to the right, none of them empty. */
export function columnsOf(feature: Feature): Column[] {
  const missing = [...new Set(feature.missing.map(({ depends_on }) => depends_on))];
  const planned = new Set(feature.batches.flat());
  const rest = feature.subtasks.filter(({ subtask }) => !planned.has(subtask));
  const columns: Column[] = [
    { heading: "Missing", kind: "missing", keys: missing.map(missingKey) },
    ...feature.batches.map((keys, index): Column => ({ heading: `Batch ${index + 1}`, kind: "batch", keys })),
    ...byDepth(rest, feature.cycles).map((keys, index): Column => ({
      heading: index === 0 ? UNPLANNED_LABEL : "",
      kind: "unplanned",
      keys,
    })),
  ];
  return columns.filter(({ keys }) => keys.length > 0);
}

/** Subtasks that are in no batch, by how many steps they are behind the first cycle; a cycle stands in one column. */
function byDepth(subtasks: readonly Subtask[], cycles: readonly string[][]): string[][] {
  const cycleOf = new Map(cycles.flatMap((keys) => keys.map((key) => [key, keys] as const)));
  const known = new Map(subtasks.map((each) => [each.subtask, each]));
  const depths = new Map<string, number>();
  const depth = (key: string): number => {
    const found = depths.get(key);
    if (found !== undefined) return found;
    const group = cycleOf.get(key) ?? [key];
    for (const member of group) depths.set(member, 0);
    const before = group.flatMap((member) => known.get(member)?.depends_on ?? []);
    const deepest = before
      .filter((other) => known.has(other) && !group.includes(other))
      .map((other) => depth(other) + 1);
    const own = Math.max(0, ...deepest);
    for (const member of group) depths.set(member, own);
    return own;
  };
  const columns: string[][] = [];
  for (const { subtask } of subtasks) (columns[depth(subtask)] ??= []).push(subtask);
  return columns;
}
