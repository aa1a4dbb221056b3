/** The dependencies of a feature as edges, with what they are. */

import type { Feature } from "../../src/protocol.ts";
import { missingKey } from "./columns.ts";

/** A dependency, from what must be done first to what waits for it; by the keys of the nodes. */
export interface Edge {
  source: string;
  target: string;
  kind: "plain" | "critical" | "cycle" | "missing";
}

/** All dependencies of a feature, those on what does not exist too. */
export function edgesOf({ subtasks, critical_path, cycles, missing }: Feature): Edge[] {
  const before = new Map(critical_path.map((key, index) => [key, critical_path[index - 1]]));
  const cycleOf = new Map(cycles.flatMap((keys, index) => keys.map((key) => [key, index] as const)));
  const kindOf = (source: string, target: string): Edge["kind"] => {
    if (cycleOf.has(source) && cycleOf.get(source) === cycleOf.get(target)) return "cycle";
    return before.get(target) === source ? "critical" : "plain";
  };
  return [
    ...subtasks.flatMap(({ subtask, depends_on }) =>
      depends_on.map((source): Edge => ({ source, target: subtask, kind: kindOf(source, subtask) })),
    ),
    ...missing.map(({ subtask, depends_on }): Edge => ({
      source: missingKey(depends_on),
      target: subtask,
      kind: "missing",
    })),
  ];
}
