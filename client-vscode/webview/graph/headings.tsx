/** The headings above the columns; they stay in sight while the graph scrolls down. */

import type { JSX } from "preact";
import type { PlacedColumn } from "./layout.ts";

/** How high the strip of the headings is, in pixels at any zoom. */
export const HEADINGS = { height: 34 } as const;

/** Below this width of a column, in pixels, "Batch 7" is no more than "7". */
const NARROW = 64;

/** From this width on, in pixels, there is room for "Batch 7 · 12 subtasks". */
const WIDE = 104;

/** Headings at the places that columns have at a scale. */
export function Headings({ columns, scale }: { columns: readonly PlacedColumn[]; scale: number }): JSX.Element {
  return (
    <g>
      {columns.map(({ x, width, heading, kind, keys }) => {
        const shownWidth = width * scale;
        return (
          <text key={x} class={`heading is-${kind}`} x={(x + width / 2) * scale} y={22} text-anchor="middle">
            {shownWidth < NARROW ? heading.replace(/^Batch /, "") : heading}
            {kind === "batch" && shownWidth >= WIDE && keys.length > 1 && (
              <tspan class="heading-count">{` · ${keys.length} subtasks`}</tspan>
            )}
          </text>
        );
      })}
    </g>
  );
}
