/** One thing that can be lent. */
export interface Tool {
  readonly number: number;
  readonly name: string;
  readonly shelf: string;
  readonly needsExplanation: boolean;
}

/** How a tool is shown where there is room for one line only. */
export function label(tool: Tool): string {
  return `${tool.name} (${tool.shelf}-${tool.number})`;
}
