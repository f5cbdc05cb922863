/** Builtin types and methods of containers. Meaning: https://docs.python.org/3/library/stdtypes.html */
import { keyOf } from '../operators';
import { asNumber, bounded, joinTaints, taintFrom, withStep } from '../taint';
import { textShape } from '../texts';
import { type Arguments, join, joinAll, literalText, nothing, number, type Shape, tainted, unknown, type Value, valueOf } from '../value';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';
import { asText } from './strings';

/** The elements of a known sequence-like value. */
function sequenceOf(value: Value | undefined): { elements: Value[]; rest?: Value } | undefined {
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind === 'sequence') return only.rest ? { elements: [...only.elements], rest: only.rest } : { elements: [...only.elements] };
  if (only?.kind === 'dict') return only.rest ? { elements: [...only.entries.values()].map(({ key }) => key), rest: unknown } : { elements: [...only.entries.values()].map(({ key }) => key) };
  const text = only?.kind === 'text' && !only.bytes ? literalText(only) : undefined;
  if (text !== undefined && text.length <= 4096) return { elements: [...text].map((c) => valueOf(textShape([{ text: c }]))) };
  return undefined;
}

type SequenceType = 'list' | 'tuple' | 'set';

const build = (type: SequenceType): Intrinsic => ({ args }) => asSequence(type, argument(args, 0));

function asSequence(type: SequenceType, given: Value | undefined): Value | undefined {
  if (!given) return valueOf({ kind: 'sequence', type, elements: [] });
  const known = sequenceOf(given);
  return known && { shapes: [{ kind: 'sequence', type, ...known }], taints: given.taints };
}

function dictionaryOf(args: Arguments): Value {
  const entries = new Map<string, { key: Value; value: Value }>();
  let rest: Value | undefined;
  for (const { value } of args.positional) {
    for (const shape of value.shapes) {
      if (shape.kind === 'dict') {
        for (const [key, entry] of shape.entries) entries.set(key, { ...entry });
        rest = shape.rest ? join(rest ?? nothing, shape.rest) : rest;
      } else rest = join(rest ?? nothing, tainted(unknown, value.taints));
    }
  }
  for (const [name, { value }] of args.keywords) entries.set(`t${name}`, { key: valueOf(textShape([{ text: name }])), value });
  if (args.restKeywords) rest = join(rest ?? nothing, args.restKeywords.value);
  const taints = joinAll([...args.positional.map(({ value }) => value), ...[...args.keywords.values()].map(({ value }) => value)]).taints;
  return { shapes: [{ kind: 'dict', entries, ...(rest && { rest }) }], taints };
}

const dictionary: Intrinsic = ({ args }) => dictionaryOf(args);

/** Changes every list (or set) the receiver may be. */
const change = (operation: (shape: Shape & { kind: 'sequence' }, call: IntrinsicCall) => void): Intrinsic => (call) => {
  for (const shape of call.self.shapes) if (shape.kind === 'sequence') operation(shape, call);
  return valueOf({ kind: 'constant', value: 'None' });
};

const append = change((shape, { args }) => {
  const value = argument(args, 0) ?? unknown;
  if (shape.rest || shape.elements.length >= 256) shape.rest = join(shape.rest ?? nothing, value);
  else shape.elements.push(value);
});

const extend = change((shape, { args }) => {
  const given = argument(args, 0) ?? unknown;
  const known = sequenceOf(given);
  if (known && !shape.rest && shape.elements.length + known.elements.length <= 256) {
    shape.elements.push(...known.elements);
    if (known.rest) shape.rest = known.rest;
  } else shape.rest = join(shape.rest ?? nothing, known ? joinAll([...known.elements, ...(known.rest ? [known.rest] : [])]) : tainted(unknown, given.taints));
});

const lookup: Intrinsic = ({ self, args }) => {
  const key = keyOf(argument(args, 0) ?? unknown);
  const fallback = argument(args, 1) ?? valueOf({ kind: 'constant', value: 'None' });
  const results: Value[] = [];
  for (const shape of self.shapes) {
    if (shape.kind !== 'dict') return undefined;
    const entry = key === undefined ? undefined : shape.entries.get(key);
    if (entry) results.push(entry.value);
    else results.push(fallback, ...(key === undefined ? [...shape.entries.values()].map(({ value }) => value) : []), ...(shape.rest ? [shape.rest] : []));
  }
  return joinAll(results);
};

/** Of several dictionaries the entries of all, so that a key stays with its own value. */
const items = (pick: (entry: { key: Value; value: Value }) => Value, rest: (value: Value) => Value): Intrinsic => ({ self }) => {
  const dicts = self.shapes.filter((shape) => shape.kind === 'dict');
  if (dicts.length === 0 || dicts.length < self.shapes.length) return undefined;
  const elements = dicts.flatMap((dict) => [...dict.entries.values()].map(pick));
  const unknownRest = dicts.flatMap((dict) => (dict.rest ? [rest(dict.rest)] : []));
  return { shapes: [{ kind: 'sequence', type: 'list', elements, ...(unknownRest.length > 0 && { rest: joinAll(unknownRest) }) }], taints: self.taints };
};

const pair = (key: Value, value: Value): Value => ({ shapes: [{ kind: 'sequence', type: 'tuple', elements: [key, value] }], taints: joinTaints(key.taints, value.taints) });

const update: Intrinsic = ({ self, args }) => {
  const given = dictionaryOf(args).shapes[0]!;
  for (const shape of self.shapes) {
    if (shape.kind !== 'dict' || given.kind !== 'dict') continue;
    for (const [key, entry] of given.entries) shape.entries.set(key, { ...entry });
    if (given.rest) shape.rest = join(shape.rest ?? nothing, given.rest);
  }
  return valueOf({ kind: 'constant', value: 'None' });
};

const convert = (name: 'int' | 'float'): Intrinsic => ({ args, point }) => {
  const given = argument(args, 0);
  if (!given) return number(0n);
  const base = argument(args, 1)?.shapes[0];
  const only = given.shapes.length === 1 ? given.shapes[0]! : undefined;
  const text = only?.kind === 'text' ? literalText(only)?.trim() : undefined;
  if (text !== undefined && given.taints.length === 0) {
    const radix = base?.kind === 'number' ? Number(base.value) : 10;
    if (name === 'float' && text !== '' && !Number.isNaN(Number(text))) return number(Number(text));
    if (radix === 10 && /^[+-]?\d+$/.test(text)) return number(BigInt(text.replace(/^\+/, '')));
    const digits = text.toLowerCase().replace(/^0[xbo]/, '');
    const prefix = { 2: '0b', 8: '0o', 16: '0x' }[radix];
    const valid = { 2: /^[01]+$/, 8: /^[0-7]+$/, 16: /^[0-9a-f]+$/ }[radix];
    if (prefix && valid?.test(digits)) return number(BigInt(prefix + digits));
  }
  if (only?.kind === 'number') return typeof only.value === 'bigint' && name === 'int' ? number(only.value) : number(name === 'int' ? BigInt(Math.trunc(only.value as number) || 0) : Number(only.value));
  return { shapes: unknown.shapes, taints: asNumber(withStep(given.taints, { point, label: `converted by \`${name}(…)\`` })), guarded: true };
};

/** `min(x, 600)` and `max(x, 1)`: a number from outside that has both bounds is one of ours. */
const bound = (side: 'min' | 'max'): Intrinsic => ({ args }) => {
  const values = args.positional.map(({ value }) => value);
  const open = values.filter((value) => value.taints.length > 0);
  const known = values.some((value) => value.shapes.length > 0 && value.shapes.every((shape) => shape.kind === 'number'));
  if (!known || open.length === 0) return undefined;
  return { shapes: unknown.shapes, taints: open.flatMap((value) => bounded(value.taints, side)), guarded: true };
};

/** `bytes([79, 83])` spells text in numbers; `bytes(b"…")` and `bytes("…", "utf-8")` copy it. */
const bytesFrom: Intrinsic = ({ args, point }) => {
  const given = argument(args, 0);
  const only = given?.shapes.length === 1 ? given.shapes[0]! : undefined;
  if (!given || !only) return undefined;
  if (only.kind === 'text') return { shapes: [{ ...only, bytes: true }], taints: given.taints };
  const known = sequenceOf(given);
  const codes = known?.rest ? undefined : known?.elements.map((element) => (element.shapes.length === 1 && element.shapes[0]!.kind === 'number' ? Number(element.shapes[0]!.value) : NaN));
  if (!codes || codes.length === 0 || !codes.every((code) => code >= 0 && code <= 255)) return undefined;
  const taint = taintFrom('decoded', 'bytes', { point, label: 'built from numbers' });
  return { shapes: [textShape([{ text: codes.map((code) => String.fromCharCode(code)).join('') }], true)], taints: joinTaints([taint], given.taints) };
};

/** A reordered or thinned-out copy: the same elements, in unknown order and number. */
const anyOf = (position: number): Intrinsic => ({ args }) => {
  const given = argument(args, position);
  const known = sequenceOf(given);
  return given && known && { shapes: [{ kind: 'sequence', type: 'list', elements: [], ...(known.elements.length + (known.rest ? 1 : 0) > 0 && { rest: joinAll([...known.elements, ...(known.rest ? [known.rest] : [])]) }) }], taints: given.taints };
};

export const CONTAINER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'builtins.list': build('list'), 'builtins.tuple': build('tuple'), 'builtins.set': build('set'), 'builtins.frozenset': build('set'), 'builtins.iter': build('list'),
  'builtins.dict': dictionary, 'collections.OrderedDict': dictionary, 'types.MappingProxyType': dictionary,
  'builtins.str': ({ args }) => {
    const given = argument(args, 0);
    return given ? { shapes: [asText(given)], taints: given.taints } : valueOf(textShape([]));
  },
  'builtins.bytes': bytesFrom, 'builtins.bytearray': bytesFrom, 'builtins.memoryview': bytesFrom,
  'builtins.int': convert('int'), 'builtins.float': convert('float'), 'builtins.min': bound('min'), 'builtins.max': bound('max'),
  'builtins.len': ({ args }) => {
    const only = argument(args, 0)?.shapes;
    const shape = only?.length === 1 ? only[0]! : undefined;
    const length = shape?.kind === 'text' ? literalText(shape)?.length : shape?.kind === 'sequence' && !shape.rest ? shape.elements.length : shape?.kind === 'dict' && !shape.rest ? shape.entries.size : undefined;
    return length === undefined ? undefined : number(BigInt(length));
  },
  'builtins.sorted': anyOf(0), 'builtins.filter': anyOf(1),
  'builtins.reversed': ({ args }) => {
    const given = argument(args, 0);
    const known = sequenceOf(given);
    return known && !known.rest ? { shapes: [{ kind: 'sequence', type: 'list', elements: known.elements.reverse() }], taints: given!.taints } : undefined;
  },
  'builtins.map': ({ args, machine, point }) => {
    const fn = argument(args, 0);
    const given = args.positional[1];
    const known = sequenceOf(given?.value);
    if (!fn || !given || !known) return undefined;
    const apply = (value: Value): Value => machine.call(fn, { positional: [{ value, point: given.point }], keywords: new Map() }, point);
    const elements = known.elements.map(apply);
    return { shapes: [{ kind: 'sequence', type: 'list', elements, ...(known.rest && { rest: apply(known.rest) }) }], taints: joinAll(elements).taints };
  },
  'builtins.enumerate': ({ args }) => {
    const given = argument(args, 0);
    const known = sequenceOf(given);
    return known && { shapes: [{ kind: 'sequence', type: 'list', elements: known.elements.map((element, i) => pair(number(BigInt(i)), element)), ...(known.rest && { rest: pair(unknown, known.rest) }) }], taints: given!.taints };
  },
  'builtins.range': ({ args }) => {
    const bounds = args.positional.map(({ value }) => (value.shapes.length === 1 && value.shapes[0]!.kind === 'number' ? Number(value.shapes[0]!.value) : NaN));
    const [start, stop, step] = bounds.length === 1 ? [0, bounds[0]!, 1] : [bounds[0]!, bounds[1]!, bounds[2] ?? 1];
    if (![start, stop, step].every(Number.isSafeInteger) || step === 0 || Math.abs((stop - start) / step) > 4096) return undefined;
    const elements: Value[] = [];
    for (let i = start; step > 0 ? i < stop : i > stop; i += step) elements.push(number(BigInt(i)));
    return valueOf({ kind: 'sequence', type: 'list', elements });
  },
  'list.append': append, 'list.add': append, 'list.extend': extend, 'list.update': extend,
  'list.insert': change((shape, { args }) => {
    const value = argument(args, 1) ?? unknown;
    const at = argument(args, 0)?.shapes[0];
    if (shape.rest || at?.kind !== 'number' || shape.elements.length >= 256) shape.rest = join(shape.rest ?? nothing, value);
    else shape.elements.splice(Number(at.value), 0, value);
  }),
  'list.copy': ({ self }) => asSequence(self.shapes[0]?.kind === 'sequence' ? self.shapes[0].type : 'list', self),
  'dict.get': lookup, 'dict.pop': lookup, 'dict.setdefault': lookup,
  'dict.keys': items(({ key }) => key, () => unknown), 'dict.values': items(({ value }) => value, (rest) => rest),
  'dict.items': items(({ key, value }) => pair(key, value), (rest) => pair(unknown, rest)),
  'dict.update': update,
  'dict.copy': ({ self, point }) => dictionaryOf({ positional: [{ value: self, point }], keywords: new Map() }),
};
