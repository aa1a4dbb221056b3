/** How large the graph is shown: a scale of 1 is 100 %. */

const SMALLEST = 0.1;
const LARGEST = 3;
/** Titles can be read at this scale. */
const READABLE = 0.7;
/** Titles can just be made out at this scale, which is enough where all can be seen at it. */
const OVERVIEW = 0.6;
/** Below this scale nodes show nothing but a large number. */
const FAR = 0.5;

/** A width and a height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A scale within its limits. */
export function limitedScale(scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale));
}

/** The scale at which all can be seen; what is small is not blown up. */
export function fittingScale(content: Size, room: Size): number {
  return limitedScale(Math.min(1, room.width / content.width, room.height / content.height));
}

/** The scale to begin with: all, as long as it can be read; of what is wide only as much as can be read. */
export function firstScale(content: Size, room: Size): number {
  const fitting = fittingScale(content, room);
  return fitting >= OVERVIEW ? fitting : READABLE;
}

/** The scale a step nearer or further. */
export function steppedScale(scale: number, step: 1 | -1): number {
  return limitedScale(scale * 1.25 ** step);
}

/** The scale after a turn of the wheel by so many pixels. */
export function wheeledScale(scale: number, distance: number): number {
  return limitedScale(scale * Math.exp(-distance / 200));
}

/** Whether nodes are too small for titles. */
export function isFar(scale: number): boolean {
  return scale < FAR;
}
