/** Styles of the page as attributes of an SVG that stands by itself: plain colours, generic fonts. */

/** What of a shape's computed style goes into the file. */
const OF_SHAPES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
] as const;

/** What of a text's does, beside that. */
const OF_TEXTS = ["font-size", "font-weight", "font-family", "text-anchor"] as const;

/** The largest side of a picture, in pixels; browsers draw none that are much larger. */
const LARGEST_SIDE = 8192;

/**
 * The attributes that stand for an element's style; what is as it is without an attribute is left out.
 *
 * @param computed gives the computed value of a property
 */
export function exportedStyle(computed: (property: string) => string, isText: boolean): [string, string][] {
  const attributes = new Map<string, string>();
  for (const property of isText ? [...OF_SHAPES, ...OF_TEXTS] : OF_SHAPES) {
    const value = computed(property);
    if (property === "fill" || property === "stroke") {
      const { colour, opacity } = plainColour(value);
      attributes.set(property, colour);
      if (opacity < 1) attributes.set(`${property}-opacity`, String(opacity));
    } else if (property === "font-family") {
      attributes.set(property, genericFamily(value));
    } else if (!attributes.has(property)) {
      attributes.set(property, value.replace(/(\d)px/g, "$1"));
    }
  }
  const hasStroke = attributes.get("stroke") !== "none";
  return [...attributes].filter(
    ([name, value]) => value !== "" && value !== DEFAULTS.get(name) && (hasStroke || !name.startsWith("stroke")),
  );
}

/** What SVG takes where there is no attribute, as far as it is what computed styles say. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ["fill-opacity", "1"],
  ["stroke", "none"],
  ["stroke-width", "1"],
  ["stroke-opacity", "1"],
  ["stroke-dasharray", "none"],
  ["stroke-linecap", "butt"],
  ["font-weight", "400"],
  ["text-anchor", "start"],
  ["opacity", "1"],
]);

/** A computed colour as `#rrggbb` and an opacity, which every program understands. */
export function plainColour(computed: string): { colour: string; opacity: number } {
  const numbers = (computed.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  if (computed.startsWith("rgb")) return { colour: hex(numbers), opacity: numbers[3] ?? 1 };
  if (computed.startsWith("color(srgb"))
    return { colour: hex(numbers.map((each) => each * 255)), opacity: numbers[3] ?? 1 };
  return { colour: computed, opacity: 1 };
}

/** How many pixels a unit of the graph has in a picture: two, for sharp text, unless that is too large. */
export function pictureScale(width: number, height: number): number {
  return Math.min(2, LARGEST_SIDE / Math.max(width, height));
}

function hex(numbers: readonly number[]): string {
  const digits = numbers.slice(0, 3).map((each) => Math.round(each).toString(16).padStart(2, "0"));
  return `#${digits.join("")}`;
}

/** The fonts of an editor are not there where the file is looked at. */
function genericFamily(families: string): string {
  return families.includes("monospace") ? "monospace" : "sans-serif";
}
