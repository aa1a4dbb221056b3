/** Moving the graph by dragging it; a finger scrolls as it does everywhere. */

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** How far the pointer has to move before that is no click any more, in CSS pixels. */
const THRESHOLD = 4;

/** Let the pointer drag what is in a scrolling element. */
export function usePanning(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let last: { x: number; y: number } | undefined;
    const isPanning = (): boolean => element.classList.contains("is-panning");
    const release = (): void => {
      last = undefined;
      element.classList.remove("is-panning");
    };
    const press = ({ button, pointerType, target, clientX, clientY }: PointerEvent): void => {
      const isOnCard = target instanceof Element && target.closest(".card") !== null;
      if (button === 0 && pointerType !== "touch" && !isOnCard) last = { x: clientX, y: clientY };
    };
    const move = ({ pointerId, buttons, clientX, clientY }: PointerEvent): void => {
      // Until the element gets all events, a button (its bit is 1) that is released outside of it says nothing here.
      if ((buttons & 1) === 0) release();
      if (last === undefined) return;
      if (!isPanning()) {
        if (Math.hypot(clientX - last.x, clientY - last.y) < THRESHOLD) return;
        element.classList.add("is-panning");
        // From now on the element gets the events, so that a node under the pointer is not clicked in the end.
        element.setPointerCapture(pointerId);
      }
      element.scrollBy(last.x - clientX, last.y - clientY);
      last = { x: clientX, y: clientY };
    };
    const listeners = { pointerdown: press, pointermove: move, pointerup: release, pointercancel: release };
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        element.removeEventListener(name, listener as EventListener);
    };
  }, []);
}
