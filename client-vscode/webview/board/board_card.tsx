/** A card of the board. */

import type { JSX } from "preact";
import type { Subtask } from "../../src/protocol.ts";
import { findingsInWords, subtaskDescription } from "../../src/tree/labels.ts";
import { listed } from "../../src/tree/words.ts";
import { contextOf, openContextMenu } from "../common/context.ts";
import { tell } from "../common/host.ts";
import { Icon, stateLook } from "../common/icons.tsx";
import { lifeState, possibleSteps } from "../common/steps.ts";
import { described } from "../common/words.ts";

/** What a card needs. */
export interface BoardCardProps {
  subtask: Subtask;
  /** Whether it is taking a step. */
  isBusy: boolean;
  isHeld: boolean;
  /** Whether the tab key leads to it. */
  isCurrent: boolean;
  onFocus: () => void;
  onBlur: () => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}

/** A subtask with its number, its title, who works on it, and what it waits for. */
export function BoardCard({ subtask, isBusy, isHeld, isCurrent, ...on }: BoardCardProps): JSX.Element {
  const { icon, style } = stateLook(subtask);
  const canMove = possibleSteps(subtask).length > 0;
  return (
    <li
      class={`board-card ${style} ${isHeld ? "is-held" : ""} ${isBusy ? "is-busy" : ""}`}
      data-key={subtask.subtask}
      data-vscode-context={contextOf(subtask)}
      draggable={canMove}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={described(subtask)}
      aria-busy={isBusy}
      aria-keyshortcuts="Enter Space"
      onFocus={on.onFocus}
      onBlur={on.onBlur}
      onClick={(event) => {
        open(subtask, event);
      }}
      onAuxClick={(event) => {
        if (event.button === 1) tell({ type: "open", subtask: subtask.subtask, isBeside: true });
      }}
      onDragStart={(event) => {
        if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = "move";
        event.dataTransfer?.setData("text/plain", subtask.subtask);
        on.onDragStart();
      }}
      onDragEnd={on.onDragEnd}
    >
      <p class="board-card-head">
        <Icon name={icon} style="state" />
        <b>{subtask.subtask}</b>
        {subtask.parallel && <Icon name="layers" style="is-parallel" />}
        {canMove && <Menu />}
      </p>
      <p class="board-card-title">{subtask.title ?? ""}</p>
      <Notes subtask={subtask} />
    </li>
  );
}

/** Opens the menu with the steps that are possible; the keyboard has its own key for that. */
function Menu(): JSX.Element {
  return (
    <button
      type="button"
      class="button is-quiet is-icon board-card-menu"
      tabIndex={-1}
      title="More…"
      aria-label="More…"
      onClick={(event) => {
        event.stopPropagation();
        openContextMenu(event.currentTarget);
      }}
    >
      <Icon name="ellipsis" />
    </button>
  );
}

/** What a subtask waits for and who works on it, and what is wrong with it. */
function Notes({ subtask }: { subtask: Subtask }): JSX.Element {
  // Of the others the column says what they are.
  const note = lifeState(subtask) === "pending" ? subtaskDescription(subtask) : (subtask.agent ?? "");
  const wrong = [
    ...(subtask.conflicts.length > 0 ? [`writes what ${listed(subtask.conflicts)} writes`] : []),
    ...findingsInWords(subtask),
  ];
  return (
    <>
      {note !== "" && <p class={`board-card-note ${subtask.is_ready ? "is-ready" : ""}`}>{note}</p>}
      {wrong.length > 0 && (
        <p class={`board-card-note ${subtask.findings.error > 0 ? "is-error" : "is-warning"}`}>{wrong.join(", ")}</p>
      )}
    </>
  );
}

function open(subtask: Subtask, { ctrlKey, metaKey }: MouseEvent): void {
  tell({ type: "open", subtask: subtask.subtask, isBeside: ctrlKey || metaKey });
}
