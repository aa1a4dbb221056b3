/** What looking for the server takes from outside; whoever calls gives it, so that nothing here needs an editor. */

/** The machine as the programs see it that are run on the way to the server, and the server itself. */
export interface Surroundings {
  platform: NodeJS.Platform;
  /** The environment variables of all programs that are run. */
  env: NodeJS.ProcessEnv;
  /** The folder in which programs are run; never one of the workspace, which programs might take settings from. */
  folder: string;
  /** Notes one step and its result, in a line. */
  log: (line: string) => void;
  /** Ends all programs on the way to the server, when it is not wanted any more. */
  signal?: AbortSignal;
}

/** Work that takes a while: it says how far it is, and can be cancelled. */
export interface Steps {
  /** Shows what is done now; `share` is how much of all work that finishes, in per cent. */
  report: (message: string, share?: number) => void;
  /** Its reason is thrown where the work is cancelled. */
  signal: AbortSignal;
}

/** Does work while people see that, and how far, it goes on. */
export type WithProgress = <Result>(work: (steps: Steps) => Promise<Result>) => Promise<Result>;

/** What people can do where there is no server: install Python, or say which program to run. */
export type Remedy = "install" | "choose";

/** The server can neither be found nor be made. */
export class ServerUnavailable extends Error {
  readonly remedies: readonly Remedy[];

  /** @param message sentences that say what is missing and how to mend it */
  constructor(message: string, remedies: readonly Remedy[] = []) {
    super(message);
    this.name = "ServerUnavailable";
    this.remedies = remedies;
  }
}
