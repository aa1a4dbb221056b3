/** Where the nodes and edges of the graph go. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Feature, Subtask } from "../../src/protocol.ts";
import { columnsOf, missingKey } from "../../webview/graph/columns.ts";
import { edgesOf } from "../../webview/graph/edges.ts";
import type { Layout } from "../../webview/graph/layout.ts";
import { NODE, layOut, structureOf } from "../../webview/graph/layout.ts";
import { feature, subtask } from "./tree_examples.ts";

const PLANNED = [subtask("01"), subtask("02", { depends_on: ["01"], missing: ["77"] })] as const;
const UNPLANNED = [
  subtask("03", { depends_on: ["01", "04"], in_cycle: true }),
  subtask("04", { depends_on: ["03"], in_cycle: true }),
  subtask("05", { depends_on: ["04"] }),
];

/** Two batches; 03 and 04 wait for one another, 05 is behind them; 02 also depends on what does not exist. */
const TANGLED = feature([[PLANNED[0]], [PLANNED[1]]], {
  cycles: [["03", "04"]],
  unplanned: ["03", "04", "05"],
  missing: [{ subtask: "02", depends_on: "77" }],
  critical_path: ["01", "02"],
  subtasks: [...PLANNED, ...UNPLANNED],
});

test("each batch is a column, and so is what is missing or in no batch", () => {
  deepEqual(
    columnsOf(TANGLED).map(({ heading, keys }) => [heading, ...keys]),
    [
      ["Missing", missingKey("77")],
      ["Batch 1", "01"],
      ["Batch 2", "02"],
      ["In no batch", "03", "04"],
      ["", "05"],
    ],
  );
});

test("edges are critical, of a cycle, missing, or none of these", () => {
  const kinds = new Map(edgesOf(TANGLED).map(({ source, target, kind }) => [`${source} ${target}`, kind]));
  equal(kinds.get("01 02"), "critical");
  equal(kinds.get("01 03"), "plain");
  equal(kinds.get("04 03"), "cycle");
  equal(kinds.get("04 05"), "plain");
  equal(kinds.get(`${missingKey("77")} 02`), "missing");
});

test("nodes stand in the column of their batch, none upon another", () => {
  for (const layout of [layOut(TANGLED), layOut(wide())]) {
    for (const [index, { keys, x }] of layout.columns.entries()) {
      const nodes = keys.map((key) => placeOf(layout, key)).toSorted((one, other) => one.y - other.y);
      ok(nodes.every((node) => node.column === index && node.x === x));
      ok(nodes.slice(1).every((node, row) => node.y >= (nodes[row]?.y ?? 0) + NODE.height));
      ok(nodes.every(({ y }) => y >= 0 && y + NODE.height <= layout.height));
    }
  }
});

test("all edges have a way, also back within a cycle and to a node itself", () => {
  const subtasks = [subtask("01", { depends_on: ["01"], in_cycle: true })];
  const self = feature([], { cycles: [["01"]], unplanned: ["01"], subtasks });
  equal(layOut(self).edges.length, 1);
  for (const { path, head } of [...layOut(TANGLED).edges, ...layOut(self).edges]) {
    ok(/^M[\d. ]+C[-\dCHM. ]+$/.test(path), path);
    ok(head.startsWith("M"));
  }
});

test("an edge that passes a column runs level there, beside the nodes", () => {
  const chain = feature([
    [subtask("01")],
    [subtask("02", { depends_on: ["01"] })],
    [subtask("03", { depends_on: ["01", "02"] })],
  ]);
  const layout = layOut(chain);
  const passing = layout.edges.find(({ source, target }) => source === "01" && target === "03");
  const between = placeOf(layout, "02");
  const level = / ([\d.]+)H([\d.]+)/.exec(passing?.path ?? "");
  const height = Number(level?.[1]);
  equal(Number(level?.[2]), between.x + NODE.width);
  ok(height < between.y || height > between.y + NODE.height);
});

test("a chain is one straight line", () => {
  const keys = ["01", "02", "03", "04"];
  const chain = feature(keys.map((key, index) => [subtask(key, { depends_on: keys.slice(index - 1, index) })]));
  equal(new Set(Array.from(layOut(chain).nodes.values(), ({ y }) => Math.round(y))).size, 1);
});

test("subtasks of a batch stand in the order of the plan where that needs no more crossings", () => {
  const middle = ["02", "03", "04"].map((key) => subtask(key, { depends_on: ["01"] }));
  const layout = layOut(feature([[subtask("01")], middle, [subtask("05", { depends_on: ["02", "03", "04"] })]]));
  const heights = middle.map(({ subtask: key }) => placeOf(layout, key).y);
  deepEqual(
    heights,
    heights.toSorted((one, other) => one - other),
  );
});

test("a line joins subtasks of one batch that write the same file", () => {
  const layout = layOut(feature([[subtask("01"), subtask("02", { conflicts: ["01"] })]]));
  deepEqual(
    layout.conflicts.map(({ source, target }) => [source, target]),
    [["01", "02"]],
  );
});

test("the layout stays as long as nothing but titles and states change", () => {
  const before = feature([[subtask("01")]]);
  equal(structureOf(before), structureOf(feature([[subtask("01", { title: "Other", status: "completed" })]])));
  ok(structureOf(before) !== structureOf(feature([[subtask("01"), subtask("02")]])));
});

test("a feature without subtasks has an empty graph", () => {
  equal(layOut(feature([])).nodes.size, 0);
});

function placeOf(layout: Layout, key: string): { x: number; y: number; column: number } {
  const node = layout.nodes.get(key);
  ok(node, `${key} has a place`);
  return node;
}

/** Six batches of twenty subtasks, each of which depends on several of the batch before and on one further back. */
function wide(): Feature {
  const key = (batch: number, row: number): string => String(batch * 20 + (row % 20)).padStart(3, "0");
  const batches = Array.from({ length: 6 }, (_, batch) =>
    Array.from({ length: 20 }, (_, row): Subtask => {
      const near = batch === 0 ? [] : [key(batch - 1, row * 7), key(batch - 1, row * 3 + 1)];
      return subtask(key(batch, row), { depends_on: [...near, ...(batch > 2 ? [key(batch - 3, row * 11)] : [])] });
    }),
  );
  return feature(batches);
}
