/** Looks for the server where it may be, in order, and makes one where it is nowhere. */

import path from "node:path";
import { readBundle } from "./bundle.ts";
import { privateServer } from "./private_environment.ts";
import { probe } from "./probe.ts";
import { findOnPath, isProgram, pythonOfEnvironment, withCallsheet, withoutFolders } from "./programs.ts";
import type { ServerProcess } from "./server_process.ts";
import { SETTING, expandSetting } from "./setting.ts";
import type { Surroundings, WithProgress } from "./surroundings.ts";
import { ServerUnavailable } from "./surroundings.ts";
import { pythonOfUvx } from "./uvx.ts";

/** All that the search goes by. */
export interface Facts {
  surroundings: Surroundings;
  /** Whether programs that the workspace names may be run. */
  isTrusted: boolean;
  /** What stands in the setting that names the program; empty where nothing does. */
  setting: string;
  /** The workspace's folders. */
  folders: readonly string[];
  /** The user's folder. */
  home: string;
  /** The extension's folder. */
  extension: string;
  /** The folder that the extension may write to. */
  storage: string;
  /** The Pythons that the Python extension has chosen for the workspace's folders; none where it is not there. */
  chosenPythons: () => Promise<readonly string[]>;
  withProgress: WithProgress;
}

/** The folders of a workspace in which environments lie by custom. */
const ENVIRONMENTS = [".venv", "venv"];

/**
 * The server to run.
 *
 * @throws ServerUnavailable where there is none and none can be made, or the one that the setting names is of no use
 */
export async function searchServer(facts: Facts): Promise<ServerProcess> {
  if (!facts.isTrusted) {
    facts.surroundings.log("The workspace is not trusted: nothing but the private environment is used");
    const env = await withoutFolders(facts.surroundings.env, facts.folders);
    return await own({ ...facts, surroundings: { ...facts.surroundings, env } });
  }
  if (facts.setting.trim() !== "") return await configured(facts);
  return (
    (await inWorkspace(facts)) ??
    (await chosenInPythonExtension(facts)) ??
    (await onPath(facts)) ??
    (await withUvx(facts)) ??
    (await own(facts))
  );
}

/** The program that the setting names, and no other. */
async function configured(facts: Facts): Promise<ServerProcess> {
  const { setting, surroundings } = facts;
  const fail = (problem: string): never => {
    surroundings.log(`The setting ${SETTING}, ${setting}, ${problem}`);
    throw new ServerUnavailable(
      `The setting "${SETTING}" ${problem}. Name the program callsheet or a Python that has it; ` +
        "where the setting is empty, a server is found or made.",
      ["choose"],
    );
  };
  let program: string;
  try {
    program = expandSetting(setting, { home: facts.home, folders: facts.folders, env: surroundings.env });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const file = path.isAbsolute(program) ? program : (await findOnPath(program, surroundings))[0];
  if (file === undefined) return fail(`names ${program}, which is not on the PATH`);
  if (!(await isProgram(file))) return fail(`names ${file}, and there is no such program`);
  const probed = await probe(file, "the settings", surroundings);
  return "server" in probed ? probed.server : fail(`names ${file}, which ${probed.problem}`);
}

/** In the environments that lie in the workspace. */
async function inWorkspace(facts: Facts): Promise<ServerProcess | undefined> {
  const { platform, log } = facts.surroundings;
  const pythons: string[] = [];
  for (const folder of facts.folders.flatMap((each) => ENVIRONMENTS.map((name) => path.join(each, name)))) {
    const python = await pythonOfEnvironment(folder, platform);
    if (python === undefined) log(`${folder} has no Callsheet`);
    else pythons.push(python);
  }
  return await firstOf(pythons, "the workspace's environment", facts.surroundings);
}

/** In the environments that somebody has chosen in the Python extension. */
async function chosenInPythonExtension(facts: Facts): Promise<ServerProcess | undefined> {
  const { platform, log } = facts.surroundings;
  const pythons: string[] = [];
  for (const chosen of new Set(await facts.chosenPythons())) {
    const python = await withCallsheet(chosen, platform);
    if (python === undefined) log(`${chosen}, chosen in the Python extension, has no Callsheet`);
    else pythons.push(python);
  }
  return await firstOf(pythons, "the Python extension's environment", facts.surroundings);
}

async function onPath({ surroundings }: Facts): Promise<ServerProcess | undefined> {
  const programs = await findOnPath("callsheet", surroundings);
  if (programs.length === 0) surroundings.log("There is no callsheet on the PATH");
  return await firstOf(programs, "the PATH", surroundings);
}

async function withUvx({ extension, surroundings, withProgress }: Facts): Promise<ServerProcess | undefined> {
  const python = await pythonOfUvx(await readBundle(extension), surroundings, withProgress);
  return await firstOf(python === undefined ? [] : [python], "uvx", surroundings);
}

async function own({ extension, storage, surroundings, withProgress }: Facts): Promise<ServerProcess> {
  return await privateServer(storage, await readBundle(extension), surroundings, withProgress);
}

/** The first of some programs that is a server of use. */
async function firstOf(
  programs: readonly string[],
  origin: string,
  surroundings: Surroundings,
): Promise<ServerProcess | undefined> {
  for (const program of programs) {
    const probed = await probe(program, origin, surroundings);
    if ("server" in probed) return probed.server;
  }
  return undefined;
}
