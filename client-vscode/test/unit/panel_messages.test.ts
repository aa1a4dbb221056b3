/** What a page may say to the extension, where files open that it asks for, and the policy that its document has. */

import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { otherColumn } from "../../src/panel/file_column.ts";
import { pageHtml } from "../../src/panel/page.ts";
import { readPageMessage, readPanelState } from "../../src/panel/validation.ts";

test("messages of the page are taken as they are", () => {
  const messages = [
    { type: "ready" },
    { type: "view", view: "board" },
    { type: "open", subtask: "03", isBeside: true },
    { type: "openArchived" },
    { type: "step", subtask: "03", step: "start" },
    { type: "export", format: "svg", content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    { type: "export", format: "png", content: "iVBORw0KGgoAAAANSUhEUg==" },
    { type: "failed", reason: "out of paper" },
  ];
  for (const message of messages) deepEqual(readPageMessage(message), message);
});

test("whatever else comes is no message", () => {
  const others = [
    undefined,
    null,
    "ready",
    {},
    { type: "run", command: "rm" },
    { type: "view", view: "list" },
    { type: "open", subtask: 3, isBeside: false },
    { type: "open", subtask: "03" },
    { type: "step", subtask: "03", step: "archive" },
    { type: "export", format: "html", content: "<svg >" },
    { type: "export", format: "svg", content: "<script>" },
    { type: "export", format: "png", content: "R0lGODlh" },
  ];
  for (const other of others) equal(readPageMessage(other), undefined);
});

test("only what is known of a message goes on, and no more of a reason than a message can show", () => {
  deepEqual(readPageMessage({ type: "ready", uri: "file:///etc/passwd" }), { type: "ready" });
  const message = readPageMessage({ type: "failed", reason: "x".repeat(1000) });
  equal(message?.type === "failed" && message.reason.length, 500);
});

test("a panel comes back with the feature and the view that it had", () => {
  const state = { uri: "file:///shop/.tmp/tasks/gift-cards", view: "board" };
  deepEqual(readPanelState({ ...state, graph: { scale: 2 } }), state);
  for (const useless of [undefined, {}, { ...state, view: "" }, { ...state, uri: "https://example.org" }]) {
    equal(readPanelState(useless), undefined);
  }
});

test("the document allows its own script and style sheet, and nothing inline", () => {
  const html = pageHtml({ script: "s/panel.js", style: "s/panel.css", cspSource: "https://resources", nonce: "n0nce" });
  match(html, /default-src 'none'; script-src 'nonce-n0nce'; style-src https:\/\/resources; img-src data:;/);
  match(html, /<script nonce="n0nce" src="s\/panel\.js">/);
  doesNotMatch(html, /unsafe|style="/);
});

test("a file opens beside the panel: on its right, else on its left, else in a new group", () => {
  equal(otherColumn(1, [1, 2, 3]), 2);
  equal(otherColumn(3, [1, 2, 3]), 2);
  equal(otherColumn(1, [1]), undefined);
});
