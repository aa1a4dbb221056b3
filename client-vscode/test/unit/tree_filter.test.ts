/** What the filter of the view finds. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { filterWords, matchingSubtasks } from "../../src/tree/filter.ts";
import { foundInWords, select } from "../../src/tree/selection.ts";
import { feature, overview, readySubtask, subtask } from "./tree_examples.ts";

const CARDS = feature([
  [subtask("01", { title: "Draw the card", status: "completed", agent: "CoderAgent" })],
  [readySubtask("02", { title: "Sell the card", deliverables: ["src/cards/sell.ts"] })],
  [subtask("12", { title: "Test with 2 shops", waits_for: ["02"], status: "blocked" })],
]);

function found(text: string): string[] {
  return matchingSubtasks(CARDS, filterWords(text));
}

test("all words have to match, in whatever order and case", () => {
  deepEqual(found("card SELL"), ["02"]);
  deepEqual(found("card"), ["01", "02", "12"], "it is the feature's name");
  deepEqual(found("draw sell"), []);
});

test("states, agents and deliverables are found", () => {
  deepEqual(found("ready"), ["02"]);
  deepEqual(found("blocked"), ["12"]);
  deepEqual(found("coderagent completed"), ["01"]);
  deepEqual(found("src/cards"), ["02"]);
});

test("a number finds its subtask, and texts with that number, but not a part of another", () => {
  deepEqual(found("2"), ["02", "12"]);
  deepEqual(found("02"), ["02"]);
  deepEqual(found("1"), ["01"]);
});

test("a feature whose name matches is shown as a whole, others with what matches in them", async () => {
  const mails = overview({ feature: "mail", name: "Mail", total: 2 });
  const reminders = { ...feature([[readySubtask("01")], [subtask("02")]]), ...mails };
  const features = [overview({ total: 3 }), reminders];
  const byUri = new Map([
    [CARDS.uri, CARDS],
    [reminders.uri, reminders],
  ]);
  const detailOf = (uri: string): Promise<typeof CARDS | undefined> => Promise.resolve(byUri.get(uri));

  const ready = await select("ready", features, detailOf);
  deepEqual(
    Array.from(ready.subtasks.values(), (keys) => [...(keys ?? [])]),
    [["02"], ["01"]],
  );
  equal(foundInWords(ready), "“ready”: 2 subtasks in 2 features");

  const mail = await select("mail", features, detailOf);
  equal(mail.subtasks.get(reminders.uri), undefined);
  equal(foundInWords(mail), "“mail”: 2 subtasks in 1 feature");
});

test("a feature that has gone meanwhile is not found", async () => {
  const { features } = await select("ready", [overview()], () => Promise.resolve(undefined));
  deepEqual(features, []);
});
