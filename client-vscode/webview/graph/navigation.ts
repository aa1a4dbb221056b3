/** From which node to which the arrow keys lead. */

import type { Layout, PlacedNode } from "./layout.ts";

/** A key that leads from node to node. */
export type NavigationKey = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

/** Whether a key leads from node to node. */
export function isNavigationKey(key: string): key is NavigationKey {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key);
}

/**
 * Where a key leads: up and down within a batch, left and right to the nearest in the next batch, to the first and the
 * last.
 *
 * @returns the key of the node; that of the same node where there is nothing further
 */
export function nodeBeyond({ nodes, columns }: Layout, current: string, key: NavigationKey): string {
  const all = [...nodes.values()];
  const from = nodes.get(current);
  if (from === undefined || key === "Home") return all[0]?.key ?? current;
  if (key === "End") return all.at(-1)?.key ?? current;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const column = all.filter((node) => node.column === from.column);
    return column[column.indexOf(from) + (key === "ArrowUp" ? -1 : 1)]?.key ?? current;
  }
  const next = from.column + (key === "ArrowLeft" ? -1 : 1);
  if (next < 0 || next >= columns.length) return current;
  return (
    nearest(
      all.filter((node) => node.column === next),
      from.y,
    )?.key ?? current
  );
}

/** The node that is nearest to a height; the upper one of two. */
function nearest(nodes: readonly PlacedNode[], y: number): PlacedNode | undefined {
  return nodes.reduce<PlacedNode | undefined>(
    (best, node) => (best === undefined || Math.abs(node.y - y) < Math.abs(best.y - y) ? node : best),
    undefined,
  );
}
