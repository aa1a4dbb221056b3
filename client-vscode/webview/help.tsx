/** The keys of the page, in a dialog. */

import type { JSX, RefObject } from "preact";
import { STEPS } from "./common/steps.ts";

const EVERYWHERE: readonly [string, string][] = [
  ["Arrow keys, Home, End", "go from one to another"],
  ["Enter, click", "opens the file beside; with Ctrl or Cmd, or the middle button, on the right"],
  ...Object.values(STEPS).map(({ key, label }): [string, string] => [key, label.replace("…", "")]),
  ["Shift+F10", "opens the menu with what is possible"],
];

const IN_THE_GRAPH: readonly [string, string][] = [
  ["+, -, 0", "larger, smaller, 100 %"],
  ["f", "shows all of the graph"],
  ["Ctrl+wheel", "zooms around the pointer"],
  ["Escape", "puts the card away"],
];

const ON_THE_BOARD: readonly [string, string][] = [
  ["Space, m", "picks a card up; left and right move it"],
  ["Enter, Space", "drops it, which takes the step"],
  ["Escape", "puts it back"],
];

/** A dialog that is closed until somebody shows it. */
export function Help({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }): JSX.Element {
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-label="Keys"
      onClick={(event) => {
        // A click beside the dialog hits its backdrop, which counts as the dialog itself.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="help-content">
        <Keys heading="Graph and board" keys={EVERYWHERE} />
        <Keys heading="Graph" keys={IN_THE_GRAPH} />
        <Keys heading="Board" keys={ON_THE_BOARD} />
        <form method="dialog">
          <button class="button">Close</button>
        </form>
      </div>
    </dialog>
  );
}

function Keys({ heading, keys }: { heading: string; keys: readonly [string, string][] }): JSX.Element {
  return (
    <>
      <h2>{heading}</h2>
      <dl>
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
