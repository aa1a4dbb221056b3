/** Where VS Code starts and ends the extension. */

import type { ExtensionContext } from "vscode";
import { commands, window, workspace } from "vscode";
import { Connection } from "./client/connection.ts";
import { assignLanguages } from "./client/languages.ts";
import { registerCommands } from "./commands/register.ts";
import { runServerCommand } from "./commands/server_commands.ts";
import { FeatureStore } from "./features/feature_store.ts";
import { registerPanels } from "./panel/feature_panels.ts";
import { registerStatus } from "./status/register.ts";
import { registerFeatureView } from "./tree/feature_view.ts";

let connection: Connection | undefined;

/** Set everything up; the server is started beside that. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("Callsheet", { log: true });
  const server: Connection = (connection = new Connection(context, log, (command, argument) =>
    runServerCommand(server, command, argument),
  ));
  const features = new FeatureStore(server);
  context.subscriptions.push(
    log,
    server,
    features,
    assignLanguages(server),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("callsheet.server")) void server.restart();
    }),
    workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
    commands.registerCommand("callsheet.server.restart", () => server.restart()),
    commands.registerCommand("callsheet.log.show", () => {
      log.show();
    }),
  );
  registerFeatureView(context, server, features);
  registerCommands(context, server, features);
  registerPanels(context, server, features);
  registerStatus(context, server, features);
  void server.restart();
}

/** Stop the server; VS Code waits for that. */
export function deactivate(): Promise<void> | undefined {
  return connection?.stop();
}
