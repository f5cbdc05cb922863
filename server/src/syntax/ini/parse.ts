/**
 * Reads setup.cfg as setuptools does: Python's `configparser.RawConfigParser` with its defaults, keys case-sensitive. That means
 * `=` or `:` separate, whole-line comments start with `#` or `;`, there are no comments after values and no interpolation, and a
 * line that is indented deeper than its key continues the value (blank lines inside a value belong to it).
 * Source: https://docs.python.org/3/library/configparser.html and CPython Lib/configparser.py.
 *
 * Where `configparser` raises an error, this parser notes a problem and reads on.
 */
import { span, type Span } from '../../base/text';
import type { IniDocument, IniLine, IniOption, IniProblem, IniSection } from './document';

interface OpenOption {
  readonly key: string;
  readonly keySpan: Span;
  readonly lines: IniLine[];
}

interface OpenSection {
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
  readonly headerEnd: number;
  readonly options: OpenOption[];
  readonly keys: Set<string>;
}

/** Total and linear in the length of the text. */
export function parseIni(text: string): IniDocument {
  const sections: OpenSection[] = [];
  const problems: IniProblem[] = [];
  const keysOfSection = new Map<string, Set<string>>();
  let section: OpenSection | undefined;
  let option: OpenOption | undefined;
  let indent = 0;
  let position = 0;

  if (text.startsWith('\ufeff')) {
    problems.push({ kind: 'byte-order-mark', message: 'the file starts with a byte order mark, which setuptools refuses', span: span(0, 1) });
    position = 1;
  }

  while (position < text.length) {
    const lineStart = position;
    const lineEnd = endOfLine(text, lineStart);
    position = startOfNextLine(text, lineEnd);
    const content = stripped(text, lineStart, lineEnd);
    const line = text.slice(content.start, content.end);

    if (line === '') {
      option?.lines.push({ text: '', span: content });
      continue;
    }
    if (line.startsWith('#') || line.startsWith(';')) continue;

    const lineIndent = content.start - lineStart;
    if (section !== undefined && option !== undefined && lineIndent > indent) {
      option.lines.push({ text: line, span: content });
      continue;
    }
    indent = lineIndent;

    const closing = line.startsWith('[') ? line.lastIndexOf(']') : -1;
    if (closing > 1) {
      const nameSpan = span(content.start + 1, content.start + closing);
      const name = line.slice(1, closing);
      if (keysOfSection.has(name) && name !== 'DEFAULT') {
        problems.push({ kind: 'duplicate-section', message: `the section [${name}] is written twice`, span: nameSpan });
      }
      const keys = keysOfSection.get(name) ?? new Set<string>();
      keysOfSection.set(name, keys);
      section = { name, nameSpan, start: content.start, headerEnd: content.end, options: [], keys };
      sections.push(section);
      option = undefined;
      continue;
    }

    if (section === undefined) {
      problems.push({ kind: 'no-section', message: 'this line stands before any [section]', span: content });
      continue;
    }

    const separator = line.search(/[=:]/);
    if (separator < 0) {
      problems.push({ kind: 'syntax', message: 'this line is neither a [section] nor `key = value`', span: content });
      continue;
    }
    const keySpan = stripped(text, content.start, content.start + separator);
    const key = text.slice(keySpan.start, keySpan.end);
    if (key === '') problems.push({ kind: 'syntax', message: 'a value without a key', span: content });
    else if (section.keys.has(key)) {
      problems.push({ kind: 'duplicate-option', message: `the key ${key} is written twice in [${section.name}]`, span: keySpan });
    }
    section.keys.add(key);
    const valueSpan = stripped(text, content.start + separator + 1, content.end);
    option = { key, keySpan, lines: [{ text: text.slice(valueSpan.start, valueSpan.end), span: valueSpan }] };
    section.options.push(option);
  }

  return { sections: sections.map(closeSection), problems };
}

function closeSection(section: OpenSection): IniSection {
  const options = section.options.map(closeOption);
  const end = options.at(-1)?.span.end ?? section.headerEnd;
  return { name: section.name, nameSpan: section.nameSpan, span: span(section.start, end), options };
}

function closeOption(option: OpenOption): IniOption {
  let count = option.lines.length;
  while (count > 1 && option.lines[count - 1]!.text === '') count--;
  const lines = option.lines.slice(0, count);
  return {
    key: option.key,
    keySpan: option.keySpan,
    value: lines.map((line) => line.text).join('\n'),
    lines,
    span: span(option.keySpan.start, lines.at(-1)!.span.end),
  };
}

function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}

const startOfNextLine = (text: string, lineEnd: number): number =>
  (text.charCodeAt(lineEnd) === 13 && text.charCodeAt(lineEnd + 1) === 10 ? lineEnd + 2 : lineEnd + 1);

/** The span without white space at both ends; an empty result stands at `start`. */
function stripped(text: string, start: number, end: number): Span {
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first++;
  if (first === end) return span(start, start);
  let last = end;
  while (isSpace(text.charCodeAt(last - 1))) last--;
  return span(first, last);
}

/** What Python's `str.strip` removes; it differs from JavaScript's `trim` in U+FEFF, U+0085 and the ASCII separators. */
function isSpace(code: number): boolean {
  return (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x20) || code === 0x85 || code === 0xa0 || code === 0x1680
    || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}
