import assert from "node:assert/strict";
import { symlinkSync, mkdirSync, utimesSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { withLock } from "../../src/server/lock.ts";
import { fileOf, findOnPath, pythonOfEnvironment, withCallsheet, withoutFolders } from "../../src/server/programs.ts";
import { runProgram } from "../../src/server/run_program.ts";
import { Workbench } from "./server_workbench.ts";

test("a program that ends well gives what it prints", async (test) => {
  const bench = new Workbench(test);
  const lines: string[] = [];
  const tool = bench.program("tool", 'echo "$1"; echo beside >&2; pwd');
  const outcome = await runProgram(tool, ["a b"], bench.surroundings(), { onLine: (line) => lines.push(line) });
  assert.deepEqual(outcome, { output: `a b\n${bench.root}\n`, problem: undefined });
  assert.deepEqual(lines.toSorted(), ["a b", "beside", bench.root].toSorted());
});

test("a program that fails is described by its last line", async (test) => {
  const bench = new Workbench(test);
  const tool = bench.program("tool", "echo first >&2; echo no such option >&2; exit 2");
  assert.equal((await runProgram(tool, [], bench.surroundings())).problem, "ended with status 2: no such option");
});

test("a program that is not there, or cannot be run, is described too", async (test) => {
  const bench = new Workbench(test);
  const missing = await runProgram(bench.at("missing"), [], bench.surroundings());
  assert.match(missing.problem ?? "", /^cannot be run: .*ENOENT/);
  const text = await runProgram(bench.write("text", "no program"), [], bench.surroundings());
  assert.match(text.problem ?? "", /^cannot be run: .*EACCES/);
});

test("a program that does not answer is ended, with what it has started itself", { timeout: 10_000 }, async (test) => {
  const bench = new Workbench(test);
  const tool = bench.program("tool", "trap '' TERM", "/bin/sleep 60", "echo late");
  const { problem } = await runProgram(tool, [], bench.surroundings(), { seconds: 0.2 });
  assert.equal(problem, "gave no answer within 0.2 s");
});

test("a program that is cancelled throws the reason", async (test) => {
  const bench = new Workbench(test);
  const controller = new AbortController();
  const tool = bench.program("tool", "echo begun", "exec /bin/sleep 60");
  const onLine = (): void => {
    controller.abort(new Error("not wanted"));
  };
  const running = runProgram(tool, [], bench.surroundings(), { signal: controller.signal, onLine });
  await assert.rejects(running, /not wanted/);
});

test("programs are found on the PATH in its order, but not in relative folders", async (test) => {
  const bench = new Workbench(test);
  const [first, second] = [bench.program("one/tool"), bench.program("two/tool")];
  bench.write("three/tool", "cannot be run");
  mkdirSync(bench.at("four/tool"), { recursive: true });
  const surroundings = bench.surroundings("four", "three", "one", "two");
  assert.deepEqual(await findOnPath("tool", surroundings), [first, second]);
  const relative = { ...surroundings, env: { PATH: ".:one" }, folder: bench.root };
  assert.deepEqual(await findOnPath("tool", relative), []);
});

test("on Windows programs end in .exe", () => {
  assert.equal(fileOf("python", "win32"), "python.exe");
  assert.equal(fileOf("callsheet.exe", "win32"), "callsheet.exe");
  assert.equal(fileOf("python", "darwin"), "python");
});

test("an environment counts if Callsheet is installed in it", async (test) => {
  const bench = new Workbench(test);
  const python = bench.environment("with", "0.1.0");
  bench.program("without/bin/python");
  assert.equal(await pythonOfEnvironment(bench.at("with"), "linux"), python);
  assert.equal(await pythonOfEnvironment(bench.at("without"), "linux"), undefined);
  assert.equal(await pythonOfEnvironment(bench.at("nowhere"), "linux"), undefined);
  bench.program("windows/Scripts/python.exe");
  bench.program("windows/Scripts/callsheet.exe");
  assert.equal(await pythonOfEnvironment(bench.at("windows"), "win32"), bench.at("windows/Scripts/python.exe"));
  const global = bench.program("global/python.exe");
  bench.program("global/Scripts/callsheet.exe");
  assert.equal(await withCallsheet(global, "win32"), global);
});

test("nothing from some folders stays on the PATH, not through a link either", async (test) => {
  const bench = new Workbench(test);
  for (const folder of ["shop/.venv/bin", "shopping", "tools"]) mkdirSync(bench.at(folder), { recursive: true });
  symlinkSync(bench.at("shop/.venv/bin"), bench.at("link"));
  const { env } = bench.surroundings("shop/.venv/bin", "link", "tools", "shopping");
  const kept = await withoutFolders({ ...env, HOME: "/home/me" }, [bench.at("shop")]);
  assert.deepEqual(kept["PATH"]?.split(":").slice(0, -1), [bench.at("tools"), bench.at("shopping")]);
  assert.equal(kept["HOME"], "/home/me");
});

test("one at a time does what a lock is for", async (test) => {
  const bench = new Workbench(test);
  const events: string[] = [];
  const { signal } = new AbortController();
  const work = (name: string): Promise<void> =>
    withLock(
      bench.at("lock"),
      signal,
      () => events.push(`${name} waits`),
      async () => {
        events.push(`${name} begins`);
        while (!events.includes("two waits")) await pause(5);
        events.push(`${name} ends`);
      },
    );
  const first = work("one");
  while (!events.includes("one begins")) await pause(5);
  await Promise.all([first, work("two")]);
  assert.deepEqual(events, ["one begins", "two waits", "one ends", "two begins", "two ends"]);
});

test("a lock that was left behind is taken over, and waiting can be given up", async (test) => {
  const bench = new Workbench(test);
  const controller = new AbortController();
  mkdirSync(bench.at("lock"));
  const giveUp = (): void => {
    controller.abort(new Error("given up"));
  };
  const waiting = withLock(bench.at("lock"), controller.signal, giveUp, () => Promise.resolve());
  await assert.rejects(waiting, /given up/);
  utimesSync(bench.at("lock"), 0, 0);
  const done = await withLock(
    bench.at("lock"),
    new AbortController().signal,
    () => undefined,
    () => Promise.resolve("done"),
  );
  assert.equal(done, "done");
});
