/** Lets one window at a time do something, of all that VS Code has open on this machine. */

import { mkdir, rm, stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { touch } from "./touch.ts";

/** How often the holder of a lock shows that it is alive, and how long it may not have done so, in milliseconds. */
const [HEARTBEAT, SILENCE] = [2000, 15_000];

/** How often somebody who waits looks again, in milliseconds. */
const LOOK = 200;

/**
 * Do something while nobody else holds the lock; a lock whose holder has died is taken over.
 *
 * @param lock the folder that is the lock; its parent has to exist
 * @param onWait called once where somebody else holds it
 * @throws the reason of the signal where waiting is given up
 */
export async function withLock<Result>(
  lock: string,
  signal: AbortSignal,
  onWait: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let isFirst = true; !(await takes(lock)); isFirst = false) {
    if (isFirst) onWait();
    await pause(LOOK);
    signal.throwIfAborted();
  }
  const heart = setInterval(() => void touch(lock), HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heart);
    await rm(lock, { recursive: true, force: true });
  }
}

/** Whether the lock could be taken. */
async function takes(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const held = await stat(lock).catch(() => undefined);
    if (held !== undefined && Date.now() - held.mtimeMs > SILENCE) await rm(lock, { recursive: true, force: true });
    return false;
  }
}
