/** What is shown of features and subtasks when somebody points at them. */

import { doesNotMatch, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { code, escaped, list } from "../../src/tree/markdown.ts";
import { featureTooltip, subtaskTooltip } from "../../src/tree/tooltips.ts";
import { feature, overview, readySubtask, subtask } from "./tree_examples.ts";

test("a subtask is shown with what it waits for, unblocks and delivers", () => {
  const cards = feature(
    [
      [readySubtask("01")],
      [subtask("02", { depends_on: ["01"], waits_for: ["01"], missing: ["99"], deliverables: ["src/sell.ts"] })],
      [subtask("03", { depends_on: ["02"] })],
    ],
    { critical_path: ["01", "02", "03"] },
  );
  const [, second] = cards.subtasks;
  equal(
    second && subtaskTooltip(second, cards),
    [
      "**02 Title 02**",
      "Waiting · on the critical path",
      "Waits for:\n- 01 Title 01\n- 99, which does not exist",
      "Unblocks:\n- 03 Title 03",
      "Delivers:\n- `src/sell.ts`",
    ].join("\n\n"),
  );
});

test("a completed subtask is shown with its summary, and with what is wrong in its file", () => {
  const findings = { error: 1, warning: 1, information: 0, hint: 0 };
  const done = subtask("01", { status: "completed", agent: "CoderAgent", summary: "Cards are drawn", findings });
  const text = subtaskTooltip(done, feature([[done]]));
  match(text, /^Completed · CoderAgent$/m);
  match(text, /^\*Cards are drawn\*$/m);
  match(text, /^1 error and 1 warning in its file\.$/m);
});

test("a feature is shown with its objective and what is ready", () => {
  const cards = overview({ total: 3, completed: 1, blocked: 1, ready: ["02"] });
  const detail = feature([[subtask("01"), readySubtask("02"), subtask("03")]], { objective: "People give cards" });
  equal(
    featureTooltip(cards, detail),
    [
      "**Gift cards** `gift-cards`",
      "People give cards",
      "Ready: 1 of 3 subtasks completed, 1 blocked.",
      "Ready:\n- 02 Title 02",
    ].join("\n\n"),
  );
});

test("nothing of what others have written takes effect", () => {
  equal(escaped("[run](command:evil)\nand `then`"), "\\[run\\]\\(command\\:evil\\) and \\`then\\`");
  equal(escaped("<b>*now*</b>"), "\\<b\\>\\*now\\*\\</b\\>");
  equal(code("a`b"), "``a`b``");
  equal(code("`a"), "`` `a ``");
  equal(code("a\n\n![](https://evil.example/x.png)"), "`a ![](https://evil.example/x.png)`");
  equal(code("a``` ``b"), "````a``` ``b````");
  equal(code(" \n"), "");
  equal(escaped("\n![](https://evil.example)\n"), "\\!\\[\\]\\(https\\://evil\\.example\\)");
});

test("keys are texts of others as well", () => {
  const evil = "![](https://evil.example/x.png)";
  const odd = subtask(evil, { waits_for: [evil], missing: [evil], conflicts: [evil], depends_on: [evil] });
  const detail = feature([[odd]], { cycles: [[evil, "02"]] });
  doesNotMatch(subtaskTooltip(odd, detail), /!\[/);
  doesNotMatch(featureTooltip(overview({ ready: [evil] }), detail), /!\[/);
});

test("a long list says how much more there is", () => {
  equal(list(["a", "b", "c"], 2), "- a\n- b\n- and 1 more");
});
