/**
 * Values of Python literals. Rules: Python language reference, "String and Bytes literals" and "Numeric literals"; Python 2's
 * `ur""` prefix, `0777` octals and the `L` suffix are read too, because old setup scripts have them.
 */
import { characterNamed } from './character-names';
import type { TextPart } from './ast';

export interface StringPrefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
}

/** Reads the letters before the opening quote: `rb"`, `F'''`. */
export function stringPrefix(opening: string): StringPrefix {
  const letters = opening.replace(/['"]+$/, '').toLowerCase();
  return { raw: letters.includes('r'), bytes: letters.includes('b'), format: letters.includes('f') };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
};

/**
 * The value of a run of source text inside a literal. In f-strings the source holds `{{` and `}}` for braces.
 * `start` and `end` are the run's place in the unit.
 */
export function cookText(source: string, start: number, end: number, prefix: StringPrefix): TextPart {
  // CPython reads source with universal newlines, so \r\n inside a literal is \n.
  const special = prefix.raw ? (prefix.format ? /\{\{|\}\}|\r\n?/g : /\r\n?/g) : (prefix.format ? /\\|\{\{|\}\}|\r\n?/g : /\\|\r\n?/g);
  let cooked = '';
  let at = 0;
  const breaks: number[] = [];
  for (let hit = special.exec(source); hit; hit = special.exec(source)) {
    cooked += source.slice(at, hit.index);
    const [value, length] = hit[0] === '\\' ? escape(source, hit.index, prefix.bytes) : [hit[0][0] === '\r' ? '\n' : hit[0][0]!, hit[0].length];
    breaks.push(cooked.length, start + hit.index);
    cooked += value;
    at = hit.index + length;
    breaks.push(cooked.length, start + at);
    special.lastIndex = at;
  }
  cooked += source.slice(at);
  return breaks.length > 0 ? { kind: 'text', start, end, cooked, breaks } : { kind: 'text', start, end, cooked };
}

/** The value of the escape at `at`, and how many source characters it takes. */
function escape(source: string, at: number, bytes: boolean): [value: string, length: number] {
  const next = source[at + 1] ?? '';
  const simple = SIMPLE_ESCAPES[next];
  if (simple !== undefined) return [simple, 2];
  if (next === '\n') return ['', 2];
  if (next === '\r') return ['', source[at + 2] === '\n' ? 3 : 2];
  const numeric = /^(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(source.slice(at + 1, at + 10));
  if (numeric && !(bytes && (numeric[3] ?? numeric[4]))) {
    const code = numeric[2] !== undefined ? parseInt(numeric[2], 8) : parseInt(numeric[1] ?? numeric[3] ?? numeric[4]!, 16);
    if (code <= 0x10ffff) return [String.fromCodePoint(bytes ? code & 0xff : code), numeric[0].length + 1];
  }
  const named = bytes ? null : /^N\{[^}]*\}/.exec(source.slice(at + 1, at + 100));
  // Outside the table of names, the character stays unknown.
  if (named) return [characterNamed(named[0].slice(2, -1)) ?? '\ufffd', named[0].length + 1];
  return [`\\${next}`, next === '' ? 1 : 2];
}

/** The source offset (in the unit) of an offset in the cooked text. */
export function sourceOffset(part: TextPart, cookedOffset: number): number {
  const { breaks } = part;
  if (!breaks) return part.start + cookedOffset;
  let low = 0;
  let high = breaks.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (breaks[middle * 2]! <= cookedOffset) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return part.start + cookedOffset;
  return breaks[low * 2 - 1]! + cookedOffset - breaks[low * 2 - 2]!;
}

/** The value of a number literal as the tokenizer found it; NaN when it is none. */
export function numberValue(source: string): bigint | number {
  const text = source.replaceAll('_', '').toLowerCase();
  const integer = /^(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[0-9]+)l?$/.exec(text)?.[1];
  if (integer !== undefined) return /^0[0-7]+$/.test(integer) ? BigInt(`0o${integer.slice(1)}`) : BigInt(integer);
  return Number(text.replace(/[jl]$/, ''));
}
