/** Finds out whether a program is a server that the extension can work with. */

import path from "node:path";
import { runProgram } from "./run_program.ts";
import type { ServerProcess } from "./server_process.ts";
import type { Surroundings } from "./surroundings.ts";
import { OLDEST_SERVER, isOlder, versionIn } from "./version.ts";

/** How long a program may take to say its version, in seconds; much, because the first start after an installation is slow. */
const PATIENCE = 20;

/** A server, or what is wrong with the program, as the end of a sentence that begins with its name. */
export type Probed = { server: ServerProcess } | { problem: string };

/**
 * Ask a program for its version, and note the answer.
 *
 * @param program a file: `callsheet`, or a Python that has it
 * @param origin where it was found, for people: "the workspace's environment"
 */
export async function probe(program: string, origin: string, surroundings: Surroundings): Promise<Probed> {
  const probed = await ask(program, origin, surroundings);
  const result = "server" in probed ? `is Callsheet ${probed.server.version}` : probed.problem;
  surroundings.log(`${program}, from ${origin}, ${result}`);
  return probed;
}

async function ask(program: string, origin: string, surroundings: Surroundings): Promise<Probed> {
  const args = isPython(program) ? ISOLATED_MODULE : [];
  const { output, problem } = await runProgram(program, [...args, "--version"], surroundings, { seconds: PATIENCE });
  if (problem !== undefined) return { problem };
  const version = versionIn(output);
  if (version === undefined) return { problem: "does not answer as Callsheet does" };
  if (isOlder(version, OLDEST_SERVER)) {
    return { problem: `is Callsheet ${version}, and this extension needs ${OLDEST_SERVER} or newer` };
  }
  return { server: { command: program, args: [...args, "lsp"], env: surroundings.env, origin, version } };
}

/** How a Python runs Callsheet: without variables, without the user's packages, without modules from the folder it is in. */
const ISOLATED_MODULE = ["-I", "-X", "utf8", "-m", "callsheet"];

/** Whether a program is a Python, by its name. */
export function isPython(program: string): boolean {
  return /^(python|pypy)[\d.]*(\.exe)?$/i.test(path.basename(program));
}
