/** The environment that the extension makes for the server, in the folder that VS Code gives it. */

import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Bundle } from "./bundle.ts";
import type { Step } from "./installation.ts";
import { stepsWithPython, stepsWithUv } from "./installation.ts";
import { findInterpreter } from "./interpreters.ts";
import { withLock } from "./lock.ts";
import { probe } from "./probe.ts";
import { findOnPath, pythonIn } from "./programs.ts";
import { runProgram } from "./run_program.ts";
import type { ServerProcess } from "./server_process.ts";
import type { Steps, Surroundings, WithProgress } from "./surroundings.ts";
import { ServerUnavailable } from "./surroundings.ts";
import { touch } from "./touch.ts";

/** Begins the names of its folders; then comes what it is made from, and what tells one attempt from another. */
const PREFIX = "server-";

/** The file that is written into an environment when it is complete, and touched when it is used. */
const STAMP = "complete";

/** After how many milliseconds without a start an environment goes: another window may run an older server for weeks. */
const UNUSED = 30 * 24 * 3600_000;

const ORIGIN = "the private environment";

/**
 * The server of the private environment, which is made first where there is none, or none that works.
 *
 * @param storage the folder for environments; it may not exist
 * @throws ServerUnavailable where it cannot be made
 */
export async function privateServer(
  storage: string,
  bundle: Bundle,
  surroundings: Surroundings,
  withProgress: WithProgress,
): Promise<ServerProcess> {
  await mkdir(storage, { recursive: true });
  const found =
    (await findComplete(storage, bundle, surroundings)) ??
    (await withProgress((steps) => makeOnce(storage, bundle, surroundings, steps)));
  await removeUnused(storage, surroundings);
  return found;
}

/** Make an environment unless another window does, or has done, just that. */
async function makeOnce(
  storage: string,
  bundle: Bundle,
  surroundings: Surroundings,
  steps: Steps,
): Promise<ServerProcess> {
  const wait = (): void => {
    surroundings.log("Another window is making the private environment");
    steps.report("waiting for another window");
  };
  return await withLock(
    path.join(storage, "lock"),
    steps.signal,
    wait,
    async () =>
      (await findComplete(storage, bundle, surroundings)) ?? (await make(storage, bundle, surroundings, steps)),
  );
}

/** The server of the environment that was used last, of those made from this bundle; undefined where none works. */
async function findComplete(
  storage: string,
  bundle: Bundle,
  surroundings: Surroundings,
): Promise<ServerProcess | undefined> {
  for (const { folder } of (await environments(storage)).filter(({ name }) =>
    name.startsWith(`${PREFIX}${bundle.key}-`),
  )) {
    const probed = await probe(pythonIn(folder, surroundings.platform), ORIGIN, surroundings);
    if ("problem" in probed) continue;
    await touch(path.join(folder, STAMP));
    return probed.server;
  }
  return undefined;
}

/** Make a new environment. It counts once its stamp is written, so nobody ever runs half of one. */
async function make(storage: string, bundle: Bundle, surroundings: Surroundings, steps: Steps): Promise<ServerProcess> {
  const folder = path.join(storage, `${PREFIX}${bundle.key}-${randomBytes(4).toString("hex")}`);
  surroundings.log(`Making a private environment in ${folder}`);
  try {
    await build(folder, bundle, surroundings, steps);
    const probed = await probe(pythonIn(folder, surroundings.platform), ORIGIN, surroundings);
    if ("problem" in probed) {
      throw new ServerUnavailable(`Callsheet's private environment was made, but its server ${probed.problem}.`, [
        "choose",
      ]);
    }
    await writeFile(path.join(folder, STAMP), "");
    return probed.server;
  } catch (error) {
    await remove(folder, surroundings);
    throw error;
  }
}

/** Fill a folder with an environment: with uv where that is there and works, else with a Python. */
async function build(folder: string, bundle: Bundle, surroundings: Surroundings, steps: Steps): Promise<void> {
  const [uv] = await findOnPath("uv", surroundings);
  if (uv !== undefined) {
    const problem = await takeSteps(
      stepsWithUv(uv, folder, bundle, surroundings.platform),
      bundle,
      surroundings,
      steps,
    );
    if (problem === undefined) return;
    await remove(folder, surroundings);
  }
  const { program } = await findInterpreter(surroundings);
  const problem = await takeSteps(
    stepsWithPython(program, folder, bundle, surroundings.platform),
    bundle,
    surroundings,
    steps,
  );
  if (problem === undefined) return;
  throw new ServerUnavailable(`Callsheet's private environment could not be made: ${problem} Then choose Restart.`, [
    "choose",
  ]);
}

/** Run commands one after the other; says which one failed and why, with what to do. */
async function takeSteps(
  commands: readonly Step[],
  bundle: Bundle,
  surroundings: Surroundings,
  steps: Steps,
): Promise<string | undefined> {
  for (const { title, command, args, share, perLibrary, advice } of commands) {
    let left = share;
    steps.report(title);
    surroundings.log(`Running ${[command, ...args].join(" ")}`);
    const onLine = (line: string): void => {
      surroundings.log(line);
      if (perLibrary?.test(line) !== true) return;
      const one = Math.min(left, share / bundle.libraries);
      left -= one;
      steps.report(title, one);
    };
    const { problem } = await runProgram(command, args, surroundings, { signal: steps.signal, onLine });
    const program = path.basename(command);
    surroundings.log(`${program} ${problem ?? "has done that"}`);
    if (problem !== undefined) return `${title} failed, because ${program} ${problem}. ${advice}`;
    steps.report(title, left);
  }
  return undefined;
}

/** An environment that was made completely. */
interface Environment {
  name: string;
  folder: string;
  /** When it was used last, in milliseconds since 1970. */
  used: number;
}

/** The complete environments, the one that was used last first. */
async function environments(storage: string): Promise<Environment[]> {
  const found = await Promise.all((await names(storage)).map((name) => lastUse(path.join(storage, name), STAMP)));
  return found.filter((each) => each !== undefined).toSorted((one, other) => other.used - one.used);
}

/** Remove what has not been used for long: of older versions, broken, or never finished. */
async function removeUnused(storage: string, surroundings: Surroundings): Promise<void> {
  for (const name of await names(storage)) {
    const folder = path.join(storage, name);
    const state = (await lastUse(folder, STAMP)) ?? (await lastUse(folder, "."));
    if (state === undefined || Date.now() - state.used < UNUSED) continue;
    surroundings.log(`Removing ${folder}, which has not been used for long`);
    await remove(folder, surroundings);
  }
}

async function names(storage: string): Promise<string[]> {
  return (await readdir(storage)).filter((name) => name.startsWith(PREFIX));
}

/** When a file in the folder of an environment was changed last, as its last use; undefined where the file is not there. */
async function lastUse(folder: string, file: string): Promise<Environment | undefined> {
  const state = await stat(path.join(folder, file)).catch(() => undefined);
  return state === undefined ? undefined : { name: path.basename(folder), folder, used: state.mtimeMs };
}

async function remove(folder: string, surroundings: Surroundings): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
    surroundings.log(`${folder} cannot be removed yet: ${String(error)}`);
  });
}
