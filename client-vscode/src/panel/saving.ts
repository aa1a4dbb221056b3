/** Saves the picture of a graph where somebody chooses. */

import { commands, Uri, window, workspace } from "vscode";
import { showError, showInformation } from "../commands/messages.ts";
import type { ImageFormat } from "./messages.ts";

/** A picture as a page gives it: the text of an SVG, a PNG in base64. */
interface Image {
  format: ImageFormat;
  content: string;
}

/** Ask where to save a picture of the graph of the feature in a folder, save it there, and offer to open it. */
export async function saveImage({ format, content }: Image, folder: string): Promise<void> {
  const name = format.toUpperCase();
  const target = await window.showSaveDialog({
    title: `Export Graph as ${name}`,
    saveLabel: "Export",
    defaultUri: suggestedFile(folder, format),
    filters: { [name]: [format] },
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(content, format === "png" ? "base64" : "utf8"));
  } catch (error) {
    void showError(`${target.fsPath} cannot be written: ${String(error)}`);
    return;
  }
  const answer = await showInformation(`The graph is saved as ${workspace.asRelativePath(target)}.`, "Open");
  if (answer !== undefined) await commands.executeCommand("vscode.open", target);
}

/** A file named after the feature, in the workspace folder that the feature is of: its own folder is for agents. */
function suggestedFile(folder: string, format: ImageFormat): Uri {
  const uri = Uri.parse(folder);
  const root = workspace.getWorkspaceFolder(uri)?.uri ?? uri;
  return Uri.joinPath(root, `${uri.path.replace(/^.*\//, "")}.${format}`);
}
