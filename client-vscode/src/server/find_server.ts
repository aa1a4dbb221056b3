/** Finds the language server, or makes it, and shows how that goes. */

import { homedir } from "node:os";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import { ProgressLocation, Uri, commands, env, window, workspace } from "vscode";
import { chosenPythons } from "./python_extension.ts";
import { searchServer } from "./search.ts";
import type { ServerProcess } from "./server_process.ts";
import { NoServerError } from "./server_process.ts";
import { SETTING } from "./setting.ts";
import type { Remedy, Steps } from "./surroundings.ts";
import { ServerUnavailable } from "./surroundings.ts";
import { isolated } from "./variables.ts";

/**
 * The server to run here; each step of the search is noted in the log.
 *
 * @param signal ends the search
 * @throws NoServerError that says what to do; the reason of the signal
 */
export async function findServer(
  context: ExtensionContext,
  log: LogOutputChannel,
  signal: AbortSignal,
): Promise<ServerProcess> {
  const note = (line: string): void => {
    log.info(line);
  };
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const extension = context.extensionUri.fsPath;
  const setting: unknown = workspace.getConfiguration().get(SETTING);
  try {
    return await searchServer({
      surroundings: { platform: process.platform, env: isolated(process.env), folder: extension, log: note, signal },
      isTrusted: workspace.isTrusted,
      setting: typeof setting === "string" ? setting : "",
      folders: folders.map(({ uri }) => uri.fsPath),
      home: homedir(),
      extension,
      storage: context.globalStorageUri.fsPath,
      chosenPythons: () => chosenPythons(note),
      withProgress: (work) => withProgress(work, signal),
    });
  } catch (error) {
    if (!(error instanceof ServerUnavailable)) throw error;
    throw new NoServerError(error.message, new Map(error.remedies.map((remedy) => REMEDIES[remedy])));
  }
}

/** Show work in a notification, where it can be cancelled; it ends also when the search is given up. */
async function withProgress<Result>(work: (steps: Steps) => Promise<Result>, signal: AbortSignal): Promise<Result> {
  const options = { location: ProgressLocation.Notification, title: "Preparing Callsheet's server", cancellable: true };
  return await window.withProgress(options, async (progress, token) => {
    const cancelling = new AbortController();
    token.onCancellationRequested(() => {
      cancelling.abort(new ServerUnavailable("Preparing Callsheet's server was cancelled; Restart begins again."));
    });
    const report = (message: string, share?: number): void => {
      progress.report({ message, ...(share === undefined ? {} : { increment: share }) });
    };
    return await work({ signal: AbortSignal.any([cancelling.signal, signal]), report });
  });
}

/** What stands on the button of each remedy, and what it does. */
const REMEDIES: Readonly<Record<Remedy, readonly [string, () => unknown]>> = {
  install: ["Install Python…", () => env.openExternal(Uri.parse("https://www.python.org/downloads/"))],
  choose: ["Choose Program…", () => commands.executeCommand(settingsEditor(), { query: `@id:${SETTING}` })],
};

/** The command that opens the settings among which the one for the program stands, or belongs. */
function settingsEditor(): string {
  const { workspaceValue } = workspace.getConfiguration().inspect(SETTING) ?? {};
  if (workspaceValue !== undefined) return "workbench.action.openWorkspaceSettings";
  return env.remoteName === undefined ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings";
}
