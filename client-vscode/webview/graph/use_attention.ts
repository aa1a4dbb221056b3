/** Which node somebody looks at: the one under the pointer after a moment, or the one that the keyboard is at. */

import { useEffect, useRef, useState } from "preact/hooks";

/** How long the pointer rests before a node stands out, and how long its card stays behind it, in milliseconds. */
const DELAY = 180;

/** The node that is looked at, and what changes that. */
export interface Attention {
  /** Its key; undefined where there is none. */
  key: string | undefined;
  /** Look at a node, or at none, after a moment. */
  turnTo: (key: string | undefined) => void;
  /** Look at a node, or at none, at once. */
  fix: (key: string | undefined) => void;
  /** Stay with what is looked at, whatever was to come. */
  hold: () => void;
}

/** Follow what is looked at. */
export function useAttention(): Attention {
  const [key, setKey] = useState<string | undefined>(undefined);
  const timer = useRef(0);
  const hold = (): void => {
    window.clearTimeout(timer.current);
  };
  useEffect(() => hold, []);
  return {
    key,
    turnTo: (next) => {
      hold();
      timer.current = window.setTimeout(() => {
        setKey(next);
      }, DELAY);
    },
    fix: (next) => {
      hold();
      setKey(next);
    },
    hold,
  };
}
