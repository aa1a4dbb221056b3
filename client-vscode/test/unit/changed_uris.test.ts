/** Which files an edit changes. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { changedUris, renamed } from "../../src/client/changed_uris.ts";

const spell = (uri: string): string => uri.replace("%3A", ":");

test("documents go by the names that they have afterwards", () => {
  const edit = {
    documentChanges: [
      { textDocument: { uri: "file:///c%3A/tasks/gift-cards/task.json" } },
      {
        kind: "rename" as const,
        oldUri: "file:///c:/tasks/gift-cards",
        newUri: "file:///c:/tasks/completed/gift-cards",
      },
      { kind: "create" as const, uri: "file:///c:/notes.md" },
      { kind: "delete" as const, uri: "file:///c:/old.md" },
    ],
  };
  deepEqual(changedUris(edit, spell), ["file:///c:/tasks/completed/gift-cards/task.json", "file:///c:/notes.md"]);
});

test("the older form names documents by keys", () => {
  deepEqual(changedUris({ changes: { "file:///a.json": [] } }, spell), ["file:///a.json"]);
});

test("a file beside a folder that is renamed keeps its name", () => {
  const edit = { documentChanges: [{ kind: "rename" as const, oldUri: "file:///a/b", newUri: "file:///a/c" }] };
  equal(renamed("file:///a/bc/d.json", edit, spell), "file:///a/bc/d.json");
  equal(renamed("file:///a/b/d.json", edit, spell), "file:///a/c/d.json");
});
