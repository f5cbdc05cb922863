/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): one run for all projects, since services that take SARIF
 * want one. Flows are code flows, fixes replacements, comments that ask for silence suppressions; fingerprints survive moved lines.
 * Files are named relative to the folder in which the command was called, or absolutely where the project was.
 */
import type { Span } from '../base/text';
import type { Finding, FlowStep, Place } from '../findings/finding';
import { FINGERPRINT_NAME } from '../findings/fingerprint';
import type { Fix } from '../findings/fix';
import { rulePage, type RuleMetadata, type Severity } from '../findings/rule';
import type { Suppression } from '../findings/suppression';
import { isAbsolute, pathIn, uriOf } from './addresses';
import { fingerprintsOf } from './baseline';
import { placeOf } from './place';
import { sentence, whenOf } from './sentences';
import { isSilenced, visibleFindings } from './totals';
import type { BaselineRow, ReportWriter, ScannedProject, Totals, WriterOptions } from './writer';

export const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The folder that relative names start from. */
const ROOT = '%SRCROOT%';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** Longer texts are not repeated in the report; the file has them. */
const LONGEST_SNIPPET = 1000;

export const sarifWriter: ReportWriter = {
  start: (options) => `{"$schema":${JSON.stringify(SARIF_SCHEMA)},"version":"2.1.0","runs":[{
"tool":${JSON.stringify({ driver: driver(options) })},
"columnKind":"utf16CodeUnits",
"originalUriBaseIds":${JSON.stringify({ [ROOT]: { description: { text: 'The folder in which the command was called.' } } })},
"results":[`,
  project(entry, _index, options, before) {
    if ('error' in entry) return '';
    const results = new Results(entry, options);
    const first = resultsIn(before) === 0;
    return results.all().map((result, index) => `${first && index === 0 ? '\n' : ',\n'}${JSON.stringify(result)}`).join('');
  },
  finish: ({ failures }) => `\n],
"invocations":[${JSON.stringify(invocation(failures))}]
}]}\n`,
};

const resultsIn = ({ shown, suppressed, gone }: Totals): number => shown.error + shown.warning + shown.information + shown.hint + suppressed + gone;

const driver = ({ tool, rules }: WriterOptions): object => ({
  name: tool.name,
  version: tool.version,
  semanticVersion: tool.version,
  informationUri: 'https://github.com/buildglass/buildglass',
  rules: rules.map(ruleOf),
});

const ruleOf = ({ id, title, why, advice, category, cwe }: RuleMetadata): object => ({
  id,
  name: id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
  shortDescription: { text: title },
  fullDescription: { text: why.trim() },
  help: { text: `${why.trim()}\n\n${advice.trim()}`, markdown: `${why.trim()}\n\n${advice.trim()}\n\n[More](${rulePage(id)})` },
  helpUri: rulePage(id),
  properties: { category, tags: ['security', category, ...cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`)] },
});

const invocation = (failures: readonly string[]): object => ({
  executionSuccessful: failures.length === 0,
  toolExecutionNotifications: failures.map((text) => ({ level: 'error', message: { text } })),
});

/** The results of one project. */
class Results {
  private readonly names: ReadonlyMap<Finding, string>;
  private readonly ruleIndex: ReadonlyMap<string, number>;

  constructor(private readonly entry: ScannedProject, private readonly options: WriterOptions) {
    this.names = fingerprintsOf(entry);
    this.ruleIndex = new Map(options.rules.map(({ id }, index) => [id, index]));
  }

  all(): readonly object[] {
    const found = visibleFindings(this.entry.report, this.options).map((finding) => this.result(finding));
    return [...found, ...(this.entry.baseline?.gone ?? []).map((row) => this.absent(row))];
  }

  /** Nothing is wrong any more: of the kind that passes, so that services which know no baselines see no alert in it. */
  private absent({ fingerprint, rule, path, message }: BaselineRow): object {
    const index = this.ruleIndex.get(rule);
    return {
      ruleId: rule, ...(index !== undefined && { ruleIndex: index }), kind: 'pass', level: 'none', message: { text: `No longer found: ${sentence(message)}` },
      locations: [{ physicalLocation: { artifactLocation: this.artifact(path) } }],
      baselineState: 'absent', partialFingerprints: { [FINGERPRINT_NAME]: fingerprint }, suppressions: [],
    };
  }

  private result(finding: Finding): object {
    const index = this.ruleIndex.get(finding.rule);
    const offered = finding.fixes.filter(({ applicability, edits }) => applicability !== 'display-only' && edits.length > 0);
    return {
      ruleId: finding.rule,
      ...(index !== undefined && { ruleIndex: index }),
      level: LEVELS[finding.severity],
      message: { text: `${sentence(finding.message)} ${whenOf(finding)}` },
      locations: [{ ...this.location(finding), ...(finding.layer && { logicalLocations: [{ name: finding.layer.name, kind: 'module' }] }) }],
      // What the baseline knows is not in the report.
      ...(this.entry.baseline && { baselineState: 'new' }),
      partialFingerprints: { [FINGERPRINT_NAME]: this.names.get(finding)! },
      ...(finding.flow.length > 0 && { codeFlows: [{ threadFlows: [{ locations: finding.flow.map((step, at) => this.flowStep(step, at, finding.flow.length)) }] }] }),
      ...(finding.related.length > 0 && { relatedLocations: finding.related.map((step, id) => ({ id, ...this.location(step), message: { text: step.label } })) }),
      ...(offered.length > 0 && { fixes: offered.map((fix) => this.fix(fix)) }),
      suppressions: finding.suppressed === undefined ? [] : [this.suppression(finding.suppressed, isSilenced(finding, this.options))],
      properties: {
        severity: finding.severity, confidence: finding.confidence, persona: finding.persona, role: finding.role, runs: finding.execution.runs,
        ...(finding.execution.reach !== undefined && { reach: finding.execution.reach }), gates: finding.execution.gates,
        ...(finding.signs.length > 0 && { signs: finding.signs }),
        ...(this.entry.report.package && { package: this.entry.report.package }),
      },
    };
  }

  private flowStep(step: FlowStep, at: number, count: number): object {
    return { location: { ...this.location(step), message: { text: step.label } }, executionOrder: at + 1, importance: at === 0 || at === count - 1 ? 'essential' : 'important' };
  }

  private fix({ title, applicability, path, edits }: Fix): object {
    return {
      description: { text: title },
      artifactChanges: [{
        artifactLocation: this.artifact(path),
        replacements: edits.map(({ span, newText }) => ({ deletedRegion: this.region(path, span, false), ...(newText !== '' && { insertedContent: { text: newText } }) })),
      }],
      properties: { applicability },
    };
  }

  /** Obeyed or not, a comment is in the source; one that nobody has accepted suppresses nothing. */
  private suppression(suppressed: Suppression, obeyed: boolean): object {
    return { kind: 'inSource', status: obeyed ? 'accepted' : 'underReview', justification: suppressed.reason, location: this.location(suppressed) };
  }

  private location({ path, span }: Place): object {
    return { physicalLocation: { artifactLocation: this.artifact(path), region: this.region(path, span, true) } };
  }

  private artifact(path: string): object {
    const whole = pathIn(this.entry.project, path);
    return { uri: uriOf(whole), ...(!isAbsolute(whole) && { uriBaseId: ROOT }) };
  }

  private region(path: string, span: Span, snippet: boolean): object {
    const source = this.entry.source(path);
    const start = placeOf(source, span.start);
    const end = placeOf(source, span.end);
    const text = source?.text.slice(span.start, span.end) ?? '';
    return {
      startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column,
      ...(snippet && text !== '' && text.length <= LONGEST_SNIPPET && { snippet: { text } }),
    };
  }
}
