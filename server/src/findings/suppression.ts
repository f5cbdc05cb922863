/** A comment that asks for silence: `# buildglass: ignore[rule-id, rule-id] reason`. */
import type { Span } from '../base/text';
import type { RuleId } from './rule';

export interface Suppression {
  readonly path: string;
  /** The comment itself, from `#`. */
  readonly span: Span;
  readonly rules: readonly RuleId[];
  /** Never empty: a suppression without a reason suppresses nothing. */
  readonly reason: string;
}
