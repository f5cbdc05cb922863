/** What the analysis of one project yields: the one object every output is made from. */
import type { Span } from '../base/text';
import type { Finding, Role } from './finding';

/** `shell`: for POSIX shells. `cmd`: for cmd.exe. */
export type LayerLanguage = 'python' | 'toml' | 'ini' | 'shell' | 'cmd' | 'powershell';

/** A program found inside a string, with its own text. */
export interface Layer {
  readonly id: string;
  /** "setup.py embedded at line 102" */
  readonly name: string;
  readonly role: Role;
  /** Span of the string in the host file. */
  readonly host: Span;
  readonly language: LayerLanguage;
  /** The layer it stands in, if it is not the file itself. */
  readonly inside?: string;
  readonly text: string;
}

export interface FileReport {
  readonly path: string;
  readonly role: Role;
  /** False when part of the file was not analysed; a `not-analysed` finding says which part and why. */
  readonly complete: boolean;
  readonly layers: readonly Layer[];
}

/** In [0, 1]; what each means is documented in docs/scores.md. */
export interface Scores {
  readonly malware: number;
  readonly securityRisk: number;
  readonly obfuscated: number;
  readonly confidence: number;
}

/** What a package calls itself, as far as that is written down. */
export interface PackageIdentity {
  readonly name?: string;
  readonly version?: string;
}

export interface ProjectReport {
  /** Absent where nothing is known. */
  readonly package?: PackageIdentity;
  /** The files that were analysed, sorted by path. */
  readonly files: readonly FileReport[];
  /** All findings of all personas, sorted; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly scores: Scores;
}
