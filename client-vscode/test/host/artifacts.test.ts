/** Which documents are Callsheet's, and that nothing is said of them twice. */

import assert from "node:assert/strict";
import type { DocumentSymbol } from "vscode";
import { Uri, commands, languages, workspace } from "vscode";
import { FEATURE, findings, open, replace, revert, rules, until, uriOf } from "./workspace.ts";

suite("artifacts", () => {
  test("have languages of their own, other documents do not", async () => {
    const languageOf = async (path: string): Promise<string> => (await open(path)).languageId;
    assert.equal(await languageOf(`${FEATURE}/subtask_05.json`), "callsheet-json");
    assert.equal(await languageOf(".tmp/contracts/payment/payment-api/contract.openapi.yaml"), "callsheet-yaml");
    assert.equal(await languageOf("package.json"), "json");
  });

  test("a slip of syntax is told once", async () => {
    const document = await open(`${FEATURE}/subtask_05.json`);
    await replace(document, '"seq": "05",', '"seq": "05"');
    const found = await findings(document, "syntax-error");
    assert.deepEqual(languages.getDiagnostics(document.uri), found);
    assert.equal(found.length, 1);
    await revert(document);
    await until("the finding goes", () => rules(document).length === 0);
  });

  test("their outlines come once", async () => {
    for (const path of [`${FEATURE}/subtask_05.json`, "docs/adr/001-event-driven-architecture.md"]) {
      const { uri } = await open(path);
      const names = await until(`an outline of ${path}`, async () => {
        const found = await commands.executeCommand<DocumentSymbol[] | undefined>(
          "vscode.executeDocumentSymbolProvider",
          uri,
        );
        return found?.map(({ name }) => name);
      });
      assert.equal(new Set(names).size, names.length, names.join(", "));
    }
  });

  test("lie where callsheet.toml says, too", async () => {
    const settings = uriOf("callsheet.toml");
    const before = await workspace.fs.readFile(settings).then(
      (bytes) => Buffer.from(bytes),
      () => undefined,
    );
    const write = (uri: Uri, text: string): Thenable<void> => workspace.fs.writeFile(uri, Buffer.from(text));
    const patterns = ['task = ["plans/{feature}/task"]', 'subtask = ["plans/{feature}/step_{seq}"]'];
    try {
      await write(settings, ["[patterns]", ...patterns, ""].join("\n"));
      await write(uriOf("plans/gift-cards/step_01.json"), '{"seq": "01", "depends_on": ["77"]}');
      const opened = await open("plans/gift-cards/step_01.json");
      const found = await until("its language is ours", () =>
        workspace.textDocuments.find(
          ({ uri, languageId }) => uri.path === opened.uri.path && languageId === "callsheet-json",
        ),
      );
      await findings(found, "unresolved-dependency");
    } finally {
      await workspace.fs.delete(uriOf("plans"), { recursive: true });
      if (before === undefined) await workspace.fs.delete(settings);
      else await workspace.fs.writeFile(settings, before);
    }
  });
});
