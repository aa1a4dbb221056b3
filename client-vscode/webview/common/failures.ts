/** Tells the extension that something has failed in the page, so that people hear of it. */

import { tell } from "./host.ts";

/** What browsers call it when sizes are not told of in the same frame but in the next, which hinders nothing. */
const HARMLESS = "ResizeObserver loop";

/** Tell of the first failure; what follows is mostly more of the same. */
export function reportFailures(): void {
  let isReported = false;
  const report = (reason: string): void => {
    if (isReported || reason.startsWith(HARMLESS)) return;
    isReported = true;
    tell({ type: "failed", reason });
  };
  addEventListener("error", ({ message }) => {
    report(message);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    report(String(reason));
  });
}
