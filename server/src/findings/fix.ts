/** A change that makes a finding go away because the risk is gone. */
import type { TextEdit } from '../base/edit';

/**
 * `safe`: behaviour is kept for every input that was allowed before. `unsafe`: it changes; the title says how.
 * `display-only`: shown, never applied for the user; the title says what to do by hand, or why nothing can be done here.
 */
export const APPLICABILITIES = ['safe', 'unsafe', 'display-only'] as const;
export type Applicability = (typeof APPLICABILITIES)[number];

/** Edits on one file. */
export interface FileEdits {
  readonly path: string;
  /** Disjoint edits on the file as analysed; on the empty text for a file that is made; none where the fix is display-only for want of them. */
  readonly edits: readonly TextEdit[];
  /** The file does not exist yet. */
  readonly creates?: true;
}

export interface Fix extends FileEdits {
  /** Imperative, for the lightbulb menu: "Import statically: `import setuptools`"; of an unsafe fix with what changes: "Start `make` without a shell: a missing program raises". */
  readonly title: string;
  readonly applicability: Applicability;
  /** What has to change in other files along with it: all or nothing. */
  readonly elsewhere?: readonly FileEdits[];
  /** The risk becomes smaller, not nothing: who or what still has a say, as the title tells too. A finding of lower severity stays. */
  readonly leaves?: string;
  /** Of a display-only fix: what stands in its way, a sentence. */
  readonly reason?: string;
}

/** The title of an unsafe fix in two: what is done, and after a colon what changes by it, where it says more. */
export function partsOf(title: string): { readonly done: string; readonly changes?: string } {
  const [, done, changes] = /^((?:`[^`]*`|:(?! )|[^`:])+): (.+)$/s.exec(title) ?? [];
  return done === undefined || changes === undefined ? { done: title } : { done, changes };
}

/** Every file that a fix changes, its own first. */
export const filesOf = (fix: Fix): readonly FileEdits[] => [fix, ...(fix.elsewhere ?? [])];
