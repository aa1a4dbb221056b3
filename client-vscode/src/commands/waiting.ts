/** Waits for what a command needs before anybody is asked for something that would be lost without it. */

import type { CancellationToken, Event } from "vscode";
import { commands, Disposable as Disposables, ProgressLocation, window } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { showError } from "./messages.ts";

/**
 * Wait for a server that starts; where none can be started say why, with what can be done.
 *
 * @returns whether one runs; false also where somebody waits no longer
 */
export async function waitForServer(connection: Connection): Promise<boolean> {
  const { state } = connection;
  if (state.kind === "failed") return await offerRestart(connection, state.reason);
  return await waitFor("Callsheet's server is starting …", () => runs(connection), [connection.onDidChangeState]);
}

/**
 * Wait until it is known which features there are.
 *
 * @returns whether it is known; false also where no server runs, which has been said, or somebody waits no longer
 */
export async function waitForFeatures(connection: Connection, store: FeatureStore): Promise<boolean> {
  if (store.isReady) return true;
  if (!(await waitForServer(connection))) return false;
  const isKnown: Outcome = () => (store.isReady ? true : runs(connection) === false ? false : undefined);
  return await waitFor("Callsheet reads the workspace …", isKnown, [store.onDidChange, connection.onDidChangeState]);
}

/** Whether the server runs; undefined while it starts. That it cannot be started, the connection says by itself. */
function runs({ state }: Connection): boolean | undefined {
  return state.kind === "running" || (state.kind === "failed" ? false : undefined);
}

async function offerRestart(connection: Connection, reason: string): Promise<boolean> {
  const answer = await showError(reason, "Restart", "Show Log");
  if (answer === "Show Log") await commands.executeCommand("callsheet.log.show");
  if (answer !== "Restart") return false;
  await connection.restart();
  return connection.state.kind === "running";
}

/** Whether something is so; undefined while that is open. */
type Outcome = () => boolean | undefined;

/**
 * Wait until something is decided, below a message that lets people wait no longer; false where they do not.
 *
 * @param events after which the outcome may be another one
 */
async function waitFor(title: string, outcome: Outcome, events: readonly Event<unknown>[]): Promise<boolean> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const wait = (_progress: unknown, { onCancellationRequested }: CancellationToken): Promise<boolean> =>
    firstOutcome(outcome, events, onCancellationRequested);
  return outcome() ?? (await window.withProgress(options, wait));
}

function firstOutcome(
  outcome: Outcome,
  events: readonly Event<unknown>[],
  cancelled: Event<unknown>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (found: boolean | undefined): void => {
      if (found === undefined) return;
      subscriptions.dispose();
      resolve(found);
    };
    const look = (): void => {
      end(outcome());
    };
    const subscriptions = Disposables.from(
      ...events.map((event) => event(look)),
      cancelled(() => {
        end(false);
      }),
    );
    look();
  });
}
