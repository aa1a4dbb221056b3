/** What people are told of a text while they type it. What becomes of it is for the server to decide. */

/** Something about a text that stands in a box. */
export interface Hint {
  text: string;
  /** Whether the text cannot be handed in as it is. */
  isObstacle: boolean;
}

/** How many characters texts can have, as the schemas that come with Callsheet say; a team's own may say otherwise. */
const LIMITS = { name: 100, objective: 200, title: 100, summary: 200 } as const;

/** A text that is longer than it can usually be. */
export function lengthHint(field: keyof typeof LIMITS, text: string): Hint | undefined {
  const [length, limit] = [Array.from(text).length, LIMITS[field]];
  if (length <= limit) return undefined;
  const article = /^[aeiou]/.test(field) ? "An" : "A";
  return { text: `${article} ${field} can have ${limit} characters; this has ${length}.`, isObstacle: false };
}

/**
 * What the folder of a feature will be called, or why it cannot be called by a name.
 *
 * @param taken the names of the folders that there are
 */
export function folderHint(name: string, taken: readonly string[]): Hint {
  const folder = kebabCase(name);
  if (folder === "") return { text: "A feature needs a name, with a letter from a to z or a digit.", isObstacle: true };
  if (taken.includes(folder)) return { text: `There is a feature ${folder} already.`, isObstacle: true };
  return lengthHint("name", name) ?? { text: `Its folder will be ${folder}.`, isObstacle: false };
}

/** A name in kebab-case, as the server spells it: `Gift cards` and `giftCards` become `gift-cards`. */
export function kebabCase(name: string): string {
  const plain = name.replaceAll("ß", "ss").normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const words = plain.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return (words.match(/[a-z0-9]+/g) ?? []).join("-");
}
