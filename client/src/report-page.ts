/** The page of the report in the editor: what the server wrote, in the editor's colours, able to run and to fetch nothing. Knows no editor. */

/** No script and no address: links are carried by the editor, which lets through the one command that it was told of. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The colours of the report as those of the theme; a theme that lacks one has that of the text. */
const THEME = `
:root { --back: var(--vscode-editor-background); --fore: var(--vscode-editor-foreground); --dim: var(--vscode-descriptionForeground, var(--fore)); --line: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--dim)));
  --soft: var(--vscode-textCodeBlock-background, transparent); --link: var(--vscode-textLink-foreground, var(--fore)); --grave: var(--vscode-editorError-foreground, var(--fore));
  --doubt: var(--vscode-editorWarning-foreground, var(--fore)); --good: var(--vscode-testing-iconPassed, var(--fore)); }
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
code, pre, .picture text { font-family: var(--vscode-editor-font-family, monospace); color: inherit; }
a code { color: inherit; }
a:focus-visible, [tabindex]:focus-visible { outline-color: var(--vscode-focusBorder, var(--link)); }
`;

/** The parts are HTML and a style sheet of the server. */
export const reportPage = ({ style, body }: { readonly style: string; readonly body: string }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Build report</title>
<style>${style}${THEME}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`;
