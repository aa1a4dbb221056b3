/** Finds the language server, or makes it, and shows how that goes. */

import { homedir } from "node:os";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import { ProgressLocation, Uri, commands, env, window, workspace } from "vscode";
import { chosenPythons } from "./python_extension.ts";
import { searchServer } from "./search.ts";
import type { ServerProcess } from "./server_process.ts";
import { NoServerError } from "./server_process.ts";
import { SETTING } from "./setting.ts";
import type { Remedy, WithProgress } from "./surroundings.ts";
import { ServerUnavailable } from "./surroundings.ts";
import { isolated } from "./variables.ts";

/** The workspace has become trusted while the private environment was made, which may not be needed now. */
class TrustGranted extends Error {}

/**
 * The server to run here; each step of the search is noted in the log.
 *
 * @throws NoServerError that says what to do
 */
export async function findServer(context: ExtensionContext, log: LogOutputChannel): Promise<ServerProcess> {
  const note = (line: string): void => {
    log.info(line);
  };
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const extension = context.extensionUri.fsPath;
  const setting: unknown = workspace.getConfiguration().get(SETTING);
  try {
    return await searchServer({
      surroundings: { platform: process.platform, env: isolated(process.env), folder: extension, log: note },
      isTrusted: workspace.isTrusted,
      setting: typeof setting === "string" ? setting : "",
      folders: folders.map(({ uri }) => uri.fsPath),
      home: homedir(),
      extension,
      storage: context.globalStorageUri.fsPath,
      chosenPythons: () => chosenPythons(note),
      withProgress,
    });
  } catch (error) {
    if (error instanceof TrustGranted) return await findServer(context, log);
    if (!(error instanceof ServerUnavailable)) throw error;
    throw new NoServerError(error.message, new Map(error.remedies.map((remedy) => REMEDIES[remedy])));
  }
}

/** Show work in a notification, where it can be cancelled. */
const withProgress: WithProgress = async (work) =>
  await window.withProgress(
    { location: ProgressLocation.Notification, title: "Preparing Callsheet's server", cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort(new ServerUnavailable("Preparing Callsheet's server was cancelled; Restart begins again."));
      });
      const trusting = workspace.onDidGrantWorkspaceTrust(() => {
        controller.abort(new TrustGranted());
      });
      const report = (message: string, share?: number): void => {
        progress.report({ message, ...(share === undefined ? {} : { increment: share }) });
      };
      try {
        return await work({ signal: controller.signal, report });
      } finally {
        trusting.dispose();
      }
    },
  );

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
