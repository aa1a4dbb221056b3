/**
 * What a page says is checked before it counts: a page shows texts of the workspace, and is trusted no more than those.
 */

import type { SubtaskStep } from "../protocol.ts";
import type { PageMessage, PanelState, View } from "./messages.ts";

/** How long the reason of a failure can be, in UTF-16 units. */
const REASON_LIMIT = 500;

const STEPS: ReadonlySet<unknown> = new Set([
  "start",
  "complete",
  "block",
  "unblock",
  "reopen",
] satisfies SubtaskStep[]);

/** A message of the page; undefined where it is none. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, subtask, step, view, format, content, reason, isBeside } = value;
  switch (type) {
    case "ready":
    case "openArchived":
      return { type };
    case "view":
      return isView(view) ? { type, view } : undefined;
    case "open":
      return typeof subtask === "string" && typeof isBeside === "boolean" ? { type, subtask, isBeside } : undefined;
    case "step":
      return typeof subtask === "string" && isStep(step) ? { type, subtask, step } : undefined;
    case "export":
      return typeof content === "string" && isImage(format, content) ? { type, format, content } : undefined;
    case "failed":
      return typeof reason === "string" ? { type, reason: reason.slice(0, REASON_LIMIT) } : undefined;
    default:
      return undefined;
  }
}

/** What a page has left; undefined where that is nothing of use. */
export function readPanelState(value: unknown): PanelState | undefined {
  if (!isRecord(value)) return undefined;
  const { uri, view } = value;
  return typeof uri === "string" && uri.startsWith("file:") && isView(view) ? { uri, view } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isView(value: unknown): value is View {
  return value === "graph" || value === "board";
}

function isStep(value: unknown): value is SubtaskStep {
  return STEPS.has(value);
}

/** Whether a file begins as its format says; of a PNG the first bytes are always the same. */
function isImage(format: unknown, content: string): format is "svg" | "png" {
  return (format === "svg" && content.startsWith("<svg ")) || (format === "png" && content.startsWith("iVBORw0KGgo"));
}
