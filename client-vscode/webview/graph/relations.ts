/** What depends on what, over any number of steps. */

/** An edge from what must be done first to what waits for it. */
export interface Link {
  source: string;
  target: string;
}

/** A node, all that it depends on, and all that depends on it; by their keys. */
export function relatives(links: readonly Link[], key: string): ReadonlySet<string> {
  const before = grouped(links.map(({ source, target }) => [target, source]));
  const behind = grouped(links.map(({ source, target }) => [source, target]));
  return new Set([...reached(before, key), ...reached(behind, key)]);
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** All that can be reached from a node, and the node itself. */
function reached(neighbours: ReadonlyMap<string, string[]>, start: string): Set<string> {
  const found = new Set([start]);
  // A set gives what is added while it is gone through.
  for (const key of found) for (const next of neighbours.get(key) ?? []) found.add(next);
  return found;
}
