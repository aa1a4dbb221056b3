/** Sees to it that a server runs before anybody is asked for something that would be lost without one. */

import type { CancellationToken } from "vscode";
import { commands, Disposable as Disposables, ProgressLocation, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import { showError } from "./messages.ts";

/**
 * Wait for a server that starts; where none can be started say why, with what can be done.
 *
 * @returns whether one runs; false also where somebody waits no longer
 */
export async function waitForServer(connection: Connection): Promise<boolean> {
  const { state } = connection;
  if (state.kind === "running") return true;
  if (state.kind === "failed") return await offerRestart(connection, state.reason);
  const options = {
    location: ProgressLocation.Notification,
    title: "Waiting for Callsheet's server, which starts …",
    cancellable: true,
  };
  return await window.withProgress(options, (_progress, cancellation) => hasStarted(connection, cancellation));
}

async function offerRestart(connection: Connection, reason: string): Promise<boolean> {
  const answer = await showError(reason, "Restart", "Show Log");
  if (answer === "Show Log") await commands.executeCommand("callsheet.log.show");
  if (answer !== "Restart") return false;
  await connection.restart();
  return connection.state.kind === "running";
}

/** Wait until it is known whether the server runs; that it cannot be started is shown by the connection itself. */
function hasStarted(connection: Connection, cancellation: CancellationToken): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isRunning: boolean): void => {
      subscriptions.dispose();
      resolve(isRunning);
    };
    const look = (): void => {
      const { kind } = connection.state;
      if (kind === "running" || kind === "failed") end(kind === "running");
    };
    const subscriptions = Disposables.from(
      connection.onDidChangeState(look),
      cancellation.onCancellationRequested(() => {
        end(false);
      }),
    );
    look();
  });
}
