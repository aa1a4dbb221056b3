/** Finds a Python that the private environment can be made with. */

import { findOnPath } from "./programs.ts";
import { runProgram } from "./run_program.ts";
import type { Surroundings } from "./surroundings.ts";
import { ServerUnavailable } from "./surroundings.ts";
import { OLDEST_PYTHON, TOO_NEW_PYTHON, compareVersions, isOlder } from "./version.ts";

/** A Python that is installed. */
export interface Interpreter {
  program: string;
  version: string;
  /** Whether it has what environments are made with; Debian ships that apart. */
  makesEnvironments: boolean;
}

/** How long a Python may take to describe itself, in seconds. */
const PATIENCE = 10;

/** The programs that may be a Python, each with what it has to be told to be the newest. */
const PROGRAMS: readonly (readonly [program: string, ...args: string[]])[] = [
  ["python3"],
  ["python"],
  ...["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => [`python${version}`] as const),
];
const WINDOWS_LAUNCHER = ["py", "-3"] as const;

/** What macOS has in place of a Python: too old, or a stand-in that asks people to install developer tools. */
const MACOS_PYTHON = "/usr/bin/python3";

const DESCRIBE = [
  "import importlib.util, json, sys",
  "makes = importlib.util.find_spec('ensurepip') is not None",
  "version = '%d.%d.%d' % sys.version_info[:3]",
  "print(json.dumps({'program': sys.executable, 'version': version, 'makesEnvironments': makes}))",
].join("\n");

/**
 * The Python to make an environment with.
 *
 * @throws ServerUnavailable where there is none, with what is there instead
 */
export async function findInterpreter(surroundings: Surroundings): Promise<Interpreter> {
  const found = await installed(surroundings);
  for (const { program, version } of found) surroundings.log(`Python ${version} is ${program}`);
  return choose(found);
}

/**
 * The newest Python that is new enough and has all that is needed; one that the libraries may not be built for comes last.
 *
 * @throws ServerUnavailable where none of them can be taken
 */
export function choose(interpreters: readonly Interpreter[]): Interpreter {
  const rank = ({ version }: Interpreter): number => (isOlder(version, TOO_NEW_PYTHON) ? 0 : 1);
  const byAge = interpreters.toSorted(
    (one, other) => rank(one) - rank(other) || compareVersions(other.version, one.version),
  );
  const newEnough = byAge.filter(({ version }) => !isOlder(version, OLDEST_PYTHON));
  const chosen = newEnough.find(({ makesEnvironments }) => makesEnvironments);
  if (chosen !== undefined) return chosen;
  const [incomplete, old] = [newEnough[0], byAge[0]];
  if (incomplete !== undefined) {
    throw new ServerUnavailable(
      `Callsheet needs an environment of its own, and ${incomplete.program} cannot make one: its package "venv" is missing. ` +
        "On Debian and Ubuntu install python3-venv, then choose Restart.",
      ["install", "choose"],
    );
  }
  const instead = old === undefined ? "there is none" : `${old.program} is ${old.version}`;
  throw new ServerUnavailable(
    `Callsheet needs Python ${OLDEST_PYTHON} or newer, and ${instead}. Install Python, then choose Restart.`,
    ["install", "choose"],
  );
}

/** All Pythons on the PATH, each once. */
async function installed(surroundings: Surroundings): Promise<Interpreter[]> {
  const programs = surroundings.platform === "win32" ? [WINDOWS_LAUNCHER, ...PROGRAMS] : PROGRAMS;
  const calls = await Promise.all(
    programs.map(async ([program, ...args]) =>
      (await findOnPath(program, surroundings)).map((file) => [file, ...args] as const),
    ),
  );
  const isReal = ([file]: readonly [string, ...string[]]): boolean =>
    surroundings.platform !== "darwin" || file !== MACOS_PYTHON;
  const described = await Promise.all(
    calls
      .flat()
      .filter(isReal)
      .map((call) => describe(call, surroundings)),
  );
  const found = described.filter((each) => each !== undefined);
  return [...new Map(found.map((each) => [each.program, each])).values()];
}

/** What a Python says of itself; undefined where the program is none, which is noted. */
async function describe(
  [program, ...args]: readonly [string, ...string[]],
  surroundings: Surroundings,
): Promise<Interpreter | undefined> {
  const call = [...args, "-I", "-c", DESCRIBE];
  const { output, problem } = await runProgram(program, call, surroundings, { seconds: PATIENCE });
  try {
    if (problem === undefined) return JSON.parse(output) as Interpreter;
  } catch {
    // It is no Python, or one that prints more than it is asked to.
  }
  surroundings.log(`${program} is no Python that can be used: it ${problem ?? "does not describe itself"}`);
  return undefined;
}
