/** Which names a new feature can have. */

/** What the schema of tasks demands of an id, which is the name of the feature's folder. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Why a feature cannot have a name, as a sentence; undefined where it can.
 *
 * @param taken the names that features of the same folder have
 */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === "") return "A feature needs a name: small letters, digits and hyphens between them.";
  if (!NAME.test(name)) {
    const likely = kebabCase(name);
    const hint = likely === "" ? "It can have small letters, digits and hyphens between them." : `Did you mean ${likely}?`;
    return `No feature can have the name “${name}”. ${hint}`;
  }
  return taken.includes(name) ? `There is a feature ${name} already.` : undefined;
}

/** A name in kebab-case: `Gift cards` and `giftCards` become `gift-cards`. */
export function kebabCase(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
