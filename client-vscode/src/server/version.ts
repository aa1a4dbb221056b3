/** Versions of Callsheet and of Python, compared by their numbers. */

/** The oldest server that has all that the extension asks for. */
export const OLDEST_SERVER = "0.1.0";

/** The oldest Python that the server runs on. */
export const OLDEST_PYTHON = "3.10";

/** The first Python that the server's libraries may not be built for. */
export const TOO_NEW_PYTHON = "3.15";

/** The version in what `callsheet --version` prints; undefined where something else was printed. */
export function versionIn(output: string): string | undefined {
  return /^callsheet (\d+(?:\.\d+)+\S*)\s*$/m.exec(output)?.[1];
}

/** Whether one version comes before another; what follows the numbers, such as `rc1`, does not count. */
export function isOlder(version: string, than: string): boolean {
  return compareVersions(version, than) < 0;
}

/** Below zero where one version comes before another, above where it comes after it. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [numbers(one), numbers(other)];
  for (let place = 0; place < Math.max(first.length, second.length); place++) {
    const difference = (first[place] ?? 0) - (second[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}
