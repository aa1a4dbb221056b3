// Bundles what the extension runs: itself for Node, the pages of its panels for the browser, its tests for the extension host.

import { argv } from "node:process";
import { build, context } from "esbuild";

const shared = { bundle: true, logLevel: "warning", legalComments: "none", metafile: false };
const isWatching = argv.includes("--watch");
const minify = argv.includes("--minify");

const bundles = [
  {
    ...shared,
    minify,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.cjs",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    // The packages of the language client have a build as modules too, which is smaller.
    mainFields: ["module", "main"],
  },
  {
    ...shared,
    minify,
    entryPoints: { panel: "webview/main.tsx" },
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: "es2022",
    tsconfig: "webview/tsconfig.json",
    // Icons are drawn as part of the page.
    loader: { ".svg": "text" },
  },
  {
    ...shared,
    entryPoints: ["test/host/index.ts"],
    outfile: "out/host/index.cjs",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
  },
];

for (const options of bundles) {
  if (isWatching) await (await context(options)).watch();
  else await build(options);
}
