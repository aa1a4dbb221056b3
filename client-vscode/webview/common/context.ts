/** What VS Code's own context menu is told of the element that it is opened on. */

import type { Subtask } from "../../src/protocol.ts";
import { possibleSteps } from "./steps.ts";

/**
 * The value of the attribute `data-vscode-context`. Its members are context keys of the menu `webview/context`, and the
 * argument of the command that is chosen there.
 */
export function contextOf(subtask: Subtask): string {
  return JSON.stringify({
    webviewSection: "subtask",
    uri: subtask.uri,
    subtask: subtask.subtask,
    steps: possibleSteps(subtask).join(" "),
    preventDefaultContextMenuItems: true,
  });
}

/** Open the context menu of an element without the mouse's other button. */
export function openContextMenu(element: Element): void {
  const { left, bottom } = element.getBoundingClientRect();
  element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, clientX: left, clientY: bottom }));
}
