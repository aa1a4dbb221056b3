/**
 * How far down everything in the columns goes: near what it is joined with, in straight lines where there is room, and
 * no nearer to what is above and below than a gap. Dagre's own heights are not used, for they leave much room in graphs
 * with long edges.
 */

/** What stands in a column: a node, or the lane of an edge that passes it. */
export interface Row {
  key: string;
  height: number;
  isLane: boolean;
}

/**
 * The keys of rows in neighbouring columns that a line leads through, from the left to the right; nodes are at both
 * ends.
 */
export type Chain = readonly string[];

/** By how much nodes are moved at most to have a line level from end to end, in pixels. */
const NUDGE = 12;

/** How often the columns are gone through, there and back in turns. */
const SWEEPS = 24;

/** The middles of rows, by their keys. */
type Middles = Map<string, number>;

/**
 * The middles of all rows, from 0 for the upper end of the highest one.
 *
 * @param columns the rows from the top to the bottom, column by column
 * @param chains the lines; one that is there more than once counts more
 * @param gap the room between rows
 */
export function middlesOf(
  columns: readonly (readonly Row[])[],
  chains: readonly Chain[],
  gap: number,
): ReadonlyMap<string, number> {
  const middles: Middles = new Map();
  for (const column of columns) {
    const offsets = offsetsOf(column, gap);
    column.forEach(({ key }, index) => middles.set(key, (offsets[index] ?? 0) - (offsets.at(-1) ?? 0) / 2));
  }
  const neighbours = neighboursOf(chains);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const wishes = column.map(({ key }) =>
        mean((neighbours.get(key) ?? [key]).map((other) => middles.get(other) ?? 0)),
      );
      const places = apart(wishes, offsetsOf(column, gap));
      column.forEach(({ key }, index) => middles.set(key, places[index] ?? 0));
    }
  }
  const roomOf = roomIn(columns, middles, gap);
  for (const chain of chains) level(chain.slice(1, -1), Infinity, roomOf, middles);
  for (const chain of chains) level(chain, NUDGE, roomOf, middles);
  const top = Math.min(...columns.flat().map(({ key, height }) => (middles.get(key) ?? 0) - height / 2));
  return new Map(Array.from(middles, ([key, middle]) => [key, middle - top]));
}

/** What each row is joined with; as often as it is, so that it comes nearest to what it has most to do with. */
function neighboursOf(chains: readonly Chain[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (key: string, other: string): void => {
    neighbours.set(key, [...(neighbours.get(key) ?? []), other]);
  };
  for (const chain of chains) {
    for (const [index, key] of chain.slice(1).entries()) {
      add(key, chain[index] ?? key);
      add(chain[index] ?? key, key);
    }
  }
  return neighbours;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far below the first row's middle each one's is, if they stand as near as they can. */
function offsetsOf(column: readonly Row[], gap: number): number[] {
  const offsets = [0];
  for (const [index, row] of column.slice(1).entries()) {
    offsets.push((offsets[index] ?? 0) + ((column[index]?.height ?? 0) + row.height) / 2 + gap);
  }
  return offsets;
}

/**
 * Places as near as possible to the wishes, each at least its offset behind the one before (least squares). Without
 * offsets this is isotonic regression: neighbours that are in each other's way share the mean of their wishes.
 */
function apart(wishes: readonly number[], offsets: readonly number[]): number[] {
  const blocks: { place: number; count: number }[] = [];
  for (const [index, wish] of wishes.entries()) {
    let block = { place: wish - (offsets[index] ?? 0), count: 1 };
    for (let before = blocks.at(-1); before !== undefined && before.place > block.place; before = blocks.at(-1)) {
      blocks.pop();
      const count = before.count + block.count;
      block = { place: (before.place * before.count + block.place * block.count) / count, count };
    }
    blocks.push(block);
  }
  const places = blocks.flatMap(({ place, count }) => Array<number>(count).fill(place));
  return places.map((place, index) => place + (offsets[index] ?? 0));
}

/** The free room for the middle of a row between what is above and below it. */
interface Room {
  least: number;
  most: number;
}

/** Gives the room of rows, as it is at the moment when it is asked for. */
function roomIn(columns: readonly (readonly Row[])[], middles: Middles, gap: number): (key: string) => Room {
  const spots = new Map(columns.flatMap((column) => column.map(({ key }, index) => [key, { column, index }] as const)));
  return (key) => {
    const { column = [], index = 0 } = spots.get(key) ?? {};
    const beside = (other: Row | undefined, side: 1 | -1): number => {
      if (other === undefined) return side * Infinity;
      return (middles.get(other.key) ?? 0) - side * ((other.height + (column[index]?.height ?? 0)) / 2 + gap);
    };
    return { least: beside(column[index - 1], -1), most: beside(column[index + 1], 1) };
  };
}

/**
 * Make a line level over as many columns as it can be without others having to move, if no part of it moves further
 * than a limit.
 */
function level(chain: Chain, limit: number, roomOf: (key: string) => Room, middles: Middles): void {
  for (const { keys, room } of levelRuns(chain, roomOf)) {
    const before = keys.map((key) => middles.get(key) ?? 0);
    const place = Math.min(Math.max(mean(before), room.least), room.most);
    if (before.some((each) => Math.abs(each - place) > limit)) continue;
    for (const key of keys) middles.set(key, place);
  }
}

/** The parts of a chain that can be level, as long as they can be. */
function levelRuns(chain: Chain, roomOf: (key: string) => Room): { keys: string[]; room: Room }[] {
  const runs: { keys: string[]; room: Room }[] = [];
  for (const key of chain) {
    const own = roomOf(key);
    const run = runs.at(-1);
    const room = run && { least: Math.max(run.room.least, own.least), most: Math.min(run.room.most, own.most) };
    if (run !== undefined && room !== undefined && room.least <= room.most) {
      run.keys.push(key);
      run.room = room;
    } else runs.push({ keys: [key], room: own });
  }
  return runs;
}
