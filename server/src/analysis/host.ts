/** The analysis host's interface: a project takes changes and hands out snapshots (create.ts makes one). */
import type { TextEdit } from '../base/edit';
import type { FileContent } from '../base/fileset';
import type { LineIndex, Span } from '../base/text';
import type { EntryPoint, ExecutionMap } from '../findings/execution-map';
import type { Finding, Role } from '../findings/finding';
import type { FileReport, Layer, ProjectReport } from '../findings/report';
import type { AllowList } from '../project/allow-list';
import type { TomlDocument } from '../syntax/toml/document';
import type { Settings } from './settings';

export interface FileAnalysis {
  readonly file: FileReport;
  /** Findings whose primary place is in this file; sorted; all personas. */
  readonly findings: readonly Finding[];
}

/** A consistent view of one project; cheap to take, safe to keep. All methods are synchronous and never throw. */
export interface Snapshot {
  /** Paths that Buildglass analyses, sorted, with their roles. */
  analysedPaths(): readonly string[];
  /** Undefined when the path is not a file Buildglass analyses. */
  analysis(path: string): FileAnalysis | undefined;
  report(): ProjectReport;
  /** Text and lines of a file that has been read. */
  source(path: string): { readonly text: string; readonly lines: LineIndex } | undefined;
  /** Listed files that the analysis would follow into if they were read; for the `map` alone far fewer, and nothing is interpreted. */
  wanted(purpose?: Purpose): readonly string[];
  /** What runs, at which hook, by which command; made from what has been read. */
  executionMap(): ExecutionMap;
  /** Functions and classes of a file that a build calls by their name, in source order. */
  entryPoints(path: string): readonly EntryPoint[];
  /** The edit that adds a comment about what begins at an offset: beside its statement, or above it; undefined where no comment can stand. */
  commentAbout(path: string, offset: number, comment: string): TextEdit | undefined;
  /** A program found inside a string, by its id, with those around it, innermost first. */
  layer(id: string): (Layer & { readonly path: string; readonly hosts: readonly string[] }) | undefined;
  role(path: string): Role | undefined;
  /** What may be imported and started by computed names, and the project's own table of it, read. */
  allowed(): { readonly list: AllowList; readonly document?: TomlDocument };
  /** How much was interpreted to analyse a file: for tests, measurements and people who want to see why. */
  work(path: string): Work;
  /** What the interpreter knows at places of a file: for tests and for people who want to see why. */
  facts(path: string): readonly Fact[];
}

/** Functions that were entered, in order, and the number of calls that were answered from memory instead. */
export interface Work {
  readonly entered: readonly string[];
  readonly recalled: number;
}

/** `source`: untrusted data of a kind enters here; `sink`: data reaches a sink here; `reveal`: a name was given a value here. */
export interface Fact {
  readonly kind: 'source' | 'sink' | 'reveal';
  readonly span: Span;
  /** The kind of source or sink; "name = value" for reveals. */
  readonly text: string;
}

export type Purpose = 'findings' | 'map';

export type Inclusion = 'always' | 'backend-test';

/** One project: a file set that changes. */
export interface Project {
  set(path: string, content: FileContent): void;
  remove(path: string): void;
  /** Analyses a Python file whatever its name: `always`, or as long as its text calls build hooks. */
  include(path: string, when?: Inclusion): void;
  configure(settings: Settings): void;
  snapshot(): Snapshot;
  /** A project of its own that starts out as this one is, what is known included: to try changes on. */
  fork(): Project;
}
