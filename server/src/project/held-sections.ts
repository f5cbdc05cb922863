/**
 * Sections that stand in a string of a TOML document, with the places of the document:
 *
 *     [tool.tox]
 *     legacy_tox_ini = """
 *     [testenv]
 *     commands = pytest       an option of [testenv], here
 *     """
 */
import type { Span } from '../base/text';
import type { IniDocument } from '../syntax/ini/document';
import { parseIni } from '../syntax/ini/parse';
import { get, sourceSpan, type TomlDocument, type TomlString } from '../syntax/toml/document';

const READ = new WeakMap<TomlString, IniDocument>();

/** Undefined when the key is not there, or holds no text. Total. */
export function heldSections(document: TomlDocument | undefined, key: readonly string[]): IniDocument | undefined {
  const value = document && get(document, key)?.value;
  if (value?.kind !== 'string') return undefined;
  let read = READ.get(value);
  if (!read) READ.set(value, (read = relocated(parseIni(value.value), ({ start, end }) => sourceSpan(value, start, end))));
  return read;
}

const relocated = ({ sections, problems }: IniDocument, placed: (span: Span) => Span): IniDocument => ({
  sections: sections.map((section) => ({
    name: section.name, nameSpan: placed(section.nameSpan), span: placed(section.span),
    options: section.options.map((option) => ({
      ...option, keySpan: placed(option.keySpan), span: placed(option.span), lines: option.lines.map(({ text, span }) => ({ text, span: placed(span) })),
    })),
  })),
  problems: problems.map((problem) => ({ ...problem, span: placed(problem.span) })),
});
