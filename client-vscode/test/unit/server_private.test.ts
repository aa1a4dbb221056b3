import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { test } from "node:test";
import { readBundle } from "../../src/server/bundle.ts";
import { choose } from "../../src/server/interpreters.ts";
import { privateServer } from "../../src/server/private_environment.ts";
import type { ServerProcess } from "../../src/server/server_process.ts";
import { ServerUnavailable } from "../../src/server/surroundings.ts";
import { Workbench } from "./server_workbench.ts";

/** A program that describes itself as a Python, and makes environments whose Python knows pip and Callsheet. */
function pythonFor(bench: Workbench, pip = "echo Collecting one; echo Collecting two"): string {
  const made = [`case "$*" in *pip*) ${pip};; *--version*) echo callsheet 1.2.3;; esac`];
  const inside = bench.program("model/python", ...made);
  return bench.program(
    "tools/python3",
    `case "$*" in *venv*) /bin/mkdir -p "$4/bin"; /bin/cp ${inside} "$4/bin/python"; echo made >> ${bench.at("made")};;`,
    `*) echo '{"program": "${bench.at("tools/python3")}", "version": "3.12.1", "makesEnvironments": true}';; esac`,
  );
}

async function serverOf(bench: Workbench): Promise<ServerProcess> {
  const bundle = await readBundle(bench.bundle());
  return await privateServer(bench.at("storage"), bundle, bench.surroundings("tools"), bench.withProgress);
}

/** The environments that there are. */
function environments(bench: Workbench): string[] {
  return readdirSync(bench.at("storage")).filter((name) => name.startsWith("server-"));
}

test("an environment is made on first use, and used from then on", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench);
  const first = await serverOf(bench);
  assert.equal(first.origin, "the private environment");
  const titles = ["making a Python environment", "installing libraries", "installing the server"];
  assert.deepEqual([...new Set(bench.shown)], titles);
  bench.shown.length = 0;
  assert.deepEqual((await serverOf(bench)).command, first.command);
  assert.deepEqual(bench.shown, []);
});

test("two windows at once make one environment", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench, "/bin/sleep 0.2");
  const [one, other] = await Promise.all([serverOf(bench), serverOf(bench)]);
  assert.equal(one.command, other.command);
  assert.equal(environments(bench).length, 1);
  assert.ok(bench.shown.includes("waiting for another window"));
});

test("another wheel gets another environment, and the old one goes when nothing has used it for long", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench);
  await serverOf(bench);
  const [old] = environments(bench);
  const bundle = await readBundle(bench.bundle("one==1.1\n"));
  const start = (): Promise<ServerProcess> =>
    privateServer(bench.at("storage"), bundle, bench.surroundings("tools"), bench.withProgress);
  await start();
  assert.equal(environments(bench).length, 2);
  utimesSync(bench.at("storage", old ?? "", "complete"), 0, 0);
  await start();
  assert.equal(environments(bench).length, 1);
  assert.notDeepEqual(environments(bench), [old]);
});

test("an environment whose Python is gone is made anew", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench);
  const first = await serverOf(bench);
  rmSync(first.command);
  const second = await serverOf(bench);
  assert.notEqual(second.command, first.command);
  assert.ok(existsSync(second.command));
});

test("half an environment is never used", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench);
  const first = await serverOf(bench);
  const [name] = environments(bench);
  rmSync(bench.at("storage", name ?? "", "complete"));
  assert.notEqual((await serverOf(bench)).command, first.command);
});

test("a failure says what failed and what to do, and leaves nothing behind", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench, "echo ERROR: no route to host >&2; exit 1");
  await assert.rejects(serverOf(bench), (error: ServerUnavailable) => {
    assert.match(
      error.message,
      /installing libraries failed, because python ended with status 1: ERROR: no route to host\. /,
    );
    assert.match(error.message, /see that it can be reached.*Then choose Restart\.$/);
    return true;
  });
  assert.deepEqual(environments(bench), []);
  assert.ok(bench.notes.includes("ERROR: no route to host"));
});

test("what is cancelled leaves nothing behind", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench, `: > ${bench.at("begun")}; exec /bin/sleep 60`);
  const making = serverOf(bench);
  const watch = setInterval(() => {
    if (existsSync(bench.at("begun"))) bench.cancel(new ServerUnavailable("not wanted"));
  }, 5);
  await assert.rejects(making, /not wanted/);
  clearInterval(watch);
  assert.deepEqual(readdirSync(bench.at("storage")), []);
});

test("uv is taken where it is there, and where it fails a Python", async (test) => {
  const bench = new Workbench(test);
  pythonFor(bench);
  bench.program("tools/uv", "echo no such option >&2; exit 2");
  await serverOf(bench);
  assert.match(bench.notes.join("\n"), /uv ended with status 2: no such option[^]*python3 has done that/);
});

const [old, plain, bare, recent, next] = [
  { program: "/a/python3", version: "3.9.2", makesEnvironments: true },
  { program: "/b/python3", version: "3.10.1", makesEnvironments: true },
  { program: "/c/python3", version: "3.11.2", makesEnvironments: false },
  { program: "/d/python3", version: "3.13.0", makesEnvironments: true },
  { program: "/e/python3", version: "3.15.0", makesEnvironments: true },
];

test("the newest Python that can make environments is taken, but not one that is too new where another is there", () => {
  assert.equal(choose([old, plain, bare]), plain);
  assert.equal(choose([plain, next, recent]), recent);
  assert.equal(choose([old, next]), next);
});

test("what a Python lacks is said", () => {
  assert.throws(() => choose([]), /needs Python 3\.10 or newer, and there is none\. Install Python/);
  assert.throws(() => choose([old]), /and \/a\/python3 is 3\.9\.2\. Install Python/);
  assert.throws(() => choose([old, bare]), /\/c\/python3 cannot make one.*install python3-venv/);
});
