/**
 * Where everything in the graph goes. The columns are given by the plan; dagre finds the order within them that has few
 * crossings, and the lanes of edges that pass columns.
 */

import { Graph, layout as layOutWithDagre } from "@dagrejs/dagre";
import type { GraphLabel } from "@dagrejs/dagre";
import type { Feature } from "../../src/protocol.ts";
import type { Column } from "./columns.ts";
import { columnsOf, missingKey } from "./columns.ts";
import type { Lane, Point, Route } from "./routes.ts";
import { bowRoute, forwardRoute, sidePath } from "./routes.ts";

/** The size of a node, and the room around it; all in pixels at a zoom of 100 %. */
export const NODE = { width: 180, height: 68 } as const;
const GAP_BETWEEN_COLUMNS = 46;
const GAP_BETWEEN_NODES = 18;
const GAP_BETWEEN_EDGES = 12;
const MARGIN = 20;

/** A node's place: the upper left corner of its box. */
export interface PlacedNode extends Point {
  key: string;
  /** The number of its column, from 0. */
  column: number;
}

/** A dependency: an arrow from what must be done first to what waits for it. */
export interface PlacedEdge extends Route {
  source: string;
  target: string;
  kind: "plain" | "critical" | "cycle" | "missing";
}

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
  const columnOf = new Map(columns.flatMap(({ keys }, column) => keys.map((key) => [key, column] as const)));
  const edges = edgesOf(feature).filter(({ source, target }) => columnOf.has(source) && columnOf.has(target));
  const graph = arranged(columnOf, edges);
  const top = Math.min(...extremes(graph)) - MARGIN;
  const nodes = placedNodes(graph, columns, top);
  const lefts = columns.map(({ keys }) => nodes.get(keys[0] ?? "")?.x ?? 0);
  return {
    width: (lefts.at(-1) ?? 0) + NODE.width + (hasBows(edges, columnOf) ? GAP_BETWEEN_COLUMNS : MARGIN),
    height: Math.max(0, ...extremes(graph)) - top + MARGIN,
    columns: columns.map((column, index) => ({ ...column, x: lefts[index] ?? 0, width: NODE.width })),
    nodes,
    edges: edges.map((edge) => ({ ...edge, ...route(edge, nodes, lefts, lane(graph, edge, top)) })),
    conflicts: conflictsOf(feature, nodes),
  };
}

type Edge = Pick<PlacedEdge, "source" | "target" | "kind">;

/** All dependencies of a feature, those that lead to nothing too. */
function edgesOf({ subtasks, critical_path, cycles, missing }: Feature): Edge[] {
  const critical = new Map(critical_path.map((key, index) => [key, critical_path[index - 1]]));
  const cycleOf = new Map(cycles.flatMap((keys, index) => keys.map((key) => [key, index] as const)));
  const kind = (source: string, target: string): Edge["kind"] => {
    if (cycleOf.has(source) && cycleOf.get(source) === cycleOf.get(target)) return "cycle";
    return critical.get(target) === source ? "critical" : "plain";
  };
  return [
    ...subtasks.flatMap(({ subtask, depends_on }) =>
      depends_on.map((source) => ({ source, target: subtask, kind: kind(source, subtask) })),
    ),
    ...missing.map(({ subtask, depends_on }) => ({
      source: missingKey(depends_on),
      target: subtask,
      kind: "missing" as const,
    })),
  ];
}

/** Nodes and forward edges as dagre has arranged them, each node in the rank of its column. */
function arranged(columnOf: ReadonlyMap<string, number>, edges: readonly Edge[]): Graph {
  const graph = new Graph();
  graph.setGraph({
    rankdir: "LR",
    // The ranks that the nodes come with count. The types do not know that dagre can be told so.
    ranker: "none" as NonNullable<GraphLabel["ranker"]>,
    ranksep: GAP_BETWEEN_COLUMNS,
    nodesep: GAP_BETWEEN_NODES,
    edgesep: GAP_BETWEEN_EDGES,
    marginx: MARGIN,
  });
  // Dagre keeps every other rank for the labels of edges.
  for (const [key, column] of columnOf) graph.setNode(key, { ...NODE, rank: 2 * column });
  for (const { source, target } of edges) {
    if (isForward({ source, target }, columnOf)) graph.setEdge(source, target, {});
  }
  layOutWithDagre(graph);
  return graph;
}

function isForward({ source, target }: Pick<Edge, "source" | "target">, columnOf: ReadonlyMap<string, number>): boolean {
  return (columnOf.get(source) ?? 0) < (columnOf.get(target) ?? 0);
}

function hasBows(edges: readonly Edge[], columnOf: ReadonlyMap<string, number>): boolean {
  return edges.some((edge) => !isForward(edge, columnOf));
}

/** How far up and down nodes and edges reach, in dagre's own measure. */
function extremes(graph: Graph): number[] {
  const ys = graph.nodes().flatMap((key) => {
    const y = place(graph, key).y;
    return [y - NODE.height / 2, y + NODE.height / 2];
  });
  return [...ys, ...graph.edges().flatMap(({ v, w }) => bends(graph, v, w).map(({ y }) => y))];
}

/** The middle of a node in dagre's own measure. */
function place(graph: Graph, key: string): Point {
  const { x = 0, y = 0 } = graph.node(key) as Partial<Point>;
  return { x, y };
}

/** Where an edge bends, without its ends. */
function bends(graph: Graph, source: string, target: string): Point[] {
  const label = graph.edge(source, target) as { points?: Point[] } | undefined;
  return label?.points?.slice(1, -1) ?? [];
}

function placedNodes(graph: Graph, columns: readonly Column[], top: number): Map<string, PlacedNode> {
  const placed = columns.flatMap(({ keys }, column) =>
    keys
      .map((key) => {
        const { x, y } = place(graph, key);
        return { key, column, x: x - NODE.width / 2, y: y - NODE.height / 2 - top };
      })
      .sort((one, other) => one.y - other.y),
  );
  return new Map(placed.map((node) => [node.key, node]));
}

/** The height at which an edge passes a column, by where the column is. */
function lane(graph: Graph, { source, target }: Edge, top: number): (left: number) => number | undefined {
  const points = bends(graph, source, target);
  return (left) => {
    const point = points.find(({ x }) => Math.abs(x - left - NODE.width / 2) < 1);
    return point === undefined ? undefined : point.y - top;
  };
}

/** The way of an edge: through the columns between its ends, or within one. */
function route(
  { source, target }: Edge,
  nodes: ReadonlyMap<string, PlacedNode>,
  lefts: readonly number[],
  passing: (left: number) => number | undefined,
): Route {
  const from = nodes.get(source);
  const to = nodes.get(target);
  if (from === undefined || to === undefined) return { path: "", head: "" };
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x, y: to.y + NODE.height / 2 };
  if (from.column < to.column) {
    const lanes = lefts.slice(from.column + 1, to.column).flatMap((left): Lane[] => {
      const y = passing(left);
      return y === undefined ? [] : [{ left, right: left + NODE.width, y }];
    });
    return forwardRoute(start, lanes, end);
  }
  // Out below the middle and in above it, so that the two ways of a pair, and one to itself, stay apart.
  const offset = NODE.height / 5;
  const distance = Math.abs(from.y - to.y) / (NODE.height + GAP_BETWEEN_NODES);
  const width = Math.min(GAP_BETWEEN_COLUMNS - 6, 34 + 10 * distance);
  return bowRoute({ ...start, y: start.y + offset }, { x: to.x + NODE.width, y: end.y - offset }, width);
}

/** The lines between subtasks of one batch that write the same file. */
function conflictsOf({ subtasks }: Feature, nodes: ReadonlyMap<string, PlacedNode>): PlacedConflict[] {
  return subtasks.flatMap(({ subtask, conflicts }) =>
    conflicts.flatMap((other) => {
      const from = nodes.get(other);
      const to = nodes.get(subtask);
      if (from === undefined || to === undefined) return [];
      const [start, end] = [from, to].map(({ x, y }) => ({ x, y: y + NODE.height / 2 })) as [Point, Point];
      return [{ source: other, target: subtask, path: sidePath(start, end, GAP_BETWEEN_COLUMNS / 2) }];
    }),
  );
}
