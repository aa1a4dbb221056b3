/** Where programs lie on disk: on the PATH, and in environments of Python. */

import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Surroundings } from "./surroundings.ts";
import { nameOfPath } from "./variables.ts";

/** The file of a program: Windows tells programs by their ending. */
export function fileOf(program: string, platform: NodeJS.Platform): string {
  return platform === "win32" && !/\.exe$/i.test(program) ? `${program}.exe` : program;
}

/** Whether something is a file that can be run. */
export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** All programs of a name on the PATH, the one that counts first; what is relative on it is passed over. */
export async function findOnPath(program: string, surroundings: Surroundings): Promise<string[]> {
  const files = foldersOnPath(surroundings.env).map((folder) =>
    path.join(folder, fileOf(program, surroundings.platform)),
  );
  const found = await Promise.all(files.map(isProgram));
  return files.filter((_, place) => found[place]);
}

/** The Python of an environment that somebody has made; undefined where Callsheet is not installed in it. */
export async function pythonOfEnvironment(folder: string, platform: NodeJS.Platform): Promise<string | undefined> {
  return await withCallsheet(pythonIn(folder, platform), platform);
}

/** A Python, if Callsheet is installed for it: then a program `callsheet` lies beside it, and nothing has to be run. */
export async function withCallsheet(python: string, platform: NodeJS.Platform): Promise<string | undefined> {
  const beside = path.dirname(python);
  // On Windows a Python that is no virtual environment has its programs one folder below.
  const folders = platform === "win32" ? [beside, path.join(beside, "Scripts")] : [beside];
  const found = await Promise.all(folders.map((folder) => isProgram(path.join(folder, fileOf("callsheet", platform)))));
  return found.includes(true) && (await isProgram(python)) ? python : undefined;
}

/** Where the Python of an environment lies. */
export function pythonIn(folder: string, platform: NodeJS.Platform): string {
  return path.join(folder, platform === "win32" ? "Scripts" : "bin", fileOf("python", platform));
}

/** The same variables with nothing on the PATH that lies in one of some folders, once links are resolved. */
export async function withoutFolders(env: NodeJS.ProcessEnv, folders: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const excluded = await Promise.all(folders.map(resolved));
  const entries = foldersOnPath(env);
  const targets = await Promise.all(entries.map(resolved));
  const kept = entries.filter((_, place) => !excluded.some((folder) => isWithin(targets[place] ?? "", folder)));
  return { ...env, [nameOfPath(env)]: kept.join(path.delimiter) };
}

function foldersOnPath(env: NodeJS.ProcessEnv): string[] {
  return (env[nameOfPath(env)] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

function isWithin(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === "" || !(way === ".." || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}

async function resolved(folder: string): Promise<string> {
  return await realpath(folder).catch(() => path.resolve(folder));
}
