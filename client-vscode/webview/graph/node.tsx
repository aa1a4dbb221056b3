/** The nodes of the graph: a subtask's box, and the empty box of what does not exist. */

import type { JSX, SVGAttributes } from "preact";
import type { Subtask } from "../../src/protocol.ts";
import { contextOf } from "../common/context.ts";
import { DrawnIcon, stateLook } from "../common/icons.tsx";
import { described } from "../common/words.ts";
import { missingName } from "./columns.ts";
import type { NodeProps } from "./drawing.tsx";
import { NODE } from "./layout.ts";

/** How large titles are, and how wide they can be, in pixels at a zoom of 100 %. */
export const TITLE = { size: 13, width: NODE.width - 24, lines: 2 } as const;
const LINE_HEIGHT = 17;

/** The box of a subtask: icon and number, marks, title. */
export function SubtaskNode({ node, subtask, lines, ...flags }: NodeProps & { subtask: Subtask }): JSX.Element {
  const { icon, style } = stateLook(subtask);
  return (
    <g
      {...nodeAttributes(node.key, flags, `${style} ${subtask.in_cycle ? "in-cycle" : ""}`)}
      transform={`translate(${node.x} ${node.y})`}
      aria-label={described(subtask)}
      data-vscode-context={contextOf(subtask)}
    >
      <rect class="box" width={NODE.width} height={NODE.height} rx={6} />
      <path class="stripe" d={STRIPE} />
      <g class="near">
        <DrawnIcon name={icon} x={13} y={9} style="state" />
        <text class="number" x={35} y={22}>
          {subtask.subtask}
        </text>
        <Marks subtask={subtask} />
        <text class="title" x={13} y={43}>
          {lines.map((line, index) => (
            <tspan key={index} x={13} dy={index * LINE_HEIGHT}>
              {line}
            </tspan>
          ))}
        </text>
      </g>
      <g class="far">
        <g transform={`translate(30 ${NODE.height / 2 - 18}) scale(2.25)`}>
          <DrawnIcon name={icon} x={0} y={0} style="state" />
        </g>
        <text class="large-number" x={82} y={NODE.height / 2 + 14}>
          {subtask.subtask}
        </text>
      </g>
    </g>
  );
}

/** A box for a dependency that does not exist. */
export function GhostNode({ node, ...flags }: NodeProps): JSX.Element {
  const name = missingName(node.key);
  return (
    <g
      {...nodeAttributes(node.key, flags, "is-ghost")}
      transform={`translate(${node.x} ${node.y})`}
      aria-label={`${name}, which does not exist`}
    >
      <rect class="box" width={NODE.width} height={NODE.height} rx={6} />
      <g class="near">
        <DrawnIcon name="question" x={13} y={9} style="state" />
        <text class="number" x={35} y={22}>
          {name}
        </text>
        <text class="title" x={13} y={43}>
          does not exist
        </text>
      </g>
      <g class="far">
        <text class="large-number" x={36} y={NODE.height / 2 + 14}>
          {name}
        </text>
      </g>
    </g>
  );
}

/** The left edge of a box with its rounded corners, in the colour of the state. */
const STRIPE = `M4 .34A6 6 0 0 0 0 6V${NODE.height - 6}A6 6 0 0 0 4 ${NODE.height - 0.34}Z`;

/** What all nodes are to the browser: buttons, one of which the tab key leads to. */
function nodeAttributes(
  key: string,
  { isCritical, isLit, isCurrent }: Pick<NodeProps, "isCritical" | "isLit" | "isCurrent">,
  style: string,
): SVGAttributes<SVGGElement> & { "data-key": string } {
  return {
    class: `node ${style} ${isCritical ? "is-critical" : ""} ${isLit ? "is-lit" : ""}`,
    role: "button",
    tabindex: isCurrent ? 0 : -1,
    // The card is there while the node is looked at.
    "aria-describedby": "card",
    "data-key": key,
  };
}

/** The marks of a subtask, from the right: errors or warnings, a conflict, whether it may run beside others. */
function Marks({ subtask }: { subtask: Subtask }): JSX.Element {
  const { error, warning } = subtask.findings;
  const marks: { name: string; style: string }[] = [];
  if (error > 0 || subtask.in_cycle || subtask.missing.length > 0) marks.push({ name: "error", style: "is-error" });
  else if (warning > 0 || subtask.conflicts.length > 0) marks.push({ name: "warning", style: "is-warning" });
  if (subtask.parallel) marks.push({ name: "layers", style: "is-parallel" });
  return (
    <>
      {marks.map(({ name, style }, index) => (
        <DrawnIcon key={name} name={name} x={NODE.width - 26 - index * 22} y={9} style={style} />
      ))}
      {subtask.is_ready && (
        <text class="ready" x={NODE.width - 14 - marks.length * 22} y={21.5}>
          ready
        </text>
      )}
    </>
  );
}
