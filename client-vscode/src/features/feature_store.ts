/** What the server knows of features, kept until it says that they have changed. */

import type { Disposable, Event } from "vscode";
import { EventEmitter, Uri, workspace } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { Feature, FeatureOverview } from "../protocol.ts";
import { ServerCommand } from "../protocol.ts";

/** The features of all workspace folders; views show it and are told when it changes. */
export class FeatureStore implements Disposable {
  readonly #connection: Connection;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  readonly #details = new Map<string, Promise<Feature | undefined>>();
  /** By the URI of the workspace folder. */
  #features: ReadonlyMap<string, readonly FeatureOverview[]> = new Map();
  #isReady = false;
  /** Counts the times that the features were asked for, so that only the latest answer counts. */
  #asked = 0;

  /** Something about the features is not any more as it was, or a server has come. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#subscriptions = [
      connection.onDidChangeFeatures(() => void this.#refresh()),
      connection.onDidChangeState(({ kind }) => void (kind === "running" ? this.#refresh() : undefined)),
      workspace.onDidChangeWorkspaceFolders(() => void this.#refresh()),
    ];
  }

  /** All features, those of the archive too, folder by folder; those that were known last while no server runs. */
  get features(): readonly FeatureOverview[] {
    return [...this.#features.values()].flat();
  }

  /** Whether the server has said which features there are. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** A feature with everything in it, by the URI of its folder; undefined where there is none, or no server. */
  feature(uri: string): Promise<Feature | undefined> {
    const known = this.#details.get(uri);
    if (known !== undefined) return known;
    const found = this.#connection.execute<Feature>(ServerCommand.feature, { uri }).catch(() => {
      // A failure is none that lasts: whoever asks next gets another answer.
      if (this.#details.get(uri) === found) this.#details.delete(uri);
      return undefined;
    });
    this.#details.set(uri, found);
    return found;
  }

  /** The feature in whose folder a file lies. */
  featureOf(file: Uri): FeatureOverview | undefined {
    const name = file.toString();
    return this.features.find((each) => name.startsWith(`${Uri.parse(each.uri).toString()}/`));
  }

  dispose(): void {
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Ask for all features; of a folder that gives no answer those count that were known before. */
  async #refresh(): Promise<void> {
    if (this.#connection.state.kind !== "running") return;
    const asked = ++this.#asked;
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const names = folders.map(({ uri }) => uri.toString());
    const answers = await Promise.allSettled(
      names.map((uri) => this.#connection.execute<FeatureOverview[]>(ServerCommand.features, { uri })),
    );
    if (asked !== this.#asked || (names.length > 0 && answers.every(({ status }) => status === "rejected"))) return;
    this.#features = new Map(
      names.map((uri, index) => {
        const answer = answers[index];
        return [uri, answer?.status === "fulfilled" ? answer.value : (this.#features.get(uri) ?? [])];
      }),
    );
    this.#isReady = true;
    this.#details.clear();
    this.#changed.fire();
  }
}
