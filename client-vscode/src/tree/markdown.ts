/** Markdown of texts that others have written: whatever is in them is shown, and nothing of it takes effect. */

/** A text as it stands, on one line. */
export function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]()#+\-.!<>~|$&]/g, "\\$&");
}

/** A text as code. */
export function code(text: string): string {
  const runs = Array.from(text.matchAll(/`+/g), ([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Entries one below the other; what is beyond the limit is counted. */
export function list(entries: readonly string[], limit: number): string {
  const shown = entries.slice(0, limit).map((entry) => `- ${entry}`);
  const rest = entries.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}
