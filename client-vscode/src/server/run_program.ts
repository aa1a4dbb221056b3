/** Runs a program to its end. */

import { spawn } from "node:child_process";
import type { Surroundings } from "./surroundings.ts";

/** What came of running a program. */
export interface Outcome {
  /** What it has printed on its standard output. */
  output: string;
  /** Why it did not end well, for people: "ended with status 2: no such option"; undefined where it did. */
  problem: string | undefined;
}

/** How long a program may take, and who is told of what it prints. */
export interface Limits {
  /** In seconds; by default as long as it likes. */
  seconds?: number;
  /** By default that of the surroundings. */
  signal?: AbortSignal | undefined;
  /** Gets each line that it prints, on either output. */
  onLine?: (line: string) => void;
}

/**
 * Run a program, without a shell and without input.
 *
 * @throws the reason of the signal where that is aborted; nothing else
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { env, folder, signal: given }: Surroundings,
  { seconds, signal = given, onLine }: Limits = {},
): Promise<Outcome> {
  signal?.throwIfAborted();
  const limit = seconds === undefined ? undefined : AbortSignal.timeout(seconds * 1000);
  const ends = [signal, limit].filter((each) => each !== undefined);
  const output: string[] = [];
  const errors: string[] = [];
  const ending = await new Promise<Ending>((resolve) => {
    try {
      const child = spawn(command, args, {
        cwd: folder,
        env,
        killSignal: "SIGKILL",
        signal: AbortSignal.any(ends),
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
      });
      child.stdout.setEncoding("utf8").on("data", collector(output, onLine));
      child.stderr.setEncoding("utf8").on("data", collector(errors, onLine));
      child.on("error", (error) => {
        // What the program has started itself may hold its outputs open for long.
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ error });
      });
      child.on("close", (status) => {
        resolve({ status });
      });
    } catch (error) {
      resolve({ error });
    }
  });
  signal?.throwIfAborted();
  if (limit?.aborted === true && "error" in ending)
    return { output: "", problem: `gave no answer within ${seconds ?? 0} s` };
  return { output: output.join(""), problem: problemOf(ending, errors.join("") || output.join("")) };
}

type Ending = { status: number | null } | { error: unknown };

/** Why a program did not end well, with the last line that it printed. */
function problemOf(ending: Ending, printed: string): string | undefined {
  if ("error" in ending)
    return `cannot be run: ${ending.error instanceof Error ? ending.error.message : String(ending.error)}`;
  if (ending.status === 0) return undefined;
  const end = ending.status === null ? "was ended" : `ended with status ${ending.status}`;
  const last = printed.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? "";
  return last === "" ? end : `${end}: ${last}`;
}

/** Takes what a program prints as it comes, and gives it on line by line. */
function collector(parts: string[], onLine: ((line: string) => void) | undefined): (part: string) => void {
  let line = "";
  return (part) => {
    parts.push(part);
    const lines = (line + part).split(/\r?\n/);
    line = lines.pop() ?? "";
    for (const complete of lines) onLine?.(complete);
  };
}
