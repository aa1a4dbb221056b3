/** Which names a new feature can have. */

/** What the schema of tasks demands of an id, which is the name of the feature's folder. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What such a name is made of. */
const HINT = "small letters and digits, with hyphens between them";

/**
 * Why a feature cannot have a name, as a sentence; undefined where it can.
 *
 * @param taken the names that features of the same workspace folder have
 */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === "") return `A feature needs a name: ${HINT}.`;
  if (!NAME.test(name)) {
    const likely = kebabCase(name);
    const hint = likely === "" ? `It can have ${HINT}.` : `Did you mean ${likely}?`;
    return `No feature can have the name “${name}”. ${hint}`;
  }
  return taken.includes(name) ? `There is a feature ${name} already.` : undefined;
}

/** A name in kebab-case, as the server spells it: `Gift cards` and `giftCards` become `gift-cards`. */
export function kebabCase(name: string): string {
  const plain = name.replaceAll("ß", "ss").normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return (
    plain
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  ).join("-");
}
