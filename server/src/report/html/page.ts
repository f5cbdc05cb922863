/** Records as one self-contained page: no script, nothing fetched, everything from the packages escaped. */
import { type RecordEntry, type RecordWriter, titleOf } from '../records';
import { reportBody } from './body';
import { escaped } from './escape';
import { STYLE } from './style';

/** A page must be able to run nothing and fetch nothing, whatever stands in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export const recordsHtml: RecordWriter = {
  // Of one record the title is its name, which stands in it.
  start: ({ count }) => (count === 1 ? '' : head(`${count} packages`)),
  record(entry, index, { count }) {
    if (count === 1) return `${head('error' in entry ? entry.project : entry.named[0] ?? titleOf(entry))}${bodyOf(entry, '')}\n`;
    const prefix = `p${index + 1}-`;
    return `${index === 0 ? '' : '<hr>\n'}<article aria-labelledby="${prefix}top">\n${bodyOf(entry, prefix)}\n</article>\n`;
  },
  finish: ({ tool }) => `</main>
<footer>Made by ${escaped(tool.name)} ${escaped(tool.version)} from text alone; nothing of the package was executed.</footer>
</body>
</html>
`,
};

const head = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(`Buildglass: ${title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<main id="main">
`;

const bodyOf = (entry: RecordEntry, prefix: string): string => ('error' in entry ? `<h1 id="${prefix}top">${escaped(entry.project)}</h1>\n<p><strong>Not read</strong>: ${escaped(entry.error)}</p>` : reportBody(entry, { prefix }));
