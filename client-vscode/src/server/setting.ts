/** The setting `callsheet.server.path`: what is written there, as a file. */

import path from "node:path";

/** Its name. */
export const SETTING = "callsheet.server.path";

/** What the setting may refer to. */
export interface Places {
  /** The user's folder. */
  home: string;
  /** The workspace's folders. */
  folders: readonly string[];
  env: NodeJS.ProcessEnv;
}

/**
 * The setting with `~`, `${workspaceFolder}` and `${env:NAME}` replaced; a name without a folder, which means the PATH, stays.
 *
 * A path that is not absolute starts from the workspace's first folder.
 *
 * @throws Error that says what is named and is not there, as the end of a sentence
 */
export function expandSetting(setting: string, { home, folders, env }: Places): string {
  const expanded = setting
    .trim()
    .replace(/^~(?=$|[\\/])/, home)
    .replace(/\$\{(env:)?([^}]*)\}/g, (variable, ofEnvironment: string | undefined, name: string) => {
      const value = ofEnvironment === undefined ? VARIABLES.get(name)?.({ home, folders, env }) : env[name];
      if (value === undefined) throw new Error(`names ${variable}, which stands for nothing here`);
      return value;
    });
  const isName = !/[\\/]/.test(expanded);
  return isName || path.isAbsolute(expanded) ? expanded : path.resolve(folders[0] ?? home, expanded);
}

const VARIABLES: ReadonlyMap<string, (places: Places) => string | undefined> = new Map([
  ["workspaceFolder", ({ folders }: Places) => folders[0]],
  ["userHome", ({ home }: Places) => home],
]);
