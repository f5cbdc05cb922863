/**
 * A finding: one thing worth telling at one place, with its two proofs: why the code runs, and how the value got there.
 * Plain data, shared by every output; spans are UTF-16 offsets into the named file.
 */
import type { Span } from '../base/text';
import type { Fix } from './fix';
import type { Reach } from './reach';
import type { Category, Confidence, Persona, RuleId, Severity } from './rule';
import type { Suppression } from './suppression';

/** What a file is to the build. */
export type Role =
  | 'setup-script'
  | 'setup-config'
  | 'project-config'
  | 'in-tree-backend'
  | 'build-hook'
  | 'conftest'
  | 'backend-test'
  | 'embedded-setup-script'
  | 'embedded-config'
  | 'decoded-layer'
  | 'helper-module'
  | 'package-module';

/** What each role is called in messages. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  'setup-script': 'setup script',
  'setup-config': 'setuptools configuration',
  'project-config': 'project configuration',
  'in-tree-backend': 'in-tree build backend',
  'build-hook': 'build hook script',
  conftest: 'pytest configuration',
  'backend-test': 'test of a build backend',
  'embedded-setup-script': 'setup script embedded in a string',
  'embedded-config': 'build configuration embedded in a string',
  'decoded-layer': 'program held in a string',
  'helper-module': 'module used by the build',
  'package-module': 'module of the package',
};

/** A place in a file of the project. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** One step of a flow, in the order the value travels: first the source, last the sink. */
export interface FlowStep extends Place {
  /** A short phrase such as "read from the environment variable TIMEOUT". */
  readonly label: string;
}

/** When and why this code runs. */
export interface Execution {
  /** Commands that reach it, the cheapest first: "pip download", "pytest", … Empty: no build command reaches it. */
  readonly runs: readonly string[];
  /** A sentence in plain words: "Runs at every build hook: `pip download` is enough." */
  readonly when: string;
  /** How easily it is reached; absent when nothing is known. */
  readonly reach?: Reach;
  /** Conditions that guard the place, as written in the source, outermost first. */
  readonly gates: readonly string[];
}

/** The program inside a string in which the finding stands; its `path` and `span` still name the host file. */
export interface LayerReference {
  /** For people: "setup.py embedded at line 102". */
  readonly name: string;
  /** Identifies the layer among `FileReport.layers`. */
  readonly id: string;
  /** The finding's span within the layer's own text. */
  readonly span: Span;
}

/** Where a finding stands, in words of the program: what of its place survives code that moves. */
export interface Anchor {
  /** Functions and classes around it, outermost first and with dots between; of a configuration file the table. Empty at the top. */
  readonly within: string;
  /** The lines of the statement that the finding touches, without comments, white space made one space. */
  readonly text: string;
}

/** Names that, on the user's allow-list, would make the finding go. */
export interface Allowance {
  /** The key in `[tool.buildglass]`. */
  readonly key: string;
  readonly names: readonly string[];
}

export interface Finding extends Place {
  readonly rule: RuleId;
  readonly category: Category;
  readonly severity: Severity;
  /** What the rule says, where the severity is a step lower because nothing runs the code by itself. */
  readonly ruleSeverity?: Severity;
  readonly confidence: Confidence;
  /** The least inquisitive persona that is shown this finding. */
  readonly persona: Persona;
  /** One sentence in plain words, without a trailing full stop being required of readers. */
  readonly message: string;
  readonly role: Role;
  readonly execution: Execution;
  readonly flow: readonly FlowStep[];
  /** Other places worth a look that are not on the flow. */
  readonly related: readonly FlowStep[];
  readonly layer?: LayerReference;
  /** Absent where nothing of the file was read. */
  readonly anchor?: Anchor;
  readonly fixes: readonly Fix[];
  readonly allow?: Allowance;
  /**
   * What the finding says, for machines: `from:<kind of source>` ("from:network"), `text:<what a text names>`, `command:hostile`,
   * `command:download`, `text:known`. Scores are made from rules, severities and signs, never from messages.
   */
  readonly signs: readonly string[];
  /** Set when a comment asks for silence; the finding is then listed, not shown. */
  readonly suppressed?: Suppression;
}

/** Total order of findings in every output: by path, place, rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.path, b.path) || a.span.start - b.span.start || a.span.end - b.span.end
    || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
