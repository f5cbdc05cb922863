/**
 * Keys of immutable values: two values have the same key exactly when nothing that is computed from them can differ. Equal
 * contents are interned to equal numbers, so that comparing costs nothing and a key never collides.
 *
 *     "a" + x    →  text ["a" from literal 7, hole → key of x]  →  1234
 *
 * Values that hold something changeable (a list, an object, a function with a running function around it) have no key (0): they
 * are compared together with what they hold (footprint.ts).
 */
import { identityOf, pointKey } from './source';
import type { Step, Taint, Trail } from './taint';
import type { Arguments, FunctionShape, Shape, TextPiece, Value } from './value';

/** Interned contents; numbers are never given twice, so that forgetting a content only makes it look new. */
const table = new Map<string, number>();
/** Long texts are interned by themselves, without copying them into a longer string. */
const texts = new Map<string, number>();
let characters = 0;
let last = 0;

/** No key: the value is, or holds, something that can change. */
export const CHANGEABLE = 0;
const LONG_TEXT = 100;
/** Nested deeper, values are compared as if they could change. */
const DEEPEST = 60;

const values = new WeakMap<Value, number>();
const shapes = new WeakMap<Shape, number>();
const taints = new WeakMap<Taint, number>();
const trails = new WeakMap<Trail, number>();

export function intern(content: string): number {
  let key = table.get(content);
  if (key === undefined) table.set(content, (key = ++last));
  return key;
}

/** Gives the memory of contents back when there is much of it; returns whether it did. All keys given before then match nothing. */
export function forgetKeys(mostEntries: number, mostCharacters: number): boolean {
  if (table.size <= mostEntries && characters <= mostCharacters) return false;
  table.clear();
  texts.clear();
  characters = 0;
  return true;
}

const keyOfText = (text: string): string => {
  if (text.length <= LONG_TEXT) return JSON.stringify(text);
  let key = texts.get(text);
  if (key === undefined) {
    texts.set(text, (key = ++last));
    characters += text.length;
  }
  return `^${key}`;
};

const keyOfStep = (step: Step): string => `${pointKey(step.point)} ${step.label}`;

function keyOfTrail(trail: Trail): number {
  let key = trails.get(trail);
  if (key === undefined) {
    key = intern(`trail ${trail.length} ${trail.entry === true ? 'entry' : ''} ${trail.previous ? keyOfTrail(trail.previous) : ''} ${keyOfStep(trail.step)}`);
    trails.set(trail, key);
  }
  return key;
}

/** A taint without the way it took. */
export const keyOfSource = (taint: Taint): string => `${taint.kind} ${taint.key} ${taint.trail.length}${taint.numeric === true ? 'n' : ''}${taint.bound ?? ''} ${taint.proved?.join('+') ?? ''} ${taint.detail} ${keyOfStep(taint.source)}`;

export function keyOfTaint(taint: Taint): number {
  let key = taints.get(taint);
  if (key === undefined) taints.set(taint, (key = intern(`taint ${keyOfTrail(taint.trail)} ${keyOfSource(taint)}`)));
  return key;
}

/** The key of a value, or `CHANGEABLE`. */
export function keyOfValue(value: Value, depth = 0): number {
  let key = values.get(value);
  if (key !== undefined) return key;
  const inner: number[] = [];
  for (const shape of value.shapes) {
    const one = keyOfShape(shape, depth + 1);
    if (one === CHANGEABLE) {
      if (depth === 0) values.set(value, CHANGEABLE);
      return CHANGEABLE;
    }
    inner.push(one);
  }
  key = intern(`value ${inner.join(',')}/${value.taints.map(keyOfTaint).join(',')}${value.guarded === true ? '!' : ''}`);
  values.set(value, key);
  return key;
}

function keyOfShape(shape: Shape, depth: number): number {
  let key = shapes.get(shape);
  if (key !== undefined) return key;
  if (depth > DEEPEST) return CHANGEABLE;
  const content = contentOf(shape, depth + 1);
  if (content === undefined) return CHANGEABLE;
  key = intern(content);
  shapes.set(shape, key);
  return key;
}

function contentOf(shape: Shape, depth: number): string | undefined {
  const all = (list: Iterable<Value>): string | undefined => {
    const keys: number[] = [];
    for (const value of list) {
      const key = keyOfValue(value, depth);
      if (key === CHANGEABLE) return undefined;
      keys.push(key);
    }
    return keys.join(',');
  };
  const made = (start: string, list: Iterable<Value>): string | undefined => {
    const inner = all(list);
    return inner === undefined ? undefined : `${start} ${inner}`;
  };
  switch (shape.kind) {
    case 'any': return shape.inputs ? made('any', shape.inputs) : 'any';
    case 'text': return made(headOfText(shape.bytes, shape.parts), shape.parts.flatMap((part) => ('hole' in part ? [part.hole] : [])));
    case 'number': return `number ${typeof shape.value} ${Object.is(shape.value, -0) ? '-0' : shape.value}`;
    case 'constant': return `constant ${shape.value}`;
    case 'external': return shape.members ? made(`external ${shape.path} ${[...shape.members.keys()].join(' ')}`, shape.members.values()) : `external ${shape.path}`;
    case 'module': return `module ${identityOf(shape.program)} ${identityOf(shape.frame)}`;
    case 'computed': return made(`computed ${pointKey(shape.point)}`, [shape.object, shape.name]);
    case 'partial': return made(`partial ${headOfArguments(shape.args)}`, [shape.callee, ...valuesOf(shape.args)]);
    // A function of a module; others carry what was around them.
    case 'function': return shape.closure.enclosing === undefined && !shape.owner ? made(headOfFunction(shape), insideFunction(shape)) : undefined;
    default: return undefined;
  }
}

/** All that a text shape says besides the values in its holes. */
export const headOfText = (bytes: boolean, parts: readonly TextPiece[]): string =>
  `text ${bytes ? 'b' : ''} ${parts.map((part) => ('hole' in part ? '?' : `${part.origin ? `${identityOf(part.origin.program)}.${identityOf(part.origin.unit)}.${identityOf(part.origin.part)}@${part.origin.at}` : ''}${part.file ?? ''}${keyOfText(part.text)}`)).join('+')}`;

export const headOfFunction = (fn: FunctionShape): string =>
  `function ${identityOf(fn.node)} ${pointKey(fn.point)} ${identityOf(fn.closure)} ${fn.self ? 'bound' : ''} ${[...fn.defaults.keys()].join(' ')} ${fn.decoration.binding}${fn.decoration.fixture ? ' fixture' : ''} ${[...fn.decoration.parameters.keys()].join(' ')}`;

export const insideFunction = (fn: FunctionShape): Value[] => [...(fn.self ? [fn.self] : []), ...fn.defaults.values(), ...fn.decoration.parameters.values()];

export const headOfArguments = (args: Arguments): string =>
  [...args.positional.map(({ point }) => pointKey(point)), ...[...args.keywords].map(([name, { point }]) => `${name}=${pointKey(point)}`), ...(args.rest ? [`*${pointKey(args.rest.point)}`] : []), ...(args.restKeywords ? [`**${pointKey(args.restKeywords.point)}`] : [])].join(' ');

export const valuesOf = (args: Arguments): Value[] =>
  [...args.positional, ...args.keywords.values(), ...(args.rest ? [args.rest] : []), ...(args.restKeywords ? [args.restKeywords] : [])].map(({ value }) => value);
