/** Keeps the keyboard where it was when what it was at is drawn anew in another place, as a card that is moved. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * Give the keyboard back to an element of a container when it has been lost.
 *
 * @param current the element that has or had it
 */
export function useKeptFocus(container: RefObject<HTMLElement | null>, current: () => HTMLElement | null): void {
  const isInside = useRef(false);
  // Before anything is drawn anew. While nothing has the keyboard, it counts where it was before.
  if (document.activeElement !== document.body) {
    isInside.current = container.current?.contains(document.activeElement) ?? false;
  }
  const restore = (): void => {
    // While VS Code asks for something the page must not take the keyboard away from it.
    if (isInside.current && document.hasFocus() && document.activeElement === document.body) current()?.focus();
  };
  useLayoutEffect(restore);
  useEffect(() => {
    window.addEventListener("focus", restore);
    return () => {
      window.removeEventListener("focus", restore);
    };
  });
}
