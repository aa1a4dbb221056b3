/** What the page shows, and how messages change that. */

import type { HostMessage, View } from "../../src/panel/messages.ts";
import type { Feature } from "../../src/protocol.ts";
import { stateOfSubtask } from "../../src/tree/appearance.ts";
import { subtaskLabel } from "../../src/tree/labels.ts";

/** What the page shows. */
export interface PageModel {
  view: View;
  /** Undefined until the extension has told it. */
  feature: Feature | undefined;
  /** Whether the feature is where it was, or now in the archive, or nowhere that is known. */
  whereabouts: "here" | "archived" | "gone";
  /** The keys of the subtasks that are taking a step. */
  busy: ReadonlySet<string>;
  /** What is said to those who hear the page. */
  announcement: string;
}

/** What happens to the page: messages, and steps that are asked for in it. */
export type PageEvent = HostMessage | { type: "stepAsked"; subtask: string } | { type: "announce"; text: string };

/** The page before it knows anything. */
export function emptyPage(view: View): PageModel {
  return { view, feature: undefined, whereabouts: "here", busy: new Set(), announcement: "" };
}

/** The page after something has happened. */
export function changedPage(page: PageModel, event: PageEvent): PageModel {
  switch (event.type) {
    case "feature":
      return {
        ...page,
        feature: event.feature,
        whereabouts: "here",
        announcement: changesInWords(page.feature, event.feature) || page.announcement,
      };
    case "gone":
      return { ...page, whereabouts: event.isArchived ? "archived" : "gone" };
    case "view":
      return { ...page, view: event.view };
    case "stepAsked":
      return { ...page, busy: new Set([...page.busy, event.subtask]) };
    case "stepEnded":
      return {
        ...page,
        busy: new Set([...page.busy].filter((each) => each !== event.subtask)),
        announcement: event.isTaken ? page.announcement : `${nameOf(page, event.subtask)} stays as it was.`,
      };
    case "announce":
      return { ...page, announcement: event.text };
  }
}

/** What to say of a feature that has come: the subtasks whose state is another than before. */
function changesInWords(before: Feature | undefined, after: Feature): string {
  const known = new Map(before?.subtasks.map((each) => [each.subtask, stateOfSubtask(each)]));
  return after.subtasks
    .filter((each) => known.has(each.subtask) && known.get(each.subtask) !== stateOfSubtask(each))
    .map((each) => `${subtaskLabel(each)}: ${stateOfSubtask(each)}.`)
    .join(" ");
}

function nameOf({ feature }: PageModel, key: string): string {
  const subtask = feature?.subtasks.find((each) => each.subtask === key);
  return subtask === undefined ? key : subtaskLabel(subtask);
}
