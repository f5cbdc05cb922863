/**
 * Abstract values: what an expression may be. A value is a small set of *shapes* (alternatives) and the taints of all of them.
 *
 *     "-O2"                 one text
 *     "make CFLAGS=" + x    one text with a hole
 *     None or "a"           two shapes
 *     anything              the shape `any`
 *
 * Texts, numbers and constants are immutable. Lists, dicts, objects and classes live on a heap of plain JS objects that only
 * grows: what two branches put in, both find.
 */
import type { FunctionDef, Lambda, ClassDef } from '../syntax/python/ast';
import { floatText } from './exact/floats';
import type { Piece, Point, Program } from './source';
import { joinTaints, type Step, type Taint, withStep } from './taint';

export interface Value {
  readonly shapes: readonly Shape[];
  readonly taints: readonly Taint[];
  /** A test in the program proved that it is one of these. */
  readonly guarded?: boolean;
}

export type Shape = AnyShape | TextShape | NumberShape | ConstantShape | SequenceShape | DictShape | FunctionShape | ClassShape | ObjectShape | ExternalShape | ModuleShape | ComputedShape | PartialShape;

/** Names and their values, as functions and modules keep them (frame.ts). */
export interface Environment {
  readonly program: Program;
  readonly enclosing: Environment | undefined;
  readonly isClassBody: boolean;
  readonly module: Environment;
  own(name: string): Value | undefined;
  lookup(name: string): Value | undefined;
  set(name: string, value: Value): void;
}

/** Nothing is known. `inputs` are the values it was made from by a call we have no model of. */
export interface AnyShape { readonly kind: 'any'; readonly inputs?: readonly Value[] }
/** Text or bytes (bytes as code units 0–255), also paths of pathlib. */
export interface TextShape { readonly kind: 'text'; readonly bytes: boolean; readonly parts: readonly TextPiece[] }
export type TextPiece = Piece | { readonly hole: Value };
export interface NumberShape { readonly kind: 'number'; readonly value: bigint | number }
export interface ConstantShape { readonly kind: 'constant'; readonly value: 'None' | 'True' | 'False' | 'Ellipsis' }
export interface SequenceShape {
  readonly kind: 'sequence';
  type: SequenceType;
  readonly elements: Value[];
  /** Further elements, unknown in number. */
  rest?: Value;
  /** Further elements of an iterator that never ends, by their position; `rest` then stands for all of them. */
  readonly endless?: (position: number) => Value;
}
/** `view`: dict views and ranges, which have an order but are no lists. `iterator`: what is read once. */
export type SequenceType = 'list' | 'tuple' | 'set' | 'view' | 'iterator' | 'bytearray';
export interface DictShape { readonly kind: 'dict'; readonly entries: Map<string, { readonly key: Value; value: Value }>; rest?: Value }
export interface FunctionShape {
  readonly kind: 'function';
  readonly name: string;
  readonly node: FunctionDef | Lambda;
  readonly point: Point;
  /** Where its free names are looked up. */
  readonly closure: Environment;
  /** The class it was defined in, for `super()`. */
  readonly owner?: ClassShape;
  readonly self?: Value;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly decoration: Decoration;
}
/** What decorators make of a function. */
export interface Decoration {
  readonly binding: 'plain' | 'static' | 'class' | 'property';
  /** Of a property: what assigning to it calls. */
  readonly setter?: FunctionShape;
  readonly fixture: boolean;
  /** Values that pytest's parametrize or a fixture's `params` bind, by parameter name (`request.param` for fixtures). */
  readonly parameters: ReadonlyMap<string, Value>;
}
export interface ClassShape {
  readonly kind: 'class';
  readonly name: string;
  readonly node: ClassDef;
  readonly point: Point;
  readonly bases: readonly Value[];
  readonly attributes: Map<string, Value>;
  /** Of data classes and named tuples: what their constructors take. */
  readonly fields?: readonly Field[];
  /** Its attributes are members with a name and a value. */
  readonly enumerated?: true;
  /** Its metaclass, when it is given one. */
  readonly meta?: Value;
}
/** A field with its default. */
export interface Field { readonly name: string; readonly value?: Value }
export interface ObjectShape { readonly kind: 'object'; readonly cls: ClassShape; readonly attributes: Map<string, Value> }
/** Something of a library, by access path (catalog/model.ts). */
export interface ExternalShape {
  readonly kind: 'external';
  readonly path: string;
  /** Values it holds: the path of an open file, the result inside a future. */
  readonly members?: ReadonlyMap<string, Value>;
}
/** A module of the project. */
export interface ModuleShape { readonly kind: 'module'; readonly program: Program; readonly frame: Environment }
/** `getattr(object, name)` with a name that is not one constant. */
export interface ComputedShape { readonly kind: 'computed'; readonly object: Value; readonly name: Value; readonly point: Point }

/** Arguments of a call, evaluated. */
export interface Arguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** `*value` whose length is unknown. */
  readonly rest?: Argument;
  /** `**value` whose keys are unknown. */
  readonly restKeywords?: Argument;
}
export interface Argument {
  readonly value: Value;
  readonly point: Point;
}

/** functools.partial: a callable with some of its arguments. */
export interface PartialShape { readonly kind: 'partial'; readonly callee: Value; readonly args: Arguments; /** functools.partialmethod */ readonly method?: true }

const MOST_SHAPES = 12;

export const ANY: Shape = { kind: 'any' };
export const unknown: Value = { shapes: [ANY], taints: [] };
export const none: Value = { shapes: [{ kind: 'constant', value: 'None' }], taints: [] };
/** The value of code that is never reached. */
export const nothing: Value = { shapes: [], taints: [] };

export const valueOf = (shape: Shape, taints: readonly Taint[] = []): Value => ({ shapes: [shape], taints });
export const text = (value: string, bytes = false): Value => valueOf({ kind: 'text', bytes, parts: value === '' ? [] : [{ text: value }] });
export const number = (value: bigint | number): Value => valueOf({ kind: 'number', value });
export const bool = (value: boolean): Value => valueOf({ kind: 'constant', value: value ? 'True' : 'False' });
export const external = (path: string, members?: ReadonlyMap<string, Value>): Value => valueOf(members ? { kind: 'external', path, members } : { kind: 'external', path });
export const unknownFrom = (taints: readonly Taint[], inputs?: readonly Value[]): Value => ({ shapes: [inputs && inputs.length > 0 ? { kind: 'any', inputs } : ANY], taints });
export const list = (elements: Value[], rest?: Value): Value => valueOf(rest ? { kind: 'sequence', type: 'list', elements, rest } : { kind: 'sequence', type: 'list', elements });
export const tuple = (elements: Value[], rest?: Value): Value => valueOf(rest ? { kind: 'sequence', type: 'tuple', elements, rest } : { kind: 'sequence', type: 'tuple', elements });

export const tainted = (value: Value, taints: readonly Taint[]): Value => (taints.length === 0 ? value : { shapes: value.shapes, taints: joinTaints(value.taints, taints) });
export const stepped = (value: Value, step: Step): Value => (value.taints.length === 0 ? value : { ...value, taints: withStep(value.taints, step) });
export const untainted = (value: Value): Value => (value.taints.length === 0 ? value : { shapes: value.shapes, taints: [] });

/** Either of two values. */
export function join(a: Value, b: Value): Value {
  if (a === b || b.shapes.length === 0) return a;
  if (a.shapes.length === 0) return b;
  const shapes = [...a.shapes];
  for (const shape of b.shapes) if (!shapes.some((other) => sameShape(other, shape))) shapes.push(shape);
  const taints = joinTaints(a.taints, b.taints);
  const guarded = a.guarded === true && b.guarded === true;
  if (shapes.length === a.shapes.length && taints === a.taints && guarded === (a.guarded === true)) return a;
  return { ...(guarded && { guarded }), shapes: shapes.length > MOST_SHAPES ? [...shapes.filter((shape) => shape.kind !== 'text' && shape.kind !== 'number').slice(0, MOST_SHAPES), ANY] : shapes, taints };
}

export const joinAll = (values: Iterable<Value>): Value => {
  let result = nothing;
  for (const value of values) result = join(result, value);
  return result;
};

/** Structural equality of immutable shapes, identity of heap objects. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'any':
      return a.inputs === undefined || sameValues(a.inputs, (b as AnyShape).inputs);
    case 'text': {
      const other = b as TextShape;
      if (a.bytes !== other.bytes) return false;
      const own = literalText(a);
      return own !== undefined ? own === literalText(other) : sameParts(a.parts, other.parts);
    }
    case 'number':
      return a.value === (b as NumberShape).value;
    case 'constant':
      return a.value === (b as ConstantShape).value;
    case 'external':
      return a.path === (b as ExternalShape).path && sameMembers(a.members, (b as ExternalShape).members);
    case 'module':
      return a.program === (b as ModuleShape).program;
    case 'computed':
      return a.point.unit === (b as ComputedShape).point.unit && a.point.start === (b as ComputedShape).point.start;
    case 'function':
      return a.node === (b as FunctionShape).node && a.closure === (b as FunctionShape).closure && sameReceiver(a.self, (b as FunctionShape).self);
    case 'partial': {
      const other = b as PartialShape;
      const all = ({ positional, keywords, rest, restKeywords }: Arguments): Value[] => [...positional, ...keywords.values(), ...(rest ? [rest] : []), ...(restKeywords ? [restKeywords] : [])].map(({ value }) => value);
      return a.args.positional.length === other.args.positional.length && sameValues([a.callee, ...all(a.args)], [other.callee, ...all(other.args)]);
    }
    default:
      return false;
  }
}

const sameParts = (a: readonly TextPiece[], b: readonly TextPiece[]): boolean =>
  a.length === b.length && a.every((part, i) => {
    const other = b[i]!;
    return 'hole' in part ? 'hole' in other && sameValue(part.hole, other.hole, 2) : 'text' in other && part.text === other.text;
  });

/** Whether values cannot be told apart, besides by the way their taints took; deep ones are, unless they are the very same. */
function sameValues(a: readonly Value[], b: readonly Value[] | undefined, depth = 4): boolean {
  if (a === b) return true;
  if (!b || a.length !== b.length || depth === 0) return false;
  return a.every((one, i) => sameValue(one, b[i]!, depth - 1));
}

function sameValue(a: Value, b: Value, depth: number): boolean {
  if (a === b) return true;
  if (a.shapes.length !== b.shapes.length || a.taints.length !== b.taints.length) return false;
  return a.taints.every((taint, i) => taint.key === b.taints[i]!.key) && a.shapes.every((shape, i) => sameShapeInside(shape, b.shapes[i]!, depth));
}

function sameShapeInside(a: Shape, b: Shape, depth: number): boolean {
  if (a.kind === 'any' && b.kind === 'any') return a.inputs === b.inputs || (a.inputs !== undefined && sameValues(a.inputs, b.inputs, depth));
  if (a.kind === 'external' && b.kind === 'external') return a.path === b.path && sameMembers(a.members, b.members, depth);
  return sameShape(a, b);
}

function sameMembers(a: ReadonlyMap<string, Value> | undefined, b: ReadonlyMap<string, Value> | undefined, depth = 4): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && depth > 0 && a.size === b.size && [...a].every(([name, value]) => b.has(name) && sameValue(value, b.get(name)!, depth - 1));
}

const sameReceiver = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.shapes.length === b.shapes.length && a.shapes.every((shape, i) => shape === b.shapes[i]));

/** The whole text when there is no hole in it. */
export function literalText(shape: TextShape): string | undefined {
  if (shape.parts.length === 1) {
    const only = shape.parts[0]!;
    return 'hole' in only ? undefined : only.text;
  }
  let result = '';
  for (const part of shape.parts) {
    if ('hole' in part) return undefined;
    result += part.text;
  }
  return result;
}

export const isZero = (value: Value): boolean => value.shapes.length === 1 && value.shapes[0]!.kind === 'number' && value.shapes[0]!.value === 0n;

/** The one text a value is, if it is exactly one known text. */
export function constantText(value: Value): string | undefined {
  const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
  return only?.kind === 'text' ? literalText(only) : undefined;
}

/** All texts a value may be, if it is a finite set of known texts. */
export function finiteTexts(value: Value): string[] | undefined {
  if (value.shapes.length === 0) return undefined;
  const result: string[] = [];
  for (const shape of value.shapes) {
    const known = shape.kind === 'text' ? literalText(shape) : undefined;
    if (known === undefined) return undefined;
    result.push(known);
  }
  return result;
}

export const isNone = (value: Value): boolean => value.shapes.length === 1 && value.shapes[0]!.kind === 'constant' && value.shapes[0]!.value === 'None';

/** Whether a value is true, false, or either. */
export function truth(value: Value): boolean | undefined {
  let result: boolean | undefined;
  for (const shape of value.shapes) {
    const one = truthOf(shape);
    if (one === undefined || (result !== undefined && result !== one)) return undefined;
    result = one;
  }
  return result;
}

function truthOf(shape: Shape): boolean | undefined {
  switch (shape.kind) {
    case 'constant': return shape.value === 'True' || shape.value === 'Ellipsis';
    case 'number': return shape.value !== 0n && shape.value !== 0;
    case 'text': {
      const known = literalText(shape);
      return known === undefined ? (shape.parts.some((part) => 'text' in part && part.text !== '') ? true : undefined) : known !== '';
    }
    case 'sequence': return shape.elements.length > 0 || shape.type === 'iterator' ? true : shape.rest ? undefined : false;
    case 'dict': return shape.entries.size > 0 ? true : shape.rest ? undefined : false;
    case 'function': case 'class': case 'module': return true;
    default: return undefined;
  }
}

/** A short reading of a value for people and tests: `"-O2"`, `"a" + ?`, `? {environment}`. */
export function show(value: Value, depth = 3): string {
  const kinds = [...new Set(value.taints.map((taint) => taint.kind))].sort().join(', ');
  const shapes = value.shapes.map((shape) => showShape(shape, depth)).join(' | ') || 'nothing';
  return kinds ? `${shapes} {${kinds}}` : shapes;
}

function showShape(shape: Shape, depth: number): string {
  if (depth <= 0) return '…';
  const all = (values: readonly Value[], rest: Value | undefined): string => [...values.map((value) => show(value, depth - 1)), ...(rest ? [`*${show(rest, depth - 1)}`] : [])].join(', ');
  switch (shape.kind) {
    case 'any': return '?';
    case 'text': return shape.parts.length === 0 ? (shape.bytes ? 'b""' : '""') : shape.parts.map((part) => ('hole' in part ? '?' : (shape.bytes ? 'b' : '') + JSON.stringify(part.text))).join(' + ');
    case 'number': return typeof shape.value === 'number' ? floatText(shape.value) : String(shape.value);
    case 'constant': return shape.value;
    case 'sequence': {
      const [open, close] = ({ list: '[]', tuple: '()', set: '{}', view: '[]', iterator: '[]', bytearray: '[]' } as const)[shape.type];
      return open + all(shape.elements, shape.rest) + (shape.type === 'tuple' && shape.elements.length === 1 && !shape.rest ? ',' : '') + close;
    }
    case 'dict': return `{${[...shape.entries.values()].map(({ key, value }) => `${show(key, depth - 1)}: ${show(value, depth - 1)}`).concat(shape.rest ? [`**${show(shape.rest, depth - 1)}`] : []).join(', ')}}`;
    case 'function': return `function ${shape.name}`;
    case 'class': return `class ${shape.name}`;
    case 'object': return `${shape.cls.name} object`;
    case 'external': return shape.path;
    case 'module': return `module ${shape.program.path}`;
    case 'computed': return `${show(shape.object, depth - 1)}.?`;
    case 'partial': return `partial ${show(shape.callee, depth - 1)}`;
  }
}
