/** The way to the extension, and what the page keeps for the time after it was hidden or the window reloaded. */

import type { HostMessage, PageMessage, PanelState } from "../../src/panel/messages.ts";

/** How the graph is looked at. */
export interface GraphPosition {
  /** Null while it follows the size of the panel. */
  scale: number | null;
  /** How far it is scrolled, in pixels. */
  left: number;
  top: number;
}

/** All that the page keeps. */
export interface PageState extends PanelState {
  graph?: GraphPosition;
  isLegendOpen?: boolean;
}

const api = acquireVsCodeApi<PageState>();

/** Tell the extension something. */
export function tell(message: PageMessage): void {
  api.postMessage(message);
}

/** Hear what the extension says; the result ends that. */
export function listen(hear: (message: HostMessage) => void): () => void {
  const receive = (event: MessageEvent<HostMessage>): void => {
    hear(event.data);
  };
  window.addEventListener("message", receive);
  return () => {
    window.removeEventListener("message", receive);
  };
}

/** What was kept. */
export function keptState(): PageState | undefined {
  return api.getState();
}

/** Keep something more, or something else than before. */
export function keep(change: Partial<PageState>): void {
  const before = api.getState() ?? { uri: "", view: "graph" };
  api.setState({ ...before, ...change });
}
