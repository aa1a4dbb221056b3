/** What the extension and the page of a panel tell each other; both share these types. */

import type { Feature, SubtaskStep } from "../protocol.ts";

/** The two views of a panel, between which its tabs switch. */
export type View = "graph" | "board";

/** What the graph can be saved as. */
export type ImageFormat = "svg" | "png";

/** What the extension tells the page. */
export type HostMessage =
  | { type: "feature"; feature: Feature }
  /** There is no such feature any more; `isArchived`: but the archive has one of that name. */
  | { type: "gone"; isArchived: boolean }
  | { type: "view"; view: View }
  /** A step that the page asked for has come to its end: taken, or refused or given up. */
  | { type: "stepEnded"; subtask: string; isTaken: boolean };

/** What the page tells the extension. */
export type PageMessage =
  /** The page is there and wants to know what to show. */
  | { type: "ready" }
  | { type: "view"; view: View }
  /** Open the file of a subtask; `isBeside`: right beside the page, whatever other groups of editors there are. */
  | { type: "open"; subtask: string; isBeside: boolean }
  /** Open the feature that is in the archive now. */
  | { type: "openArchived" }
  | { type: "step"; subtask: string; step: SubtaskStep }
  /** The graph as a file: the text of an SVG, a PNG in base64. */
  | { type: "export"; format: ImageFormat; content: string }
  /** Something went wrong in the page. */
  | { type: "failed"; reason: string };

/** What a page leaves for the time after a reload of the window; the page keeps more beside it, for itself. */
export interface PanelState {
  /** The URI of the feature's folder. */
  uri: string;
  view: View;
}
