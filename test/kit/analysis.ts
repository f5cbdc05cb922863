/**
 * What the suite kit asks of an analyser, and nothing more. `analyser.ts` is the adapter to the real one; the kit's own
 * tests bring a fake.
 */
import type { Span } from '../../server/src/base/text';
import type { Finding } from '../../server/src/findings/finding';
import type { Layer } from '../../server/src/findings/report';
import type { Persona } from '../../server/src/findings/rule';

/** What a `config` block can set. */
export interface Config {
  readonly persona: Persona;
  /** Whether suppressions in the files are obeyed. */
  readonly trust: boolean;
  /** Only warnings and errors count; what says OK must also have a malware score of 0. */
  readonly alarms: boolean;
  /** Modules of the package are analysed too, as `scan` does. */
  readonly modules?: true;
}

export const DEFAULT_CONFIG: Config = { persona: 'regular', trust: false, alarms: false };

/** Something the engine knows at a place without it being a finding. Spans are UTF-16 offsets. */
export interface Fact {
  readonly kind: 'source' | 'sink' | 'reveal';
  readonly path: string;
  readonly span: Span;
  /** Source and sink: what kind ("environment"); reveal: `name = value`. */
  readonly text: string;
}

export interface Analysis {
  /** Of all personas, suppressed ones included; the kit picks those that a reader would see. */
  readonly findings: readonly Finding[];
  /** The malware score of the whole project. */
  readonly malware?: number;
  /** Absent when the analyser does not tell; markers that need facts then fail. */
  readonly facts?: readonly Fact[];
  /** In the order of their host files and places. */
  readonly layers: readonly Layer[];
  /** The execution map, one line an edge. */
  readonly runs?: readonly string[];
  /** Files that could not be analysed whole, for instance because they do not parse. */
  readonly incomplete: readonly string[];
}

export interface Analyser {
  analyse(files: Readonly<Record<string, string>>, config: Config): Analysis;
}
