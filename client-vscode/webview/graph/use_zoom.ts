/** The zoom of the graph: by steps, by the wheel around the pointer, by itself as the panel changes its size. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Point } from "./routes.ts";
import type { Size } from "./zoom.ts";
import { firstScale, fittingScale, limitedScale, steppedScale, wheeledScale } from "./zoom.ts";

/** The elements that zooming works on. */
export interface ZoomElements {
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>;
  /** The drawing, whose size follows the scale. */
  drawing: RefObject<SVGSVGElement | null>;
}

/** The zoom and what changes it. */
export interface Zoom {
  /** 1 is 100 %; 0 until the size of the panel is known. */
  scale: number;
  /** Whether it follows the size of the panel. */
  isAuto: boolean;
  step: (direction: 1 | -1) => void;
  reset: () => void;
  /** Show all of the graph. */
  fit: () => void;
}

/** A place of the drawing that stays under a place of the page, in CSS pixels. */
interface Anchor {
  drawn: Point;
  onPage: Point;
}

/** The room that the headings and the edges take, in CSS pixels. */
const SURROUNDINGS = { width: 32, height: 64 } as const;

/**
 * Zoom in a scrolling element.
 *
 * @param content the size of the graph at 100 %
 * @param kept the scale to begin with; null for one that follows the size of the panel
 */
export function useZoom({ scroller, drawing }: ZoomElements, content: Size, kept: number | null): Zoom {
  const [state, setState] = useState({ scale: kept ?? 0, isAuto: kept === null });
  const wanted = useRef(state.scale);
  const anchor = useRef<Anchor | null>(null);

  const change = (scale: number, isAuto = false): void => {
    wanted.current = scale;
    setState({ scale, isAuto });
  };
  const zoomTo = (scale: number, onPage: Point = middleOf(scroller.current)): void => {
    const box = drawing.current?.getBoundingClientRect();
    if (box !== undefined && box.width > 0) {
      const shown = box.width / content.width;
      const drawn = { x: (onPage.x - box.left) / shown, y: (onPage.y - box.top) / shown };
      anchor.current = { drawn, onPage };
    }
    change(limitedScale(scale));
  };

  useLayoutEffect(() => {
    const box = drawing.current?.getBoundingClientRect();
    if (anchor.current === null || box === undefined) return;
    const { drawn, onPage } = anchor.current;
    scroller.current?.scrollBy(box.left + drawn.x * state.scale - onPage.x, box.top + drawn.y * state.scale - onPage.y);
    anchor.current = null;
  }, [state.scale]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(wheeledScale(wanted.current, event.deltaY), { x: event.clientX, y: event.clientY });
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => {
      element.removeEventListener("wheel", turn);
    };
  }, [content.width]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !state.isAuto) return;
    const observer = new ResizeObserver(() => {
      // A panel that is hidden has no size.
      if (element.offsetWidth > 0) change(firstScale(content, roomIn(element)), true);
    });
    // With its border box, for scrollbars that come and go by the scale must not change the scale again.
    observer.observe(element, { box: "border-box" });
    return () => {
      observer.disconnect();
    };
  }, [state.isAuto, content.width, content.height]);

  return {
    ...state,
    step: (direction) => {
      zoomTo(steppedScale(wanted.current, direction));
    },
    reset: () => {
      zoomTo(1);
    },
    fit: () => {
      if (scroller.current !== null) zoomTo(fittingScale(content, roomIn(scroller.current)));
    },
  };
}

/** The room for the graph without scrollbars: where all of it can be seen there are none. */
function roomIn({ offsetWidth, offsetHeight }: HTMLElement): Size {
  return { width: offsetWidth - SURROUNDINGS.width, height: offsetHeight - SURROUNDINGS.height };
}

function middleOf(element: HTMLElement | null): Point {
  const box = element?.getBoundingClientRect() ?? new DOMRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
