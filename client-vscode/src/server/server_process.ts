/** What is run as the language server. */

/** A program that speaks the protocol on its standard input and output. */
export interface ServerProcess {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where it was found, for people: "the workspace's environment". */
  origin: string;
  /** What it says of its version. */
  version: string;
}

/** There is no server, and what can be done about that. */
export class NoServerError extends Error {
  /** What buttons of the message do, by what stands on them. */
  readonly remedies: ReadonlyMap<string, () => unknown>;

  /** @param message a sentence that says what is missing and what to do, for the message that is shown */
  constructor(message: string, remedies: ReadonlyMap<string, () => unknown>) {
    super(message);
    this.name = "NoServerError";
    this.remedies = remedies;
  }
}
