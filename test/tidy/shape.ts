/** The shape of files: a header that says what a file is for, a size to read in one sitting, small entries, no façades. */
import { below, type Sources } from './sources';

const MOST_LINES = 450;
const MOST_ENTRY_LINES = 40;
const ENTRY = /^(?:server\/src\/main\.[\w-]+|client\/src\/(?:node|browser))\.ts$/;

export function checkShape(sources: Sources): readonly string[] {
  const problems: string[] = [];
  for (const [path, text] of below(sources, 'server', 'client', 'test', 'scripts')) {
    if (!/\.(?:ts|mjs)$/.test(path)) continue;
    const lines = text.trimEnd().split('\n').length;
    if (!/^(?:#![^\n]*\n)?\/\*\*[\s*]*[\w"'`]/.test(text)) problems.push(`${path}: does not open with a header`);
    if (lines > MOST_LINES) problems.push(`${path}: has ${lines} lines; at most ${MOST_LINES} can be read in one sitting`);
    if (ENTRY.test(path) && lines > MOST_ENTRY_LINES) problems.push(`${path}: is an entry of ${lines} lines; at most ${MOST_ENTRY_LINES}`);
    if (/^(?:server|client)\/(?:.*\/)?index\.\w+$/.test(path)) problems.push(`${path}: is a façade`);
  }
  return problems;
}
