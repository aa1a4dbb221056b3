/** Which documents the server is told of. */

import type { DocumentSelector } from "vscode-languageclient/node";

/** The languages of the artifacts: JSON and YAML that no other service answers for, so that nothing is said twice. */
export const ARTIFACT_LANGUAGES: readonly string[] = ["callsheet-json", "callsheet-yaml"];

/** The languages that artifacts have where somebody has chosen so. */
export const PLAIN_LANGUAGES: readonly string[] = ["json", "jsonc", "yaml"];

/** Where artifacts lie unless `callsheet.toml` says otherwise. */
const ARTIFACTS = "**/.tmp/{tasks,planning,contracts,validation}/**";

/** OpenAPI documents, wherever they lie; those with other names have findings too, but nothing while they are typed in. */
const OPENAPI = "**/*openapi*.{json,yaml,yml}";

/** All documents that may be Callsheet's business; Markdown because tasks refer to its lines. */
export const SELECTOR: DocumentSelector = [
  ...ARTIFACT_LANGUAGES.flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]),
  ...PLAIN_LANGUAGES.flatMap((language) => [
    { scheme: "file", language, pattern: ARTIFACTS },
    { scheme: "file", language, pattern: OPENAPI },
  ]),
  { scheme: "file", language: "markdown" },
  { scheme: "file", pattern: "**/callsheet.toml" },
];
