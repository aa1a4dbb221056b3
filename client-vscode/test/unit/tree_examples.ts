/** Features and subtasks for tests: the least there can be, and what a test says of them. */

import type { Feature, FeatureOverview, Subtask } from "../../src/protocol.ts";

/** A feature in a few figures. */
export function overview(values: Partial<FeatureOverview> = {}): FeatureOverview {
  const name = values.feature ?? "gift-cards";
  return {
    uri: `file:///shop/.tmp/tasks/${name}`,
    feature: name,
    id: name,
    name: "Gift cards",
    status: "active",
    task: `file:///shop/.tmp/tasks/${name}/task.json`,
    is_archived: false,
    progress: 0,
    total: 0,
    pending: 0,
    in_progress: 0,
    completed: 0,
    blocked: 0,
    ready: [],
    ...values,
  };
}

/** A subtask. */
export function subtask(key: string, values: Partial<Subtask> = {}): Subtask {
  return {
    subtask: key,
    title: `Title ${key}`,
    status: "pending",
    parallel: false,
    uri: `file:///shop/.tmp/tasks/gift-cards/subtask_${key}.json`,
    agent: null,
    summary: null,
    depends_on: [],
    waits_for: [],
    missing: [],
    unclear: false,
    in_cycle: false,
    is_ready: false,
    deliverables: [],
    conflicts: [],
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
    steps: [],
    can_force_completion: false,
    ...values,
  };
}

/** A subtask that can begin. */
export function readySubtask(key: string, values: Partial<Subtask> = {}): Subtask {
  return subtask(key, { is_ready: true, steps: ["start", "complete", "block"], ...values });
}

/** A feature with subtasks in batches. */
export function feature(batches: Subtask[][], values: Partial<Feature> = {}): Feature {
  const subtasks = batches.flat();
  return {
    ...overview({ total: subtasks.length }),
    objective: null,
    batches: batches.map((batch) => batch.map((each) => each.subtask)),
    levels: batches.length,
    critical_path: [],
    cycles: [],
    unplanned: [],
    missing: [],
    subtasks,
    steps: [],
    ...values,
  };
}
