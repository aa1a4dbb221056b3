/** The server's commands, as VS Code runs them for a lens or an action: with questions, and with views of our own. */

import { commands } from "vscode";
import type { Connection } from "../client/connection.ts";
import { routeOf } from "./routes.ts";
import type { StepArgument } from "./steps.ts";
import { takeStep } from "./steps.ts";

/** Carry out a command of the server's; undefined for those that need nothing of ours. */
export function runServerCommand(
  connection: Connection,
  command: string,
  argument: unknown,
): Promise<unknown> | undefined {
  const route = routeOf(command, argument);
  if (route === undefined) return undefined;
  if ("step" in route) return takeStep(connection, route.step, argument as StepArgument);
  return Promise.resolve(commands.executeCommand(route.command, argument));
}
