/** Which rows stand below which, and what can be done with them. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { FeatureOverview } from "../../src/protocol.ts";
import type { Folder, Node } from "../../src/tree/nodes.ts";
import {
  archivedNodes,
  batchNodes,
  featureContext,
  featureNodes,
  subtaskContext,
  subtaskNodes,
  topNodes,
} from "../../src/tree/nodes.ts";
import { serverMessage, viewState } from "../../src/tree/view_state.ts";
import { feature, overview, readySubtask, subtask } from "./tree_examples.ts";

const SHOP: Folder = { uri: "file:///shop", name: "shop" };
const LIBRARY: Folder = { uri: "file:///library", name: "library" };

function folderOf(uri: string): Folder {
  return uri.startsWith(LIBRARY.uri) ? LIBRARY : SHOP;
}

function named(nodes: readonly Node[]): string[] {
  return nodes.map((node) => `${node.kind} ${"feature" in node ? node.feature.feature : node.id}`);
}

function loans(): FeatureOverview {
  return overview({ feature: "loans", uri: "file:///library/.tmp/tasks/loans" });
}

test("features of one folder stand at the top, those of the archive in one node behind them", () => {
  const nodes = topNodes([overview({ feature: "old", is_archived: true }), overview()], folderOf);
  deepEqual(named(nodes), ["feature gift-cards", "archive archive:"]);
  const [archive] = nodes.filter((node) => node.kind === "archive");
  deepEqual(archive && named(archivedNodes(archive)), ["feature old"]);
});

test("features of several folders stand below their folders", () => {
  const nodes = topNodes([overview(), loans()], folderOf);
  deepEqual(named(nodes), ["folder folder:file:///shop", "folder folder:file:///library"]);
  const [shop] = nodes.filter((node) => node.kind === "folder");
  const [archive] = featureNodes([overview({ is_archived: true })], shop);
  equal(archive?.id, "archive:file:///shop");
  equal(archive.parent, shop);
});

test("a feature has its batches, and below them its subtasks", () => {
  const [parent] = featureNodes([overview()], undefined);
  const cards = feature([[subtask("01")], [subtask("02"), subtask("03")]]);
  const batches = parent?.kind === "feature" ? batchNodes(parent, cards, undefined) : [];
  deepEqual(
    batches.map(({ label }) => label),
    ["Batch 1 of 2", "Batch 2 of 2"],
  );
  const subtasks = batches.flatMap(subtaskNodes);
  deepEqual(
    subtasks.map((each) => each.subtask),
    ["01", "02", "03"],
  );
  equal(subtasks[2]?.parent, batches[1]);
});

test("what is in a cycle or behind one is in no batch", () => {
  const [parent] = featureNodes([overview()], undefined);
  const cards = { ...feature([[subtask("01")]]), subtasks: [subtask("01"), subtask("02"), subtask("03")] };
  const batches = parent?.kind === "feature" ? batchNodes(parent, cards, undefined) : [];
  deepEqual(
    batches.map(({ label }) => label),
    ["Batch 1 of 1", "In no batch"],
  );
  deepEqual(
    batches[1]?.subtasks.map((each) => each.subtask),
    ["02", "03"],
  );
});

test("a filter leaves batches their numbers, and drops those in which it finds nothing", () => {
  const [parent] = featureNodes([overview()], undefined);
  const cards = feature([[subtask("01")], [subtask("02"), subtask("03")]]);
  const batches = parent?.kind === "feature" ? batchNodes(parent, cards, new Set(["03"])) : [];
  deepEqual(
    batches.map(({ label, subtasks }) => [label, subtasks.length]),
    [["Batch 2 of 2", 1]],
  );
});

test("a row is the same row after a change, wherever its batch is then", () => {
  const [parent] = featureNodes([overview()], undefined);
  const idOf = (...batches: Parameters<typeof feature>[0]): string | undefined =>
    parent?.kind === "feature"
      ? batchNodes(parent, feature(batches), undefined)
          .flatMap(subtaskNodes)
          .find((each) => each.subtask === "02")?.id
      : undefined;
  equal(idOf([subtask("01")], [subtask("02")]), idOf([subtask("01"), subtask("02")]));
});

test("menus offer a feature what can be done with it", () => {
  equal(featureContext(overview()), "feature open newSubtask archive");
  equal(featureContext(overview({ ready: ["01"], total: 1 })), "feature open completeReady newSubtask archive");
  equal(featureContext(overview({ total: 1, completed: 1 })), "feature open completeFeature newSubtask archive");
  equal(featureContext(overview({ total: 1, completed: 1, status: "completed" })), "feature open newSubtask archive");
  equal(featureContext(overview({ task: null })), "feature newSubtask archive");
  equal(featureContext(overview({ is_archived: true, ready: ["01"] })), "feature open");
});

test("menus offer a subtask its steps, and completion against all reasons where it can be forced", () => {
  equal(subtaskContext(readySubtask("01")), "subtask start complete block");
  const waiting = subtask("02", { steps: ["block"], can_force_completion: true });
  equal(subtaskContext(waiting), "subtask block completeAnyway");
});

test("an empty view says why it is empty", () => {
  equal(viewState("starting", false, 0, false), "starting");
  equal(viewState("running", false, 0, false), "starting");
  equal(viewState("failed", false, 0, false), "failed");
  equal(viewState("running", true, 0, false), "empty");
  equal(viewState("running", true, 0, true), "unmatched");
  equal(viewState("failed", true, 3, false), "filled");
});

test("rows that may be out of date say so", () => {
  equal(serverMessage({ kind: "failed", reason: "Python is missing." }), "The server does not run: Python is missing.");
  equal(serverMessage({ kind: "waiting", pause: 1000 }), "The server is starting again …");
  const server = { command: "callsheet", args: [], env: {}, origin: "the PATH", version: "0.1.0" };
  equal(serverMessage({ kind: "running", server }), undefined);
});
