/** What the status bar says. */

import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { ServerState } from "../../src/client/connection.ts";
import { featureStatus, serverStatus } from "../../src/status/texts.ts";
import { overview } from "./tree_examples.ts";

test("the current feature is shown with its progress", () => {
  const { text, inWords } = featureStatus(overview({ total: 12, completed: 5, progress: 42 }));
  equal(text, "$(checklist) gift-cards 5/12");
  equal(inWords, "Callsheet: Gift cards, waiting, 5 of 12 subtasks completed");
  equal(featureStatus(overview()).text, "$(checklist) gift-cards");
});

test("pointing at it tells more, and links to the views", () => {
  const { tooltip } = featureStatus(overview({ total: 3, completed: 1, ready: ["02"], blocked: 1 }));
  match(tooltip, /^- 1 of 3 subtasks completed$/m);
  match(tooltip, /^- 1 ready: 02$/m);
  match(tooltip, /^- 1 blocked$/m);
  const [, query] = /\[Graph\]\(command:callsheet\.feature\.openGraph\?([^)]+)\)/.exec(tooltip) ?? [];
  deepEqual(JSON.parse(decodeURIComponent(query ?? "")), [{ uri: "file:///shop/.tmp/tasks/gift-cards" }]);
});

test("neither its name nor its place can add a link", () => {
  const feature = "a`\n](command:evil) [x](command:evil)";
  const uri = "file:///shop/a) [x](command:evil)";
  const { tooltip } = featureStatus(overview({ feature, name: feature, uri, ready: ["[x](command:evil)"] }));
  const written = tooltip.replaceAll(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
  const links = Array.from(written.matchAll(/(?<!\\)\[\w+\]\(([\w:.]+)/g), ([, address]) => address);
  const views = ["openGraph", "openBoard", "showStages", "open"];
  deepEqual(
    links,
    views.map((name) => `command:callsheet.feature.${name}`),
  );
});

test("a feature without a task has no link to it", () => {
  equal(featureStatus(overview({ task: null })).tooltip.includes("[Task]"), false);
});

test("the server is shown with its version and where it is from", () => {
  const server = { command: "callsheet", args: [], env: {}, origin: "the workspace's environment", version: "0.1.0" };
  const running: ServerState = { kind: "running", server };
  const calm = { text: "Callsheet 0.1.0", severity: "information" };
  deepEqual(serverStatus(running, false), { ...calm, detail: "From the workspace's environment", isBusy: false });
  deepEqual(serverStatus(running, true), { ...calm, detail: "Reading the workspace", isBusy: true });
});

test("a server that cannot be started says why", () => {
  const { severity, detail } = serverStatus({ kind: "failed", reason: "Python is missing." }, true);
  deepEqual([severity, detail], ["error", "Python is missing."]);
  const reason = "[Python](command:evil) is missing.";
  doesNotMatch(serverStatus({ kind: "failed", reason }, true).detail, /\]\(/);
});
