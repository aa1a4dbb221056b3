/** Texts for messages, prompts and status items, where VS Code takes `[x](command:…)` for a link that it follows. */

/** A text in which VS Code finds no link: of a workspace's own words none may run anything. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "]\u200B(");
}

/** Why something has failed, as a sentence without links. */
export function reasonOf(error: unknown): string {
  return withoutLinks(sentence(error instanceof Error ? error.message : String(error)));
}

/** A reason of the server's as a sentence; some are sentences already. */
export function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.?!]$/.test(reason) ? "" : "."}`;
}
