/**
 * What the server says of features, as `docs/commands.md` describes it: the extension and the pages of its panels share it.
 *
 * Types and names only; nothing here runs in one of the two places alone.
 */

/** The commands of the server that the extension calls. */
export const ServerCommand = {
  features: "callsheet.features",
  feature: "callsheet.feature",
  kind: "callsheet.kind",
  newFeature: "callsheet.newFeature",
  newSubtask: "callsheet.newSubtask",
  stages: "callsheet.stages",
} as const;

/** The notification that features have changed; it has no parameters. */
export const FEATURES_CHANGED = "callsheet/featuresChanged";

/** A step in the life of a subtask. */
export type SubtaskStep = "start" | "complete" | "block" | "unblock" | "reopen";

/** A step in the life of a feature. */
export type FeatureStep = "completeReady" | "completeFeature" | "archive";

/** The steps, each with the command of the server that takes it. */
export const StepCommand: Readonly<Record<SubtaskStep | FeatureStep, string>> = {
  start: "callsheet.start",
  complete: "callsheet.complete",
  block: "callsheet.block",
  unblock: "callsheet.unblock",
  reopen: "callsheet.reopen",
  completeReady: "callsheet.completeReady",
  completeFeature: "callsheet.completeFeature",
  archive: "callsheet.archive",
};

/** A feature in a few figures. */
export interface FeatureOverview {
  /** The URI of its folder, without a slash at the end. */
  uri: string;
  /** The name of its folder. */
  feature: string;
  /** The id of its task, or the name of its folder. */
  id: string;
  /** What people call it. */
  name: string | null;
  /** The status of its task, as it is written. */
  status: string | null;
  /** The URI of its task's file; null where it has none. */
  task: string | null;
  is_archived: boolean;
  /** The completed share of its subtasks in per cent. */
  progress: number;
  /** How many subtasks it has, and how many of them are in which state. */
  total: number;
  pending: number;
  in_progress: number;
  completed: number;
  blocked: number;
  /** The keys of the subtasks that can begin now. */
  ready: string[];
}

/** A feature with everything that a view shows of it. */
export interface Feature extends FeatureOverview {
  objective: string | null;
  /** The keys of the subtasks that run together, batch after batch. */
  batches: string[][];
  /** How many batches there would be if everything could run beside everything. */
  levels: number;
  /** The longest chain of dependencies, first to last. */
  critical_path: string[];
  /** The groups of subtasks that wait for one another. */
  cycles: string[][];
  /** What lies in a cycle or behind one, and so in no batch. */
  unplanned: string[];
  /** The dependencies that do not exist, as they are written. */
  missing: { subtask: string; depends_on: string }[];
  subtasks: Subtask[];
  /** The steps that it can take now; `archive` also where that has to be forced. */
  steps: FeatureStep[];
}

/** A subtask with everything that a view shows of it. */
export interface Subtask {
  /** Its key: the number that others name it by. */
  subtask: string;
  title: string | null;
  /** As it is written; null where there is none. */
  status: string | null;
  /** Whether it may run beside others. */
  parallel: boolean;
  uri: string;
  /** Who works on it, or who is suggested. */
  agent: string | null;
  /** What was done. */
  summary: string | null;
  /** The keys of what it depends on directly. */
  depends_on: string[];
  /** What of that is not completed. */
  waits_for: string[];
  /** What it depends on and does not exist, as it is written. */
  missing: string[];
  /** Whether something else than numbers or names stands in `depends_on`. */
  unclear: boolean;
  in_cycle: boolean;
  /** Whether it can begin now. */
  is_ready: boolean;
  deliverables: string[];
  /** The earlier subtasks of its batch that write the same file. */
  conflicts: string[];
  /** How many findings of each severity its file has. */
  findings: { error: number; warning: number; information: number; hint: number };
  /** The steps that it can take now. */
  steps: SubtaskStep[];
  /** Whether it can be completed although something stands in the way. */
  can_force_completion: boolean;
}

/** How far a feature is on its way through the eight stages. */
export interface FeatureStages {
  feature: string;
  name: string | null;
  stages: {
    number: number;
    name: string;
    state: "done" | "open" | "missing";
    artifacts: string[];
    note: string | null;
  }[];
}
