/** What the package carries to make a server from: the wheel, and the exact libraries that go with it. */

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/** The server as the package carries it. */
export interface Bundle {
  /** The file of the wheel. */
  wheel: string;
  /** The file with the libraries' versions and hashes. */
  requirements: string;
  /** How many libraries that file names. */
  libraries: number;
  /** Tells this wheel with these libraries from every other, and serves as a name for folders. */
  key: string;
}

/**
 * Look at what an extension carries.
 *
 * @throws Error where there is no wheel, which no package of ours is without
 */
export async function readBundle(extension: string): Promise<Bundle> {
  const folder = path.join(extension, "bundled");
  const name = (await readdir(folder)).find((file) => file.endsWith(".whl"));
  if (name === undefined)
    throw new Error(`The extension carries no server: there is no wheel in ${folder}. Install it again.`);
  const [wheel, requirements] = [path.join(folder, name), path.join(folder, "requirements.txt")];
  const [content, pins] = await Promise.all([readFile(wheel), readFile(requirements, "utf8")]);
  const hash = createHash("sha256").update(content).update(pins).digest("hex");
  const version = name.split("-")[1] ?? "";
  const libraries = pins.split("\n").filter((line) => /^[a-z0-9].*==/i.test(line)).length;
  return { wheel, requirements, libraries, key: `${version}-${hash.slice(0, 12)}` };
}
