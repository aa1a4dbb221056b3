/** Folders with programs in them, for the tests of what looks for the server. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { Surroundings, WithProgress } from "../../src/server/surroundings.ts";

/** Folders of one test, which go when it ends. */
export class Workbench {
  readonly root: string;
  /** What has been noted. */
  readonly notes: string[] = [];
  /** What has been shown while work went on; empty where nothing was. */
  readonly shown: string[] = [];
  readonly #cancelling = new AbortController();

  constructor(test: TestContext) {
    this.root = mkdtempSync(path.join(tmpdir(), "callsheet-unit-"));
    test.after(() => {
      rmSync(this.root, { recursive: true, force: true });
    });
  }

  /** A path in the test's folder. */
  at(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  /** Write a file, and the folders it lies in. */
  write(name: string, content: string): string {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  /** Write a program for the shell. */
  program(name: string, ...lines: string[]): string {
    const file = this.write(name, ["#!/bin/sh", ...lines, ""].join("\n"));
    chmodSync(file, 0o755);
    return file;
  }

  /** Write an environment with a Callsheet that only knows its version; gives its Python. */
  environment(name: string, version: string): string {
    this.program(`${name}/bin/callsheet`, `echo callsheet ${version}`);
    return this.program(`${name}/bin/python`, `echo callsheet ${version}`);
  }

  /** Write what a package carries, in the folder `extension`. */
  bundle(pins = "one==1.0\ntwo==2.0\n", wheel = "wheel"): string {
    this.write("extension/bundled/callsheet-1.2.3-py3-none-any.whl", wheel);
    this.write("extension/bundled/requirements.txt", pins);
    return this.at("extension");
  }

  /** Surroundings with some folders of the test on the PATH, before those of the shell's own programs. */
  surroundings(...onPath: string[]): Surroundings {
    const folders = [...onPath.map((folder) => this.at(folder)), "/bin-that-is-not-there"];
    return {
      platform: "linux",
      env: { PATH: folders.join(path.delimiter) },
      folder: this.root,
      log: (line) => this.notes.push(line),
    };
  }

  /** Shows work by noting what it reports. */
  readonly withProgress: WithProgress = (work) =>
    work({ report: (message) => this.shown.push(message), signal: this.#cancelling.signal });

  /** Cancel the work that goes on. */
  cancel(reason: Error): void {
    this.#cancelling.abort(reason);
  }
}
