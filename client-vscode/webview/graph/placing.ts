/** Where the card with the details of a node goes. */

import type { Size } from "./zoom.ts";

/** A place on the page, in pixels from the upper left corner of what scrolls. */
export interface Box extends Size {
  left: number;
  top: number;
}

const GAP = 8;

/** The upper left corner of a card: below the node if there is room, else above it, or where most of it can be seen. */
export function cardPlace(node: Box, card: Size, visible: Box): { left: number; top: number } {
  const right = visible.left + visible.width - card.width - GAP;
  const left = Math.max(visible.left + GAP, Math.min(node.left, right));
  const below = node.top + node.height + GAP;
  const bottom = visible.top + visible.height - card.height - GAP;
  if (below <= bottom) return { left, top: below };
  const above = node.top - card.height - GAP;
  if (above >= visible.top + GAP) return { left, top: above };
  // Neither above nor below: beside the node, so that it does not lie under its own card.
  const beside = node.left + node.width + GAP;
  const free = beside <= right ? beside : node.left - card.width - GAP;
  return { left: Math.max(visible.left + GAP, free), top: Math.max(visible.top + GAP, Math.min(node.top, bottom)) };
}
