/** How long to wait before a server that has stopped is started again. */

/** The pauses between one stop and the next start, in milliseconds; after the last the server stays stopped. */
const PAUSES = [0, 1000, 2000, 4000, 8000];

/** A server that has run for so long, in milliseconds, has not stopped because of how it was started. */
const SETTLED = 3 * 60_000;

/** Counts how often a server has stopped lately. */
export class Backoff {
  #stops: number[] = [];

  /**
   * Note that the server has stopped.
   *
   * @param now milliseconds of any clock that does not go back
   * @returns how long to wait before it is started again, in milliseconds; undefined if it has stopped too often
   */
  next(now: number): number | undefined {
    this.#stops = [...this.#stops.filter((stop) => now - stop < SETTLED), now];
    return PAUSES[this.#stops.length - 1];
  }

  /** Forget all stops: somebody has started the server by hand. */
  reset(): void {
    this.#stops = [];
  }
}
