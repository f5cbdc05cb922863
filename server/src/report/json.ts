/**
 * Reports for programs: one JSON object for all projects, or one object per line. The schemas in docs/json-schema are
 * the contract; lines and columns count from 1, columns in UTF-16 code units, paths are relative to the project.
 */
import { LineIndex, type Span } from '../base/text';
import type { Finding, FlowStep } from '../findings/finding';
import type { FileReport, ProjectReport } from '../findings/report';
import { fingerprintsOf } from './baseline';
import { placeOf } from './place';
import { isSilenced, visibleFindings } from './totals';
import type { Entry, ReportWriter, ScannedProject, SourceOf, WriterOptions } from './writer';

/** Raised when a program that understood the previous number would misread the new output. */
export const JSON_SCHEMA_VERSION = 1;

export const jsonWriter: ReportWriter = {
  start: ({ tool }) => `{"schema":${JSON_SCHEMA_VERSION},"tool":${JSON.stringify({ name: tool.name, version: tool.version })},"projects":[`,
  project: (entry, index, options) => `${index === 0 ? '\n' : ',\n'}${indent(JSON.stringify(entryJson(entry, options), undefined, 2))}`,
  finish: () => '\n]}\n',
};

export const jsonLinesWriter: ReportWriter = {
  anyOrder: true,
  start: () => '',
  project: (entry, _index, options) => `${JSON.stringify(entryJson(entry, options))}\n`,
  finish: () => '',
};

function entryJson(entry: Entry, options: WriterOptions): object {
  if ('error' in entry) return { project: entry.project, error: entry.error };
  const places = new Places(entry);
  const names = fingerprintsOf(entry);
  return {
    project: entry.project,
    ...(entry.report.package && { package: entry.report.package }),
    files: entry.report.files.map((file) => fileJson(file, places)),
    findings: visibleFindings(entry.report, options).map((finding) => ({ ...findingJson(finding, places, options), fingerprint: names.get(finding) })),
    scores: scoresJson(entry.report),
    ...(entry.baseline && { baseline: { known: entry.baseline.known, gone: entry.baseline.gone.map(({ fingerprint, rule, path, message }) => ({ fingerprint, rule, path, message })) } }),
    ...(entry.problems.length > 0 ? { problems: entry.problems } : {}),
  };
}

const scoresJson = ({ scores }: ProjectReport): object => ({
  malware: scores.malware, securityRisk: scores.securityRisk, obfuscated: scores.obfuscated, confidence: scores.confidence,
});

const fileJson = (file: FileReport, places: Places): object => ({
  path: file.path,
  role: file.role,
  complete: file.complete,
  ...(file.layers.length > 0
    ? { layers: file.layers.map((layer) => ({ id: layer.id, name: layer.name, role: layer.role, language: layer.language, ...(layer.inside !== undefined && { inside: layer.inside }), span: places.inFile(file.path, layer.host) })) }
    : {}),
});

const findingJson = (finding: Finding, places: Places, options: WriterOptions): object => ({
  rule: finding.rule,
  category: finding.category,
  severity: finding.severity,
  ...(finding.ruleSeverity !== undefined && { ruleSeverity: finding.ruleSeverity }),
  confidence: finding.confidence,
  persona: finding.persona,
  message: finding.message,
  path: finding.path,
  span: places.inFile(finding.path, finding.span),
  role: finding.role,
  runs: finding.execution.runs,
  when: finding.execution.when,
  ...(finding.execution.reach !== undefined && { reach: finding.execution.reach }),
  gates: finding.execution.gates,
  ...(finding.signs.length > 0 && { signs: finding.signs }),
  flow: finding.flow.map((step) => stepJson(step, places)),
  related: finding.related.map((step) => stepJson(step, places)),
  ...(finding.layer === undefined
    ? {}
    : { layer: { id: finding.layer.id, name: finding.layer.name, span: places.inLayer(finding.path, finding.layer.id, finding.layer.span) } }),
  fixes: finding.fixes.map((fix) => ({ title: fix.title, applicability: fix.applicability })),
  ...(finding.suppressed === undefined ? {} : { suppressed: { reason: finding.suppressed.reason, obeyed: isSilenced(finding, options) } }),
});

const stepJson = (step: FlowStep, places: Places): object => ({ path: step.path, span: places.inFile(step.path, step.span), label: step.label });

/** Converts offsets in the files and layers of one project. */
class Places {
  private readonly source: SourceOf;
  private readonly layers = new Map<string, { readonly text: string; readonly lines: LineIndex }>();

  constructor(entry: ScannedProject) {
    this.source = entry.source;
    for (const file of entry.report.files) {
      for (const layer of file.layers) this.layers.set(layerKey(file.path, layer.id), { text: layer.text, lines: new LineIndex(layer.text) });
    }
  }

  inFile(path: string, span: Span): object {
    return spanJson(this.source(path), span);
  }

  inLayer(path: string, id: string, span: Span): object {
    return spanJson(this.layers.get(layerKey(path, id)), span);
  }
}

const layerKey = (path: string, id: string): string => `${path}\0${id}`;

const spanJson = (source: Parameters<typeof placeOf>[0], span: Span): object => ({ start: placeOf(source, span.start), end: placeOf(source, span.end) });

const indent = (json: string): string => json.split('\n').map((line) => `  ${line}`).join('\n');
