/**
 * Calls that are not run. Of functions that do nothing but compute, those with arguments that are not known. Of others, those that have
 * stopped telling anything new: after some calls, one that computes no constants is answered by what its arguments are (kinds, classes,
 * sources), not by what they hold:
 *
 *     send(data)     run … run … run     once enough was spent, a plain text with data from the environment: as before
 *     decode("…")    run every time: what it gives is known, and it is how programs hide
 *
 * Only for modules of which nothing is asked but whether they mean harm; where a build is read exactly, memory serves (recall.ts).
 */
import type { FunctionDef, Lambda } from '../syntax/python/ast';
import type { Catalog } from '../catalog/lookup';
import { Bearing } from './bearing';
import { identityOf } from './source';
import type { Taint } from './taint';
import { type FunctionShape, literalText, nothing, type ObjectShape, type Shape, type Value } from './value';

/** Cheap functions are run often, dear ones twice: so many runs times steps. */
const PATIENCE = 9_000;
/** Beyond, only new sources among its arguments are worth a run. */
const LAST_PATIENCE = 60_000;

interface Answer {
  readonly result: Value;
  /** The object whose method ran. */
  readonly self: ObjectShape | undefined;
}

const NO_ANSWER: Answer = { result: nothing, self: undefined };

/** The calls of one function. `now` counts the steps of the whole run downwards. */
class Calls {
  runs = 0;
  /** Whether it made a constant of constants. */
  computes = false;
  readonly answers = new Map<string, Answer>();
  private steps = 0;
  private open = 0;
  private since = 0;

  begin(now: number): void {
    this.runs++;
    if (this.open++ === 0) this.since = now;
  }

  end(now: number): void {
    if (--this.open === 0) this.steps += this.since - now;
  }

  /** What was spent on it, weighed. */
  cost(now: number): number {
    return this.runs < 2 ? 0 : this.runs * (this.steps + (this.open > 0 ? this.since - now : 0));
  }
}

export class SettledCalls {
  private readonly calls = new Map<FunctionDef | Lambda, Calls>();
  private readonly bearing: Bearing;

  constructor(catalog: Catalog) {
    this.bearing = new Bearing(catalog);
  }

  /**
   * The answer of an earlier call that this one is like, or nothing of a call that does not matter. Where it has to be run, what is to be told
   * when it ended; until then calls inside it that are like it have its answer so far.
   */
  enter(fn: FunctionShape, values: ReadonlyMap<string, Value>, now: number): Answer | ((result: Value, now: number) => void) {
    const constant = areConstants(givenTo(fn, values));
    if (!constant && fn.name !== '__init__' && !this.bearing.matters(fn.node, fn.point.program)) return NO_ANSWER;
    let calls = this.calls.get(fn.node);
    if (!calls) this.calls.set(fn.node, (calls = new Calls()));
    const { answers } = calls;
    const keys = [kindOfCall(fn, values), sourcesOf(fn, values)] as const;
    const cost = calls.cost(now);
    if (cost >= PATIENCE && !(calls.computes && constant)) {
      const known = answers.get(keys[0]) ?? (cost < LAST_PATIENCE ? undefined : answers.get(keys[1]));
      if (known) return known;
    }
    const open = keys.filter((key) => !answers.has(key));
    const note = (result: Value): void => {
      for (const key of open) answers.set(key, { result, self: receiverOf(fn) });
    };
    note(nothing);
    calls.begin(now);
    return (result, then) => {
      calls.end(then);
      calls.computes ||= constant && isComputed(result);
      note(result);
    };
  }
}

/** What a constructor gave an object is given to the next one that is like it. */
export function likeBefore(fn: FunctionShape, earlier: ObjectShape): void {
  const object = receiverOf(fn);
  if (!object) return;
  for (const [name, value] of earlier.attributes) if (!object.attributes.has(name)) object.attributes.set(name, value);
}

/** What the object holds whose method is called. */
export const heldBy = (fn: FunctionShape): readonly Value[] => [...(receiverOf(fn)?.attributes.values() ?? [])];

function receiverOf(fn: FunctionShape): ObjectShape | undefined {
  const only = fn.self?.shapes.length === 1 ? fn.self.shapes[0]! : undefined;
  return only?.kind === 'object' ? only : undefined;
}

/** Arguments besides the receiver. */
function* givenTo(fn: FunctionShape, values: ReadonlyMap<string, Value>): Iterable<Value> {
  const receiver = fn.self && fn.node.params[0]?.name;
  for (const [name, value] of values) if (name !== receiver) yield value;
}

/** Constants that somebody took the trouble to compute; every function returns None or True. */
const isComputed = (value: Value): boolean => value.shapes.length === 1 && value.shapes[0]!.kind !== 'constant' && areConstants([value]);

function areConstants(values: Iterable<Value>): boolean {
  for (const value of values) {
    for (const shape of value.shapes) if (shape.kind !== 'constant' && shape.kind !== 'number' && !(shape.kind === 'text' && literalText(shape) !== undefined)) return false;
  }
  return true;
}

function kindOfCall(fn: FunctionShape, values: ReadonlyMap<string, Value>): string {
  let result = '';
  for (const value of values.values()) result += `${kindOf(value)};`;
  return result + kindOf(fn.self ?? nothing);
}

/** Only the sources of its arguments. */
const sourcesOf = (fn: FunctionShape, values: ReadonlyMap<string, Value>): string =>
  `from ${[...new Set([...values.values(), fn.self ?? nothing].flatMap(({ taints }) => taints.map(kindOfTaint)))].sort().join()}`;

/** How deep containers and objects are looked into. */
const DEPTH = 2;

function kindOf(value: Value, depth = DEPTH): string {
  const shapes = new Set(value.shapes.map((shape) => kindOfShape(shape, depth)));
  const taints = new Set(value.taints.map(kindOfTaint));
  return [...shapes].sort().join('|') + (taints.size > 0 ? `{${[...taints].sort().join()}}` : '');
}

const kindOfTaint = ({ kind, numeric, proved }: Taint): string => kind + (numeric === true ? '#' : '') + (proved ? `!${proved.join('+')}` : '');

function kindOfShape(shape: Shape, depth: number): string {
  const inside = (values: Iterable<Value>): string => (depth === 0 ? '' : [...new Set([...values].map((value) => kindOf(value, depth - 1)))].sort().join());
  switch (shape.kind) {
    case 'text': return literalText(shape) !== undefined ? (shape.bytes ? 'b' : 't') : 'T';
    case 'constant': return shape.value;
    case 'sequence': return `${shape.type}[${inside(shape.rest ? [...shape.elements.slice(0, 8), shape.rest] : shape.elements.slice(0, 8))}]`;
    case 'dict': return `dict[${inside([...[...shape.entries.values()].slice(0, 8).map((entry) => entry.value), ...(shape.rest ? [shape.rest] : [])])}]`;
    case 'function': return `function ${identityOf(shape.node)}`;
    case 'class': return `class ${identityOf(shape.node)}`;
    case 'object': return `${identityOf(shape.cls.node)}(${depth < DEPTH ? '' : [...new Set([...shape.attributes.values()].flatMap((value) => value.taints.map(kindOfTaint)))].sort().join()})`;
    case 'external': return shape.path + (shape.members ? `(${inside(shape.members.values())})` : '');
    case 'module': return `module ${identityOf(shape.program)}`;
    case 'partial': return `partial ${kindOf(shape.callee, 0)}`;
    default: return shape.kind;
  }
}
