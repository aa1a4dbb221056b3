/** What VS Code's extension host runs: all suites of this folder, in a window that has the example workspace open. */

import Mocha from "mocha";

/** Run all tests; VS Code calls this, and ends with an error where the promise is rejected. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 15_000, reporter: "spec" });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("./artifacts.test.ts");
  await import("./answers.test.ts");
  await import("./changes.test.ts");
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
