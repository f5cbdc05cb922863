/** Methods of `str` and `bytes`, `textwrap.dedent`. Meaning: https://docs.python.org/3/library/stdtypes.html#string-methods */
import { decode, decoderOfCodec } from '../decoders';
import { decodeCharset, encodeCharset } from '../exact/charsets';
import { exactOf, hasAstral, integerOf } from '../exact/values';
import { concat, dedent, hole, LONGEST_TEXT, mapCharacters, occurrences, slice, textShape, without } from '../texts';
import { joinTaints, taintFrom } from '../taint';
import { constantText, isNone, joinAll, list, literalText, tainted, type TextShape, truth, tuple, unknown, type Value, valueOf } from '../value';
import { formatBraces } from './formatting';
import { allArguments, argument, type Intrinsic, type IntrinsicCall, onTexts } from './intrinsic';
import { lowerCase, TEXT_METHODS, upperCase } from './text-methods';

const lift = (shape: TextShape | undefined): Value | undefined => shape && valueOf(shape);

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const BYTE_SPACE = /[ \t-\r]/;

/** A method whose result depends on the receiver's known text. */
const known = (operation: (shape: TextShape, text: string, call: IntrinsicCall) => Value | undefined): Intrinsic => (call) =>
  onTexts(call.self, (shape) => {
    const text = literalText(shape);
    return text === undefined ? undefined : operation(shape, text, call);
  });

const strip = (left: boolean, right: boolean): Intrinsic => (call) => {
  const given = argument(call.args, 0);
  const whitespace = given === undefined || isNone(given);
  const characters = whitespace ? undefined : constantText(given);
  if (!whitespace && characters === undefined) return undefined;
  return onTexts(call.self, (shape) => {
    const drop = (c: string): boolean => (characters === undefined ? (shape.bytes ? BYTE_SPACE : SPACE).test(c) : characters.includes(c));
    const text = literalText(shape);
    if (text === undefined || (characters !== undefined && hasAstral(characters))) return undefined;
    let start = 0;
    let end = text.length;
    while (left && start < end && drop(text[start]!)) start++;
    while (right && end > start && drop(text[end - 1]!)) end--;
    return lift(slice(shape, start, end));
  });
};

const partition = (last: boolean): Intrinsic => (call) => {
  const separator = constantText(argument(call.args, 0) ?? valueOf({ kind: 'any' }));
  const pieces = onTexts(call.self, (shape) => {
    const text = literalText(shape);
    if (text === undefined || !separator) return undefined;
    const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    const empty = valueOf(textShape([], shape.bytes));
    if (at === -1) return last ? tuple([empty, empty, valueOf(shape)]) : tuple([valueOf(shape), empty, empty]);
    const part = (from: number, to: number): Value => lift(slice(shape, from, to))!;
    return tuple([part(0, at), part(at, at + separator.length), part(at + separator.length, text.length)]);
  });
  // Of an unknown text the three parts are unknown, but there are three.
  const rest = valueOf({ kind: 'any' });
  if (!pieces) return { shapes: tuple([rest, rest, rest]).shapes, taints: call.self.taints };
  return { shapes: pieces.shapes.map((shape) => (shape.kind === 'any' ? tuple([rest, rest, rest]).shapes[0]! : shape)), taints: pieces.taints };
};

const split = (last: boolean): Intrinsic => (call) => {
  const given = argument(call.args, 0, 'sep');
  const separator = given === undefined || isNone(given) ? null : constantText(given);
  const most = argument(call.args, 1, 'maxsplit');
  const limit = most === undefined ? -1n : integerOf(exactOf(most));
  if (separator === undefined || separator === '' || limit === undefined) return undefined;
  const cutsAtMost = limit < 0n ? Infinity : Number(limit);
  return onTexts(call.self, (shape) => {
    const text = literalText(shape);
    if (text === undefined || text.length > 200_000) return undefined;
    if (separator === null) return list(words(text, shape.bytes, cutsAtMost, last).map(({ start, end }) => lift(slice(shape, start, end))!));
    const all = last ? lastOccurrences(text, separator) : occurrences(text, separator);
    const cuts = cutsAtMost === Infinity ? all : last ? all.slice(Math.max(0, all.length - cutsAtMost)) : all.slice(0, cutsAtMost);
    return list(without(shape, cuts).map((part) => valueOf(part)));
  });
};

/** Occurrences counted from the end: of overlapping ones the last count. */
function lastOccurrences(text: string, wanted: string): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  for (let at = text.lastIndexOf(wanted); at !== -1; at = at === 0 ? -1 : text.slice(0, at).lastIndexOf(wanted)) result.unshift({ start: at, end: at + wanted.length });
  return result;
}

/** The words between whitespace; after `limit` cuts the rest is one word, with the whitespace inside and beyond it. */
function words(text: string, bytes: boolean, limit: number, last: boolean): { start: number; end: number }[] {
  const all = [...text.matchAll(bytes ? /[^ \t-\r]+/g : /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
  if (all.length <= limit) return all;
  if (last) {
    const kept = limit === 0 ? [] : all.slice(-limit);
    return [{ start: 0, end: all[all.length - limit - 1]!.end }, ...kept];
  }
  return [...all.slice(0, limit), { start: all[limit]!.start, end: text.length }];
}

const replace: Intrinsic = (call) => {
  const from = constantText(argument(call.args, 0) ?? valueOf({ kind: 'any' }));
  const to = argument(call.args, 1)?.shapes;
  const replacement = to?.length === 1 && to[0]!.kind === 'text' ? to[0]! : undefined;
  const most = argument(call.args, 2, 'count');
  const count = most === undefined ? -1n : integerOf(exactOf(most));
  if (from === undefined || !replacement || count === undefined) return undefined;
  const replaced = onTexts(call.self, (shape) => {
    const text = literalText(shape);
    if (text === undefined) return undefined;
    const hits = from === '' ? (hasAstral(text) ? undefined : Array.from({ length: text.length + 1 }, (_, i) => ({ start: i, end: i }))) : occurrences(text, from);
    return hits && lift(without(shape, count < 0n ? hits : hits.slice(0, Number(count)), replacement)[0]);
  });
  return replaced && tainted(replaced, argument(call.args, 1)!.taints);
};

const join: Intrinsic = (call) => {
  const given = call.machine.iterated(argument(call.args, 0) ?? unknown, call.point);
  const elementsOfText = given.shapes.length === 1 && given.shapes[0]!.kind !== 'sequence' ? call.machine.elementsOf(given) : undefined;
  const only = elementsOfText ? { kind: 'sequence' as const, elements: elementsOfText, rest: undefined, type: 'list' as const } : given.shapes.length === 1 ? given.shapes[0]! : undefined;
  if (only?.kind !== 'sequence') return undefined;
  // The order of a set is nobody's to know.
  if (only.type === 'set' && only.elements.length > 1) return { shapes: [hole({ shapes: joinAll(only.elements).shapes, taints: [] })], taints: joinAll([given, ...only.elements]).taints };
  const joined = onTexts(call.self, (separator) => {
    const all: TextShape[] = [];
    for (const [i, element] of [...only.elements, ...(only.rest ? [only.rest] : [])].entries()) {
      if (i > 0) all.push(separator);
      const shape = element.shapes.length === 1 ? element.shapes[0]! : undefined;
      if (shape && (shape.kind === 'text' ? shape.bytes !== separator.bytes : exactOf(element) !== undefined)) return undefined;
      all.push(shape?.kind === 'text' && !(only.rest && i === only.elements.length) ? shape : hole(element));
    }
    const result = { ...concat(...all), bytes: separator.bytes };
    return (literalText(result)?.length ?? 0) > LONGEST_TEXT ? undefined : valueOf(result);
  });
  return joined && tainted(joined, joinAll([given, ...only.elements, ...(only.rest ? [only.rest] : [])]).taints);
};

const format: Intrinsic = ({ self, args }) => {
  const keywords = new Map([...args.keywords].map(([name, { value }]) => [name, value]));
  const filled = onTexts(self, (shape) => lift(formatBraces(shape, args.positional.map(({ value }) => value), keywords)));
  return filled && tainted(filled, allArguments(args).reduce<Value['taints']>((taints, { value }) => joinTaints(taints, value.taints), []));
};

const withAffix = (suffix: boolean): Intrinsic => (call) => {
  const affix = constantText(argument(call.args, 0) ?? valueOf({ kind: 'any' }));
  return affix === undefined ? undefined : known((shape, text) => {
    if (suffix) return lift(slice(shape, 0, affix !== '' && text.endsWith(affix) ? text.length - affix.length : text.length));
    return lift(slice(shape, text.startsWith(affix) ? affix.length : 0, text.length));
  })(call);
};

const charsetOf = (call: IntrinsicCall): string => constantText(argument(call.args, 0, 'encoding') ?? valueOf(textShape([{ text: 'utf-8' }]))) ?? '?';

const encode: Intrinsic = known((shape, text, call) => {
  const charset = charsetOf(call);
  const codec = decoderOfCodec(charset);
  if (codec) return undefined;
  // ASCII is the same in nearly every encoding, and keeps its places in the source.
  if (/^[\0-\x7f]*$/.test(text) && isAsciiLike(charset)) return valueOf({ ...shape, bytes: true });
  const encoded = encodeCharset(text, charset, constantText(argument(call.args, 1, 'errors') ?? STRICT));
  return encoded === undefined ? undefined : valueOf(textShape([{ text: encoded }], true));
});

const STRICT = valueOf(textShape([{ text: 'strict' }]));

/** Character sets in which ASCII stands for itself. */
const isAsciiLike = (charset: string): boolean => /^(?:utf-?8|u8|ascii|us-?ascii|latin-?1|iso-?8859-?\d*|l1|cp\d+|windows-?\d+|gbk|gb\d+|big5|euc-?\w+|shift-?jis|koi8-?r)$/i.test(charset.replaceAll('_', '-'));

const decodeBytes: Intrinsic = known((shape, text, call) => {
  const charset = charsetOf(call);
  const codec = decoderOfCodec(charset);
  if (codec) {
    const output = decode(codec, text);
    return output === undefined ? undefined : valueOf(textShape([{ text: output }]), [taintFrom('decoded', charset, { point: call.point, label: `decoded from ${charset}` })]);
  }
  if (/^[\0-\x7f]*$/.test(text) && isAsciiLike(charset)) return valueOf({ ...shape, bytes: false });
  const output = decodeCharset(text, charset, constantText(argument(call.args, 1, 'errors') ?? STRICT));
  return output === undefined ? undefined : valueOf(textShape([{ text: output }]));
});

/** Decodes as `bytes.decode` and `str(bytes, encoding)` do. */
export const decodeMethod: Intrinsic = (call) => decodeBytes(call);

const methods: Readonly<Record<string, Intrinsic>> = {
  strip: strip(true, true), lstrip: strip(true, false), rstrip: strip(false, true),
  partition: partition(false), rpartition: partition(true),
  split: split(false), rsplit: split(true),
  splitlines: known((shape, text, call) => {
    const keep = argument(call.args, 0, 'keepends');
    const keeps = keep === undefined ? false : truth(keep);
    if (keeps === undefined) return undefined;
    const lines: Value[] = [];
    let at = 0;
    for (const hit of text.matchAll(shape.bytes ? /\r\n|[\n\r]/g : /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g)) {
      lines.push(lift(slice(shape, at, keeps ? hit.index + hit[0].length : hit.index))!);
      at = hit.index + hit[0].length;
    }
    return list(at < text.length ? [...lines, lift(slice(shape, at, text.length))!] : lines);
  }),
  replace, join, format,
  lower: known((shape, text) => (lowerCase(text, shape.bytes) === undefined ? undefined : lift(mapCharacters(shape, (part) => lowerCase(part, shape.bytes)!)))),
  upper: known((shape, text) => (upperCase(text, shape.bytes) === undefined ? undefined : lift(mapCharacters(shape, (part) => upperCase(part, shape.bytes)!)))),
  removeprefix: withAffix(false), removesuffix: withAffix(true), format_map: ({ self, args }) => {
    const table = argument(args, 0)?.shapes;
    const dict = table?.length === 1 && table[0]!.kind === 'dict' ? table[0]! : undefined;
    const named = new Map([...(dict?.entries ?? [])].flatMap(([key, { value }]) => (key.startsWith('t') ? [[key.slice(1), value] as const] : [])));
    return dict && onTexts(self, (shape) => lift(formatBraces(shape, [], named)));
  },
  encode, decode: decodeBytes,
};

const dedentText: Intrinsic = ({ args }) => onTexts(argument(args, 0, 'text') ?? valueOf({ kind: 'any' }), (shape) => lift(dedent(shape)));

export const STRING_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...TEXT_METHODS,
  ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [`str.${name}`, method])),
  'textwrap.dedent': dedentText,
  'inspect.cleandoc': dedentText,
};
