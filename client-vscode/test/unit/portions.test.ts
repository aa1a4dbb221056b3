/** Requests are made a few at a time. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { inPortions } from "../../src/features/portions.ts";

test("many pieces of work are done a few at a time, and their results keep the order", async () => {
  const values = Array.from({ length: 45 }, (_, index) => index);
  let running = 0;
  let most = 0;
  const results = await inPortions(values, async (value) => {
    most = Math.max(most, ++running);
    await setImmediate();
    running -= 1;
    return value * 2;
  });
  deepEqual(
    results,
    values.map((value) => value * 2),
  );
  equal(most, 20);
});
