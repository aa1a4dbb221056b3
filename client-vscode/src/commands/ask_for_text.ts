/** Asks for a text, and keeps it until something has come of it. */

import type { InputBox } from "vscode";
import { InputBoxValidationSeverity, QuickInputButtons, window } from "vscode";
import type { Hint } from "./hints.ts";
import { reasonOf, withoutLinks } from "./message_texts.ts";

/** What is asked for. */
export interface TextQuestion {
  title: string;
  prompt: string;
  placeholder: string;
  /** What stands in the box at first. */
  value?: string;
  /** Why that was refused when it was handed in before. */
  reason?: string;
  /** What is said of the text below it. */
  hint: (text: string) => Hint | undefined;
  /** Whether the question before this one can be gone back to. */
  canGoBack?: boolean;
}

/** What somebody has answered. */
export interface TextAnswer {
  text: string;
  /** Whether the question before is to be asked again. */
  goesBack: boolean;
}

/** Ask for a text; undefined where the question is left. */
export function askForText(question: TextQuestion): Promise<TextAnswer | undefined> {
  const { title, prompt, placeholder, value = "", reason, hint, canGoBack = false } = question;
  const box = window.createInputBox();
  const buttons = canGoBack ? [QuickInputButtons.Back] : [];
  // At the end, with nothing selected: the next key must not replace what was typed.
  const valueSelection = [value.length, value.length];
  Object.assign(box, { title, prompt, placeholder, value, valueSelection, buttons, ignoreFocusOut: true });
  if (reason !== undefined) show(box, { text: reason, isObstacle: true });
  return new Promise((resolve) => {
    const end = (answer: TextAnswer | undefined): void => {
      resolve(answer);
      box.dispose();
    };
    box.onDidChangeValue((text) => {
      show(box, text === "" ? undefined : hint(text));
    });
    box.onDidAccept(() => {
      const found = hint(box.value);
      if (found?.isObstacle === true) show(box, found);
      else end({ text: box.value, goesBack: false });
    });
    box.onDidTriggerButton(() => {
      end({ text: box.value, goesBack: true });
    });
    box.onDidHide(() => {
      end(undefined);
    });
    box.show();
  });
}

/**
 * Ask for a text and do something with it; where that fails, ask again with what was typed, and say why.
 *
 * @returns what was done; undefined where the question is left
 * @throws what `act` throws of an empty text, which nobody has to type again
 */
export async function askAndAct<Result>(
  question: TextQuestion,
  act: (text: string) => Promise<Result>,
): Promise<Result | undefined> {
  const answer = await askForText(question);
  if (answer === undefined) return undefined;
  try {
    return await act(answer.text);
  } catch (error) {
    if (answer.text.trim() === "") throw error;
    return await askAndAct({ ...question, value: answer.text, reason: reasonOf(error) }, act);
  }
}

function show(box: InputBox, hint: Hint | undefined): void {
  const severity = hint?.isObstacle === true ? InputBoxValidationSeverity.Error : InputBoxValidationSeverity.Info;
  box.validationMessage = hint && { message: withoutLinks(hint.text), severity };
}
