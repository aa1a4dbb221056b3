/** What `package.json` promises is there, and the README tells of it. */

import { deepEqual, match, ok } from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { test } from "node:test";

interface Command {
  command: string;
  title: string;
}

interface Manifest {
  icon: string;
  contributes: {
    commands: Command[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { description?: string; markdownDescription?: string }> };
    viewsWelcome: { contents: string }[];
    walkthroughs: { steps: { description: string; media: { svg: string } }[] }[];
  };
}

const FOLDER = new URL("../../", import.meta.url);
const README = await readFile(new URL("README.md", FOLDER), "utf8");
const MANIFEST = JSON.parse(await readFile(new URL("package.json", FOLDER), "utf8")) as Manifest;
const { contributes } = MANIFEST;
const IDS = new Set(contributes.commands.map(({ command }) => command));

test("every command and every setting is in the README", () => {
  const missing = contributes.commands.map(({ title }) => title).filter((title) => !README.includes(title));
  const settings = Object.keys(contributes.configuration.properties).filter((name) => !README.includes(`\`${name}\``));
  deepEqual([...missing, ...settings], []);
});

test("every setting has a description that is a sentence", () => {
  for (const { description, markdownDescription } of Object.values(contributes.configuration.properties)) {
    match(description ?? markdownDescription ?? "", /^[A-Z].*\.$/s);
  }
});

test("menus, welcome texts and the walkthrough offer commands that there are", () => {
  const inMenus = Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
  const texts = [
    ...contributes.viewsWelcome.map(({ contents }) => contents),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
  ].join("\n");
  const inTexts = Array.from(texts.matchAll(/\(command:(callsheet\.[\w.]+)/g), ([, command]) => command ?? "");
  ok(inTexts.length > 0);
  // VS Code itself makes this one of every view.
  const unknown = [...inMenus, ...inTexts].filter((each) => !IDS.has(each) && each !== "callsheet.features.focus");
  deepEqual(unknown, []);
});

test("every picture is there", async () => {
  const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
  for (const path of [MANIFEST.icon, ...pictures]) await access(new URL(path, FOLDER));
});
