/** Shows what the status bar says of features and of the server. */

import type { ExtensionContext } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { showCurrentFeature } from "./feature_status.ts";
import { showServerStatus } from "./server_status.ts";

/** Show both. */
export function registerStatus(context: ExtensionContext, connection: Connection, store: FeatureStore): void {
  context.subscriptions.push(showCurrentFeature(store), showServerStatus(connection, store));
}
