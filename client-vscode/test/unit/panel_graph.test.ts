/** How people find their way in the graph: from node to node, larger and smaller, with titles that fit. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "../../webview/graph/layout.ts";
import type { NavigationKey } from "../../webview/graph/navigation.ts";
import { nodeBeyond } from "../../webview/graph/navigation.ts";
import { cardPlace } from "../../webview/graph/placing.ts";
import { problemsOf } from "../../webview/graph/problems.ts";
import { relatives } from "../../webview/graph/relations.ts";
import { wrapped } from "../../webview/graph/wrapping.ts";
import { firstScale, fittingScale, isFar, limitedScale, steppedScale, wheeledScale } from "../../webview/graph/zoom.ts";
import { feature, subtask } from "./tree_examples.ts";

/** 01 in the first batch, three in the second, of which 02 is above, 05 in the third. */
const FAN = layOut(
  feature([
    [subtask("01")],
    [
      subtask("02", { depends_on: ["01"] }),
      subtask("03", { depends_on: ["01"] }),
      subtask("04", { depends_on: ["01"] }),
    ],
    [subtask("05", { depends_on: ["02", "03", "04"] })],
  ]),
);

test("arrow keys lead up and down within a batch, and to the nearest of the next", () => {
  const [upper, middle, lower] = FAN.columns[1]?.keys.toSorted((one, other) => heightOf(one) - heightOf(other)) ?? [];
  const walk = (start: string, ...keys: NavigationKey[]): string =>
    keys.reduce((current, key) => nodeBeyond(FAN, current, key), start);
  equal(walk("01", "ArrowRight"), middle);
  equal(walk("01", "ArrowRight", "ArrowUp"), upper);
  equal(walk("01", "ArrowRight", "ArrowDown"), lower);
  equal(walk("01", "ArrowRight", "ArrowDown", "ArrowDown"), lower);
  equal(walk("01", "ArrowRight", "ArrowRight", "ArrowRight"), "05");
  equal(walk("05", "ArrowLeft", "ArrowLeft", "ArrowLeft"), "01");
  equal(walk("01", "End"), "05");
  equal(walk("05", "Home"), "01");
});

test("a node stands out with all that it depends on and all that depends on it", () => {
  const links = [
    { source: "01", target: "02" },
    { source: "02", target: "04" },
    { source: "03", target: "04" },
    { source: "04", target: "05" },
  ];
  deepEqual([...relatives(links, "02")].toSorted(), ["01", "02", "04", "05"]);
  deepEqual(
    [
      ...relatives(
        [
          { source: "01", target: "02" },
          { source: "02", target: "01" },
        ],
        "01",
      ),
    ].toSorted(),
    ["01", "02"],
  );
});

test("what is wrong with the dependencies is told with the subtask that it is about", () => {
  const wrong = feature([[subtask("01"), subtask("02", { conflicts: ["01"] })]], {
    cycles: [["03", "04"], ["05"]],
    missing: [{ subtask: "06", depends_on: "77" }],
  });
  deepEqual(
    problemsOf(wrong).map(({ severity, text, subtask: key }) => [severity, text, key]),
    [
      ["error", "03 and 04 wait for one another", "03"],
      ["error", "05 waits for itself", "05"],
      ["error", "06 depends on 77, which does not exist", "06"],
      ["warning", "01 and 02 write the same file at the same time", "02"],
    ],
  );
  deepEqual(problemsOf(feature([[subtask("01")]])), []);
});

test("titles break between words, and what does not fit ends in an ellipsis", () => {
  const measure = (text: string): number => text.length;
  deepEqual(wrapped("Card payments", 20, 2, measure), ["Card payments"]);
  deepEqual(wrapped("Card payments through Stripe", 15, 2, measure), ["Card payments", "through Stripe"]);
  deepEqual(wrapped("Card payments through three providers", 15, 2, measure), ["Card payments", "through three…"]);
  deepEqual(wrapped("Donaudampfschifffahrt", 10, 2, measure), ["Donaudampf", "schifffah…"]);
  deepEqual(wrapped("  two\n words ", 20, 2, measure), ["two words"]);
  deepEqual(wrapped("", 20, 2, measure), []);
});

test("characters outside of the basic plane are not cut in two", () => {
  deepEqual(
    wrapped("🎁🎁🎁🎁", 5, 1, (text) => text.length),
    ["🎁🎁…"],
  );
});

test("all of a small graph is shown, and of a large one as much as can be read", () => {
  const room = { width: 1000, height: 600 };
  equal(firstScale({ width: 300, height: 200 }, room), 1);
  equal(firstScale({ width: 1250, height: 200 }, room), 0.8);
  equal(firstScale({ width: 1600, height: 200 }, room), 0.625);
  ok(!isFar(firstScale({ width: 4000, height: 200 }, room)));
  equal(fittingScale({ width: 4000, height: 200 }, room), 0.25);
  ok(isFar(fittingScale({ width: 4000, height: 200 }, room)));
});

test("zooming there and back ends where it began, and has its limits", () => {
  equal(steppedScale(steppedScale(1, 1), -1), 1);
  equal(wheeledScale(wheeledScale(1, 40), -40), 1);
  equal(limitedScale(100), 3);
  equal(limitedScale(0), 0.1);
});

test("a card is below its node, above it where there is no room, and never out of sight", () => {
  const visible = { left: 100, top: 50, width: 800, height: 600 };
  const card = { width: 300, height: 200 };
  const at = (left: number, top: number): { left: number; top: number } =>
    cardPlace({ left, top, width: 180, height: 68 }, card, visible);
  deepEqual(at(200, 100), { left: 200, top: 176 });
  deepEqual(at(200, 500), { left: 200, top: 292 });
  equal(at(850, 100).left, 592);
  equal(at(20, 100).left, 108);
  const low = cardPlace({ left: 200, top: 100, width: 180, height: 68 }, card, { ...visible, height: 220 });
  ok(low.left >= 380 && low.top >= 58);
});

function heightOf(key: string): number {
  return FAN.nodes.get(key)?.y ?? NaN;
}
