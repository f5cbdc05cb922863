/**
 * A configuration file in the INI dialect of Python's `configparser`, with the place of every word in it.
 *
 *     [options]                     section   name "options"
 *     cmdclass =                    option    key "cmdclass", lines ["", "install = pkg.Cmd"], value "\ninstall = pkg.Cmd"
 *         install = pkg.Cmd
 *
 * All spans are UTF-16 offsets into the text that was parsed.
 */
import type { Span } from '../../base/text';

/** One line of a value, without the blanks around it. Blank lines between continuation lines are kept, as empty spans. */
export interface IniLine {
  readonly text: string;
  readonly span: Span;
}

export interface IniOption {
  /** As written, case kept (setuptools switches off the lower-casing of `configparser`). */
  readonly key: string;
  readonly keySpan: Span;
  /** The lines joined with `\n`, blank lines at the end dropped. */
  readonly value: string;
  readonly lines: readonly IniLine[];
  /** From the key to the end of the value. */
  readonly span: Span;
}

export interface IniSection {
  readonly name: string;
  readonly nameSpan: Span;
  /** From the header to the end of its last option, or of the header. */
  readonly span: Span;
  /** In source order; a repeated key appears again. */
  readonly options: readonly IniOption[];
}

export interface IniProblem {
  readonly kind: 'byte-order-mark' | 'no-section' | 'duplicate-section' | 'duplicate-option' | 'syntax';
  /** One sentence in plain words. */
  readonly message: string;
  readonly span: Span;
}

export interface IniDocument {
  /** In source order; a repeated section appears again. */
  readonly sections: readonly IniSection[];
  readonly problems: readonly IniProblem[];
}

/**
 * The option that wins: the last one written under that section, or else under `[DEFAULT]`. Keys are compared as setuptools does after
 * its own normalisation: dashes count as underscores, case is ignored.
 */
export function getOption(document: IniDocument, section: string, key: string): IniOption | undefined {
  return lastOption(document, section, key) ?? (section === 'DEFAULT' ? undefined : lastOption(document, 'DEFAULT', key));
}

/** All options written under sections of that name, in source order. */
export function sectionOptions(document: IniDocument, section: string): readonly IniOption[] {
  return document.sections.filter((candidate) => candidate.name === section).flatMap((candidate) => candidate.options);
}

export const normaliseKey = (key: string): string => key.replaceAll('-', '_').toLowerCase();

/** Where a character of `option.value` stands in the file; offsets past the end are clamped. */
export function sourceOffset(option: IniOption, valueOffset: number): number {
  let lineStart = 0;
  let found = option.span.end;
  for (const line of option.lines) {
    if (valueOffset <= lineStart + line.text.length) {
      found = line.span.start + Math.max(0, valueOffset - lineStart);
      break;
    }
    lineStart += line.text.length + 1;
  }
  return found;
}

function lastOption(document: IniDocument, section: string, key: string): IniOption | undefined {
  const wanted = normaliseKey(key);
  return sectionOptions(document, section).findLast((option) => normaliseKey(option.key) === wanted);
}
