/**
 * JUnit XML for continuous integration: a suite per project, a case per finding. Errors and warnings are failures, information and hints pass and
 * say what they found, obeyed suppressions are skipped with their reason; a file without findings is a case that passes. There is no standard: these are the
 * elements and attributes that the strictest schema in use knows (junit-10.xsd of the xUnit plugin for Jenkins, which refuses reports with others).
 */
import type { Finding } from '../findings/finding';
import { isAtLeast } from '../findings/rule';
import { pathIn } from './addresses';
import { placeOf } from './place';
import { sentence, whenOf } from './sentences';
import { isSilenced, visibleFindings } from './totals';
import { visible } from './visible';
import type { ReportWriter, ScannedProject, WriterOptions } from './writer';

export const junitWriter: ReportWriter = {
  start: ({ tool }) => `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${attribute(tool.name)}">\n`,
  project(entry, _index, options) {
    if ('error' in entry) return suite(entry.project, [{ kind: 'error', xml: broken(entry.project, entry.error) }]);
    const findings = visibleFindings(entry.report, options);
    const told = new Set(findings.map(({ path }) => path));
    return suite(entry.project, [
      ...entry.problems.map((problem): Case => ({ kind: 'error', xml: broken(entry.project, `In ${entry.project}: ${problem}.`) })),
      ...entry.report.files.filter(({ path }) => !told.has(path)).map(({ path }): Case => ({ kind: 'passed', xml: `<testcase classname="${attribute(pathIn(entry.project, path))}" name="nothing found"/>` })),
      ...casesOf(findings, entry, options),
    ]);
  },
  finish: () => '</testsuites>\n',
};

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  const head = `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  if (cases.length === 0) return `${head}/>\n`;
  return `${head}>\n${cases.map(({ xml }) => `    ${xml}\n`).join('')}  </testsuite>\n`;
}

const broken = (project: string, text: string): string => `<testcase classname="${attribute(project)}" name="read"><error message="${attribute(text)}"/></testcase>`;

/** A case is known by its file and its name: moved lines change neither. */
function casesOf(findings: readonly Finding[], entry: ScannedProject, options: WriterOptions): readonly Case[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const path = pathIn(entry.project, finding.path);
    const name = `${finding.rule}: ${finding.message}`;
    const count = (seen.get(`${path}\0${name}`) ?? 0) + 1;
    seen.set(`${path}\0${name}`, count);
    const [kind, inside] = outcome(finding, textOf(finding, entry, options), options);
    return { kind, xml: `<testcase classname="${attribute(path)}" name="${attribute(count === 1 ? name : `${name} (${count})`)}">${inside}</testcase>` };
  });
}

function outcome(finding: Finding, text: string, options: WriterOptions): readonly [Case['kind'], string] {
  if (isSilenced(finding, options)) return ['skipped', `<skipped message="${attribute(finding.suppressed!.reason)}"/>`];
  if (!isAtLeast(finding.severity, 'warning')) return ['passed', `<system-out>${content(text)}</system-out>`];
  return ['failure', `<failure type="${attribute(finding.rule)}" message="${attribute(finding.message)}">${content(text)}</failure>`];
}

function textOf(finding: Finding, entry: ScannedProject, { rules }: WriterOptions): string {
  const at = (path: string, offset: number): string => {
    const place = placeOf(entry.source(path), offset);
    return `${pathIn(entry.project, path)}:${place.line}:${place.column}`;
  };
  const title = rules.find(({ id }) => id === finding.rule)?.title ?? finding.rule;
  return [
    `${finding.severity} ${finding.rule} (${title}), confidence ${finding.confidence}`,
    at(finding.path, finding.span.start),
    sentence(finding.message), whenOf(finding),
    ...finding.execution.gates.map((gate) => `Only if ${gate}`),
    ...finding.flow.map((step, index) => `${index + 1}. ${at(step.path, step.span.start)} ${step.label}`),
    ...finding.fixes.map(({ title: fix, applicability }) => `Fix: ${fix} (${applicability})`),
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** `visible` leaves no character that XML has no place for. */
const attribute = (text: string): string => visible(text).replace(/[&<>"]/g, (char) => ENTITIES[char]!);

/** The line ends of a text are our own. */
const content = (text: string): string => text.split('\n').map(attribute).join('\n');
