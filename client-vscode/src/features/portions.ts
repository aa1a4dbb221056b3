/** Many requests to the server, a few at a time, so that what somebody waits for is not answered last. */

/** How many requests are on their way at a time. */
const PORTION = 20;

/** Do asynchronous work for each value; the results are in the order of the values. */
export async function inPortions<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < values.length; start += PORTION) {
    results.push(...(await Promise.all(values.slice(start, start + PORTION).map(work))));
  }
  return results;
}
