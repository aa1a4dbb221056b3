/** The sentence that reminds a member of a tool. */
export function reminder(tool: string, date: string): string {
  return `${tool} is due back on ${date}. You can make the loan longer if nobody waits for it.`;
}
