/** The connection to the language server: found, started, watched, and started again when it stops. */

import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Disposable, Event, ExtensionContext, LogOutputChannel } from "vscode";
import { EventEmitter } from "vscode";
import type { CloseHandlerResult, LanguageClientOptions, StaticFeature } from "vscode-languageclient/node";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import { showError } from "../commands/messages.ts";
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

/** How long a server may take until it answers for the first time, in milliseconds. */
const START_LIMIT = 60_000;

/** How long a server may take to end once it has been asked to, in milliseconds. */
const END_LIMIT = 3000;

/** Somebody wants another server, or none, before this one has started. */
class Superseded extends Error {}

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
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Ends the start that is under way. */
  #starting = new AbortController();
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
    return this.#begin();
  }

  /** Stop the server. */
  stop(): Promise<void> {
    this.#starting.abort(new Superseded());
    return this.#enqueue(() => this.#stop());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#starting.abort(new Superseded());
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

  /** Give up what is being started, and start a server. */
  #begin(): Promise<void> {
    this.#starting.abort(new Superseded());
    const { signal } = (this.#starting = new AbortController());
    return this.#enqueue(() => this.#restart(signal));
  }

  async #restart(signal: AbortSignal): Promise<void> {
    await this.#stop();
    if (signal.aborted) return;
    this.#become({ kind: "starting" });
    try {
      const server = await findServer(this.#context, this.#log, signal);
      this.#log.info(`Starting ${[server.command, ...server.args].join(" ")}`);
      const client = this.#newClient(server);
      this.#client = client;
      await Promise.race([client.start(), this.#neverAnswered(signal)]);
      if (this.#client === client) this.#become({ kind: "running", server });
    } catch (error) {
      if (error instanceof Superseded) return;
      // What says what to do needs no trace of calls.
      this.#log.error(
        error instanceof NoServerError ? error.message : String(error instanceof Error ? error.stack : error),
      );
      // Where the process ended by itself, `closed` has seen to what comes next.
      if (this.#state.kind === "starting") {
        await this.#stop();
        void this.#fail(error);
      }
    }
  }

  /** Throws when a server has taken too long to start, or is not wanted any more. */
  async #neverAnswered(signal: AbortSignal): Promise<never> {
    try {
      await setTimeout(START_LIMIT, undefined, { signal, ref: false });
    } catch {
      throw signal.reason;
    }
    throw new Error(`Callsheet's server has given no answer within ${START_LIMIT / 1000} s. Its log may say why.`);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const [client, process] = [this.#client, this.#process];
    this.#client = this.#process = undefined;
    this.#become({ kind: "stopped" });
    try {
      await client?.dispose(END_LIMIT);
    } catch (error) {
      this.#log.debug(`The server did not end as asked: ${String(error)}`);
    }
    if (process?.exitCode === null && process.signalCode === null) process.kill("SIGKILL");
  }

  #newClient(server: ServerProcess): LanguageClient {
    const client: LanguageClient = new LanguageClient(
      "callsheet",
      "Callsheet",
      () => this.#spawn(server),
      this.#clientOptions(() => this.#closed(client)),
    );
    client.registerFeature(CAPABILITIES);
    client.onNotification(FEATURES_CHANGED, () => {
      this.#featuresChanged.fire();
    });
    return client;
  }

  /**
   * Run the server, in the extension's own folder: what lies in a workspace must not be mistaken for a program. The
   * language client itself would give it all of VS Code's environment variables back.
   */
  async #spawn({ command, args, env }: ServerProcess): Promise<ChildProcess> {
    const process = spawn(command, args, { env, cwd: this.#context.extensionUri.fsPath, windowsHide: true });
    this.#process = process;
    await once(process, "spawn");
    return process;
  }

  #clientOptions(closed: () => CloseHandlerResult): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "callsheet",
      diagnosticPullOptions: { onChange: true, onTabs: true },
      middleware: middleware(this.#runCommand),
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
      initializationFailedHandler: () => false,
    };
  }

  /** A server has stopped; if nobody asked it to, another one is started. */
  #closed(client: LanguageClient): CloseHandlerResult {
    if (this.#client !== client) return { action: CloseAction.DoNotRestart, handled: true };
    const pause = this.#backoff.next(performance.now());
    this.#client = this.#process = undefined;
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
    this.#timer = globalThis.setTimeout(() => void this.#begin(), pause);
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
    const answer = await showError(reason, ...remedies.keys());
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
