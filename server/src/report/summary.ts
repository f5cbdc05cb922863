/** The table at the end of a terminal report. */
import type pc from 'picocolors';
import type { Totals } from './writer';

export function summary(totals: Totals, colours: ReturnType<typeof pc.createColors>): string {
  const { shown, hidden } = totals;
  const rows: (readonly [label: string, count: number, note: string])[] = [];
  if (totals.projects !== 1) rows.push(['projects', totals.projects, '']);
  if (totals.errors > 0) rows.push(['not read', totals.errors, 'the reasons stand above, on standard error']);
  rows.push(['files analysed', totals.files, totals.projects > 0 && totals.files === 0 && totals.errors === 0 ? 'no Python build files found' : '']);
  if (totals.incomplete > 0) rows.push(['in part only', totals.incomplete, 'a `not-analysed` finding says what was left out and why']);
  rows.push(['errors', shown.error, ''], ['warnings', shown.warning, ''], ['information', shown.information, ''], ['hints', shown.hint, '']);
  if (totals.suppressed > 0) rows.push(['suppressed', totals.suppressed, 'by comments in the project']);
  if (totals.known !== undefined) rows.push(['known', totals.known, 'from the baseline']);
  if (totals.gone > 0) rows.push(['gone', totals.gone, 'of the baseline; --update-baseline leaves them out']);
  const all = hidden.pedantic + hidden.auditor;
  if (all > 0) {
    const more: string[] = [];
    if (hidden.pedantic > 0) more.push(`${hidden.pedantic} more with --persona pedantic`);
    if (hidden.auditor > 0) more.push(`${all} more with --persona auditor`);
    rows.push(['hidden', all, more.join(', ')]);
  }
  const labels = Math.max(...rows.map(([label]) => label.length));
  const counts = Math.max(...rows.map(([, count]) => String(count).length));
  const lines = rows.map(([label, count, note]) => {
    const number = String(count).padStart(counts);
    const paint = count === 0 ? colours.dim : label === 'errors' || label === 'not read' ? colours.red : label === 'warnings' ? colours.yellow : (text: string) => text;
    return `  ${label.padEnd(labels)}  ${paint(number)}${note === '' ? '' : `  ${colours.dim(note)}`}`;
  });
  return `${colours.bold('Summary')}\n${lines.join('\n')}\n`;
}
