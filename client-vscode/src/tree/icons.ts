/** Icons as VS Code wants them. */

import { ThemeColor, ThemeIcon } from "vscode";
import type { Appearance } from "./appearance.ts";

/** The icon of a state, in its colour. */
export function iconOf({ icon, color }: Appearance): ThemeIcon {
  return new ThemeIcon(icon, new ThemeColor(color));
}
