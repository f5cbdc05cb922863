/** Methods of `str` and `bytes`, `textwrap.dedent`. Meaning: https://docs.python.org/3/library/stdtypes.html#string-methods */
import { decode, decodeCharset, decoderOfCodec, encodeUtf8 } from '../decoders';
import { concat, dedent, hole, LONGEST_TEXT, mapCharacters, occurrences, slice, textShape, without } from '../texts';
import { joinTaints, taintFrom } from '../taint';
import { bool, constantText, joinAll, list, literalText, number, tainted, type TextShape, tuple, type Value, valueOf, unknown } from '../value';
import { allArguments, argument, type Intrinsic, type IntrinsicCall, onTexts } from './intrinsic';

const lift = (shape: TextShape | undefined): Value | undefined => shape && valueOf(shape);

/** A method whose result depends on the receiver's known text. */
const known = (operation: (shape: TextShape, text: string, call: IntrinsicCall) => Value | undefined): Intrinsic => (call) =>
  onTexts(call.self, (shape) => {
    const text = literalText(shape);
    return text === undefined ? undefined : operation(shape, text, call);
  });

const strip = (left: boolean, right: boolean): Intrinsic => (call) => {
  const given = argument(call.args, 0);
  const characters = given === undefined ? undefined : constantText(given);
  if (given !== undefined && characters === undefined) return undefined;
  const drop = (c: string): boolean => (characters === undefined ? /\s/.test(c) : characters.includes(c));
  return onTexts(call.self, (shape) => {
    const text = literalText(shape);
    if (text === undefined) return undefined;
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
  const separator = given === undefined || (given.shapes[0]?.kind === 'constant') ? null : constantText(given);
  const most = argument(call.args, 1, 'maxsplit')?.shapes[0];
  const limit = most?.kind === 'number' && most.value >= 0 ? Number(most.value) : Infinity;
  if (separator === undefined || separator === '') return undefined;
  return onTexts(call.self, (shape) => {
    const text = literalText(shape);
    if (text === undefined || text.length > 200_000) return undefined;
    const all = separator === null ? [...text.matchAll(/\s+/g)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length })) : occurrences(text, separator);
    const cuts = limit === Infinity ? all : last ? all.slice(Math.max(0, all.length - limit)) : all.slice(0, limit);
    const parts = without(shape, cuts);
    return list((separator === null ? parts.filter((part) => part.parts.length > 0) : parts).map((part) => valueOf(part)));
  });
};

const replace: Intrinsic = (call) => {
  const from = constantText(argument(call.args, 0) ?? valueOf({ kind: 'any' }));
  const to = argument(call.args, 1)?.shapes;
  const replacement = to?.length === 1 && to[0]!.kind === 'text' ? to[0]! : undefined;
  if (!from || !replacement) return undefined;
  const replaced = onTexts(call.self, (shape) => {
    const text = literalText(shape);
    return text === undefined ? undefined : lift(without(shape, occurrences(text, from), replacement)[0]);
  });
  return replaced && tainted(replaced, argument(call.args, 1)!.taints);
};

const join: Intrinsic = (call) => {
  const parts = argument(call.args, 0)?.shapes;
  const only = parts?.length === 1 ? parts[0]! : undefined;
  if (only?.kind !== 'sequence') return undefined;
  const joined = onTexts(call.self, (separator) => {
    const all: TextShape[] = [];
    for (const [i, element] of [...only.elements, ...(only.rest ? [only.rest] : [])].entries()) {
      if (i > 0) all.push(separator);
      const shape = element.shapes.length === 1 ? element.shapes[0]! : undefined;
      all.push(shape?.kind === 'text' && !(only.rest && i === only.elements.length) ? shape : hole(element));
    }
    const result = concat(...all);
    return (literalText(result)?.length ?? 0) > LONGEST_TEXT ? undefined : valueOf(result);
  });
  return joined && tainted(joined, joinAll([argument(call.args, 0)!, ...only.elements, ...(only.rest ? [only.rest] : [])]).taints);
};

/** `str.format` and `%`: known fields are filled in, the rest are holes. */
export function formatBraces(shape: TextShape, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): TextShape | undefined {
  const text = literalText(shape);
  if (text === undefined) return undefined;
  const parts: TextShape[] = [];
  let at = 0;
  let next = 0;
  const field = /\{\{|\}\}|\{([^{}:!.[]*)([^{}]*)\}/g;
  for (let hit = field.exec(text); hit; hit = field.exec(text)) {
    parts.push(slice(shape, at, hit.index)!);
    at = hit.index + hit[0].length;
    if (hit[0] === '{{' || hit[0] === '}}') {
      parts.push(slice(shape, hit.index, hit.index + 1)!);
      continue;
    }
    const name = hit[1]!;
    const value = name === '' ? positional[next++] : /^\d+$/.test(name) ? positional[Number(name)] : keywords.get(name);
    parts.push(hit[2] === '' ? asText(value) : hole(value ?? valueOf({ kind: 'any' })));
  }
  parts.push(slice(shape, at, text.length)!);
  return concat(...parts);
}

export function formatPercent(shape: TextShape, argument: Value): TextShape | undefined {
  const text = literalText(shape);
  if (text === undefined) return undefined;
  const only = argument.shapes.length === 1 ? argument.shapes[0]! : undefined;
  const positional = only?.kind === 'sequence' && only.type === 'tuple' && !only.rest ? only.elements : [argument];
  const named = only?.kind === 'dict' ? only.entries : undefined;
  const parts: TextShape[] = [];
  let at = 0;
  let next = 0;
  const field = /%(?:\(([^)]*)\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?([%a-zA-Z])/g;
  for (let hit = field.exec(text); hit; hit = field.exec(text)) {
    parts.push(slice(shape, at, hit.index)!);
    at = hit.index + hit[0].length;
    if (hit[2] === '%') parts.push(slice(shape, at - 1, at)!);
    else {
      const value = hit[1] === undefined ? positional[next++] : named?.get(`t${hit[1]}`)?.value;
      parts.push('sd'.includes(hit[2]!) && /^%(?:\([^)]*\))?[sd]$/.test(hit[0]) ? asText(value) : hole(value ?? valueOf({ kind: 'any' })));
    }
  }
  parts.push(slice(shape, at, text.length)!);
  return concat(...parts);
}

/** What `str(value)` reads as inside another text. */
export function asText(value: Value | undefined): TextShape {
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind === 'text' && !only.bytes) return only;
  if (only?.kind === 'number' && typeof only.value === 'bigint') return textShape([{ text: String(only.value) }]);
  if (only?.kind === 'constant') return textShape([{ text: only.value }]);
  return hole(value ?? valueOf({ kind: 'any' }));
}

const format: Intrinsic = ({ self, args }) => {
  const keywords = new Map([...args.keywords].map(([name, { value }]) => [name, value]));
  const filled = onTexts(self, (shape) => lift(formatBraces(shape, args.positional.map(({ value }) => value), keywords)));
  return filled && tainted(filled, allArguments(args).reduce<Value['taints']>((taints, { value }) => joinTaints(taints, value.taints), []));
};

const test = (predicate: (text: string, wanted: string) => boolean): Intrinsic => (call) => {
  const wanted = constantText(argument(call.args, 0) ?? valueOf({ kind: 'any' }));
  const own = constantText(call.self);
  return wanted === undefined || own === undefined ? undefined : bool(predicate(own, wanted));
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
  // ASCII is the same in nearly every encoding, and keeps its places in the source.
  if (/^[\0-\x7f]*$/.test(text)) return /^utf-?(?:16|32)/i.test(charsetOf(call)) ? undefined : valueOf({ ...shape, bytes: true });
  return /^utf-?8/i.test(charsetOf(call)) ? valueOf(textShape([{ text: encodeUtf8(text) }], true)) : undefined;
});

const decodeBytes: Intrinsic = known((shape, text, call) => {
  const charset = charsetOf(call);
  const codec = decoderOfCodec(charset);
  if (codec) {
    const output = decode(codec, text);
    return output === undefined ? undefined : valueOf(textShape([{ text: output }]), [taintFrom('decoded', charset, { point: call.point, label: `decoded from ${charset}` })]);
  }
  if (/^[\0-\x7f]*$/.test(text) && !/^utf-?(?:16|32)/i.test(charset)) return valueOf({ ...shape, bytes: false });
  const output = decodeCharset(text, charset);
  return output === undefined ? undefined : valueOf(textShape([{ text: output }]));
});

const methods: Readonly<Record<string, Intrinsic>> = {
  strip: strip(true, true), lstrip: strip(true, false), rstrip: strip(false, true),
  partition: partition(false), rpartition: partition(true),
  split: split(false), rsplit: split(true),
  splitlines: known((shape, text) => {
    const lines = without(shape, occurrences(text, '\n')).map((part) => valueOf(part));
    return list(text === '' || text.endsWith('\n') ? lines.slice(0, -1) : lines);
  }),
  replace, join, format,
  lower: known((shape) => lift(mapCharacters(shape, (text) => text.toLowerCase()))),
  upper: known((shape) => lift(mapCharacters(shape, (text) => text.toUpperCase()))),
  startswith: test((text, wanted) => text.startsWith(wanted)), endswith: test((text, wanted) => text.endsWith(wanted)),
  removeprefix: withAffix(false), removesuffix: withAffix(true),
  encode, decode: decodeBytes,
};

const dedentText: Intrinsic = ({ args }) => onTexts(argument(args, 0, 'text') ?? valueOf({ kind: 'any' }), (shape) => lift(dedent(shape)));

export const STRING_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [`str.${name}`, method])),
  'textwrap.dedent': dedentText,
  'inspect.cleandoc': dedentText,
  'builtins.chr': ({ args, point }) => {
    const code = argument(args, 0)?.shapes;
    const only = code?.length === 1 && code[0]!.kind === 'number' ? Number(code[0]!.value) : -1;
    // Text put together character by character is not there to be read, whether we can compute it or not.
    const computed = [taintFrom('decoded', 'chr', { point, label: 'built from a character code' })];
    return only < 0 || only > 0x10ffff ? { shapes: unknown.shapes, taints: computed } : valueOf(textShape([{ text: String.fromCodePoint(only) }]), computed);
  },
  'builtins.ord': ({ args }) => {
    const character = constantText(argument(args, 0) ?? valueOf({ kind: 'any' }));
    return character !== undefined && [...character].length === 1 ? number(BigInt(character.codePointAt(0)!)) : undefined;
  },
};
