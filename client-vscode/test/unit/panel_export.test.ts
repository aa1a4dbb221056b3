/** Styles of the page as attributes of a picture that stands by itself. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { exportedStyle, pictureScale, plainColour } from "../../webview/graph/export_style.ts";

/** What browsers compute for an element without styles of its own. */
const COMPUTED: Readonly<Record<string, string>> = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "font-size": "13px",
  "font-weight": "400",
  "font-family": "Segoe WPC, Segoe UI, sans-serif",
  "text-anchor": "start",
  opacity: "1",
};

test("colours are written so that every program understands them", () => {
  deepEqual(plainColour("rgb(204, 167, 0)"), { colour: "#cca700", opacity: 1 });
  deepEqual(plainColour("rgba(255, 255, 255, 0.5)"), { colour: "#ffffff", opacity: 0.5 });
  deepEqual(plainColour("color(srgb 1 0.5 0 / 0.25)"), { colour: "#ff8000", opacity: 0.25 });
  deepEqual(plainColour("none"), { colour: "none", opacity: 1 });
});

test("attributes say what differs from what SVG takes anyway", () => {
  const style = styled({ fill: "rgba(31, 31, 31, 0.4)", stroke: "rgb(255, 0, 0)", "stroke-dasharray": "5px, 4px" });
  deepEqual(style, {
    fill: "#1f1f1f",
    "fill-opacity": "0.4",
    stroke: "#ff0000",
    "stroke-dasharray": "5, 4",
  });
  deepEqual(styled({ "stroke-width": "2px" }), { fill: "#000000" });
  deepEqual(styled({ stroke: "rgb(0, 0, 0)", "stroke-width": "2px" }), {
    fill: "#000000",
    stroke: "#000000",
    "stroke-width": "2",
  });
});

test("texts have fonts", () => {
  deepEqual(styled({ "font-weight": "600" }, true), {
    fill: "#000000",
    "font-size": "13",
    "font-weight": "600",
    "font-family": "sans-serif",
  });
});

test("the fonts of an editor become generic ones", () => {
  equal(styled({ "font-family": "Menlo, monospace" }, true)["font-family"], "monospace");
});

test("pictures are sharp, unless they would be too large for a browser", () => {
  equal(pictureScale(1000, 400), 2);
  equal(pictureScale(16384, 400), 0.5);
});

function styled(style: Readonly<Record<string, string>>, isText = false): Record<string, string | undefined> {
  return Object.fromEntries(exportedStyle((property) => style[property] ?? COMPUTED[property] ?? "", isText));
}
