/** Titles in a few lines, for SVG does not break lines by itself. */

/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/**
 * A text in lines that are no wider than a width; what does not fit ends in an ellipsis. Words that are too long are
 * cut where they have to be.
 */
export function wrapped(text: string, width: number, limit: number, measure: Measure): string[] {
  const lines: string[] = [];
  let rest = text.trim().replace(/\s+/g, " ");
  while (rest !== "" && lines.length < limit - 1) {
    const line = firstLine(rest, width, measure);
    lines.push(line);
    rest = rest.slice(line.length).trimStart();
  }
  if (rest !== "")
    lines.push(measure(rest) <= width ? rest : `${fitting(rest, width - measure("…"), measure).trimEnd()}…`);
  return lines;
}

/** What of a text goes into a line: whole words if one fits. */
function firstLine(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const start = fitting(text, width, measure);
  const end = text.charAt(start.length) === " " ? start.length : start.lastIndexOf(" ");
  return end > 0 ? start.slice(0, end) : start;
}

/**
 * The longest beginning of a text that is no wider than a width, of one character at least; it cuts no character in
 * two.
 */
function fitting(text: string, width: number, measure: Measure): string {
  const characters = Array.from(text);
  let count = 1;
  while (count < characters.length && measure(characters.slice(0, count + 1).join("")) <= width) count += 1;
  return characters.slice(0, count).join("");
}
