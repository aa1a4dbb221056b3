/**
 * The graph as a file that stands by itself: drawn anew at 100 %, with the colours that the theme has at this moment.
 */

import { render } from "preact";
import type { JSX } from "preact";
import type { ImageFormat } from "../../src/panel/messages.ts";
import { featureLabel } from "../../src/tree/labels.ts";
import type { DrawingProps } from "./drawing.tsx";
import { Drawing } from "./drawing.tsx";
import { exportedStyle, pictureScale } from "./export_style.ts";
import { HEADINGS, Headings } from "./headings.tsx";

/** Attributes that mean something in the page alone. */
const OF_THE_PAGE = [
  "class",
  "role",
  "tabindex",
  "aria-label",
  "aria-describedby",
  "aria-hidden",
  "data-key",
  "data-vscode-context",
];

/** The graph as the text of an SVG, or as a PNG in base64. */
export async function exportedGraph(
  format: ImageFormat,
  props: Omit<DrawingProps, "lit" | "current">,
): Promise<string> {
  const svg = drawnApart(props);
  return format === "svg" ? svg : await asPicture(svg, props.layout.width, props.layout.height + HEADINGS.height);
}

/** The text of the drawing. It is drawn in the page for a moment, unseen, for only there it has its styles. */
function drawnApart(props: DrawingProps): string {
  const place = document.createElement("div");
  place.className = "export";
  document.body.append(place);
  try {
    render(<Picture {...props} />, place);
    const svg = place.querySelector("svg");
    if (svg === null) throw new Error("The graph could not be drawn.");
    const elements = [svg, ...svg.querySelectorAll("*")];
    // All styles first, for what an element loses may have given the next one its style.
    const styles = elements.map(styleOf);
    for (const [index, element] of elements.entries()) standAlone(element, styles[index]);
    return new XMLSerializer().serializeToString(svg);
  } finally {
    render(null, place);
    place.remove();
  }
}

function Picture(props: DrawingProps): JSX.Element {
  const { width, height, columns } = props.layout;
  const whole = { width, height: height + HEADINGS.height };
  return (
    <svg xmlns="http://www.w3.org/2000/svg" {...whole} viewBox={`0 0 ${whole.width} ${whole.height}`}>
      <title>{featureLabel(props.feature)}</title>
      <rect class="paper" {...whole} />
      <Headings columns={columns} scale={1} />
      <g transform={`translate(0 ${HEADINGS.height})`}>
        <Drawing {...props} />
      </g>
    </svg>
  );
}

/** The attributes that an element gets; undefined where it is not shown at this size. */
function styleOf(element: Element): [string, string][] | undefined {
  const style = getComputedStyle(element);
  if (!["rect", "path", "text", "tspan"].includes(element.tagName)) {
    return style.display === "none" && element.tagName === "g" ? undefined : [];
  }
  const isText = element.tagName === "text" || element.tagName === "tspan";
  return exportedStyle((property) => style.getPropertyValue(property), isText);
}

/** Make an element independent of the page; what has no style goes. */
function standAlone(element: Element, style: [string, string][] | undefined): void {
  if (style === undefined) element.remove();
  for (const name of OF_THE_PAGE) element.removeAttribute(name);
  for (const [name, value] of style ?? []) element.setAttribute(name, value);
}

/** An SVG as a PNG in base64. */
async function asPicture(svg: string, width: number, height: number): Promise<string> {
  const scale = pictureScale(width, height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
}
