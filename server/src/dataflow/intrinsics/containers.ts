/** Builtin types and methods of containers. Meaning: https://docs.python.org/3/library/stdtypes.html */
import { exactOf, integerOf, keyOf } from '../exact/values';
import { equal } from '../exact/compare';
import { binary, keyed } from '../operators';
import { joinTaints } from '../taint';
import { textShape } from '../texts';
import { type Arguments, bool, join, joinAll, literalText, none, nothing, number, type SequenceShape, type SequenceType, type Shape, tainted, unknown, type Value, valueOf } from '../value';
import { anyElement, elementsIn, isEndless, sequenceOf } from './elements';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';
import { sortList } from './iteration';

/** Lists that may or may not grow stop growing here; those that certainly do, at the second. */
const LONGEST_UNSURE = 256;
const LONGEST = 16_384;

const build = (type: SequenceType): Intrinsic => (call) => {
  const given = argument(call.args, 0);
  if (!given) return call.args.rest ? undefined : valueOf({ kind: 'sequence', type, elements: [] });
  const own = given.shapes.length === 1 ? given.shapes[0]! : undefined;
  if (type === 'set' && own?.kind === 'sequence' && own.type === 'set') return { shapes: [{ ...own, elements: [...own.elements] }], taints: given.taints };
  const found = elementsIn(call, given);
  if (!found) return undefined;
  if (type !== 'set') return sequenceOf(type, type === 'iterator' ? found : { elements: found.elements, taints: found.taints, ...(found.rest && { rest: found.rest }) });
  const shape: SequenceShape = { kind: 'sequence', type, elements: found.elements, ...(found.rest && { rest: found.rest }) };
  const different = keyed(shape);
  return { shapes: [different ? { ...shape, elements: [...different.values()] } : shape], taints: found.taints };
};

/** `iter(x)`: a new reader of a list, the iterator itself otherwise; `iter(call, end)` ends nobody knows when. */
const iterate: Intrinsic = (call) => {
  if (call.args.positional.length > 1) return valueOf({ kind: 'sequence', type: 'iterator', elements: [], rest: call.machine.call(call.args.positional[0]!.value, { positional: [], keywords: new Map() }, call.point) });
  const given = argument(call.args, 0);
  const own = given?.shapes.length === 1 ? given.shapes[0]! : undefined;
  return own?.kind === 'sequence' && own.type === 'iterator' ? given : build('iterator')(call);
};

function dictionaryOf(call: IntrinsicCall, args: Arguments): Value {
  const entries = new Map<string, { key: Value; value: Value }>();
  let rest: Value | undefined;
  for (const { value } of args.positional) {
    for (const shape of value.shapes) {
      const rows = shape.kind === 'sequence' ? pairsIn(call, shape) : undefined;
      if (shape.kind === 'dict') {
        for (const [key, entry] of shape.entries) entries.set(key, { ...entry });
        rest = shape.rest ? join(rest ?? nothing, shape.rest) : rest;
      } else if (rows) for (const { name, key, value: item } of rows) entries.set(name, { key: entries.get(name)?.key ?? key, value: item });
      else rest = join(rest ?? nothing, tainted(unknown, value.taints));
    }
  }
  for (const [name, { value }] of args.keywords) entries.set(`t${name}`, { key: valueOf(textShape([{ text: name }])), value });
  if (args.restKeywords) rest = join(rest ?? nothing, args.restKeywords.value);
  const taints = joinAll([...args.positional.map(({ value }) => value), ...[...args.keywords.values()].map(({ value }) => value)]).taints;
  return { shapes: [{ kind: 'dict', entries, ...(rest && { rest }) }], taints };
}

/** Pairs of key and value, where all keys are known. */
function pairsIn(call: IntrinsicCall, shape: SequenceShape): { name: string; key: Value; value: Value }[] | undefined {
  if (shape.rest) return undefined;
  const result: { name: string; key: Value; value: Value }[] = [];
  for (const row of shape.elements) {
    const parts = call.machine.elementsOf(row);
    const name = parts?.length === 2 ? keyOf(parts[0]!) : undefined;
    if (name === undefined) return undefined;
    result.push({ name, key: parts![0]!, value: parts![1]! });
  }
  return result;
}

const dictionary: Intrinsic = (call) => dictionaryOf(call, call.args);

/** Changes every list (or set) the receiver may be. */
const change = (operation: (shape: SequenceShape, call: IntrinsicCall, surely: boolean) => void): Intrinsic => (call) => {
  for (const shape of call.self.shapes) {
    if (shape.kind !== 'sequence') continue;
    const may = call.machine.mayChange(shape);
    if (may !== 'never') operation(shape, call, may === 'surely' && call.self.shapes.length === 1);
  }
  return none;
};

/** All that is known is that it is among the elements. */
const blur = (shape: SequenceShape, ...more: Value[]): void => {
  const all = shape.elements.splice(0);
  shape.rest = joinAll([...all, ...(shape.rest ? [shape.rest] : []), ...more]);
};

const put = (shape: SequenceShape, values: readonly Value[], surely: boolean, at = shape.elements.length): void => {
  if (shape.rest || shape.elements.length + values.length > (surely ? LONGEST : LONGEST_UNSURE)) shape.rest = joinAll([...(shape.rest ? [shape.rest] : []), ...values]);
  else shape.elements.splice(at, 0, ...(shape.type === 'set' ? values.filter((value) => isNew(shape, value)) : values));
};

const isNew = (shape: SequenceShape, value: Value): boolean => {
  const key = keyOf(value);
  return key === undefined || !shape.elements.some((element) => keyOf(element) === key);
};

const append = change((shape, { args }, surely) => put(shape, [argument(args, 0) ?? unknown], surely));

const extend = change((shape, call, surely) => {
  for (const { value } of call.args.positional) {
    const found = elementsIn(call, value);
    if (found) put(shape, found.elements, surely);
    if (!found || found.rest) shape.rest = join(shape.rest ?? nothing, found?.rest ?? tainted(unknown, value.taints));
  }
});

/** The place of an index in a list, as Python counts; undefined when it is not known. */
const placeOf = (shape: SequenceShape, index: Value | undefined, fallback: number): number | undefined => {
  const given = index ? integerOf(exactOf(index)) : BigInt(fallback);
  return given === undefined || shape.rest ? undefined : Number(given < 0n ? given + BigInt(shape.elements.length) : given);
};

const positionOf = (shape: SequenceShape, wanted: Value | undefined): number | undefined => {
  const exact = exactOf(wanted);
  for (const [i, element] of shape.elements.entries()) {
    const other = exactOf(element);
    const same = exact === undefined || other === undefined ? undefined : equal(other, exact);
    if (same !== false) return same ? i : undefined;
  }
  return -1;
};

const pop: Intrinsic = (call) => {
  const results: Value[] = [];
  for (const shape of call.self.shapes) {
    if (shape.kind !== 'sequence') return undefined;
    const at = placeOf(shape, argument(call.args, 0), shape.elements.length - 1);
    const surely = call.machine.mayChange(shape) === 'surely' && call.self.shapes.length === 1;
    const element = at === undefined || (shape.type === 'set' && shape.elements.length > 1) ? undefined : shape.elements[at];
    if (element && surely) shape.elements.splice(at!, 1);
    results.push(element ?? anyElement({ elements: shape.elements, ...(shape.rest && { rest: shape.rest }), taints: [] }));
    if (!element && surely && shape.elements.length > 0) blur(shape);
  }
  const result = joinAll(results);
  return result.shapes.length > 0 ? tainted(result, call.self.taints) : undefined;
};

const remove = change((shape, call, surely) => {
  const at = surely && !shape.rest ? positionOf(shape, argument(call.args, 0)) : undefined;
  if (at === undefined) blur(shape);
  else if (at >= 0) shape.elements.splice(at, 1);
});

const setOperation = (operator: string): Intrinsic => (call) => {
  let result = call.self;
  for (const { value } of call.args.positional) {
    const other = build('set')({ ...call, args: { positional: [{ value, point: call.point }], keywords: new Map() } });
    if (!other) return undefined;
    result = binary(operator, result, other);
  }
  return result;
};

const lookup = (keep: 'keeps' | 'takes'): Intrinsic => (call) => {
  const { self, args } = call;
  const key = keyOf(argument(args, 0) ?? unknown);
  const fallback = argument(args, 1, 'default') ?? none;
  const results: Value[] = [];
  for (const shape of self.shapes) {
    if (shape.kind !== 'dict') return undefined;
    const entry = key === undefined ? undefined : shape.entries.get(key);
    if (entry) {
      results.push(entry.value);
      if (keep === 'takes' && call.machine.mayChange(shape) === 'surely' && self.shapes.length === 1) shape.entries.delete(key!);
    } else results.push(fallback, ...(key === undefined ? [...shape.entries.values()].map(({ value }) => value) : []), ...(shape.rest ? [shape.rest] : []));
  }
  return joinAll(results);
};

const setDefault: Intrinsic = (call) => {
  const key = argument(call.args, 0) ?? unknown;
  const name = keyOf(key);
  const fallback = argument(call.args, 1, 'default') ?? none;
  const result = lookup('keeps')({ ...call, args: { positional: [{ value: key, point: call.point }, { value: fallback, point: call.point }], keywords: new Map() } });
  for (const shape of call.self.shapes) {
    if (shape.kind !== 'dict' || call.machine.mayChange(shape) === 'never') continue;
    if (name === undefined) shape.rest = join(shape.rest ?? nothing, fallback);
    else if (!shape.entries.has(name)) shape.entries.set(name, { key, value: fallback });
  }
  return result;
};

/** Of several dictionaries the entries of all, so that a key stays with its own value. */
const items = (pick: (entry: { key: Value; value: Value }) => Value, rest: (value: Value) => Value): Intrinsic => ({ self }) => {
  const dicts = self.shapes.filter((shape) => shape.kind === 'dict');
  if (dicts.length === 0 || dicts.length < self.shapes.length) return undefined;
  const elements = dicts.flatMap((dict) => [...dict.entries.values()].map(pick));
  const unknownRest = dicts.flatMap((dict) => (dict.rest ? [rest(dict.rest)] : []));
  return { shapes: [{ kind: 'sequence', type: 'view', elements, ...(unknownRest.length > 0 && { rest: joinAll(unknownRest) }) }], taints: self.taints };
};

const pair = (key: Value, value: Value): Value => ({ shapes: [{ kind: 'sequence', type: 'tuple', elements: [key, value] }], taints: joinTaints(key.taints, value.taints) });

const update: Intrinsic = (call) => {
  const given = dictionaryOf(call, call.args).shapes[0]!;
  for (const shape of call.self.shapes) {
    if (shape.kind !== 'dict' || given.kind !== 'dict' || call.machine.mayChange(shape) === 'never') continue;
    for (const [key, entry] of given.entries) shape.entries.set(key, { key: shape.entries.get(key)?.key ?? entry.key, value: entry.value });
    if (given.rest) shape.rest = join(shape.rest ?? nothing, given.rest);
  }
  return none;
};

const clear: Intrinsic = (call) => {
  for (const shape of call.self.shapes) {
    if (call.machine.mayChange(shape) !== 'surely' || call.self.shapes.length > 1) continue;
    if (shape.kind === 'sequence') {
      shape.elements.length = 0;
      delete shape.rest;
    } else if (shape.kind === 'dict') {
      shape.entries.clear();
      delete shape.rest;
    }
  }
  return none;
};

const fromKeys: Intrinsic = (call) => {
  const found = elementsIn(call, argument(call.args, 0));
  const value = argument(call.args, 1) ?? none;
  const names = found?.elements.map(keyOf);
  if (!found || found.rest || names!.includes(undefined)) return undefined;
  const entries = new Map<string, { key: Value; value: Value }>();
  for (const [i, key] of found.elements.entries()) if (!entries.has(names![i]!)) entries.set(names![i]!, { key, value });
  return valueOf({ kind: 'dict', entries }, found.taints);
};

const lengthOf = (shape: Shape): number | undefined => {
  if (shape.kind === 'text') {
    const known = literalText(shape);
    return known === undefined ? undefined : /[\ud800-\udfff]/.test(known) ? [...known].length : known.length;
  }
  if (shape.kind === 'dict') return shape.rest ? undefined : shape.entries.size;
  if (shape.kind !== 'sequence' || shape.rest || isEndless(shape) || shape.type === 'iterator') return undefined;
  return shape.type === 'set' ? keyed(shape)?.size : shape.elements.length;
};

const contained = (operator: '<=' | '>='): Intrinsic => (call) => {
  const given = argument(call.args, 0);
  const other = given && build('set')({ ...call, args: { positional: [{ value: given, point: call.point }], keywords: new Map() } });
  const [own, others] = [call.self.shapes[0], other?.shapes[0]].map((shape) => (shape?.kind === 'sequence' ? keyed(shape) : undefined));
  if (!own || !others) return undefined;
  const [small, large] = operator === '<=' ? [own, others] : [others, own];
  return bool([...small.keys()].every((key) => large.has(key)));
};

const position = (strict: boolean): Intrinsic => ({ self, args }) => {
  const only = self.shapes.length === 1 ? self.shapes[0]! : undefined;
  const at = only?.kind === 'sequence' && !only.rest && args.positional.length === 1 ? positionOf(only, argument(args, 0)) : undefined;
  return at === undefined || (strict && at < 0) ? undefined : number(BigInt(at));
};

const count: Intrinsic = ({ self, args }) => {
  const only = self.shapes.length === 1 ? self.shapes[0]! : undefined;
  const wanted = exactOf(argument(args, 0));
  if (only?.kind !== 'sequence' || only.rest || wanted === undefined) return undefined;
  const same = only.elements.map((element) => exactOf(element)).map((element) => (element === undefined ? undefined : equal(element, wanted)));
  return same.includes(undefined) ? undefined : number(BigInt(same.filter((one) => one).length));
};

export const CONTAINER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'builtins.list': build('list'), 'builtins.tuple': build('tuple'), 'builtins.set': build('set'), 'builtins.frozenset': build('set'), 'builtins.iter': iterate, 'collections.deque': build('list'),
  'builtins.dict': dictionary, 'collections.OrderedDict': dictionary, 'types.MappingProxyType': dictionary,
  'collections.defaultdict': (call) => {
    const made = dictionaryOf(call, { ...call.args, positional: call.args.positional.slice(1) });
    const factory = argument(call.args, 0);
    const missing = factory?.shapes.some((shape) => shape.kind === 'function' || shape.kind === 'class') ? call.machine.call(factory, { positional: [], keywords: new Map() }, call.point) : undefined;
    for (const shape of made.shapes) if (shape.kind === 'dict' && missing) shape.rest = join(shape.rest ?? nothing, missing);
    return made;
  },
  'builtins.dict.fromkeys': fromKeys, 'collections.OrderedDict.fromkeys': fromKeys,
  'builtins.len': ({ args }) => {
    const lengths = argument(args, 0)?.shapes.map(lengthOf);
    return lengths?.length === 1 && lengths[0] !== undefined ? number(BigInt(lengths[0])) : undefined;
  },
  'list.append': append, 'list.add': append, 'list.extend': extend, 'list.update': extend,
  'list.appendleft': change((shape, { args }, surely) => put(shape, [argument(args, 0) ?? unknown], surely, 0)),
  'list.insert': change((shape, { args }, surely) => {
    const at = placeOf(shape, argument(args, 0), 0);
    if (at === undefined) blur(shape, argument(args, 1) ?? unknown);
    else put(shape, [argument(args, 1) ?? unknown], surely, Math.max(at, 0));
  }),
  'list.pop': pop, 'list.popleft': (call) => pop({ ...call, args: { positional: [{ value: number(0n), point: call.point }], keywords: new Map() } }),
  'list.remove': remove, 'list.discard': remove, 'list.clear': clear, 'list.sort': sortList, 'list.index': position(true), 'list.count': count,
  'list.reverse': change((shape, _call, surely) => {
    if (surely && !shape.rest) shape.elements.reverse();
    else blur(shape);
  }),
  'list.copy': ({ self }) => {
    const only = self.shapes.length === 1 ? self.shapes[0]! : undefined;
    return only?.kind === 'sequence' ? { shapes: [{ ...only, elements: [...only.elements] }], taints: self.taints } : undefined;
  },
  'list.union': setOperation('|'), 'list.intersection': setOperation('&'), 'list.difference': setOperation('-'), 'list.symmetric_difference': setOperation('^'),
  'list.issubset': contained('<='), 'list.issuperset': contained('>='),
  'dict.get': lookup('keeps'), 'dict.pop': lookup('takes'), 'dict.setdefault': setDefault, 'dict.clear': clear,
  'dict.popitem': (call) => {
    const only = call.self.shapes.length === 1 ? call.self.shapes[0]! : undefined;
    const last = only?.kind === 'dict' && !only.rest ? [...only.entries].at(-1) : undefined;
    if (only?.kind !== 'dict' || !last) return undefined;
    if (call.machine.mayChange(only) === 'surely') only.entries.delete(last[0]);
    return pair(last[1].key, last[1].value);
  },
  'dict.keys': items(({ key }) => key, () => unknown), 'dict.values': items(({ value }) => value, (rest) => rest),
  'dict.items': items(({ key, value }) => pair(key, value), (rest) => pair(unknown, rest)),
  'dict.update': update,
  'dict.copy': (call) => dictionaryOf(call, { positional: [{ value: call.self, point: call.point }], keywords: new Map() }),
};
