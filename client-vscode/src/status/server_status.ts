/** What is said of the server behind the braces in the status bar, beside our own documents. */

import type { Disposable, DocumentSelector } from "vscode";
import { Disposable as Disposables, languages, LanguageStatusSeverity } from "vscode";
import { ARTIFACT_LANGUAGES } from "../client/selector.ts";
import type { Connection } from "../client/connection.ts";
import type { FeatureStore } from "../features/feature_store.ts";
import { serverStatus } from "./texts.ts";

/** The documents that are ours for certain. Markdown is not: most of it has nothing to do with the server. */
const DOCUMENTS: DocumentSelector = [...ARTIFACT_LANGUAGES, { scheme: "file", pattern: "**/callsheet.toml" }];

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/** Show the state of the server, with the log one click away. */
export function showServerStatus(connection: Connection, store: FeatureStore): Disposable {
  const item = languages.createLanguageStatusItem("callsheet.server", DOCUMENTS);
  item.name = "Callsheet";
  item.command = { title: "Show Log", command: "callsheet.log.show" };
  let isReading = true;
  const update = (): void => {
    const { text, detail, isBusy, severity } = serverStatus(connection.state, isReading);
    item.text = text;
    item.detail = detail;
    item.busy = isBusy;
    item.severity = SEVERITIES[severity];
  };
  update();
  return Disposables.from(
    item,
    connection.onDidChangeState(({ kind }) => {
      isReading ||= kind !== "running";
      update();
    }),
    store.onDidChange(() => {
      isReading = false;
      update();
    }),
  );
}
