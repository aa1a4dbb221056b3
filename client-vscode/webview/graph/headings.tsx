/** The headings above the columns; they stay in sight while the graph scrolls down. */

import type { JSX } from "preact";
import type { PlacedColumn } from "./layout.ts";

/** How high the strip of the headings is, in pixels at any zoom. */
export const HEADINGS = { height: 34 } as const;

/** Below this width of a column, in pixels, "Batch 7" is no more than "7". */
const NARROW = 64;

/** Headings at the places that columns have at a scale. */
export function Headings({ columns, scale }: { columns: readonly PlacedColumn[]; scale: number }): JSX.Element {
  return (
    <g>
      {columns.map(({ x, width, heading, kind, keys }) => {
        const isNarrow = width * scale < NARROW;
        return (
          <text key={x} class={`heading is-${kind}`} x={(x + width / 2) * scale} y={22} text-anchor="middle">
            {isNarrow ? heading.replace(/^Batch /, "") : heading}
            {kind === "batch" && !isNarrow && keys.length > 1 && (
              <tspan class="heading-count" dx={6}>
                {keys.length}
              </tspan>
            )}
          </text>
        );
      })}
    </g>
  );
}
