/** What VS Code gets when it asks about a place. */

import assert from "node:assert/strict";
import type { CodeLens, CompletionList, Hover, InlayHint, Location, LocationLink, SymbolInformation } from "vscode";
import { MarkdownString, Position, Range, commands } from "vscode";
import { FEATURE, at, open, replace, revert, until } from "./workspace.ts";

/** Ask VS Code's providers about a document until there is an answer. */
async function ask<Answer>(command: string, ...args: unknown[]): Promise<Answer[]> {
  return await until(command, async () => {
    const found = await commands.executeCommand<Answer[]>(command, ...args);
    return found.length > 0 && found;
  });
}

suite("answers", () => {
  test("a hover shows the referenced lines", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    const [hover] = await ask<Hover>("vscode.executeHoverProvider", document.uri, at(document, '"40-80"', 2));
    const text = hover?.contents.map((each) => (each instanceof MarkdownString ? each.value : "")).join("") ?? "";
    assert.match(text, /40 .*## API keys and secrets/);
    assert.match(text, /80 /);
  });

  test("completion inside quotes offers siblings", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    await replace(document, '"02"\n  ],', '""\n  ],');
    const labels = await until("completions", async () => {
      const place = at(document, '""\n  ],', 1);
      const found = await commands.executeCommand<CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        place,
      );
      return (
        found.items.length > 0 && found.items.map(({ label }) => (typeof label === "string" ? label : label.label))
      );
    });
    assert(labels.includes("03"), labels.join(" "));
    assert(!labels.includes("05"), "a subtask cannot depend on itself");
    assert.equal(new Set(labels).size, labels.length, "nothing is offered twice");
    await revert(document);
  });

  test("definitions lead to the lines of files, and to subtasks", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    const targetOf = async (place: Position): Promise<string> => {
      const [found] = await ask<Location | LocationLink>("vscode.executeDefinitionProvider", document.uri, place);
      assert(found !== undefined);
      const [uri, range] = "targetUri" in found ? [found.targetUri, found.targetRange] : [found.uri, found.range];
      return `${uri.path.split("/").at(-1) ?? ""}:${range.start.line + 1}`;
    };
    assert.equal(await targetOf(at(document, "security-patterns.md")), "security-patterns.md:40");
    assert.match(await targetOf(at(document, '"02"', 1)), /^subtask_02\.json/);
  });

  test("references come from the whole workspace", async () => {
    const document = await open(`${FEATURE}/subtask_02.json`);
    const found = await ask<Location>("vscode.executeReferenceProvider", document.uri, at(document, '"seq": "02"', 8));
    const files = new Set(found.map(({ uri }) => uri.path.split("/").at(-1)));
    assert(files.has("subtask_05.json"), [...files].join(" "));
  });

  test("lenses and hints stand beside the text", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    const lenses = await ask<CodeLens>("vscode.executeCodeLensProvider", document.uri);
    assert(lenses.some(({ command }) => command?.title.startsWith("Batch 3 of 8")));
    const whole = new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
    const hints = await ask<InlayHint>("vscode.executeInlayHintProvider", document.uri, whole);
    assert(hints.some(({ label }) => typeof label === "string" && label.includes("41 lines")));
  });

  test("the workspace's symbols are found by their titles", async () => {
    const found = await ask<SymbolInformation>("vscode.executeWorkspaceSymbolProvider", "Stock reservations");
    assert(found.some(({ name }) => name.includes("Stock reservations that expire")));
  });
});
