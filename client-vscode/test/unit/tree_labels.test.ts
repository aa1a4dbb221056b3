/** What stands beside the icons of the view, and which icons they are. */

import { deepEqual, equal, match } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { APPEARANCES, stateOfFeature, stateOfSubtask } from "../../src/tree/appearance.ts";
import {
  batchDescription,
  featureDescription,
  featureInWords,
  featureLabel,
  subtaskDescription,
  subtaskInWords,
  subtaskLabel,
} from "../../src/tree/labels.ts";
import { overview, readySubtask, subtask } from "./tree_examples.ts";

test("a feature says how far it is", () => {
  const cards = overview({ total: 12, completed: 5, progress: 42, in_progress: 1, ready: ["06", "07"] });
  equal(featureLabel(cards), "Gift cards");
  equal(featureDescription(cards), "5 of 12 · 42 %");
  equal(featureInWords(cards), "Gift cards, in progress, 5 of 12 subtasks completed, 2 ready");
});

test("a feature without a name goes by its folder, and one without subtasks says so", () => {
  equal(featureLabel(overview({ name: null })), "gift-cards");
  equal(featureDescription(overview()), "no subtasks");
});

test("a batch says how much of it is done", () => {
  const done = subtask("01", { status: "completed" });
  equal(batchDescription([done, subtask("02"), readySubtask("03")]), "1 of 3 completed");
});

test("a subtask says what it waits for, whether it is ready, and who works on it", () => {
  const described = (values: Parameters<typeof subtask>[1]): string => subtaskDescription(subtask("03", values));
  equal(described({ waits_for: ["01", "02"] }), "waits for 01 and 02");
  equal(described({ waits_for: ["01"], missing: ["99"] }), "waits for 01 and 99 (missing)");
  equal(described({ in_cycle: true, waits_for: ["04"] }), "waits for itself");
  equal(described({ unclear: true }), "waits for something unclear");
  equal(described({ status: "in_progress", agent: "CoderAgent" }), "in progress · CoderAgent");
  equal(described({ status: "completed", agent: "CoderAgent" }), "CoderAgent");
  equal(described({ status: "blocked" }), "blocked");
  equal(described({ status: "done" }), "“done”");
  equal(subtaskDescription(readySubtask("03", { agent: "TestEngineer" })), "ready · TestEngineer");
});

test("a subtask without a title goes by its number", () => {
  equal(subtaskLabel(subtask("03", { title: null })), "03");
  equal(subtaskLabel(subtask("03", { title: "Sell the card" })), "03 Sell the card");
});

test("who cannot see the icon hears the state, and that something is wrong", () => {
  const findings = { error: 1, warning: 2, information: 3, hint: 4 };
  equal(
    subtaskInWords(subtask("03", { status: "completed", agent: "CoderAgent", findings })),
    "03 Title 03, completed, CoderAgent, 1 error, 2 warnings",
  );
});

test("a subtask without a status counts as pending; in the archive nothing is ready", () => {
  equal(stateOfSubtask(readySubtask("01", { status: null })), "ready");
  equal(stateOfSubtask(readySubtask("01", { steps: [] })), "waiting");
  const archived = overview({ is_archived: true, total: 1, ready: ["01"] });
  equal(featureInWords(archived), "Gift cards, archived, 0 of 1 subtask completed");
});

test("a feature has the state of its task, else of what its subtasks are at", () => {
  equal(stateOfFeature(overview({ is_archived: true })), "archived");
  equal(stateOfFeature(overview({ total: 2, completed: 2 })), "completed");
  equal(stateOfFeature(overview({ status: "blocked", in_progress: 1 })), "blocked");
  equal(stateOfFeature(overview({ in_progress: 1, ready: ["02"] })), "in progress");
  equal(stateOfFeature(overview({ ready: ["02"], blocked: 1 })), "ready");
  equal(stateOfFeature(overview({ total: 2, blocked: 1 })), "blocked");
  equal(stateOfFeature(overview()), "waiting");
});

test("no two states look alike to who cannot tell colours apart", () => {
  const icons = Object.values(APPEARANCES).map(({ icon }) => icon);
  deepEqual([...new Set(icons)], icons);
});

test("graph and board show states in the colours of the view", async () => {
  const styles = await readFile(new URL("../../webview/styles/states.css", import.meta.url), "utf8");
  for (const state of ["ready", "in progress", "blocked", "completed", "unknown"] as const) {
    const variable = `--vscode-${APPEARANCES[state].color.replace(".", "-")}`;
    match(styles, new RegExp(`\\.is-${state.replace(" ", "-")} \\{\\s+--state: var\\(${variable}\\)`));
  }
});
