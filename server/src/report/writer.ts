/**
 * What a report writer is: pure functions from scanned projects to text, called in order, so that large scans stream.
 *
 *     start · project(entry, 0) · project(entry, 1) · … · finish(totals)
 *
 * A writer remembers nothing: what it has to know of the entries before is in their totals.
 * The same entries give the same text on every machine: no clock, no environment.
 */
import type { LineIndex } from '../base/text';
import type { Finding } from '../findings/finding';
import type { ProjectReport } from '../findings/report';
import type { Persona, RuleMetadata, Severity } from '../findings/rule';

/** Text and lines of an analysed file, by project-relative path. */
export type SourceOf = (path: string) => { readonly text: string; readonly lines: LineIndex } | undefined;

export interface BaselineRow {
  readonly fingerprint: string;
  readonly rule: string;
  /** The project's folder as seen from the folder of the baseline. */
  readonly project: string;
  readonly path: string;
  readonly message: string;
}

/** What a baseline has to do with one project of a scan. */
export interface Comparison {
  /** Findings that the baseline knows; they are no longer in the report. */
  readonly known: number;
  readonly gone: readonly BaselineRow[];
}

export interface ScannedProject {
  /** The project folder as shown to the user. */
  readonly project: string;
  readonly report: ProjectReport;
  readonly source: SourceOf;
  /** What of the folder could not be read, a plain-words phrase each. */
  readonly problems: readonly string[];
  /** Present when a baseline was used; what it knows is not in the report any more. */
  readonly baseline?: Comparison;
  /** Present when the report holds a part of the findings: the fingerprints that they have among all. */
  readonly fingerprints?: ReadonlyMap<Finding, string>;
}

/** A project, or the sentence that says why there is none. */
export type Entry = ScannedProject | { readonly project: string; readonly error: string };

export interface WriterOptions {
  readonly persona: Persona;
  /** Whether suppression comments are obeyed (hidden, counted) or only mentioned. */
  readonly trustProject: boolean;
  readonly colour: boolean;
  /** Columns a line may take; only the terminal writer cares. */
  readonly width: number;
  /** Findings only: no summary. */
  readonly quiet: boolean;
  readonly tool: { readonly name: string; readonly version: string };
  /** All rules, for formats that describe them. */
  readonly rules: readonly RuleMetadata[];
}

/** What all entries together come to; see totals.ts. */
export interface Totals {
  readonly projects: number;
  readonly errors: number;
  /** What could not be read, a sentence each. */
  readonly failures: readonly string[];
  readonly files: number;
  /** Of those, the files of which a part was not analysed. */
  readonly incomplete: number;
  readonly shown: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** Findings that the baseline knows; undefined without one. */
  readonly known?: number;
  /** Findings of the baseline that are no longer there. */
  readonly gone: number;
  /** Findings that only a more inquisitive persona sees, by the persona that is enough. */
  readonly hidden: Readonly<Record<Exclude<Persona, 'regular'>, number>>;
}

export interface ReportWriter {
  /** Entries stand for themselves: they may come as they are done. */
  readonly anyOrder?: true;
  start(options: WriterOptions): string;
  /** `index` counts the entries from 0; `before` are the totals of those before this one. */
  project(entry: Entry, index: number, options: WriterOptions, before: Totals): string;
  finish(totals: Totals, options: WriterOptions): string;
}
