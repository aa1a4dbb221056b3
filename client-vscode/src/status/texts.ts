/** What the status bar says of a feature, and of the server. */

import type { ServerState } from "../client/connection.ts";
import { withoutLinks } from "../commands/message_texts.ts";
import type { FeatureOverview } from "../protocol.ts";
import { featureInWords, featureLabel, readySubtasks } from "../tree/labels.ts";
import { code, escaped } from "../tree/markdown.ts";
import { counted } from "../tree/words.ts";

/** An item of the status bar. */
export interface StatusTexts {
  text: string;
  /** Markdown. */
  tooltip: string;
  /** What screen readers say. */
  inWords: string;
}

/** The commands that the tooltip links to. */
export const LINKED_COMMANDS = [
  "callsheet.feature.openGraph",
  "callsheet.feature.openBoard",
  "callsheet.feature.showStages",
  "callsheet.feature.open",
] as const;

/** How far a feature is, in the status bar. */
export function featureStatus(feature: FeatureOverview): StatusTexts {
  const { feature: name, completed, total, in_progress, blocked } = feature;
  const ready = readySubtasks(feature);
  const figures = [total === 0 ? "no subtasks yet" : `${completed} of ${counted(total, "subtask")} completed`];
  if (ready.length > 0) figures.push(`${ready.length} ready: ${ready.map(escaped).join(", ")}`);
  if (in_progress > 0) figures.push(`${in_progress} in progress`);
  if (blocked > 0) figures.push(`${blocked} blocked`);
  const [graph, board, stages, task] = LINKED_COMMANDS;
  const links = [link("Graph", graph, feature), link("Board", board, feature), link("Stages", stages, feature)];
  if (feature.task !== null) links.push(link("Task", task, feature));
  return {
    text: total === 0 ? `$(checklist) ${name}` : `$(checklist) ${name} ${completed}/${total}`,
    tooltip: [
      `**${escaped(featureLabel(feature))}** ${code(name)}`,
      figures.map((figure) => `- ${figure}`).join("\n"),
      links.join(" · "),
    ].join("\n\n"),
    inWords: `Callsheet: ${featureInWords(feature)}`,
  };
}

/** A link that runs a command; brackets in the URI, which `encodeURIComponent` leaves alone, must not end it. */
function link(label: string, command: string, { uri }: FeatureOverview): string {
  const brackets: Readonly<Record<string, string>> = { "(": "%28", ")": "%29" };
  const query = encodeURIComponent(JSON.stringify([{ uri }])).replaceAll(/[()]/g, (each) => brackets[each] ?? each);
  return `[${label}](command:${command}?${query})`;
}

/** The state of the server, as the list behind the braces in the status bar shows it. */
export interface ServerTexts {
  text: string;
  detail: string;
  isBusy: boolean;
  severity: "information" | "warning" | "error";
}

/**
 * The state of the server in words.
 *
 * @param isReading whether it has not said yet which features there are
 */
export function serverStatus(state: ServerState, isReading: boolean): ServerTexts {
  switch (state.kind) {
    case "starting":
      return { text: "Callsheet", detail: "Starting", isBusy: true, severity: "information" };
    case "running": {
      const { version, origin } = state.server;
      const detail = isReading ? "Reading the workspace" : `From ${withoutLinks(origin)}`;
      return { text: `Callsheet ${version}`.trimEnd(), detail, isBusy: isReading, severity: "information" };
    }
    case "waiting":
      return { text: "Callsheet", detail: "It has stopped, and starts again", isBusy: true, severity: "warning" };
    case "stopped":
      return { text: "Callsheet", detail: "Stopped", isBusy: false, severity: "warning" };
    case "failed":
      return { text: "Callsheet", detail: withoutLinks(state.reason), isBusy: false, severity: "error" };
  }
}
