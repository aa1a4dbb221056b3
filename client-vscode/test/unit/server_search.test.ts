import assert from "node:assert/strict";
import { test } from "node:test";
import type { Facts } from "../../src/server/search.ts";
import { searchServer } from "../../src/server/search.ts";
import { ServerUnavailable } from "../../src/server/surroundings.ts";
import { Workbench } from "./server_workbench.ts";

/** Facts of a trusted workspace, the folder `shop`, with the folder `tools` on the PATH. */
function factsOf(bench: Workbench, facts: Partial<Facts> = {}): Facts {
  return {
    surroundings: bench.surroundings("tools"),
    isTrusted: true,
    setting: "",
    folders: [bench.at("shop")],
    home: bench.at("home"),
    extension: bench.bundle(),
    storage: bench.at("storage"),
    chosenPythons: () => Promise.resolve([]),
    withProgress: bench.withProgress,
    ...facts,
  };
}

test("the workspace's environment comes before the PATH", async (test) => {
  const bench = new Workbench(test);
  bench.program("tools/callsheet", "echo callsheet 0.2.0");
  const python = bench.environment("shop/venv", "0.1.0");
  const server = await searchServer(factsOf(bench));
  assert.equal(server.command, python);
  assert.deepEqual(server.args, ["-I", "-X", "utf8", "-m", "callsheet", "lsp"]);
  assert.equal(server.origin, "the workspace's environment");
  assert.equal(server.version, "0.1.0");
});

test("an environment that is too old, or broken, is passed over with a note", async (test) => {
  const bench = new Workbench(test);
  bench.environment("shop/.venv", "0.0.9");
  bench.program("shop/venv/bin/callsheet");
  bench.program("shop/venv/bin/python", "echo No module named callsheet >&2; exit 1");
  const program = bench.program("tools/callsheet", "echo callsheet 0.1.0");
  const server = await searchServer(factsOf(bench));
  assert.deepEqual([server.command, server.args, server.origin], [program, ["lsp"], "the PATH"]);
  assert.match(bench.notes.join("\n"), /\.venv\/bin\/python, .* is Callsheet 0\.0\.9, and this extension needs/);
  assert.match(bench.notes.join("\n"), /ended with status 1: No module named callsheet/);
});

test("what is chosen in the Python extension comes before the PATH", async (test) => {
  const bench = new Workbench(test);
  bench.program("tools/callsheet", "echo callsheet 0.1.0");
  const chosen = bench.environment("conda", "0.1.0");
  const bare = bench.program("bare/bin/python");
  const server = await searchServer(factsOf(bench, { chosenPythons: () => Promise.resolve([bare, chosen]) }));
  assert.equal(server.command, chosen);
  assert.match(bench.notes.join("\n"), /bare\/bin\/python, chosen in the Python extension, has no Callsheet/);
});

test("uvx is asked for what it has, and shown at work only where it has to fetch something", async (test) => {
  const bench = new Workbench(test);
  const python = bench.program("cache/bin/python", "echo callsheet 0.1.0");
  const isCached = `test -e ${bench.at("cached")}`;
  bench.program(
    "tools/uvx",
    `if test "$1" != --offline; then : > ${bench.at("cached")}; fi; ${isCached} && echo ${python}`,
  );
  const first = await searchServer(factsOf(bench));
  assert.deepEqual([first.command, first.origin], [python, "uvx"]);
  assert.deepEqual(bench.shown, ["installing libraries with uvx"]);
  assert.equal((await searchServer(factsOf(bench))).command, python);
  assert.equal(bench.shown.length, 1);
});

test("a program that the settings name is used, and nothing else looked at", async (test) => {
  const bench = new Workbench(test);
  bench.environment("shop/.venv", "0.1.0");
  const program = bench.program("home/bin/callsheet", "echo callsheet 0.3.0");
  assert.equal((await searchServer(factsOf(bench, { setting: "~/bin/callsheet" }))).command, program);
  const named = bench.program("tools/callsheet", "echo callsheet 0.4.0");
  assert.equal((await searchServer(factsOf(bench, { setting: "callsheet" }))).command, named);
});

for (const [setting, complaint] of [
  ["/nowhere/callsheet", /names \/nowhere\/callsheet, and there is no such program/],
  ["callsheet-of-mine", /names callsheet-of-mine, which is not on the PATH/],
  ["${env:NOWHERE}/callsheet", /names \$\{env:NOWHERE\}, which stands for nothing here/],
  ["tool", /names .*\/shop\/tool, which does not answer as Callsheet does/],
  ["old", /names .*\/shop\/old, which is Callsheet 0\.0\.1, and this extension needs/],
] as const) {
  test(`a setting that is wrong is told, and nothing is used in its place: ${setting}`, async (test) => {
    const bench = new Workbench(test);
    bench.program("tools/callsheet", "echo callsheet 0.1.0");
    bench.program("shop/tool", "echo tool 1.0");
    bench.program("shop/old", "echo callsheet 0.0.1");
    const path = ["tool", "old"].includes(setting) ? `./${setting}` : setting;
    await assert.rejects(searchServer(factsOf(bench, { setting: path })), (error: ServerUnavailable) => {
      assert.match(error.message, complaint);
      assert.deepEqual(error.remedies, ["choose"]);
      return true;
    });
  });
}

test("nothing of a workspace that is not trusted is run, nor what the settings name", async (test) => {
  const bench = new Workbench(test);
  const betray = `: > ${bench.at("betrayed")}; echo callsheet 0.1.0`;
  for (const program of ["callsheet", "python", "python3", "uv", "uvx"])
    bench.program(`shop/.venv/bin/${program}`, betray);
  const surroundings = bench.surroundings("shop/.venv/bin");
  const setting = bench.at("shop/.venv/bin/callsheet");
  const facts = factsOf(bench, { isTrusted: false, setting, surroundings });
  await assert.rejects(searchServer(facts), /needs Python 3\.10 or newer, and there is none/);
  await assert.rejects(
    import("node:fs/promises").then(({ stat }) => stat(bench.at("betrayed"))),
    /ENOENT/,
  );
});
