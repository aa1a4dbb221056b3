/** Where everything in the graph goes: nodes in the columns that the plan gives, in the order that dagre finds. */

import type { Feature } from "../../src/protocol.ts";
import type { Arrangement } from "./arranging.ts";
import { arranged } from "./arranging.ts";
import type { Column } from "./columns.ts";
import { columnsOf } from "./columns.ts";
import type { Edge } from "./edges.ts";
import { edgesOf } from "./edges.ts";
import type { Lane, Point, Route } from "./routes.ts";
import { bowRoute, forwardRoute, sidePath } from "./routes.ts";
import { middlesOf } from "./rows.ts";

/** The size of a node, in pixels at a zoom of 100 %; so is everything below. */
export const NODE = { width: 180, height: 68 } as const;
const GAP_BETWEEN_COLUMNS = 46;
const GAP_BETWEEN_ROWS = 16;
const MARGIN = 20;

/** A node's place: the upper left corner of its box. */
export interface PlacedNode extends Point {
  key: string;
  /** The number of its column, from 0. */
  column: number;
}

/** A dependency with the way of its line. */
export type PlacedEdge = Edge & Route;

/** Two subtasks that may run at the same time and write the same file. */
export interface PlacedConflict {
  source: string;
  target: string;
  path: string;
}

/** A column's place. */
export interface PlacedColumn extends Column {
  x: number;
  width: number;
}

/** A graph with all its places. */
export interface Layout {
  width: number;
  height: number;
  columns: PlacedColumn[];
  /** By their keys, column by column, each from the top to the bottom. */
  nodes: ReadonlyMap<string, PlacedNode>;
  edges: PlacedEdge[];
  conflicts: PlacedConflict[];
}

/** What the layout of a feature depends on; while it stays the same, so does the layout. */
export function structureOf({ batches, cycles, critical_path, missing, subtasks }: Feature): string {
  const nodes = subtasks.map(({ subtask, depends_on, conflicts }) => [subtask, depends_on, conflicts]);
  return JSON.stringify([batches, cycles, critical_path, missing, nodes]);
}

/** The layout of a feature's graph. */
export function layOut(feature: Feature): Layout {
  const columns = columnsOf(feature);
  const edges = edgesOf(feature);
  const arrangement = arranged(columns, edges, NODE.height);
  const middles = middlesOf(arrangement.rows, arrangement.chains, GAP_BETWEEN_ROWS);
  const middle = (key: string): number => MARGIN + Math.round(middles.get(key) ?? 0);
  const nodes = new Map<string, PlacedNode>();
  for (const [column, rows] of arrangement.rows.entries()) {
    for (const { key, isLane } of rows) {
      if (!isLane) nodes.set(key, { key, column, x: leftOf(column), y: middle(key) - NODE.height / 2 });
    }
  }
  const lowest = arrangement.rows.flat().map(({ key, height }) => middle(key) + height / 2);
  return {
    width: leftOf(columns.length - 1) + NODE.width + (hasBows(arrangement, edges) ? GAP_BETWEEN_COLUMNS : MARGIN),
    height: Math.max(0, ...lowest) + MARGIN,
    columns: columns.map((column, index) => ({ ...column, x: leftOf(index), width: NODE.width })),
    nodes,
    edges: edges.flatMap((edge) => {
      const from = nodes.get(edge.source);
      const to = nodes.get(edge.target);
      if (from === undefined || to === undefined) return [];
      const lanes = (arrangement.lanes.get(edge) ?? []).map(({ key, column }) => laneAt(column, middle(key)));
      return [{ ...edge, ...routeBetween(from, to, lanes) }];
    }),
    conflicts: conflictsOf(feature, nodes),
  };
}

/** The left side of the nodes of a column. */
function leftOf(column: number): number {
  return MARGIN + column * (NODE.width + GAP_BETWEEN_COLUMNS);
}

function laneAt(column: number, y: number): Lane {
  return { left: leftOf(column), right: leftOf(column) + NODE.width, y };
}

/** Whether an edge stays in its column, so that there must be room on its right. */
function hasBows({ columnOf }: Arrangement, edges: readonly Edge[]): boolean {
  return edges.some(({ source, target }) => columnOf.get(source) === columnOf.get(target));
}

/** The way of an edge: through the columns between its ends, or within one. */
function routeBetween(from: PlacedNode, to: PlacedNode, lanes: readonly Lane[]): Route {
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x, y: to.y + NODE.height / 2 };
  if (from.column < to.column) return forwardRoute(start, lanes, end);
  // Out below the middle and in above it, so that the two ways of a pair, and one to itself, stay apart.
  const offset = NODE.height / 5;
  const distance = Math.abs(from.y - to.y) / (NODE.height + GAP_BETWEEN_ROWS);
  const width = Math.min(GAP_BETWEEN_COLUMNS, 28 + 8 * distance);
  return bowRoute({ ...start, y: start.y + offset }, { x: to.x + NODE.width, y: end.y - offset }, width);
}

/** The lines between subtasks of one batch that write the same file. */
function conflictsOf({ subtasks }: Feature, nodes: ReadonlyMap<string, PlacedNode>): PlacedConflict[] {
  return subtasks.flatMap(({ subtask, conflicts }) =>
    conflicts.flatMap((other) => {
      const from = nodes.get(other);
      const to = nodes.get(subtask);
      if (from === undefined || to === undefined) return [];
      const [start, end] = [middleLeft(from), middleLeft(to)];
      return [{ source: other, target: subtask, path: sidePath(start, end, GAP_BETWEEN_COLUMNS / 2) }];
    }),
  );
}

function middleLeft({ x, y }: PlacedNode): Point {
  return { x, y: y + NODE.height / 2 };
}
