/** A change that makes a finding go away because the risk is gone. */
import type { TextEdit } from '../base/edit';

/**
 * `safe`: behaviour is kept for every input that was allowed before. `unsafe`: it changes; the title says how.
 * `display-only`: shown, never applied for the user.
 */
export type Applicability = 'safe' | 'unsafe' | 'display-only';

export interface Fix {
  /** Imperative, for the lightbulb menu: "Replace with `import setuptools`". */
  readonly title: string;
  readonly applicability: Applicability;
  readonly path: string;
  /** Disjoint edits on the file as analysed; none where the fix is display-only for want of them. */
  readonly edits: readonly TextEdit[];
  /** Of a display-only fix: what stands in its way, a sentence. */
  readonly reason?: string;
}
