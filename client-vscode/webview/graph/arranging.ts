/**
 * In which order nodes stand in their columns, and the lanes of edges between them: dagre finds one with few crossings.
 */

import type { GraphLabel } from "@dagrejs/dagre";
import { Graph, layout } from "@dagrejs/dagre";
import type { Column } from "./columns.ts";
import type { Edge } from "./edges.ts";
import type { Chain, Row } from "./rows.ts";

/** An order of nodes and lanes. */
export interface Arrangement {
  columnOf: ReadonlyMap<string, number>;
  /** From the top to the bottom, column by column. */
  rows: Row[][];
  /** The lanes of edges that pass columns, from the left to the right. */
  lanes: ReadonlyMap<Edge, { key: string; column: number }[]>;
  /**
   * The rows that the lines of edges lead through; those of the critical path are there three times, as the most
   * important.
   */
  chains: Chain[];
}

/** How high the lane of an edge is, in pixels. */
const LANE_HEIGHT = 2;

/** A row with the height at which dagre has put it, which says no more than the order. */
type OrderedRow = Row & { y: number };

/** Arrange columns of nodes of a height. */
export function arranged(columns: readonly Column[], edges: readonly Edge[], height: number): Arrangement {
  const columnOf = new Map(columns.flatMap(({ keys }, column) => keys.map((key) => [key, column] as const)));
  const forward = edges.filter(({ source, target }) => (columnOf.get(source) ?? 0) < (columnOf.get(target) ?? 0));
  const graph = laidOut(columnOf, forward, height);
  const rows = columns.map(({ keys }) =>
    keys.map((key): OrderedRow => ({ key, height, isLane: false, y: yOf(graph.node(key)) })),
  );
  const lanes = new Map<Edge, { key: string; column: number }[]>();
  for (const edge of forward) {
    const passed = bendsOf(graph, edge).map((y, index) => {
      const column = (columnOf.get(edge.source) ?? 0) + 1 + index;
      const key = `${edge.source} > ${edge.target} ${column}`;
      rows[column]?.push({ key, height: LANE_HEIGHT, isLane: true, y });
      return { key, column };
    });
    lanes.set(edge, passed);
  }
  const direction = ascendingDirection(columns.map(({ keys }) => keys.map((key) => yOf(graph.node(key)))));
  return {
    columnOf,
    rows: rows.map((column) => column.toSorted((one, other) => direction * (one.y - other.y))),
    lanes,
    chains: chainsOf(forward, lanes),
  };
}

/**
 * Whether an order is used as it is (1) or upside down (-1), which has as many crossings: as more of the nodes come in
 * the order of the plan.
 *
 * @param columns how far down the nodes are, column by column, each in the order of the plan
 */
function ascendingDirection(columns: readonly (readonly number[])[]): 1 | -1 {
  const rises = columns.flatMap((heights) =>
    heights.flatMap((height, index) => heights.slice(index + 1).map((later) => Math.sign(later - height))),
  );
  return rises.reduce((sum, rise) => sum + rise, 0) < 0 ? -1 : 1;
}

function chainsOf(edges: readonly Edge[], lanes: Arrangement["lanes"]): Chain[] {
  return edges.flatMap((edge) => {
    const chain = [edge.source, ...(lanes.get(edge) ?? []).map(({ key }) => key), edge.target];
    return edge.kind === "critical" ? [chain, chain, chain] : [chain];
  });
}

/** Nodes and forward edges as dagre lays them out, each node in the rank of its column. */
function laidOut(columnOf: ReadonlyMap<string, number>, edges: readonly Edge[], height: number): Graph {
  const graph = new Graph();
  // The ranks that the nodes come with count. The types do not know that dagre can be told so.
  graph.setGraph({ rankdir: "LR", ranker: "none" as NonNullable<GraphLabel["ranker"]> });
  // Dagre keeps every other rank for the labels of edges.
  for (const [key, column] of columnOf) graph.setNode(key, { width: height, height, rank: 2 * column });
  for (const { source, target } of edges) graph.setEdge(source, target, {});
  layout(graph);
  return graph;
}

/**
 * How far down an edge is in the columns that it passes: its points are its ends, the ranks, and those of the labels.
 */
function bendsOf(graph: Graph, { source, target }: Edge): number[] {
  const { points = [] } = graph.edge(source, target) as { points?: { y: number }[] };
  return points
    .slice(1, -1)
    .filter((_, index) => index % 2 === 1)
    .map(yOf);
}

function yOf(place: unknown): number {
  return (place as { y: number }).y;
}
