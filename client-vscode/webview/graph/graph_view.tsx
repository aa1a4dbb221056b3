/** The view of the dependency graph: it scrolls and zooms, and every node can be reached with the keyboard. */

import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Feature, SubtaskStep } from "../../src/protocol.ts";
import { stateOfSubtask } from "../../src/tree/appearance.ts";
import { counted } from "../../src/tree/words.ts";
import { keep, keptState, tell } from "../common/host.ts";
import { measureFor } from "../common/measuring.ts";
import { stepForKey } from "../common/steps.ts";
import { useShortcuts } from "../common/use_shortcuts.ts";
import { Card } from "./card.tsx";
import { Drawing } from "./drawing.tsx";
import { exportedGraph } from "./exporting.tsx";
import { HEADINGS, Headings } from "./headings.tsx";
import type { Layout } from "./layout.ts";
import { NODE, layOut, structureOf } from "./layout.ts";
import { Legend } from "./legend.tsx";
import { isNavigationKey, nodeBeyond } from "./navigation.ts";
import { TITLE } from "./node.tsx";
import type { Box } from "./placing.ts";
import { problemsOf } from "./problems.ts";
import { ProblemsList } from "./problems_list.tsx";
import { relatives } from "./relations.ts";
import { Toolbar } from "./toolbar.tsx";
import { useAttention } from "./use_attention.ts";
import { usePanning } from "./use_panning.ts";
import type { Zoom } from "./use_zoom.ts";
import { useZoom } from "./use_zoom.ts";
import { wrapped } from "./wrapping.ts";
import { isFar } from "./zoom.ts";

/** What the graph shows, and what it asks for. */
export interface GraphViewProps {
  feature: Feature;
  onStep: (subtask: string, step: SubtaskStep) => void;
}

/** The graph with its buttons and its legend. */
export function GraphView({ feature, onStep }: GraphViewProps): JSX.Element {
  const layout = useMemo(() => layOut(feature), [structureOf(feature)]);
  const titles = useMemo(() => titlesOf(feature), [feature]);
  const scroller = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const zoom = useZoom({ scroller, drawing }, layout, keptState()?.graph?.scale ?? null);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const attention = useAttention();
  usePanning(scroller);
  useKeptPosition(scroller, zoom, feature, layout);
  useShortcuts({
    "+": () => {
      zoom.step(1);
    },
    "=": () => {
      zoom.step(1);
    },
    "-": () => {
      zoom.step(-1);
    },
    "0": zoom.reset,
    f: zoom.fit,
  });

  const current = chosen !== undefined && layout.nodes.has(chosen) ? chosen : layout.nodes.keys().next().value;
  const looked = feature.subtasks.find(({ subtask }) => subtask === attention.key);
  const lit = useMemo(
    () => (attention.key === undefined ? undefined : relatives(layout.edges, attention.key)),
    [attention.key, layout],
  );
  const open = (key: string, isBeside: boolean): void => {
    // What does not exist is mended where it is named.
    const subtask = layout.edges.find(({ source, kind }) => source === key && kind === "missing")?.target ?? key;
    attention.fix(undefined);
    tell({ type: "open", subtask, isBeside });
  };
  const press = (event: KeyboardEvent): void => {
    const key = keyOf(event.target);
    if (key === undefined || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") open(key, event.ctrlKey || event.metaKey);
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === "Escape") attention.fix(undefined);
    else if (isNavigationKey(event.key)) nodeElement(drawing, nodeBeyond(layout, key, event.key))?.focus();
    else {
      const subtask = feature.subtasks.find((each) => each.subtask === key);
      const step = subtask && stepForKey(event.key, subtask);
      if (step === undefined) return;
      onStep(key, step);
    }
    event.preventDefault();
  };
  const picture = useMemo(
    () => <Drawing feature={feature} layout={layout} titles={titles} lit={lit} current={current} />,
    [feature, layout, titles, lit, current],
  );
  return (
    <div class="graph-view">
      <div class="scroller" ref={scroller}>
        <div
          class="canvas"
          // Not on the drawing itself, which the tab key would stop at then.
          onKeyDown={press}
          onClick={(event) => {
            const key = keyOf(event.target);
            if (key !== undefined) open(key, event.ctrlKey || event.metaKey);
          }}
          onAuxClick={(event) => {
            const key = keyOf(event.target);
            if (key !== undefined && event.button === 1) open(key, true);
          }}
          onPointerOver={(event) => {
            if (event.buttons === 0) attention.turnTo(keyOf(event.target));
          }}
          onPointerLeave={() => {
            attention.turnTo(undefined);
          }}
          onFocusIn={({ target }) => {
            const key = keyOf(target);
            if (key === undefined) return;
            setChosen(key);
            if (target instanceof Element && target.matches(":focus-visible")) attention.fix(key);
          }}
          onFocusOut={() => {
            attention.fix(undefined);
          }}
        >
          <svg class="headings" width={layout.width * zoom.scale} height={HEADINGS.height} aria-hidden="true">
            <Headings columns={layout.columns} scale={zoom.scale} />
          </svg>
          <svg
            ref={drawing}
            class={`graph ${isFar(zoom.scale) ? "is-far" : ""}`}
            role="application"
            aria-label={`Graph of ${counted(feature.total, "subtask")}`}
            width={layout.width * zoom.scale}
            height={layout.height * zoom.scale}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
          >
            {picture}
          </svg>
          {looked !== undefined && (
            <Card
              feature={feature}
              subtask={looked}
              scale={zoom.scale}
              places={() => placesOf(looked.subtask, drawing, scroller)}
              onStep={(step) => {
                onStep(looked.subtask, step);
              }}
              onEnter={attention.hold}
              onLeave={() => {
                attention.turnTo(undefined);
              }}
            />
          )}
        </div>
      </div>
      <div class="corner">
        <Toolbar
          zoom={zoom}
          onExport={(format) => {
            void exportedGraph(format, { feature, layout, titles }).then((content) => {
              tell({ type: "export", format, content });
            });
          }}
        />
        <Legend
          isOpen={keptState()?.isLegendOpen ?? false}
          onToggle={(isLegendOpen) => {
            keep({ isLegendOpen });
          }}
        />
        <ProblemsList
          problems={problemsOf(feature)}
          onShow={(subtask) => {
            nodeElement(drawing, subtask)?.focus();
            attention.fix(subtask);
          }}
        />
      </div>
    </div>
  );
}

/** The titles in lines, by the keys of the subtasks. */
function titlesOf(feature: Feature): Map<string, string[]> {
  const measure = measureFor(TITLE.size);
  return new Map(
    feature.subtasks.map(({ subtask, title }) => [subtask, wrapped(title ?? "", TITLE.width, TITLE.lines, measure)]),
  );
}

/** The key of the node that an element belongs to. */
function keyOf(target: EventTarget | null): string | undefined {
  const node = target instanceof Element ? target.closest<SVGGElement>("[data-key]") : null;
  return node?.dataset["key"];
}

function nodeElement(drawing: RefObject<SVGSVGElement | null>, key: string): SVGGElement | null {
  return drawing.current?.querySelector<SVGGElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}

/** Where a node is and what can be seen, in pixels from the upper left corner of what scrolls. */
function placesOf(
  key: string,
  drawing: RefObject<SVGSVGElement | null>,
  scroller: RefObject<HTMLElement | null>,
): { node: Box; visible: Box } | undefined {
  const element = nodeElement(drawing, key)?.querySelector(".box");
  if (element === null || element === undefined || scroller.current === null) return undefined;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller.current;
  const box = element.getBoundingClientRect();
  const frame = scroller.current.getBoundingClientRect();
  const node = { left: box.left - frame.left + scrollLeft, top: box.top - frame.top + scrollTop };
  return {
    node: { ...node, width: box.width, height: box.height },
    visible: {
      left: scrollLeft,
      top: scrollTop + HEADINGS.height,
      width: clientWidth,
      height: clientHeight - HEADINGS.height,
    },
  };
}

/** Begin where the graph was left, else where the work is; keep where it is. */
function useKeptPosition(scroller: RefObject<HTMLElement | null>, zoom: Zoom, feature: Feature, layout: Layout): void {
  const isPlaced = useRef(false);
  const scale = zoom.isAuto ? null : zoom.scale;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || zoom.scale === 0 || isPlaced.current) return;
    isPlaced.current = true;
    const { left, top } = keptState()?.graph ?? beginning(element, zoom.scale, feature, layout);
    element.scrollTo(left, top);
  }, [zoom.scale]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null || zoom.scale === 0) return;
    const save = (): void => {
      keep({ graph: { scale, left: element.scrollLeft, top: element.scrollTop } });
    };
    save();
    element.addEventListener("scrollend", save);
    return () => {
      element.removeEventListener("scrollend", save);
    };
  }, [scale, zoom.scale]);
}

/** How far to scroll so that the first subtask that is in progress or ready can be seen in the middle. */
function beginning(
  element: HTMLElement,
  scale: number,
  feature: Feature,
  layout: Layout,
): { left: number; top: number } {
  const states = feature.subtasks.map((each) => [each.subtask, stateOfSubtask(each)] as const);
  const [key] =
    states.find(([, state]) => state === "in progress") ?? states.find(([, state]) => state === "ready") ?? [];
  const node = layout.nodes.get(key ?? "");
  if (node === undefined) return { left: 0, top: 0 };
  return {
    left: (node.x + NODE.width / 2) * scale - element.clientWidth / 2,
    top: (node.y + NODE.height / 2) * scale - element.clientHeight / 2,
  };
}
