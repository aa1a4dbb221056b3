/** Markdown of texts that others have written: whatever is in them is shown, and nothing of it takes effect. */

/** A text as it stands, on one line. */
export function escaped(text: string): string {
  return onOneLine(text).replaceAll(/[\\`*_{}[\]()#+\-.!<>~|$&:@=]/g, "\\$&");
}

/** A text as code, on one line; nothing where it is empty. */
export function code(text: string): string {
  const line = onOneLine(text);
  if (line === "") return "";
  const runs = Array.from(line.matchAll(/`+/g), ([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Entries one below the other; what is beyond the limit is counted. */
export function list(entries: readonly string[], limit: number): string {
  const shown = entries.slice(0, limit).map((entry) => `- ${entry}`);
  const rest = entries.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

/** A text in one line: a line break would end a list, a heading or a stretch of code. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
