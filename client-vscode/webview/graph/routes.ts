/**
 * The ways of edges, as the data of SVG paths. All leave and arrive level, so that the heads of arrows lie level as
 * well.
 */

/** A place in the graph, in its own units: pixels at a zoom of 100 %, from the upper left corner. */
export interface Point {
  x: number;
  y: number;
}

/** Where an edge passes a column between its ends. */
export interface Lane {
  left: number;
  right: number;
  y: number;
}

/** A line with the head of its arrow. */
export interface Route {
  path: string;
  head: string;
}

const HEAD_LENGTH = 8;
const HEAD_HALF_HEIGHT = 4;

/**
 * The way from the right side of a node to the left side of one further to the right, level through the columns
 * between.
 */
export function forwardRoute(start: Point, lanes: readonly Lane[], end: Point): Route {
  const parts = [`M${start.x} ${start.y}`];
  let last = start;
  for (const { left, right, y } of lanes) {
    parts.push(curve(last, { x: left, y }), `H${right}`);
    last = { x: right, y };
  }
  parts.push(curve(last, { x: end.x - HEAD_LENGTH, y: end.y }));
  return { path: parts.join(""), head: head(end, -1) };
}

/** The way between two nodes of one column, out of their right sides and back; a bow of this width. */
export function bowRoute(start: Point, end: Point, width: number): Route {
  const target = { x: end.x + HEAD_LENGTH, y: end.y };
  return { path: `M${start.x} ${start.y}${bow(start, target, start.x + width)}`, head: head(end, 1) };
}

/** A line without a direction between two nodes of one column, along their left sides. */
export function sidePath(start: Point, end: Point, width: number): string {
  return `M${start.x} ${start.y}${bow(start, end, start.x - width)}`;
}

function bow(start: Point, end: Point, x: number): string {
  return `C${x} ${start.y} ${x} ${end.y} ${end.x} ${end.y}`;
}

/** A curve that is level at both ends. */
function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** A triangle with its tip at a point; its base lies in a direction, 1 to the right and -1 to the left. */
function head({ x, y }: Point, direction: 1 | -1): string {
  const base = x + direction * HEAD_LENGTH;
  return `M${x} ${y}L${base} ${y - HEAD_HALF_HEIGHT}V${y + HEAD_HALF_HEIGHT}Z`;
}
