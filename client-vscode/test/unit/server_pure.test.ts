import assert from "node:assert/strict";
import { test } from "node:test";
import { expandSetting } from "../../src/server/setting.ts";
import { isPython } from "../../src/server/probe.ts";
import { isolated, nameOfPath } from "../../src/server/variables.ts";
import { compareVersions, isOlder, versionIn } from "../../src/server/version.ts";

test("a version is read from what the program prints, and from nothing else", () => {
  assert.equal(versionIn("callsheet 0.1.0\n"), "0.1.0");
  assert.equal(versionIn("a warning\ncallsheet 1.2.0rc1\r\n"), "1.2.0rc1");
  assert.equal(versionIn("Python 3.11.2"), undefined);
  assert.equal(versionIn("callsheet is not installed"), undefined);
});

test("versions are compared by their numbers", () => {
  assert.ok(isOlder("0.9.1", "0.10"));
  assert.ok(!isOlder("0.10.0", "0.10"));
  assert.ok(!isOlder("0.10.0rc1", "0.10.0"));
  assert.deepEqual(["3.9", "3.14.1", "3.10"].toSorted(compareVersions), ["3.9", "3.10", "3.14.1"]);
});

const PLACES = { home: "/home/me", folders: ["/shop", "/office"], env: { TOOLS: "/opt/tools" } };

test("the setting may start from the user's folder, the workspace and variables", () => {
  assert.equal(expandSetting("~/bin/callsheet", PLACES), "/home/me/bin/callsheet");
  assert.equal(expandSetting("${workspaceFolder}/.venv/bin/python", PLACES), "/shop/.venv/bin/python");
  assert.equal(expandSetting("${env:TOOLS}/callsheet", PLACES), "/opt/tools/callsheet");
  assert.equal(expandSetting("${userHome}/callsheet", PLACES), "/home/me/callsheet");
  assert.equal(expandSetting(".venv/bin/python", PLACES), "/shop/.venv/bin/python");
  assert.equal(expandSetting(" callsheet ", PLACES), "callsheet");
  assert.equal(expandSetting("/a/~/callsheet", PLACES), "/a/~/callsheet");
});

test("what stands for nothing in the setting is named", () => {
  assert.throws(() => expandSetting("${env:NOWHERE}/callsheet", PLACES), /names \$\{env:NOWHERE\}/);
  assert.throws(() => expandSetting("${workspaceFolder}/x", { ...PLACES, folders: [] }), /names \$\{workspaceFolder\}/);
  assert.throws(() => expandSetting("${file}", PLACES), /stands for nothing here/);
});

test("a Python is known by its name", () => {
  const pythons = ["/usr/bin/python", "/usr/bin/python3.12", "/env/bin/pypy3", "/env/Scripts/python.exe"];
  assert.ok(pythons.every(isPython));
  assert.ok(!["/usr/bin/callsheet", "/opt/python/callsheet", "/usr/bin/python-config"].some(isPython));
});

test("Python gets no variable that leads it astray, and everything else", () => {
  const env = isolated({
    HOME: "/home/me",
    HTTPS_PROXY: "http://proxy.example",
    PIP_INDEX_URL: "https://packages.example",
    PYTHON_KEYRING_BACKEND: "keyring",
    PYTHONPATH: "/elsewhere",
    pythonhome: "/elsewhere",
    PYTHONSTARTUP: "/elsewhere/start.py",
    VIRTUAL_ENV: "/elsewhere",
    CONDA_PREFIX: "/elsewhere",
    PIP_USER: "1",
    PIP_TARGET: "/elsewhere",
  });
  assert.ok(!JSON.stringify(env).includes("elsewhere"));
  assert.equal(env["PYTHONNOUSERSITE"], "1");
  assert.equal(env["PIP_USER"], "0");
  for (const name of ["HOME", "HTTPS_PROXY", "PIP_INDEX_URL", "PYTHON_KEYRING_BACKEND"]) assert.ok(env[name]);
});

test("the PATH is found however it is spelled", () => {
  assert.equal(nameOfPath({ Path: "C:\\" }), "Path");
  assert.equal(nameOfPath({}), "PATH");
});
