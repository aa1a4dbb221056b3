/** What is changed of the server's answers on their way to VS Code, and of VS Code's wishes on their way to the server. */

import type { Diagnostic, TextDocument } from "vscode";
import { extensions, workspace } from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { appliedAndSaved } from "./applied_edits.ts";

/** Carries out a command of the server that VS Code runs for a lens or an action; undefined where it has to go to the server. */
export type RunCommand = (command: string, argument: unknown) => Promise<unknown> | undefined;

/** The extension whose own service answers for YAML. */
const YAML_EXTENSION = "redhat.vscode-yaml";

/** The languages that VS Code's own service answers for. */
const JSON_LANGUAGES: readonly string[] = ["json", "jsonc"];

/** The middleware of the language client. */
export function middleware(run: RunCommand): Middleware {
  return {
    executeCommand: (command, args: unknown[], next): unknown => run(command, args[0]) ?? next(command, args),
    provideDiagnostics: async (document, previousResultId, token, next) => {
      const report = await next(document, previousResultId, token);
      const language = "languageId" in document ? document.languageId : "";
      if (report !== null && report !== undefined && "items" in report && isCheckedForSyntax(language)) {
        return { ...report, items: report.items.filter((item) => !isAboutSyntax(item)) };
      }
      return report;
    },
    // An outline with everything twice would be none.
    provideDocumentSymbols: (document, token, next) => (hasService(document) ? undefined : next(document, token)),
    provideFoldingRanges: (document, context, token, next) =>
      hasService(document) ? undefined : next(document, context, token),
    provideSelectionRanges: (document, positions, token, next) =>
      hasService(document) ? undefined : next(document, positions, token),
    workspace: { handleApplyEdit: appliedAndSaved },
  };
}

/** Whether another service answers for the structure of a document: VS Code's own for Markdown and JSON, say. */
function hasService({ languageId }: TextDocument): boolean {
  return (
    languageId === "markdown" || JSON_LANGUAGES.includes(languageId) || (languageId === "yaml" && hasYamlService())
  );
}

/** Whether another service tells of slips of syntax in documents of a language already. */
function isCheckedForSyntax(language: string): boolean {
  if (JSON_LANGUAGES.includes(language)) {
    return workspace.getConfiguration("json").get("validate.enable", true);
  }
  return language === "yaml" && hasYamlService();
}

function hasYamlService(): boolean {
  return extensions.getExtension(YAML_EXTENSION)?.isActive === true;
}

function isAboutSyntax(diagnostic: Diagnostic): boolean {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  return code === "syntax-error" || code === "duplicate-key";
}
