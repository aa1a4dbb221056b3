/** What the marks, lines and colours of the graph mean. */

import type { JSX } from "preact";
import type { SubtaskState } from "../../src/tree/appearance.ts";
import { APPEARANCES } from "../../src/tree/appearance.ts";
import { Icon } from "../common/icons.tsx";

const STATES: readonly SubtaskState[] = ["ready", "waiting", "in progress", "blocked", "completed"];

const MARKS: readonly { icon: string; style: string; text: string }[] = [
  { icon: "layers", style: "is-parallel", text: "may run beside others" },
  { icon: "error", style: "is-error", text: "errors, cycle, missing" },
  { icon: "warning", style: "is-warning", text: "warnings, same file" },
];

const LINES: readonly { style: string; text: string }[] = [
  { style: "edge is-plain", text: "comes before" },
  { style: "edge is-critical", text: "critical path" },
  { style: "edge is-cycle", text: "cycle" },
  { style: "edge is-missing", text: "missing" },
  { style: "conflict", text: "writes the same file" },
];

/** The legend, which can be folded away. */
export function Legend({ isOpen, onToggle }: { isOpen: boolean; onToggle: (isOpen: boolean) => void }): JSX.Element {
  return (
    <details
      class="legend"
      open={isOpen}
      onToggle={(event) => {
        onToggle(event.currentTarget.open);
      }}
    >
      <summary>Legend</summary>
      <ul>
        {STATES.map((state) => (
          <li key={state} class={`is-${state.replace(" ", "-")}`}>
            <Icon name={APPEARANCES[state].icon} style="state" /> {state}
          </li>
        ))}
        {MARKS.map(({ icon, style, text }) => (
          <li key={icon} class={style}>
            <Icon name={icon} /> {text}
          </li>
        ))}
        {LINES.map(({ style, text }) => (
          <li key={style}>
            <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
              <g class={style}>
                <path class={style === "conflict" ? style : "line"} d="M1 8H23" />
              </g>
            </svg>
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
