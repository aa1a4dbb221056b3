/** The server as uvx provides it: in an environment that uv keeps in its cache, made from what the package carries. */

import path from "node:path";
import type { Bundle } from "./bundle.ts";
import { PYTHON_RANGE } from "./installation.ts";
import { findOnPath } from "./programs.ts";
import { runProgram } from "./run_program.ts";
import type { Surroundings, WithProgress } from "./surroundings.ts";

/** How long uvx may take to look into its cache, in seconds: it waits for others that are writing there. */
const CACHE_PATIENCE = 30;

/**
 * The Python of uv's environment for this bundle; undefined where there is no uvx, or it cannot make one.
 *
 * The cache is asked first. Only where that does not have everything does uvx go to the network, and is that shown.
 */
export async function pythonOfUvx(
  bundle: Bundle,
  surroundings: Surroundings,
  withProgress: WithProgress,
): Promise<string | undefined> {
  const [uvx] = await findOnPath("uvx", surroundings);
  if (uvx === undefined) {
    surroundings.log("There is no uvx on the PATH");
    return undefined;
  }
  const args = argumentsFor(bundle);
  const cached = await runProgram(uvx, ["--offline", ...args], surroundings, { seconds: CACHE_PATIENCE });
  if (cached.problem === undefined) return nonEmpty(cached.output);
  surroundings.log(`uvx has no environment for this version in its cache; running ${[uvx, ...args].join(" ")}`);
  const made = await withProgress(({ report, signal }) => {
    report("installing libraries with uvx");
    return runProgram(uvx, args, surroundings, { signal, onLine: surroundings.log });
  });
  if (made.problem !== undefined) surroundings.log(`${path.basename(uvx)} ${made.problem}`);
  return made.problem === undefined ? nonEmpty(made.output) : undefined;
}

/** What uvx is told: the wheel, with exactly the libraries of the bundle, in an environment of its own. */
export function argumentsFor({ wheel, requirements }: Bundle): string[] {
  const environment = ["--isolated", "--python", PYTHON_RANGE, "--from", wheel, "--with-requirements", requirements];
  return [...environment, "--no-build", "python", "-I", "-c", "import sys; print(sys.executable)"];
}

function nonEmpty(output: string): string | undefined {
  return output.trim() === "" ? undefined : output.trim();
}
