/** The connection to the language server: found, started, watched, and started again when it stops. */

import type { Disposable, Event, ExtensionContext, LogOutputChannel } from "vscode";
import { EventEmitter, window } from "vscode";
import type { LanguageClientOptions, StaticFeature } from "vscode-languageclient/node";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import { FEATURES_CHANGED } from "../protocol.ts";
import { findServer } from "../server/find_server.ts";
import type { ServerProcess } from "../server/server_process.ts";
import { NoServerError } from "../server/server_process.ts";
import { Backoff } from "./backoff.ts";
import type { RunCommand } from "./middleware.ts";
import { middleware } from "./middleware.ts";
import { SELECTOR } from "./selector.ts";

/** How the server is. */
export type ServerState =
  | { kind: "starting" }
  | { kind: "running"; server: ServerProcess }
  /** It has stopped by itself and is started again soon, after a pause in milliseconds. */
  | { kind: "waiting"; pause: number }
  | { kind: "stopped" }
  /** It cannot be started; the reason has been shown. */
  | { kind: "failed"; reason: string };

/** The language client, of which there is one at a time. */
export class Connection implements Disposable {
  readonly #context: ExtensionContext;
  readonly #log: LogOutputChannel;
  readonly #runCommand: RunCommand;
  readonly #backoff = new Backoff();
  readonly #stateChanged = new EventEmitter<ServerState>();
  readonly #featuresChanged = new EventEmitter<void>();
  #state: ServerState = { kind: "stopped" };
  #client: LanguageClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Starts and stops, one after the other. */
  #queue: Promise<void> = Promise.resolve();

  /** The server's state has changed. */
  readonly onDidChangeState: Event<ServerState> = this.#stateChanged.event;

  /** The server says that features have changed. */
  readonly onDidChangeFeatures: Event<void> = this.#featuresChanged.event;

  constructor(context: ExtensionContext, log: LogOutputChannel, runCommand: RunCommand) {
    this.#context = context;
    this.#log = log;
    this.#runCommand = runCommand;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Start the server, or start it anew; whatever stands in the way is shown, not thrown. */
  restart(): Promise<void> {
    this.#backoff.reset();
    return this.#enqueue(() => this.#restart());
  }

  /** Stop the server. */
  stop(): Promise<void> {
    return this.#enqueue(() => this.#stop());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#stateChanged.dispose();
    this.#featuresChanged.dispose();
  }

  /**
   * Have the server carry out a command.
   *
   * @throws ResponseError with the server's reason, or an Error where no server runs
   */
  execute<Result>(command: string, argument: object): Promise<Result> {
    if (this.#client === undefined || this.#state.kind !== "running") {
      return Promise.reject(new Error("Callsheet's server is not running."));
    }
    return this.#client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work, work);
    return this.#queue;
  }

  async #restart(): Promise<void> {
    await this.#stop();
    this.#become({ kind: "starting" });
    try {
      const server = await findServer(this.#context, this.#log);
      this.#log.info(`Starting ${[server.command, ...server.args].join(" ")}`);
      const client = this.#newClient(server);
      this.#client = client;
      await client.start();
      if (this.#client === client) this.#become({ kind: "running", server });
    } catch (error) {
      // Where the process ended by itself, `closed` has seen to what comes next.
      if (this.#state.kind === "starting") void this.#fail(error);
      // What says what to do needs no trace of calls.
      this.#log.error(
        error instanceof NoServerError ? error.message : String(error instanceof Error ? error.stack : error),
      );
    }
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#become({ kind: "stopped" });
    try {
      await client?.dispose();
    } catch (error) {
      this.#log.debug(`The server did not end as asked: ${String(error)}`);
    }
  }

  #newClient(server: ServerProcess): LanguageClient {
    const { command, args, env } = server;
    // Started in the extension's own folder: what lies in a workspace must not be mistaken for a program.
    const options = { env, cwd: this.#context.extensionUri.fsPath };
    const client = new LanguageClient("callsheet", "Callsheet", { command, args, options }, this.#clientOptions());
    client.registerFeature(CAPABILITIES);
    client.onNotification(FEATURES_CHANGED, () => {
      this.#featuresChanged.fire();
    });
    return client;
  }

  #clientOptions(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "callsheet",
      diagnosticPullOptions: { onChange: true, onTabs: true },
      middleware: middleware(this.#runCommand),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.#closed(),
      },
      initializationFailedHandler: () => false,
    };
  }

  /** The server has stopped without being asked to. */
  #closed(): { action: CloseAction; handled: boolean; message: string } {
    const pause = this.#backoff.next(performance.now());
    this.#client = undefined;
    if (pause === undefined) {
      void this.#fail(
        new Error(
          "Callsheet's server keeps stopping. Its log says why; if that is a mistake of Callsheet's, please report it.",
        ),
      );
      return {
        action: CloseAction.DoNotRestart,
        handled: true,
        message: "The server keeps stopping and is left alone.",
      };
    }
    this.#become({ kind: "waiting", pause });
    this.#timer = setTimeout(() => void this.#enqueue(() => this.#restart()), pause);
    const when = pause === 0 ? "at once" : `in ${pause / 1000} s`;
    return {
      action: CloseAction.DoNotRestart,
      handled: true,
      message: `The server has stopped; it starts again ${when}.`,
    };
  }

  /** Show why there is no server, with what can be done about it. */
  async #fail(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    this.#become({ kind: "failed", reason });
    const remedies = new Map<string, () => unknown>(error instanceof NoServerError ? error.remedies : []);
    remedies.set("Restart", () => this.restart());
    remedies.set("Show Log", () => {
      this.#log.show();
    });
    const answer = await window.showErrorMessage(reason, ...remedies.keys());
    await remedies.get(answer ?? "")?.();
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

/** What this client can do beyond the protocol; the server's `docs/commands.md` describes it. */
const CAPABILITIES: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      callsheet: { featuresChanged: true, completionSummary: true },
      commands: { commands: ["editor.action.triggerSuggest"] },
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};
