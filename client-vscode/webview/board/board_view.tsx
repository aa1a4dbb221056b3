/** The board: a column for each state; a card that is moved takes the step that leads there. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Feature, SubtaskStep } from "../../src/protocol.ts";
import { tell } from "../common/host.ts";
import { STEPS, stepForKey } from "../common/steps.ts";
import { useKeptFocus } from "../common/use_kept_focus.ts";
import { BoardCard } from "./board_card.tsx";
import type { BoardColumn } from "./columns.ts";
import { boardColumns } from "./columns.ts";
import type { Held } from "./moving.ts";
import { announcement, cardBeyond, targetIn } from "./moving.ts";

/** What the board shows, and what it asks for. */
export interface BoardViewProps {
  feature: Feature;
  /** The keys of the subtasks that are taking a step. */
  busy: ReadonlySet<string>;
  onStep: (subtask: string, step: SubtaskStep) => void;
  onAnnounce: (text: string) => void;
}

/** The columns with their cards. */
export function BoardView({ feature, busy, onStep, onAnnounce }: BoardViewProps): JSX.Element {
  const columns = boardColumns(feature.subtasks);
  const board = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [held, setHeld] = useState<(Held & { isDragged: boolean }) | undefined>(undefined);
  const subtask = feature.subtasks.find((each) => each.subtask === held?.subtask);
  const current = feature.subtasks.some((each) => each.subtask === chosen)
    ? chosen
    : columns.find(({ cards }) => cards.length > 0)?.cards[0]?.subtask;
  useKeptFocus(board, () => (current === undefined ? null : cardElement(board.current, current)));

  const drop = (column: BoardColumn | undefined): void => {
    const target = subtask && column && targetIn(column, subtask, feature);
    if (target !== undefined && "reason" in target) {
      // Only the keyboard comes here: the card stays held, and with it the reason in sight.
      onAnnounce(target.reason);
      return;
    }
    setHeld(undefined);
    if (subtask !== undefined && target !== undefined) onStep(subtask.subtask, target.step);
  };
  /** Pick a card up with the keyboard, or hold it over another column. */
  const hold = (key: string, column: number): void => {
    const picked = feature.subtasks.find((each) => each.subtask === key);
    const over = columns[column];
    if (picked === undefined || over === undefined) return;
    setHeld({ subtask: key, column, isDragged: false });
    onAnnounce(announcement(over, picked, feature));
  };
  const pressWithCard = (key: string, over: Held): boolean => {
    if (key === "ArrowLeft" || key === "ArrowRight") hold(over.subtask, over.column + (key === "ArrowLeft" ? -1 : 1));
    else if (key === "Enter" || key === " " || key === "m") drop(columns[over.column]);
    else if (key === "Escape") {
      setHeld(undefined);
      onAnnounce("Put back.");
    } else return key.startsWith("Arrow");
    return true;
  };
  const pressOnCard = (key: string, event: KeyboardEvent): boolean => {
    const isBeside = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") tell({ type: "open", subtask: key, isBeside });
    else if (isBeside) return false;
    else if (event.key === " " || event.key === "m") hold(key, columnOf(columns, key));
    else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      cardElement(board.current, cardBeyond(columns, key, event.key))?.focus();
    } else {
      const pressed = feature.subtasks.find((each) => each.subtask === key);
      const step = pressed && stepForKey(event.key, pressed);
      if (step === undefined) return false;
      onStep(key, step);
    }
    return true;
  };
  const press = (event: KeyboardEvent): void => {
    // The button on a card keeps its own keys.
    const card = event.target instanceof HTMLElement && event.target.matches("[data-key]") ? event.target : undefined;
    const key = card?.dataset["key"];
    if (key === undefined || event.altKey) return;
    if (held === undefined ? pressOnCard(key, event) : pressWithCard(event.key, held)) event.preventDefault();
  };

  return (
    <div class="board" ref={board} onKeyDown={press}>
      {columns.map((column, index) => (
        <Column
          key={column.title}
          column={column}
          target={subtask && targetIn(column, subtask, feature)}
          isUnder={held?.column === index}
          onOver={() => {
            if (held?.isDragged === true && held.column !== index) setHeld({ ...held, column: index });
          }}
          onDrop={() => {
            drop(column);
          }}
        >
          {column.cards.map((each) => (
            <BoardCard
              key={each.subtask}
              subtask={each}
              isBusy={busy.has(each.subtask)}
              isHeld={held?.subtask === each.subtask}
              isCurrent={each.subtask === current}
              onFocus={() => {
                setChosen(each.subtask);
              }}
              onBlur={() => {
                if (held?.isDragged === false) setHeld(undefined);
              }}
              onDragStart={() => {
                setHeld({ subtask: each.subtask, column: index, isDragged: true });
              }}
              onDragEnd={() => {
                setHeld(undefined);
              }}
            />
          ))}
        </Column>
      ))}
    </div>
  );
}

/** What a column needs. */
interface ColumnProps {
  column: BoardColumn;
  /** What would become here of the card that is moved; undefined while there is none, or for its own column. */
  target: ReturnType<typeof targetIn>;
  /** Whether a card is held over it. */
  isUnder: boolean;
  onOver: () => void;
  onDrop: () => void;
  children: JSX.Element[];
}

function Column({ column, target, isUnder, onOver, onDrop, children }: ColumnProps): JSX.Element {
  const isPossible = target !== undefined && "step" in target;
  const look = target === undefined ? "" : isPossible ? "is-possible" : "is-impossible";
  return (
    <section
      class={`board-column ${look} ${isUnder ? "is-under" : ""}`}
      aria-label={`${column.title}, ${children.length}`}
      onDragOver={(event) => {
        onOver();
        // The browser takes a drop only where this is said; elsewhere the pointer shows that there is no way.
        if (isPossible) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <div class="board-top">
        <h2 class={column.state === undefined ? "is-unknown" : ""}>
          {column.title} <span class="count">{children.length}</span>
        </h2>
        {target !== undefined && (
          <p class="board-target">{"step" in target ? STEPS[target.step].label : target.reason}</p>
        )}
      </div>
      <ul>{children}</ul>
    </section>
  );
}

function columnOf(columns: readonly BoardColumn[], key: string): number {
  return columns.findIndex(({ cards }) => cards.some(({ subtask }) => subtask === key));
}

function cardElement(board: HTMLElement | null, key: string): HTMLElement | null {
  return board?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
