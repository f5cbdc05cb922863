/** What a rule says of itself: identity, documentation, and the vocabulary of severities, confidences and personas. */

/** Kebab-case, stable: it is written into suppressions, baselines and SARIF. */
export type RuleId = string;

/** `error`: act before building. `warning`: an alarm. `information`: worth knowing. `hint`: listed for completeness. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export type Confidence = 'low' | 'medium' | 'high';

/**
 * How much a reader wants to see (words as in zizmor, docs/usage.md "Using personas"): `regular` sees what deserves action,
 * `pedantic` also code smells, `auditor` every capability.
 */
export type Persona = 'regular' | 'pedantic' | 'auditor';
export const PERSONAS: readonly Persona[] = ['regular', 'pedantic', 'auditor'];

/** Whether a finding of persona `wanted` is shown to a reader with persona `reader`. */
export const isShownTo = (wanted: Persona, reader: Persona): boolean => PERSONAS.indexOf(wanted) <= PERSONAS.indexOf(reader);

export const isAtLeast = (severity: Severity, threshold: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);

export type Category =
  | 'dynamic-execution'
  | 'dynamic-import'
  | 'process'
  | 'environment'
  | 'system'
  | 'deserialization'
  | 'native-code'
  | 'network'
  | 'obfuscation'
  | 'build-isolation'
  | 'configuration'
  | 'analysis';

export interface RuleMetadata {
  readonly id: RuleId;
  readonly category: Category;
  /** A noun phrase for lists: "Dynamic import". */
  readonly title: string;
  /** Why it matters to somebody who builds the project; Markdown, one or two paragraphs. */
  readonly why: string;
  /** What to do about it; Markdown. */
  readonly advice: string;
  /** Python before and after, for the rule page. */
  readonly example: { readonly bad: string; readonly good: string };
  /** CWE numbers, https://cwe.mitre.org */
  readonly cwe: readonly number[];
  /** Where the knowledge comes from: documentation, PEP, paper. */
  readonly sources: readonly string[];
}

/** Page of a rule in the published documentation; also `codeDescription.href`. */
export const rulePage = (id: RuleId): string => `https://github.com/buildglass/buildglass/blob/main/docs/rules/${id}.md`;
