/** What a writer of differences is given, the difference as a list of plain lines that all forms are made from, and the form for programs. */
import { keyPlace, type MapEdge, whatRuns } from '../findings/execution-map';
import type { Capability, Changes, Difference, PlacedLayer } from '../findings/compare';
import type { Finding } from '../findings/finding';
import { REACH_WORDS } from '../findings/reach';
import { placeOf } from './place';
import type { SourceOf } from './writer';

export interface ComparedProject {
  /** The two versions as the user named them. */
  readonly old: string;
  readonly new: string;
  readonly difference: Difference;
  readonly sources: { readonly old: SourceOf; readonly new: SourceOf };
  /** What of either version could not be read. */
  readonly problems: readonly string[];
}

export interface DiffOptions {
  readonly colour: boolean;
  readonly width: number;
}

export type DiffWriter = (compared: ComparedProject, options: DiffOptions) => string;

export type Mark = 'new' | 'gone' | 'changed';

/** One thing that differs, for people. */
export interface DiffLine {
  readonly mark: Mark;
  /** What it is; text of ours and of the project, with `code` between backticks. */
  readonly text: string;
  /** A path, with line and column where it has one. */
  readonly where?: string;
  /** More about it, a phrase each. */
  readonly more: readonly string[];
}

export interface DiffSection {
  readonly title: string;
  readonly lines: readonly DiffLine[];
}

/** Sections that have something to tell, in a fixed order. */
export function sectionsOf({ difference, sources }: ComparedProject): readonly DiffSection[] {
  const placed = (source: SourceOf, path: string, offset: number): string => {
    const text = source(path);
    const { line, column } = placeOf(text, offset);
    return text ? `${path}:${line}:${column}` : path;
  };
  const of = <T>(changes: Changes<T>, line: (one: T, source: SourceOf) => Omit<DiffLine, 'mark'>): DiffLine[] => [
    ...changes.new.map((one): DiffLine => ({ mark: 'new', ...line(one, sources.new) })),
    ...changes.changed.map(({ new: one, what }): DiffLine => {
      const made = line(one, sources.new);
      return { mark: 'changed', ...made, more: [...what, ...made.more] };
    }),
    ...changes.gone.map((one): DiffLine => ({ mark: 'gone', ...line(one, sources.old), more: [] })),
  ];
  const sections: DiffSection[] = [
    { title: 'What runs', lines: of(difference.edges, (edge, source) => edgeLine(edge, placed(source, edge.via.path, keyPlace(edge).span.start))) },
    { title: 'Findings and their flows', lines: of(difference.findings, (finding, source) => findingLine(finding, placed(source, finding.path, finding.span.start), (path, offset) => placed(source, path, offset))) },
    { title: 'What the project can do', lines: of(difference.capabilities, capabilityLine) },
    { title: 'Programs inside strings', lines: of(difference.layers, (layer, source) => layerLine(layer, placed(source, layer.path, layer.host.start))) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

const edgeLine = (edge: MapEdge, where: string): Omit<DiffLine, 'mark'> => ({
  text: `${edge.via.key === '' ? edge.via.path : edge.via.key} ${whatRuns(edge)}`, where: edge.via.key === '' ? edge.via.path : where,
  more: edge.ways.length === 0 ? [] : [`at ${[...new Set(edge.ways.map(({ command }) => command))].join(', ')}`],
});

const capabilityLine = ({ rule, places, severity, reach }: Capability): Omit<DiffLine, 'mark'> => ({
  text: `${severity} ${rule}: ${places} ${places === 1 ? 'place' : 'places'}${reach === undefined ? '' : `, ${REACH_WORDS[reach]}`}`, more: [],
});

const findingLine = (finding: Finding, where: string, placed: (path: string, offset: number) => string): Omit<DiffLine, 'mark'> => ({
  text: `${finding.severity} ${finding.rule}: ${finding.message}`, where,
  more: [finding.execution.when, ...finding.flow.map(({ label, path, span }) => `${label} (${placed(path, span.start)})`)].filter((text) => text !== ''),
});

const layerLine = ({ name, language, text }: PlacedLayer, where: string): Omit<DiffLine, 'mark'> => ({ text: `${name} (${language}, ${text.length} characters)`, where, more: [] });

export const SCORE_NAMES = ['malware', 'securityRisk', 'obfuscated', 'confidence'] as const;

/** "malware 0.1 → 0.9": those that differ. */
export const scoreChanges = ({ difference: { scores } }: ComparedProject): readonly string[] =>
  SCORE_NAMES.filter((name) => scores.old[name] !== scores.new[name]).map((name) => `${name} ${scores.old[name]} → ${scores.new[name]}`);

/** docs/json-schema/diff.schema.json is the contract. */
export const diffJson: DiffWriter = (compared) => {
  const { difference, sources } = compared;
  const both = <T>(changes: Changes<T>, json: (one: T, source: SourceOf) => object): object => ({
    new: changes.new.map((one) => json(one, sources.new)),
    gone: changes.gone.map((one) => json(one, sources.old)),
    changed: changes.changed.map(({ old, new: now, what }) => ({ old: json(old, sources.old), new: json(now, sources.new), what })),
  });
  const start = (source: SourceOf, path: string, offset: number): object => ({ path, ...placeOf(source(path), offset) });
  return `${JSON.stringify({
    schema: 1, old: compared.old, new: compared.new,
    edges: both(difference.edges, (edge, source) => ({
      id: edge.id, key: edge.via.key, place: start(source, edge.via.path, keyPlace(edge).span.start), target: edge.target.text, kind: edge.kind, certainty: edge.certainty, executes: edge.executes,
      condition: edge.condition ?? edge.because ?? null, ways: edge.ways,
    })),
    capabilities: both(difference.capabilities, (one) => ({ rule: one.rule, severity: one.severity, places: one.places, reach: one.reach ?? null })),
    findings: both(difference.findings, (finding, source) => ({
      rule: finding.rule, severity: finding.severity, confidence: finding.confidence, message: finding.message, place: start(source, finding.path, finding.span.start),
      runs: finding.execution.runs, reach: finding.execution.reach ?? null, signs: finding.signs,
      flow: finding.flow.map(({ label, path, span }) => ({ label, place: start(source, path, span.start) })),
    })),
    layers: both(difference.layers, (layer, source) => ({ id: layer.id, name: layer.name, language: layer.language, place: start(source, layer.path, layer.host.start), characters: layer.text.length })),
    scores: difference.scores,
    problems: compared.problems,
  }, undefined, 2)}\n`;
};
