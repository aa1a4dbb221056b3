/** The document that a panel shows: nothing but a place for the page's script. */

/** What the document refers to. */
export interface PageSources {
  /** The address of the script and of the style sheet. */
  script: string;
  style: string;
  /** From where the webview may load its resources. */
  cspSource: string;
  /** A word that nobody can guess, new for every document. */
  nonce: string;
}

/**
 * The document as HTML. Its policy allows this script, this style sheet, and the picture that a PNG is made from: no
 * inline styles, no fonts, no connections.
 */
export function pageHtml({ script, style, cspSource, nonce }: PageSources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <div id="page"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
