/**
 * The report as Markdown, for pull requests, job summaries and mail: per project a table of what was found, then each finding with its place, the source
 * under it, the flow and the fixes. Everything that comes from the scanned project is shown, nothing of it is markup.
 */
import { LineIndex, type Span } from '../base/text';
import { ROLE_NAMES, type Finding, type FlowStep } from '../findings/finding';
import { rulePage } from '../findings/rule';
import { pathIn } from './addresses';
import { excerpt, type ExcerptPaint, type Source } from './excerpt';
import { code, fenced, plain, prose } from './markdown-text';
import { placeOf } from './place';
import { sentence, whenOf } from './sentences';
import { isSilenced, visibleFindings } from './totals';
import type { Entry, ReportWriter, ScannedProject, Totals, WriterOptions } from './writer';

const UNPAINTED: ExcerptPaint = { gutter: (text) => text, context: (text) => text, caret: (text) => text };

/** Columns of an excerpt; readers of Markdown have no terminal to ask. */
const WIDTH = 120;

export const markdownWriter: ReportWriter = {
  start: () => '# Buildglass\n',
  project: (entry, _index, options) => `\n${projectLines(entry, options).join('\n')}\n`,
  finish: (totals, options) => (options.quiet ? '' : `\n${totalLines(totals).join('\n')}\n`),
};

function projectLines(entry: Entry, options: WriterOptions): readonly string[] {
  const heading = `## ${code(entry.project)}`;
  if ('error' in entry) return [heading, '', `**Not read**: ${plain(entry.error)}`];
  const findings = visibleFindings(entry.report, options).filter((finding) => !isSilenced(finding, options));
  const lines = [heading, ''];
  for (const problem of entry.problems) lines.push(`**Not read**: ${plain(sentence(problem))}`, '');
  if (findings.length === 0) lines.push(entry.report.files.length === 0 ? 'No Python build files found.' : 'Nothing found.', '');
  else {
    lines.push('| severity | rule | place | what |', '|---|---|---|---|');
    for (const finding of findings) lines.push(`| ${finding.severity} | ${finding.rule} | ${cell(code(where(finding, entry)))} | ${cell(prose(finding.message))} |`);
    lines.push('');
  }
  for (const finding of findings) lines.push(...findingLines(finding, entry), '');
  const gone = entry.baseline?.gone ?? [];
  if (gone.length > 0) lines.push('In the baseline, no longer found:', '', ...gone.map(({ rule, path, message }) => `- ${plain(rule)} in ${code(pathIn(entry.project, path))}: ${prose(message)}`), '');
  lines.pop();
  return lines;
}

/** A bar would end a cell, inside code as well. */
const cell = (markdown: string): string => markdown.replace(/(?<!\\)\|/g, '\\|');

function findingLines(finding: Finding, entry: ScannedProject): readonly string[] {
  const doubt = finding.confidence === 'high' ? '' : ` (${finding.confidence} confidence)`;
  const lines = [
    `### ${finding.severity}: ${prose(finding.message)}`, '',
    `[${finding.rule}](${rulePage(finding.rule)})${doubt} at ${code(where(finding, entry))}, ${ROLE_NAMES[finding.role]}. ${prose(whenOf(finding))}`,
  ];
  if (finding.execution.gates.length > 0) lines.push(`Only if ${finding.execution.gates.map(code).join(', and ')}.`);
  if (finding.suppressed !== undefined) lines.push(`A comment in the project asks to ignore this: ${plain(sentence(finding.suppressed.reason))}`);
  const source = entry.source(finding.path);
  if (source) lines.push('', ...fenced(excerpt(source, finding.span, WIDTH, UNPAINTED), 'text'));
  lines.push(...layerLines(finding, entry, source));
  if (finding.flow.length > 0) lines.push('', 'How the value gets there:', '', ...steps(finding.flow, entry));
  if (finding.related.length > 0) lines.push('', 'See also:', '', ...steps(finding.related, entry));
  if (finding.fixes.length > 0) lines.push('', ...finding.fixes.map(({ title, applicability }) => `- Fix (${applicability}): ${prose(title)}`));
  return lines;
}

/** A layer that stands in the file as written needs no second excerpt. */
function layerLines({ path, span, layer }: Finding, entry: ScannedProject, host: Source | undefined): readonly string[] {
  const text = entry.report.files.find((file) => file.path === path)?.layers.find(({ id }) => id === layer?.id)?.text;
  if (layer === undefined || text === undefined || host?.text.slice(span.start, span.end) === text.slice(layer.span.start, layer.span.end)) return [];
  return ['', `In ${plain(layer.name)}:`, '', ...fenced(excerpt({ text, lines: new LineIndex(text) }, layer.span, WIDTH, UNPAINTED), 'text')];
}

const steps = (flow: readonly FlowStep[], entry: ScannedProject): readonly string[] => flow.map((step, index) => `${index + 1}. ${code(where(step, entry))} ${prose(step.label)}`);

function where({ path, span }: { readonly path: string; readonly span: Span }, entry: ScannedProject): string {
  const source = entry.source(path);
  const { line, column } = placeOf(source, span.start);
  return source ? `${pathIn(entry.project, path)}:${line}:${column}` : pathIn(entry.project, path);
}

function totalLines({ projects, errors, files, incomplete, shown, suppressed, known, hidden }: Totals): readonly string[] {
  const counts: readonly (readonly [count: number, one: string, many: string])[] = [
    [shown.error, 'error', 'errors'], [shown.warning, 'warning', 'warnings'], [shown.information, 'information', 'information'], [shown.hint, 'hint', 'hints'],
    [suppressed, 'suppressed', 'suppressed'], [known ?? 0, 'known from the baseline', 'known from the baseline'], [hidden.pedantic + hidden.auditor, 'hidden', 'hidden'],
  ];
  const found = counts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  const read = [`${projects} ${projects === 1 ? 'project' : 'projects'}`, `${files} ${files === 1 ? 'file' : 'files'} analysed`,
    ...(incomplete > 0 ? [`${incomplete} in part only`] : []), ...(errors > 0 ? [`${errors} not read`] : [])];
  return ['---', '', `${read.join(', ')}: ${found.length > 0 ? found.join(', ') : 'nothing found'}.`];
}
