/** What commands are called with, and which names features can have. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../src/commands/arguments.ts";
import { kebabCase, nameProblem } from "../../src/commands/feature_name.ts";
import { featureNodes } from "../../src/tree/nodes.ts";
import { overview } from "./tree_examples.ts";

test("a command takes a row of the view, or an object that says what is meant", () => {
  const [row] = featureNodes([overview()], undefined);
  deepEqual(placeOf(row), { uri: "file:///shop/.tmp/tasks/gift-cards" });
  deepEqual(placeOf({ uri: "file:///shop/a.json", subtask: "03" }), { uri: "file:///shop/a.json", subtask: "03" });
});

test("anything else that a command is called with says nothing", () => {
  for (const argument of [undefined, null, "file:///shop", {}, { uri: 1 }]) equal(placeOf(argument), undefined);
});

test("a feature's name is small letters, digits and hyphens", () => {
  equal(nameProblem("gift-cards", []), undefined);
  equal(nameProblem("gift-cards", ["gift-cards"]), "There is a feature gift-cards already.");
  equal(nameProblem("Gift cards", []), "No feature can have the name “Gift cards”. Did you mean gift-cards?");
  const hint = "small letters and digits, with hyphens between them.";
  equal(nameProblem("-", []), `No feature can have the name “-”. It can have ${hint}`);
  equal(nameProblem("", []), `A feature needs a name: ${hint}`);
});

test("a name is spelt in kebab-case as the server spells it", () => {
  equal(kebabCase("giftCards 2"), "gift-cards-2");
  equal(kebabCase("Gâteaux & Straßenfest"), "gateaux-strassenfest");
});
