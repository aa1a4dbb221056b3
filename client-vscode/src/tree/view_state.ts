/** What the view of features says of the server, and while it has no rows. */

import type { ServerState } from "../client/connection.ts";

/** The values of the context key `callsheet.viewState`, by which `viewsWelcome` goes. */
export type ViewState = "starting" | "failed" | "unmatched" | "empty" | "filled";

/**
 * The state of the view.
 *
 * @param isReady whether it is known which features there are
 * @param features how many of them are shown
 */
export function viewState(
  server: ServerState["kind"],
  isReady: boolean,
  features: number,
  isFiltered: boolean,
): ViewState {
  if (features > 0) return "filled";
  if (server === "failed") return "failed";
  if (!isReady) return "starting";
  return isFiltered ? "unmatched" : "empty";
}

/** What stands above rows that may be out of date; undefined while the server runs. */
export function serverMessage(server: ServerState): string | undefined {
  switch (server.kind) {
    case "running":
      return undefined;
    case "failed":
      return `The server does not run: ${server.reason}`;
    case "starting":
    case "waiting":
    case "stopped":
      return "The server is starting again …";
  }
}
