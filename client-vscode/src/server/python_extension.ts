/** The Pythons chosen in the Python extension, where people have that; nothing depends on it. */

import { setTimeout as pause } from "node:timers/promises";
import type { Uri } from "vscode";
import { extensions, workspace } from "vscode";

const IDENTIFIER = "ms-python.python";

/** How long the Python extension may take to start and to answer, in milliseconds. */
const PATIENCE = 5000;

/** The part of its public API that is used here. */
interface PythonApi {
  environments?: {
    getActiveEnvironmentPath: (resource: Uri) => { id: string; path: string };
    resolveEnvironment: (environment: { id: string; path: string }) => Promise<ResolvedEnvironment | undefined>;
  };
}

interface ResolvedEnvironment {
  executable: { uri: Uri | undefined };
}

/**
 * The files of the Pythons that are chosen for the workspace's folders.
 *
 * @param log notes why there are none
 */
export async function chosenPythons(log: (line: string) => void): Promise<readonly string[]> {
  const extension = extensions.getExtension<PythonApi>(IDENTIFIER);
  if (extension === undefined) {
    log("The Python extension is not installed");
    return [];
  }
  const answered = new AbortController();
  const late = pause(PATIENCE, undefined, { ref: false, signal: answered.signal }).then(
    () => {
      log(`The Python extension did not answer within ${PATIENCE / 1000} s`);
      return [];
    },
    () => [],
  );
  const asked = Promise.resolve(extension.activate())
    .then(askForPythons)
    .catch((error: unknown) => {
      log(`The Python extension cannot be asked: ${String(error)}`);
      return [];
    });
  const found = await Promise.race([asked, late]);
  answered.abort();
  return found;
}

async function askForPythons({ environments }: PythonApi): Promise<string[]> {
  if (environments === undefined) return [];
  const resolved = await Promise.all(
    (workspace.workspaceFolders ?? []).map(({ uri }) =>
      environments.resolveEnvironment(environments.getActiveEnvironmentPath(uri)),
    ),
  );
  return resolved.map((each) => each?.executable.uri?.fsPath).filter((file) => file !== undefined);
}
