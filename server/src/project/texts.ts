/**
 * What a configuration value says, in texts with their places: the words of a list, each item, what follows an option, what a pattern takes.
 *
 *     ["-O2", "-wrapper", "./x.sh"]  with flags -wrapper   ./x.sh
 *     "build.rustc-wrapper='./w'"    with a pattern        ./w
 */
import type { Place } from '../findings/finding';
import type { IniOption } from '../syntax/ini/document';
import { sourceSpan, type TomlString, type TomlValue } from '../syntax/toml/document';
import type { IniKey, Vector } from './backends/backend';

export interface PlacedText {
  readonly text: string;
  readonly place: Place;
  /** The name in front, of "name = value". */
  readonly name?: string;
}

/** Total; values of a wrong type say nothing. */
export function textsOfValue(value: TomlValue, vector: Vector, path: string): readonly PlacedText[] {
  if (vector.switches !== undefined) {
    return value.kind === 'boolean' && value.value ? [{ text: vector.switches, place: { path, span: value.span } }] : [];
  }
  if (vector.flags) return chosen(picked(wordsOf(value, path), vector.flags), vector);
  if (value.kind === 'string') return chosen([textOf(value, path)], vector);
  if (value.kind !== 'array') return [];
  const items = value.items.flatMap((item) => (item.kind === 'string' ? [textOf(item, path)] : []));
  if (vector.list === 'each') return chosen(items, vector);
  if (items.length === 0 || items.length < value.items.length) return [];
  return chosen([{ text: items.map(({ text }) => quoted(text)).join(' '), place: { path, span: value.span } }], vector);
}

/** `key = attr: a.b`, one thing in each line, or a text as a whole. */
export function textsOfOption(option: IniOption, ini: IniKey, vector: Vector, path: string): readonly PlacedText[] {
  const form = ini.form ?? 'pairs';
  if (form === 'whole' && !vector.flags) {
    const text = option.lines.map((line) => line.text).filter((line) => line !== '').join(' ');
    const first = option.lines[0];
    const isOneLine = first !== undefined && first.text === text;
    return text === '' ? [] : chosen([{ text, place: { path, span: isOneLine ? first.span : option.span } }], vector);
  }
  const lines = option.lines.map((line): PlacedText => ({ text: line.text, place: { path, span: line.span } }));
  const parts = form === 'commands' ? joined(lines) : form === 'lines' || vector.flags ? lines : lines.flatMap(commaParts);
  const texts = parts.flatMap((part): PlacedText[] => {
    const { text } = part;
    if (ini.prefix !== undefined && !text.trimStart().startsWith(ini.prefix)) return [];
    const separator = ini.prefix ?? (form === 'pairs' ? '=' : undefined);
    const at = separator === undefined ? -1 : text.indexOf(separator);
    const rest = at < 0 ? text : text.slice(at + separator!.length);
    const trimmed = rest.trim();
    if (trimmed === '') return [];
    const name = form === 'pairs' && ini.prefix === undefined && at > 0 ? text.slice(0, at).trim() : undefined;
    return [{ ...narrowed(part, text.length - rest.trimStart().length, trimmed), ...(name !== undefined && { name }) }];
  });
  return chosen(vector.flags ? picked(texts.flatMap(splitWords), vector.flags) : texts, vector);
}

function commaParts(line: PlacedText): PlacedText[] {
  let at = 0;
  return line.text.split(',').map((part) => {
    const found = narrowed(line, at, part);
    at += part.length + 1;
    return found;
  });
}

/** Lines that end in a backslash, with those that go on from there. */
function joined(lines: readonly PlacedText[]): PlacedText[] {
  const whole: PlacedText[] = [];
  let open: PlacedText | undefined;
  for (const line of lines) {
    const { path, span: { start } } = (open ?? line).place;
    const one: PlacedText = open ? { text: `${open.text}${line.text}`, place: { path, span: { start, end: line.place.span.end } } } : line;
    open = one.text.endsWith('\\') ? { ...one, text: `${one.text.slice(0, -1).trimEnd()} ` } : undefined;
    if (!open) whole.push(one);
  }
  return open ? [...whole, open] : whole;
}

/** Only what stands before the row's limit, and what its pattern takes. */
export function chosen(all: readonly PlacedText[], { pattern, until }: Vector): readonly PlacedText[] {
  // An empty text switches something off.
  const written = all.filter(({ text }) => text.trim() !== '');
  const texts = until === undefined ? written : written.slice(0, Math.max(0, written.findIndex(({ text }) => text === until)));
  if (!pattern) return texts;
  return texts.flatMap((one): PlacedText[] => {
    const found = pattern.exec(one.text);
    if (!found) return [];
    const group = found.slice(1).find((part) => part !== undefined);
    if (found.length === 1) return [one];
    return group === undefined ? [] : [narrowed(one, found.index + found[0].indexOf(group), group)];
  });
}

/** What follows the options: the next word, or the rest of the word. */
function picked(words: readonly PlacedText[], flags: readonly string[]): PlacedText[] {
  return words.flatMap((word, i): PlacedText[] => {
    const flag = flags.find((one) => word.text.startsWith(one));
    if (flag === undefined) return [];
    if (word.text !== flag) {
      const rest = word.text.slice(flag.length);
      return [narrowed(word, word.text.length - rest.trimStart().length, rest.trim())];
    }
    const next = words[i + 1];
    return next === undefined ? [] : [next];
  });
}

function wordsOf(value: TomlValue, path: string): PlacedText[] {
  if (value.kind === 'string') return splitWords(textOf(value, path));
  return value.kind === 'array' ? value.items.flatMap((item) => (item.kind === 'string' ? [textOf(item, path)] : [])) : [];
}

const splitWords = (one: PlacedText): PlacedText[] =>
  [...one.text.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(({ 0: word, index }) => narrowed(one, index, word)).map((word) => (/^["']/.test(word.text) ? narrowed(word, 1, word.text.slice(1, -1)) : word));

/** A part of a text; its place is exact where the text stands in the source as it is. */
function narrowed(one: PlacedText, offset: number, text: string): PlacedText {
  const { path, span } = one.place;
  const isPlain = span.end - span.start === one.text.length;
  return { ...one, text, place: isPlain ? { path, span: { start: span.start + offset, end: span.start + offset + text.length } } : one.place };
}

const textOf = (value: TomlString, path: string): PlacedText => ({ text: value.value, place: { path, span: sourceSpan(value, 0, value.value.length) } });

/** A word as a shell reads it back. */
const quoted = (word: string): string => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
