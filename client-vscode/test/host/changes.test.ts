/** What changes documents and files. */

import assert from "node:assert/strict";
import type { CodeAction, WorkspaceEdit } from "vscode";
import { commands, workspace } from "vscode";
import { FEATURE, at, findings, open, replace, revert, rules, until, uriOf } from "./workspace.ts";

/** What a file of the feature says on disk. */
async function onDisk(name: string): Promise<Record<string, unknown>> {
  const bytes = await workspace.fs.readFile(uriOf(`${FEATURE}/${name}`));
  return JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
}

suite("changes", () => {
  test("a quick fix mends its finding", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    await replace(document, '"parallel": true', '"parallel": "true"');
    const [finding] = await findings(document, "wrong-type");
    const actions = await until("fixes", async () => {
      const found = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        finding?.range,
        "quickfix",
        10,
      );
      return found.length > 0 && found;
    });
    const fix = actions.find(({ isPreferred }) => isPreferred === true);
    assert(fix?.edit !== undefined, actions.map(({ title }) => title).join(", "));
    assert(await workspace.applyEdit(fix.edit));
    assert(document.getText().includes('"parallel": true,'));
    await until("the finding goes", () => rules(document).length === 0);
    await revert(document);
  });

  test("a subtask's number is renamed in all that depends on it", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    const edit = await until("an edit", () =>
      commands.executeCommand<WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        at(document, '"seq": "05"', 8),
        "25",
      ),
    );
    const files = edit.entries().map(([uri]) => uri.path.split("/").at(-1));
    assert(files.includes("subtask_05.json"));
    assert(files.includes("subtask_07.json"), files.join(" "));
  });

  test("a step is saved, and so is what it does to the task", async () => {
    const uri = uriOf(`${FEATURE}/subtask_02.json`).toString();
    await commands.executeCommand("callsheet.complete", { uri, summary: "The types are there" });
    const done = await onDisk("subtask_02.json");
    assert.equal(done["status"], "completed");
    assert.equal(done["completion_summary"], "The types are there");
    assert.equal((await onDisk("task.json"))["completed_count"], 2);
    assert(workspace.textDocuments.every(({ isDirty }) => !isDirty));
  });

  test("what was being typed stays unsaved when a step changes it", async () => {
    const document = await open(`${FEATURE}/subtask_03.json`);
    await replace(document, '"title": "', '"title": "Really: ');
    await commands.executeCommand("callsheet.block", { uri: document.uri.toString() });
    assert(document.isDirty);
    assert(document.getText().includes('"status": "blocked"'));
    assert.equal((await onDisk("subtask_03.json"))["status"], "pending");
    await revert(document);
  });

  test("a new feature is a task on disk", async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    const argument = { uri: folder?.uri.toString(), feature: "gift-cards", objective: "People give cards" };
    await commands.executeCommand("callsheet.newFeature", argument);
    const bytes = await workspace.fs.readFile(uriOf(".tmp/tasks/gift-cards/task.json"));
    assert.equal((JSON.parse(Buffer.from(bytes).toString()) as { objective: string }).objective, "People give cards");
    await workspace.fs.delete(uriOf(".tmp/tasks/gift-cards"), { recursive: true });
  });
});
