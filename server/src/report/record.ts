/**
 * The record of a package: twelve fields that answer "may I build this?" in sentences made from what was found. The same package gives
 * the same record, its number included: a number names what the record says and the text it was said of.
 */
import { digest } from '../findings/fingerprint';
import { flows, sinks, sources } from './record/dataflow';
import { type PackageFacts, type Sentence, textOf } from './record/facts';
import { analysis, anomalies, conclusion } from './record/judgement';
import { purpose } from './record/purpose';

/** The fields that are texts, in their order. */
export const TEXT_FIELDS = ['purpose', 'sources', 'sinks', 'flows', 'anomalies', 'analysis', 'conclusion'] as const;

export type TextField = (typeof TEXT_FIELDS)[number];

export const SCORE_FIELDS = ['confidence', 'obfuscated', 'malware', 'securityRisk'] as const;

/** All fields, in their order. */
export const RECORD_FIELDS = [...TEXT_FIELDS, ...SCORE_FIELDS, 'report_number'] as const;

export const FIELD_MEANINGS: Readonly<Record<(typeof RECORD_FIELDS)[number], string>> = {
  purpose: 'What the package builds with and what its build runs; of a single file, what it is to the build.',
  sources: 'Which inputs are read and reach calls that matter.',
  sinks: 'Which calls run code, start programs or change the system, and whether inputs reach them.',
  flows: 'How inputs get there, the gravest flow first.',
  anomalies: 'What is hidden, repeats, or leads nowhere.',
  analysis: 'What was found, how grave it is and when it runs; what could not be read.',
  conclusion: 'What it comes to, and the findings that each score was made from.',
  confidence: 'How far the other scores may be trusted.',
  obfuscated: 'Whether something is hidden from readers and tools.',
  malware: 'Whether it looks as if it was meant to do harm.',
  securityRisk: 'What somebody could do who controls an input of the build.',
  report_number: 'Names what the record says and the text it was said of: the same number for the same, another for anything else.',
};

export interface PackageRecord extends Readonly<Record<TextField, string>> {
  readonly confidence: number;
  readonly obfuscated: number;
  readonly malware: number;
  readonly securityRisk: number;
  readonly report_number: number;
}

export type Sections = Readonly<Record<TextField, readonly Sentence[]>>;

export const sectionsOf = (facts: PackageFacts): Sections => ({
  purpose: purpose(facts), sources: sources(facts), sinks: sinks(facts), flows: flows(facts),
  anomalies: anomalies(facts), analysis: analysis(facts), conclusion: conclusion(facts),
});

/** Digits of the number's hexadecimal form: 48 bits, which every reader of JSON keeps exactly. */
const NUMBER_DIGITS = 12;

export function recordOf(facts: PackageFacts, sections = sectionsOf(facts)): PackageRecord {
  const text = (field: TextField): string => textOf(sections[field]);
  const { confidence, obfuscated, malware, securityRisk } = facts.report.scores;
  const said = {
    purpose: text('purpose'), sources: text('sources'), sinks: text('sinks'), flows: text('flows'), anomalies: text('anomalies'), analysis: text('analysis'), conclusion: text('conclusion'),
    confidence, obfuscated, malware, securityRisk,
  };
  const read = facts.report.files.map(({ path }) => [path, facts.source(path)?.text ?? '']);
  return { ...said, report_number: Number.parseInt(digest(JSON.stringify([said, read])).slice(0, NUMBER_DIGITS), 16) };
}
