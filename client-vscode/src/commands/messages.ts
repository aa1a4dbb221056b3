/** Messages for people. Whatever is in their texts is shown, and nothing of it is a link. */

import { window } from "vscode";
import { ResponseError } from "vscode-languageclient/node";
import { reasonOf, withoutLinks } from "./message_texts.ts";

/** Tell something; gives the button that was pressed. */
export function showInformation(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showInformationMessage(withoutLinks(text), ...buttons);
}

/** Warn of something; gives the button that was pressed. */
export function showWarning(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showWarningMessage(withoutLinks(text), ...buttons);
}

/** Tell of a failure; gives the button that was pressed. */
export function showError(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showErrorMessage(withoutLinks(text), ...buttons);
}

/** Say why something was not done: a warning where the server has refused it, else an error. */
export function showReason(error: unknown): void {
  const show = error instanceof ResponseError ? showWarning : showError;
  void show(reasonOf(error));
}

/** Ask, before anything else goes on, whether something is to be done; `button` says what that is. */
export async function confirms(question: string, button: string, detail = ""): Promise<boolean> {
  return (await window.showWarningMessage(withoutLinks(question), { modal: true, detail }, button)) !== undefined;
}
