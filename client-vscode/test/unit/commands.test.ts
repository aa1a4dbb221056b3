/** What commands are called with, where those of the server go, and what people are asked and told on the way. */

import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../src/commands/arguments.ts";
import { folderHint, kebabCase, lengthHint } from "../../src/commands/hints.ts";
import { reasonOf, withoutLinks } from "../../src/commands/message_texts.ts";
import { completionQuestion, isFinished } from "../../src/commands/questions.ts";
import { routeOf } from "../../src/commands/routes.ts";
import { featureNodes } from "../../src/tree/nodes.ts";
import { overview, readySubtask } from "./tree_examples.ts";

/** What VS Code makes links of in messages, prompts and status items. */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;

test("a command takes a row of the view, or an object that says what is meant", () => {
  const [row] = featureNodes([overview()], undefined);
  deepEqual(placeOf(row), { uri: "file:///shop/.tmp/tasks/gift-cards" });
  deepEqual(placeOf({ uri: "file:///shop/a.json", subtask: "03" }), { uri: "file:///shop/a.json", subtask: "03" });
});

test("anything else that a command is called with says nothing", () => {
  for (const argument of [undefined, null, "file:///shop", {}, { uri: 1 }]) equal(placeOf(argument), undefined);
});

test("nothing that stands in a workspace becomes a link in a message", () => {
  for (const text of [
    "[x](command:evil)",
    "a [b][c](https://evil.example)",
    "[a\nb](file:///evil)",
    "[x](COMMAND:evil)",
  ]) {
    match(text, LINK);
    doesNotMatch(withoutLinks(text), LINK);
    doesNotMatch(reasonOf(new Error(text)), LINK);
  }
  equal(withoutLinks("items[0] (of 3)"), "items[0] (of 3)");
});

test("a reason is told as a sentence", () => {
  equal(reasonOf(new Error("03 is blocked")), "03 is blocked.");
  equal(reasonOf("no subtask can be completed now"), "No subtask can be completed now.");
  equal(reasonOf(new Error("Is it there?")), "Is it there?");
});

test("a feature can be called anything that gives its folder a name of its own", () => {
  deepEqual(folderHint("Gift cards", []), { text: "Its folder will be gift-cards.", isObstacle: false });
  const taken = { text: "There is a feature gift-cards already.", isObstacle: true };
  deepEqual(folderHint("Gift cards", ["gift-cards"]), taken);
  for (const name of ["", " ", "–"]) equal(folderHint(name, []).isObstacle, true);
});

test("a text that is too long is counted, and left for the server to judge", () => {
  equal(lengthHint("title", "🎁".repeat(100)), undefined);
  const hint = { text: "An objective can have 200 characters; this has 201.", isObstacle: false };
  deepEqual(lengthHint("objective", "x".repeat(201)), hint);
  equal(folderHint("x".repeat(101), []).text, "A name can have 100 characters; this has 101.");
});

test("a name is spelt in kebab-case as the server spells it", () => {
  equal(kebabCase("giftCards 2"), "gift-cards-2");
  equal(kebabCase("Gâteaux & Straßenfest"), "gateaux-strassenfest");
});

test("a step that says what it is about is taken, any other asks for that", () => {
  deepEqual(routeOf("callsheet.complete", { uri: "file:///shop/a.json" }), { step: "complete" });
  deepEqual(routeOf("callsheet.complete", undefined), { command: "callsheet.subtask.complete" });
  deepEqual(routeOf("callsheet.completeFeature", null), { command: "callsheet.feature.complete" });
});

test("what tells something is shown in a view where it is to be shown, and else told to whoever asks", () => {
  const uri = "file:///shop/.tmp/tasks/gift-cards";
  deepEqual(routeOf("callsheet.plan", { uri, show: true }), { command: "callsheet.feature.openGraph" });
  equal(routeOf("callsheet.plan", { uri }), undefined);
  equal(routeOf("callsheet.plan", undefined), undefined);
  equal(routeOf("callsheet.kind", { uri, show: true }), undefined);
});

test("subtasks that are completed together are named first", () => {
  const three = ["03", "04", "05"].map((key) => readySubtask(key));
  const { text, detail } = completionQuestion(three);
  equal(text, "Complete 03, 04 and 05?");
  equal(detail, "03 Title 03\n04 Title 04\n05 Title 05");
  const many = Array.from({ length: 10 }, (_, index) => readySubtask(String(index)));
  equal(completionQuestion(many).text, "Complete 10 subtasks?");
  match(completionQuestion(many).detail, /7 Title 7\nand 2 more$/);
});

test("a feature is finished where the server would archive it without being overruled", () => {
  const completed = { total: 2, completed: 2 };
  equal(isFinished(overview(completed)), true);
  equal(isFinished(overview({ ...completed, task: null, status: null })), true);
  equal(isFinished(overview({ ...completed, status: "blocked" })), false);
  equal(isFinished(overview({ total: 2, completed: 1 })), false);
  equal(isFinished(overview()), false);
});
