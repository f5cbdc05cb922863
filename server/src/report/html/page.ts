/** Records as one self-contained page: no script, nothing fetched, everything from the packages escaped. */
import type { RecordEntry, RecordWriter } from '../records';
import { reportBody } from './body';
import { escaped } from './escape';
import { STYLE } from './style';

/** A page must be able to run nothing and fetch nothing, whatever stands in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export const recordsHtml: RecordWriter = (entries, { tool }) => {
  const several = entries.length > 1;
  const bodies = entries.map((entry, index) => {
    const prefix = several ? `p${index + 1}-` : '';
    return several ? `<article aria-labelledby="${prefix}top">\n${bodyOf(entry, prefix)}\n</article>` : bodyOf(entry, prefix);
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(`Buildglass: ${entries.map((entry) => ('error' in entry ? entry.project : entry.named[0] ?? entry.name ?? entry.project)).join(', ')}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<main id="main">
${bodies.join('\n<hr>\n')}
</main>
<footer>Made by ${escaped(tool.name)} ${escaped(tool.version)} from text alone; nothing of the package was executed.</footer>
</body>
</html>
`;
};

const bodyOf = (entry: RecordEntry, prefix: string): string => ('error' in entry ? `<h1 id="${prefix}top">${escaped(entry.project)}</h1>\n<p><strong>Not read</strong>: ${escaped(entry.error)}</p>` : reportBody(entry, { prefix }));
