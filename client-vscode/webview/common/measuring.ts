/** How wide texts are in the page's own font. */

import type { Measure } from "../graph/wrapping.ts";

/** A measure for texts of a size in pixels, in the font of the page. */
export function measureFor(size: number): Measure {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return (text) => text.length * size * 0.55;
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
