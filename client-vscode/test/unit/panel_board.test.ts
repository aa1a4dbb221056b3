/** Which cards stand where on the board, and which steps lead from column to column. */

import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import type { Feature, Subtask } from "../../src/protocol.ts";
import type { BoardColumn } from "../../webview/board/columns.ts";
import { boardColumns } from "../../webview/board/columns.ts";
import { announcement, cardBeyond, targetIn } from "../../webview/board/moving.ts";
import { possibleSteps, stepForKey } from "../../webview/common/steps.ts";
import { changedPage, emptyPage } from "../../webview/common/page_model.ts";
import { described } from "../../webview/common/words.ts";
import { feature, readySubtask, subtask } from "./tree_examples.ts";

const READY = readySubtask("01", { steps: ["start", "complete", "block"] });
const WAITING = subtask("02", { waits_for: ["01"], steps: ["block"], can_force_completion: true });
const BEGUN = subtask("03", { status: "in_progress", steps: ["complete", "block"] });
const BLOCKED = subtask("04", { status: "blocked", steps: ["unblock"] });
const DONE = subtask("05", { status: "completed", steps: ["block", "reopen"] });
const STRANGE = subtask("06", { status: "done", steps: ["complete", "block"] });

const COLUMNS = boardColumns([READY, WAITING, BEGUN, BLOCKED, DONE, STRANGE]);

test("there is a column for each state, and one for each status that is none", () => {
  deepEqual(
    COLUMNS.map(({ title, cards }) => [title, ...cards.map((card) => card.subtask)]),
    [
      ["Pending", "01", "02"],
      ["In progress", "03"],
      ["Blocked", "04"],
      ["Completed", "05"],
      ["“done”", "06"],
    ],
  );
  equal(boardColumns([]).length, 4);
});

test("a card can be moved to where a single step leads", () => {
  deepEqual(steps(READY), ["-", "start", "block", "complete"]);
  deepEqual(steps(WAITING), ["-", "It waits for 01.", "block", "complete"]);
  deepEqual(steps(BEGUN), [
    "No step leads back to pending from here: block it, then unblock it.",
    "-",
    "block",
    "complete",
  ]);
  deepEqual(steps(BLOCKED), ["unblock", "Unblock it first.", "-", "Unblock it first."]);
  deepEqual(steps(DONE), ["reopen", "Reopen it first.", "block", "-"]);
  deepEqual(steps(STRANGE).slice(0, 2), Array(2).fill("“done” is no status: correct it in the file first."));
  deepEqual(targetIn(column("“done”"), READY, feature([[READY]])), { reason: "“done” is no status." });
});

test("without any step a card says why: its feature is in the archive, or its file is broken", () => {
  const still = subtask("07", { steps: [] });
  const reasons = (isArchived: boolean): string[] => steps(still, { is_archived: isArchived }).slice(1);
  deepEqual(reasons(true), Array(3).fill("Nothing takes a step in the archive."));
  deepEqual(reasons(false), Array(3).fill("Its file cannot be read: mend that first."));
});

test("keys take the steps that are possible, a completion that has to be forced among them", () => {
  deepEqual(possibleSteps(WAITING), ["complete", "block"]);
  equal(stepForKey("c", WAITING), "complete");
  equal(stepForKey("s", READY), "start");
  equal(stepForKey("s", WAITING), undefined);
  equal(stepForKey("x", READY), undefined);
});

test("arrow keys lead from card to card, past empty columns", () => {
  const columns = boardColumns([READY, WAITING, BLOCKED]);
  equal(cardBeyond(columns, "01", "ArrowDown"), "02");
  equal(cardBeyond(columns, "02", "ArrowDown"), "02");
  equal(cardBeyond(columns, "02", "ArrowRight"), "04");
  equal(cardBeyond(columns, "04", "ArrowLeft"), "01");
  equal(cardBeyond(columns, "04", "ArrowRight"), "04");
  equal(cardBeyond(columns, "01", "End"), "02");
  equal(cardBeyond(columns, "02", "Home"), "01");
});

test("a card that is held over a column says what would become of it", () => {
  const over = (title: string): string => announcement(column(title), WAITING, feature([[READY], [WAITING]]));
  match(over("Pending"), /is held over Pending/);
  equal(over("In progress"), "In progress: not possible. It waits for 01.");
  equal(over("Blocked"), "Blocked: Enter drops it here.");
});

test("those who hear the page are told of states that change, and of steps that are not taken", () => {
  const before = changedPage(emptyPage("board"), { type: "feature", feature: feature([[READY]]) });
  equal(before.announcement, "");
  const asked = changedPage(before, { type: "stepAsked", subtask: "01" });
  deepEqual([...asked.busy], ["01"]);
  const begun = { ...READY, status: "in_progress", is_ready: false };
  const after = changedPage(asked, { type: "feature", feature: feature([[begun]]) });
  match(after.announcement, /^01 .*: in progress\.$/);
  const refused = changedPage(asked, { type: "stepEnded", subtask: "01", isTaken: false });
  equal(refused.busy.size, 0);
  match(refused.announcement, /stays as it was/);
});

test("a feature that was gone can come back", () => {
  const gone = changedPage(emptyPage("graph"), { type: "gone", isArchived: false });
  equal(gone.whereabouts, "gone");
  equal(changedPage(gone, { type: "gone", isArchived: true }).whereabouts, "archived");
  equal(changedPage(gone, { type: "feature", feature: feature([]) }).whereabouts, "here");
});

test("a subtask is described with what is in its way", () => {
  equal(described(subtask("03", { title: "Payment", waits_for: ["01", "02"] })), "03 Payment, waits for 01 and 02");
  match(described(subtask("03", { conflicts: ["02"] })), /, writes the same file as 02$/);
});

/** Of each of the four states: the step that leads there, or why there is none. */
function steps(card: Subtask, values: Partial<Feature> = {}): string[] {
  return boardColumns([card])
    .slice(0, 4)
    .map((each) => {
      const target = targetIn(each, card, feature([[card]], values));
      if (target === undefined) return "-";
      return "step" in target ? target.step : target.reason;
    });
}

function column(title: string): BoardColumn {
  const found = COLUMNS.find((each) => each.title === title);
  if (found === undefined) throw new Error(`There is no column ${title}.`);
  return found;
}
