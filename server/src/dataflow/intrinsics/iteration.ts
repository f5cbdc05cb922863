/**
 * Functions over iterables: `zip`, `map`, `sorted` … and itertools, functools.reduce.
 * Meaning: https://docs.python.org/3/library/functions.html and https://docs.python.org/3/library/itertools.html
 */
import { order } from '../exact/compare';
import { allExact, exactOf, integerOf, truthOfExact, keyOf } from '../exact/values';
import { binary } from '../operators';
import { bounded, joinTaints, taintFrom } from '../taint';
import { bool, isNone, joinAll, number, type Shape, truth, tuple, unknown, type Value, valueOf } from '../value';
import { anyElement, type Elements, elementsIn, iterator, knownElements, sequenceOf } from './elements';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';

/** Longer results are not built. */
const MOST = 4096;

const callWith = (call: IntrinsicCall, fn: Value, values: readonly Value[]): Value =>
  call.machine.call(fn, { positional: values.map((value) => ({ value, point: call.point })), keywords: new Map() }, call.point);

const pair = (values: Value[]): Value => ({ shapes: tuple(values).shapes, taints: joinAll(values).taints });

const tainting = (values: readonly Value[], taints: Value['taints'] = []): Value['taints'] => values.reduce((all, value) => joinTaints(all, value.taints), taints);

/** Several iterables side by side: as many rows as the shortest gives. */
function rows(call: IntrinsicCall, given: readonly Value[], make: (values: Value[]) => Value, fill?: Value): Value | undefined {
  const columns = given.map((value) => elementsIn(call, value));
  if (columns.length === 0 || columns.some((column) => !column)) return undefined;
  const all = columns as Elements[];
  // `zip(it, it)` with one and the same iterator reads it in turns.
  const shared = sharedIterator(given);
  if (shared) {
    const [elements, width] = [all[0]!.elements, given.length];
    return iterator(Array.from({ length: Math.floor(elements.length / width) }, (_, i) => make(elements.slice(i * width, (i + 1) * width))), all[0]!.taints);
  }
  const taints = all.reduce<Value['taints']>((joined, column) => joinTaints(joined, column.taints), []);
  const lengths = all.map((column) => (column.endless ? Infinity : column.rest ? NaN : column.elements.length));
  if (lengths.some(Number.isNaN) || lengths.every((length) => length === Infinity)) {
    return { shapes: [{ kind: 'sequence', type: 'iterator', elements: [], rest: make(all.map((column) => anyElement(column))) }], taints };
  }
  const length = fill ? Math.max(...lengths) : Math.min(...lengths);
  if (length > MOST * 4) return undefined;
  const at = (column: Elements, i: number): Value => column.elements[i] ?? column.endless?.(i - column.elements.length) ?? fill!;
  const made = Array.from({ length }, (_, i) => make(all.map((column) => at(column, i))));
  return iterator(made, tainting(made, taints));
}

function sharedIterator(given: readonly Value[]): Shape | undefined {
  const [first, ...others] = given.map((value) => (value.shapes.length === 1 ? value.shapes[0] : undefined));
  return first?.kind === 'sequence' && first.type === 'iterator' && !first.rest && others.length > 0 && others.every((other) => other === first) ? first : undefined;
}

/** Elements in their order by `key`; undefined when one is not known. */
function sorted(call: IntrinsicCall, elements: readonly Value[], key: Value | undefined, reverse: Value | undefined): Value[] | undefined {
  const keys = allExact(elements.map((element) => (key && !isNone(key) ? callWith(call, key, [element]) : element)));
  const backwards = reverse === undefined ? false : truth(reverse);
  if (!keys || backwards === undefined) return undefined;
  let comparable = true;
  const ranked = elements.map((element, i) => ({ element, key: keys[i]! }));
  ranked.sort((a, b) => {
    const way = order(a.key, b.key);
    comparable &&= way !== undefined;
    return (backwards ? -1 : 1) * (way ?? 0);
  });
  return comparable ? ranked.map(({ element }) => element) : undefined;
}

/** The elements for functions that do not mind their order: of a set too. */
function unordered(call: IntrinsicCall, given: Value | undefined): Value[] | undefined {
  const only = given?.shapes.length === 1 ? given.shapes[0]! : undefined;
  return only?.kind === 'sequence' && only.type === 'set' && !only.rest ? only.elements : knownElements(call, given);
}

const sort: Intrinsic = (call) => {
  const given = argument(call.args, 0);
  const known = unordered(call, given);
  const result = known && sorted(call, known, call.args.keywords.get('key')?.value, call.args.keywords.get('reverse')?.value);
  if (result) return { shapes: [{ kind: 'sequence', type: 'list', elements: result }], taints: given!.taints };
  const found = elementsIn(call, given);
  return found && sequenceOf('list', { elements: [], rest: anyElement(found), taints: found.taints });
};

/** `list.sort`, in place; what cannot be ordered is in unknown order. */
export const sortList: Intrinsic = (call) => {
  for (const shape of call.self.shapes) {
    if (shape.kind !== 'sequence' || call.machine.mayChange(shape) === 'never') continue;
    const result = shape.rest || call.machine.mayChange(shape) !== 'surely' ? undefined : sorted(call, shape.elements, call.args.keywords.get('key')?.value, call.args.keywords.get('reverse')?.value);
    const all = shape.elements.splice(0);
    if (result) shape.elements.push(...result);
    else shape.rest = joinAll([...all, ...(shape.rest ? [shape.rest] : [])]);
  }
  return valueOf({ kind: 'constant', value: 'None' });
};

/** `min(x, 600)` and `max(x, 1)`: a number from outside that has both bounds is one of ours. */
const extreme = (side: 'min' | 'max'): Intrinsic => (call) => {
  const values = call.args.positional.map(({ value }) => value);
  const open = values.filter((value) => value.taints.length > 0);
  const known = values.some((value) => value.shapes.length > 0 && value.shapes.every((shape) => shape.kind === 'number'));
  if (values.length > 1 && known && open.length > 0) return { shapes: unknown.shapes, taints: open.flatMap((value) => bounded(value.taints, side)), guarded: true };
  const elements = values.length === 1 ? unordered(call, values[0]) : values;
  if (!elements || call.args.rest) return undefined;
  if (elements.length === 0) return call.args.keywords.get('default')?.value;
  const key = call.args.keywords.get('key')?.value;
  const keys = allExact(elements.map((element) => (key && !isNone(key) ? callWith(call, key, [element]) : element)));
  if (!keys) return undefined;
  let best = 0;
  for (let i = 1; i < keys.length; i++) {
    const way = order(keys[i]!, keys[best]!);
    if (way === undefined) return undefined;
    if (side === 'min' ? way < 0 : way > 0) best = i;
  }
  return { shapes: elements[best]!.shapes, taints: tainting(elements) };
};

const sum: Intrinsic = (call) => {
  const known = unordered(call, argument(call.args, 0));
  if (!known) return undefined;
  const start = argument(call.args, 1, 'start') ?? number(0n);
  // Floats are added up in one order or another, and in some versions more exactly.
  if (known.some((value) => typeof exactOf(value) === 'number' && !Number.isSafeInteger(exactOf(value)))) return undefined;
  return known.reduce((total, value) => binary('+', total, value), start);
};

/** Each element is looked at until the answer is certain. */
const decide = (sought: boolean): Intrinsic => (call) => {
  const known = unordered(call, argument(call.args, 0));
  if (!known) return undefined;
  let unsure = false;
  for (const value of known) {
    const one = truth(value);
    if (one === sought) return bool(sought);
    unsure ||= one === undefined;
  }
  return unsure ? undefined : bool(!sought);
};

const filter = (keep: boolean): Intrinsic => (call) => {
  const test = argument(call.args, 0) ?? unknown;
  const found = elementsIn(call, argument(call.args, 1));
  if (!found) return undefined;
  const kept: Value[] = [];
  let unsure = found.rest !== undefined;
  for (const element of [...found.elements]) {
    const passes = truth(isNone(test) ? element : callWith(call, test, [element]));
    unsure ||= passes === undefined;
    if (passes !== !keep) kept.push(element);
  }
  if (!unsure) return iterator(kept, found.taints);
  return sequenceOf('iterator', { elements: [], rest: joinAll([...kept, ...(found.rest ? [found.rest] : [])]), taints: found.taints });
};

const accumulate: Intrinsic = (call) => {
  const known = knownElements(call, argument(call.args, 0));
  if (!known) return undefined;
  const fn = argument(call.args, 1, 'func');
  const initial = call.args.keywords.get('initial')?.value;
  const result: Value[] = [];
  for (const element of initial && !isNone(initial) ? [initial, ...known] : known) {
    const last = result.at(-1);
    result.push(last === undefined ? element : fn && !isNone(fn) ? callWith(call, fn, [last, element]) : binary('+', last, element));
  }
  return iterator(result, tainting(result));
};

const reduce: Intrinsic = (call) => {
  const fn = argument(call.args, 0);
  const known = knownElements(call, argument(call.args, 1));
  const initial = argument(call.args, 2);
  if (!fn || !known) return undefined;
  const all = initial ? [initial, ...known] : known;
  return all.length === 0 ? undefined : all.slice(1).reduce((result, value) => callWith(call, fn, [result, value]), all[0]!);
};

const chained = (call: IntrinsicCall, parts: readonly Value[]): Value | undefined => {
  const found = parts.map((part) => elementsIn(call, part));
  if (found.some((one) => !one)) return undefined;
  const all = found as Elements[];
  const open = all.findIndex((one) => one.rest);
  const taints = all.reduce<Value['taints']>((joined, one) => joinTaints(joined, one.taints), []);
  if (open === -1) return iterator(all.flatMap(({ elements }) => elements), taints);
  return sequenceOf('iterator', { elements: all.slice(0, open + 1).flatMap(({ elements }) => elements), rest: joinAll(all.slice(open).map(anyElement)), taints });
};

const whole = (value: Value | undefined): number | undefined => {
  const exact = integerOf(exactOf(value));
  return exact === undefined ? undefined : Number(exact);
};

const slice: Intrinsic = (call) => {
  const found = elementsIn(call, argument(call.args, 0));
  const bounds = call.args.positional.slice(1).map(({ value }) => (isNone(value) ? null : whole(value)));
  if (!found || bounds.length === 0 || bounds.includes(undefined)) return undefined;
  const [start, stop, step] = bounds.length === 1 ? [0, bounds[0], 1] : [bounds[0] ?? 0, bounds[1], bounds[2] ?? 1];
  const end = stop ?? Infinity;
  if (found.rest && !found.endless && end > found.elements.length) return undefined;
  const length = Math.min(end, found.endless ? end : found.elements.length);
  if (length > MOST * 4 || step! < 1 || start! < 0) return undefined;
  const result: Value[] = [];
  for (let i = start!; i < length; i += step!) result.push(found.elements[i] ?? found.endless!(i - found.elements.length));
  return iterator(result, found.taints);
};

const endless = (make: (position: number) => Value, any: Value): Value => valueOf({ kind: 'sequence', type: 'iterator', elements: [], rest: any, endless: make });

const product: Intrinsic = (call) => {
  const times = whole(call.args.keywords.get('repeat')?.value ?? number(1n));
  const pools = call.args.positional.map(({ value }) => knownElements(call, value));
  if (times === undefined || times > 8 || pools.some((pool) => !pool)) return undefined;
  const all = Array.from({ length: times }, () => pools as Value[][]).flat();
  if (all.reduce((size, pool) => size * pool.length, 1) > MOST) return undefined;
  return iterator(all.reduce<Value[][]>((made, pool) => made.flatMap((row) => pool.map((value) => [...row, value])), [[]]).map(pair));
};

const takeWhile = (drop: boolean): Intrinsic => (call) => {
  const test = argument(call.args, 0);
  const known = knownElements(call, argument(call.args, 1));
  if (!test || !known) return undefined;
  for (const [i, element] of known.entries()) {
    const passes = truth(callWith(call, test, [element]));
    if (passes === undefined) return undefined;
    if (!passes) return iterator(drop ? known.slice(i) : known.slice(0, i));
  }
  return iterator(drop ? [] : known);
};

/** Runs of equal keys. */
const groups: Intrinsic = (call) => {
  const known = knownElements(call, argument(call.args, 0));
  const key = argument(call.args, 1, 'key');
  if (!known) return undefined;
  const result: { name: string; key: Value; members: Value[] }[] = [];
  for (const element of known) {
    const value = key && !isNone(key) ? callWith(call, key, [element]) : element;
    const name = keyOf(value);
    if (name === undefined) return undefined;
    const last = result.at(-1);
    if (last?.name === name) last.members.push(element);
    else result.push({ name, key: value, members: [element] });
  }
  return iterator(result.map((group) => pair([group.key, iterator(group.members)])));
};

/** `next(iterator, default)`: takes the first element out, where that certainly happens. */
const next: Intrinsic = (call) => {
  const given = argument(call.args, 0);
  const value = given && call.machine.iterated(given, call.point);
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind !== 'sequence') return undefined;
  if (only.elements.length === 0 && !only.rest) return argument(call.args, 1);
  if (call.machine.mayChange(only) === 'surely' && only.elements.length > 0) return only.elements.shift();
  return joinAll([...only.elements, ...(only.rest ? [only.rest] : [])]);
};

const map: Intrinsic = (call) => {
  const fn = argument(call.args, 0);
  const given = call.args.positional.slice(1);
  if (!fn || given.length === 0) return undefined;
  const apply = (values: Value[], i = 0): Value => call.machine.call(fn, { positional: values.map((value, at) => ({ value, point: given[at]?.point ?? given[i]?.point ?? call.point })), keywords: new Map() }, call.point);
  if (given.length > 1) return rows(call, given.map(({ value }) => value), (values) => apply(values));
  const found = elementsIn(call, given[0]!.value);
  if (!found) return undefined;
  const elements = found.elements.map((value) => apply([value]));
  const rest = found.rest && apply([found.rest]);
  return { shapes: [{ kind: 'sequence', type: 'iterator', elements, ...(rest && { rest }) }], taints: tainting([...elements, ...(rest ? [rest] : [])]) };
};

const starmap: Intrinsic = (call) => {
  const fn = argument(call.args, 0);
  const known = knownElements(call, argument(call.args, 1))?.map((row) => knownElements(call, row));
  if (!fn || !known || known.some((row) => !row)) return undefined;
  const elements = known.map((row) => callWith(call, fn, row!));
  return iterator(elements, tainting(elements));
};

const range: Intrinsic = ({ args }) => {
  const bounds = args.positional.map(({ value }) => whole(value) ?? NaN);
  const [start, stop, step] = bounds.length === 1 ? [0, bounds[0]!, 1] : [bounds[0]!, bounds[1]!, bounds[2] ?? 1];
  if (args.rest || ![start, stop, step].every(Number.isSafeInteger) || step === 0 || Math.abs((stop - start) / step) > MOST * 4) return undefined;
  const elements: Value[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) elements.push(number(BigInt(i)));
  return valueOf({ kind: 'sequence', type: 'view', elements });
};

export const ITERATION_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'builtins.zip': (call) => {
    if (call.args.rest) return undefined;
    return call.args.positional.length === 0 ? iterator([]) : rows(call, call.args.positional.map(({ value }) => value), pair);
  },
  'itertools.zip_longest': (call) => rows(call, call.args.positional.map(({ value }) => value), pair, call.args.keywords.get('fillvalue')?.value ?? valueOf({ kind: 'constant', value: 'None' })),
  'builtins.map': map, 'itertools.imap': map, 'itertools.starmap': starmap,
  'builtins.sorted': sort, 'builtins.min': extreme('min'), 'builtins.max': extreme('max'), 'builtins.sum': sum, 'builtins.any': decide(true), 'builtins.all': decide(false),
  'builtins.filter': filter(true), 'itertools.filterfalse': filter(false), 'builtins.next': next, 'builtins.range': range, 'builtins.xrange': range,
  'builtins.reversed': (call) => {
    const given = argument(call.args, 0);
    const found = elementsIn(call, given);
    // Text that is stored backwards is stored that way to be overlooked.
    const hidden = given?.shapes[0]?.kind === 'text' ? [taintFrom('decoded', 'reversed', { point: call.point, label: 'read backwards' })] : [];
    return found && !found.rest ? iterator(found.elements.reverse(), joinTaints(found.taints, hidden)) : undefined;
  },
  'builtins.enumerate': (call) => {
    const found = elementsIn(call, argument(call.args, 0));
    const start = argument(call.args, 1, 'start');
    const first = start ? whole(start) : 0;
    return found && sequenceOf('iterator', {
      elements: found.elements.map((element, i) => pair([first === undefined ? unknown : number(BigInt(i + first)), element])), ...(found.rest && { rest: pair([unknown, found.rest]) }), taints: found.taints,
    });
  },
  'itertools.chain': (call) => (call.args.rest ? undefined : chained(call, call.args.positional.map(({ value }) => value))),
  'itertools.chain.from_iterable': (call) => {
    const parts = knownElements(call, argument(call.args, 0));
    return parts && chained(call, parts);
  },
  'itertools.cycle': (call) => {
    const known = knownElements(call, argument(call.args, 0));
    if (!known) return undefined;
    return known.length === 0 ? iterator([]) : endless((i) => known[i % known.length]!, joinAll(known));
  },
  'itertools.count': ({ args }) => {
    const [start, step] = [whole(argument(args, 0, 'start') ?? number(0n)), whole(argument(args, 1, 'step') ?? number(1n))];
    return start === undefined || step === undefined ? undefined : endless((i) => number(BigInt(start + i * step)), unknown);
  },
  'itertools.repeat': ({ args }) => {
    const value = argument(args, 0, 'object') ?? unknown;
    const times = argument(args, 1, 'times');
    const count = whole(times);
    if (!times) return endless(() => value, value);
    return count === undefined || count > MOST ? undefined : iterator(Array.from({ length: Math.max(count, 0) }, () => value), value.taints);
  },
  'itertools.accumulate': accumulate, 'itertools.islice': slice, 'itertools.product': product, 'itertools.takewhile': takeWhile(false), 'itertools.dropwhile': takeWhile(true), 'itertools.groupby': groups,
  'itertools.pairwise': (call) => {
    const known = knownElements(call, argument(call.args, 0));
    return known && iterator(known.slice(1).map((value, i) => pair([known[i]!, value])));
  },
  'itertools.compress': (call) => {
    const [known, selectors] = [knownElements(call, argument(call.args, 0)), knownElements(call, argument(call.args, 1))];
    const picks = selectors && allExact(selectors)?.map(truthOfExact);
    return known && picks && iterator(known.filter((_, i) => picks[i] === true));
  },
  'functools.reduce': reduce, 'builtins.reduce': reduce,
};
