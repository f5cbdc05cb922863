/**
 * Workflow commands for GitHub Actions: a line per finding, which GitHub shows as an annotation at its place
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 *
 *     ::error file=setup.py,line=7,endLine=7,col=12,endColumn=31,title=Dynamic import (dynamic-import)::A module is imported by …
 *
 * GitHub shows the first ten annotations of a kind in a step: the gravest findings of a project come first. A line begins with `::` and
 * everything that could end it or begin another is encoded, so that no project can write commands of its own.
 */
import type { Finding } from '../findings/finding';
import { SEVERITIES, type Severity } from '../findings/rule';
import { isAbsolute, pathIn } from './addresses';
import { placeOf } from './place';
import { sentence, whenOf } from './sentences';
import { isSilenced, visibleFindings } from './totals';
import { visible } from './visible';
import type { ReportWriter, ScannedProject, WriterOptions } from './writer';

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

export const githubWriter: ReportWriter = {
  start: () => '',
  project(entry, _index, options) {
    if ('error' in entry) return command('error', [['title', 'Not read']], entry.error);
    const problems = entry.problems.map((problem) => command('warning', [['title', 'Not read']], `In ${entry.project}: ${problem}.`));
    const findings = visibleFindings(entry.report, options).filter((finding) => !isSilenced(finding, options));
    const gravest = [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const gone = (entry.baseline?.gone ?? []).map(({ rule, path, message }) => command('notice', [['title', 'No longer found']], `${rule} in ${pathIn(entry.project, path)}: ${message}`));
    return [...problems, ...gravest.map((finding) => annotation(finding, entry, options)), ...gone].join('');
  },
  finish: () => '',
};

function annotation(finding: Finding, entry: ScannedProject, { rules }: WriterOptions): string {
  const source = entry.source(finding.path);
  const start = placeOf(source, finding.span.start);
  const end = placeOf(source, finding.span.end);
  const path = pathIn(entry.project, finding.path);
  const title = rules.find(({ id }) => id === finding.rule)?.title;
  const doubt = finding.confidence === 'high' ? [] : [`Confidence: ${finding.confidence}.`];
  const steps = finding.flow.map((step, at) => {
    const { line } = placeOf(entry.source(step.path), step.span.start);
    return `${at + 1}. ${pathIn(entry.project, step.path)}:${line} ${step.label}`;
  });
  return command(COMMANDS[finding.severity], [
    // A path outside the checkout would be refused; the text of the annotation still says where.
    ...(isAbsolute(path) ? [] : [['file', path] as const]),
    ['line', String(start.line)], ['endLine', String(end.line)],
    // Columns are only understood within one line.
    ...(start.line === end.line ? [['col', String(start.column)], ['endColumn', String(end.column)]] as const : []),
    ['title', title === undefined ? finding.rule : `${title} (${finding.rule})`],
  ], [sentence(finding.message), whenOf(finding), ...doubt, ...(isAbsolute(path) ? [`In ${path}.`] : []), ...steps].join('\n'));
}

const command = (name: string, properties: readonly (readonly [string, string])[], message: string): string =>
  `::${name} ${properties.map(([key, value]) => `${key}=${propertyOf(value)}`).join(',')}::${dataOf(message)}\n`;

/** The line ends of a message are our own; whatever else would move a cursor is spelled out. */
const dataOf = (text: string): string => encoded(text.split('\n').map(visible).join('\n'), /[%\r\n]/g);

const propertyOf = (text: string): string => encoded(visible(text), /[%\r\n:,]/g);

const encoded = (text: string, special: RegExp): string => text.replace(special, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
