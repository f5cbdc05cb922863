/**
 * The `operator` module: operators and lookups as functions.
 * Meaning: https://docs.python.org/3/library/operator.html
 */
import { type Arguments, constantText, external, joinAll, tuple, type Value } from '../value';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';

const BINARY: Readonly<Record<string, string>> = {
  add: '+', concat: '+', sub: '-', mul: '*', truediv: '/', floordiv: '//', mod: '%', pow: '**', lshift: '<<', rshift: '>>', and_: '&', or_: '|', xor: '^', matmul: '@',
};
const COMPARING: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=', is_: 'is', is_not: 'is not' };
const UNARY: Readonly<Record<string, string>> = { neg: '-', pos: '+', invert: '~', inv: '~', not_: 'not' };

const two = (operation: (call: IntrinsicCall, a: Value, b: Value) => Value | undefined): Intrinsic => (call) => {
  const [a, b] = [argument(call.args, 0), argument(call.args, 1)];
  return a && b && operation(call, a, b);
};

const named = (table: Readonly<Record<string, string>>, make: (operator: string) => Intrinsic): Record<string, Intrinsic> =>
  Object.fromEntries(Object.entries(table).flatMap(([name, operator]) => [[`operator.${name}`, make(operator)], [`operator.__${name.replace(/_$/, '')}__`, make(operator)]]));

/** A function that remembers what it was made with. */
export const remembering = (path: string): Intrinsic => ({ args }) => {
  const members = new Map(args.positional.map(({ value }, i) => [String(i), value] as const));
  for (const [name, { value }] of args.keywords) members.set(`=${name}`, value);
  return external(path, members);
};

const remembered = (self: Value): Value[] => {
  const members = self.shapes[0]?.kind === 'external' ? self.shapes[0].members : undefined;
  return [...(members ?? [])].filter(([name]) => /^\d+$/.test(name)).map(([, value]) => value);
};

/** One result for one thing asked for, a tuple for several. */
const each = (pick: (call: IntrinsicCall, object: Value, wanted: Value) => Value | undefined): Intrinsic => (call) => {
  const object = argument(call.args, 0);
  const results = object ? remembered(call.self).map((wanted) => pick(call, object, wanted)) : [];
  if (results.length === 0 || results.includes(undefined)) return undefined;
  return results.length === 1 ? results[0] : { shapes: tuple(results as Value[]).shapes, taints: joinAll(results as Value[]).taints };
};

export const OPERATOR_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...named(BINARY, (operator) => two((call, a, b) => call.machine.operate(operator, a, b, call.point))),
  ...named(COMPARING, (operator) => two((call, a, b) => call.machine.compared(operator, a, b, call.point))),
  ...named(UNARY, (operator) => (call) => {
    const operand = argument(call.args, 0);
    return operand && call.machine.operateAlone(operator, operand, call.point);
  }),
  'operator.truth': (call) => {
    const operand = argument(call.args, 0);
    return operand && call.machine.operateAlone('not', call.machine.operateAlone('not', operand, call.point), call.point);
  },
  'operator.contains': two((call, a, b) => call.machine.compared('in', b, a, call.point)),
  'operator.getitem': two((call, a, b) => call.machine.item(a, b, call.point)),
  'operator.__getitem__': two((call, a, b) => call.machine.item(a, b, call.point)),
  'operator.index': ({ args }) => argument(args, 0),
  'operator.itemgetter': remembering('operator.itemgetter()'), 'operator.attrgetter': remembering('operator.attrgetter()'), 'operator.methodcaller': remembering('operator.methodcaller()'),
  'operator.itemgetter()': each((call, object, wanted) => call.machine.item(object, wanted, call.point)),
  'operator.attrgetter()': each((call, object, wanted) => constantText(wanted)?.split('.').reduce<Value>((found, name) => call.machine.lookedUp(found, wanted, name, call.point), object)),
  'operator.methodcaller()': (call) => {
    const [name, ...positional] = remembered(call.self);
    const object = argument(call.args, 0);
    const known = name && constantText(name);
    if (!object || known === undefined) return undefined;
    const members = call.self.shapes[0]?.kind === 'external' ? call.self.shapes[0].members : undefined;
    const args: Arguments = {
      positional: positional.map((value) => ({ value, point: call.point })),
      keywords: new Map([...(members ?? [])].filter(([key]) => key.startsWith('=')).map(([key, value]) => [key.slice(1), { value, point: call.point }])),
    };
    return call.machine.call(call.machine.lookedUp(object, name!, known, call.point), args, call.point);
  },
  'operator.call': (call) => {
    const [fn, ...rest] = call.args.positional;
    return fn && call.machine.call(fn.value, { ...call.args, positional: rest }, call.point);
  },
};
