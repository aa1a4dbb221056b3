/**
 * The icons of VS Code, drawn as they are in its lists and buttons; as paths, so that they go into exported files too.
 */

import type { JSX } from "preact";
import circleLarge from "@vscode/codicons/src/icons/circle-large.svg";
import circleSlash from "@vscode/codicons/src/icons/circle-slash.svg";
import add from "@vscode/codicons/src/icons/add.svg";
import desktopDownload from "@vscode/codicons/src/icons/desktop-download.svg";
import ellipsis from "@vscode/codicons/src/icons/ellipsis.svg";
import error from "@vscode/codicons/src/icons/error.svg";
import info from "@vscode/codicons/src/icons/info.svg";
import layers from "@vscode/codicons/src/icons/layers.svg";
import passFilled from "@vscode/codicons/src/icons/pass-filled.svg";
import playCircle from "@vscode/codicons/src/icons/play-circle.svg";
import project from "@vscode/codicons/src/icons/project.svg";
import question from "@vscode/codicons/src/icons/question.svg";
import record from "@vscode/codicons/src/icons/record.svg";
import remove from "@vscode/codicons/src/icons/remove.svg";
import screenFull from "@vscode/codicons/src/icons/screen-full.svg";
import typeHierarchy from "@vscode/codicons/src/icons/type-hierarchy.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";
import type { Subtask } from "../../src/protocol.ts";
import { APPEARANCES, stateOfSubtask } from "../../src/tree/appearance.ts";

/** A path of an icon; whether its inner outlines are holes. */
interface IconPath {
  data: string;
  hasHoles: boolean;
}

/** The icons that the page uses, by the names of codicons. */
const ICONS: ReadonlyMap<string, IconPath[]> = new Map(
  Object.entries({
    add,
    "circle-large": circleLarge,
    "circle-slash": circleSlash,
    "desktop-download": desktopDownload,
    ellipsis,
    error,
    info,
    layers,
    "pass-filled": passFilled,
    "play-circle": playCircle,
    project,
    question,
    record,
    remove,
    "screen-full": screenFull,
    "type-hierarchy": typeHierarchy,
    warning,
  }).map(([name, svg]) => [name, Array.from(svg.matchAll(/<path [^>]+>/g), ([path]) => iconPath(path))]),
);

function iconPath(element: string): IconPath {
  return { data: / d="([^"]+)"/.exec(element)?.[1] ?? "", hasHoles: element.includes('"evenodd"') };
}

/** How large an icon is; its paths are made for 16 × 16 pixels. */
const SIZE = 16;

/** An icon within a drawing, its upper left corner at a place. */
export function DrawnIcon({
  name,
  x,
  y,
  style = "",
}: {
  name: string;
  x: number;
  y: number;
  style?: string;
}): JSX.Element {
  return (
    <g class={`icon ${style}`} transform={`translate(${x} ${y})`}>
      {ICONS.get(name)?.map(({ data, hasHoles }) => (
        <path key={data} d={data} fill-rule={hasHoles ? "evenodd" : "nonzero"} />
      ))}
    </g>
  );
}

/** An icon beside text; it says nothing that the text does not. */
export function Icon({ name, style = "" }: { name: string; style?: string }): JSX.Element {
  return (
    <svg class={`text-icon ${style}`} width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <DrawnIcon name={name} x={0} y={0} />
    </svg>
  );
}

/** The icon of a subtask's state, and the name of the style that gives it its colour. */
export function stateLook(subtask: Subtask): { icon: string; style: string } {
  const state = stateOfSubtask(subtask);
  return { icon: APPEARANCES[state].icon, style: `is-${state.replace(" ", "-")}` };
}
