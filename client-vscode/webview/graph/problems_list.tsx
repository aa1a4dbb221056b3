/** What is wrong with the dependencies, in a list that can be folded away; nothing where all is well. */

import type { JSX } from "preact";
import { counted } from "../../src/tree/words.ts";
import { Icon } from "../common/icons.tsx";
import type { Problem } from "./problems.ts";

/** What the list shows, and what happens when an entry is chosen. */
export interface ProblemsListProps {
  problems: readonly Problem[];
  onShow: (subtask: string) => void;
}

/** The list; an entry leads to its subtask. */
export function ProblemsList({ problems, onShow }: ProblemsListProps): JSX.Element | null {
  const [worst] = problems;
  if (worst === undefined) return null;
  return (
    <details class="problems">
      <summary class={`is-${worst.severity}`}>
        <Icon name={worst.severity} /> {counted(problems.length, "problem")}
      </summary>
      <ul>
        {problems.map(({ severity, text, subtask }) => (
          <li key={text}>
            <button
              type="button"
              class={`button is-quiet is-${severity}`}
              onClick={() => {
                onShow(subtask);
              }}
            >
              <Icon name={severity} /> {text}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
