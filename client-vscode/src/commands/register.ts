/** Offers the commands of the palette, of menus and of the view. */

import type { ExtensionContext } from "vscode";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { registerFeatureCommands } from "./feature_commands.ts";
import { registerSubtaskCommands } from "./subtask_commands.ts";

/** Offer all commands about features and subtasks, but those that open panels. */
export function registerCommands(context: ExtensionContext, connection: Connection, store: FeatureStore): void {
  context.subscriptions.push(
    ...registerFeatureCommands(connection, store),
    ...registerSubtaskCommands(connection, store),
  );
}
