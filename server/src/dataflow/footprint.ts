/**
 * What a call could see and change: the things on the heap that it reaches from its arguments and from the names it reads, each
 * with a number in the order of reaching, and their contents as text. Two states with the same text look the same to the call.
 *
 *     f(cmd, self)     cmd = ["cc"]                #0 list (key of "cc")
 *                      self.args is cmd            #1 object C {args: #0}     ← the number says that it is the same list
 *
 * Contents are remembered, so that afterwards `changes()` tells what the call did to things that were there before it.
 */
import { identityOf, pointKey } from './source';
import { CHANGEABLE, headOfArguments, headOfFunction, headOfText, insideFunction, keyOfTaint, keyOfValue, valuesOf } from './keys';
import type { Heap, Region } from './heap';
import type { ClassShape, DictShape, ObjectShape, SequenceShape, Shape, Value } from './value';

/** Things whose content changes while a program runs. */
export type HeapShape = SequenceShape | DictShape | ObjectShape | ClassShape;

export const isHeap = (shape: Shape): shape is HeapShape => shape.kind === 'sequence' || shape.kind === 'dict' || shape.kind === 'object' || shape.kind === 'class';

/** The content of a thing at one time. */
export type Content =
  | { readonly kind: 'sequence'; readonly type: SequenceShape['type']; readonly elements: readonly Value[]; readonly rest: Value | undefined }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [string, Value, Value])[]; readonly rest: Value | undefined }
  | { readonly kind: 'attributes'; readonly entries: readonly (readonly [string, Value])[] };

/** A call that reaches more is not remembered. */
const MOST_THINGS = 800;
const DEEPEST = 80;

export class Footprint {
  private readonly numbers = new Map<Shape, number>();
  readonly things: HeapShape[] = [];
  private readonly contents: Content[] = [];
  private size = 0;

  constructor(private readonly heap: Heap, readonly region: Region = heap.here) {}

  /** Set when the call reaches too much to be compared. */
  tooLarge = false;

  has(shape: Shape): boolean {
    return this.numbers.has(shape);
  }

  /** A value as text: equal texts, read in the same order, mean equal values. Undefined when it reaches too much. */
  describe(value: Value): string | undefined {
    const key = keyOfValue(value);
    if (key !== CHANGEABLE) return String(key);
    const parts: string[] = [];
    this.value(value, parts, 0);
    return this.tooLarge ? undefined : parts.join('');
  }

  private value(value: Value, out: string[], depth: number): void {
    if (this.tooLarge) return;
    const key = keyOfValue(value);
    if (key !== CHANGEABLE) {
      out.push(` ${key}`);
      return;
    }
    if (++this.size > MOST_THINGS || depth > DEEPEST) {
      this.tooLarge = true;
      return;
    }
    out.push(value.guarded === true ? '<!' : '<');
    for (const shape of value.shapes) this.shape(shape, out, depth + 1);
    for (const taint of value.taints) out.push(`~${keyOfTaint(taint)}`);
    out.push('>');
  }

  private values(head: string, values: Iterable<Value>, out: string[], depth: number): void {
    out.push(head, '(');
    for (const value of values) this.value(value, out, depth);
    out.push(')');
  }

  /** A thing by its number; where it is met first, with its content. */
  thing(shape: HeapShape, out: string[], depth = 0): void {
    const number = this.numbers.get(shape);
    if (number !== undefined) {
      out.push(`#${number}`);
      return;
    }
    this.numbers.set(shape, this.things.length);
    this.things.push(shape);
    const content = contentOf(shape);
    this.contents.push(content);
    out.push(this.heap.standing(shape, this.region));
    if (shape.kind === 'sequence' && shape.endless) this.tooLarge = true;
    this.size += content.kind === 'sequence' ? content.elements.length : content.entries.length;
    if (content.kind === 'sequence') this.values(`${content.type}${content.rest ? '*' : ''}`, content.rest ? [...content.elements, content.rest] : content.elements, out, depth);
    else if (content.kind === 'dict') {
      this.values(`dict${content.rest ? '*' : ''} ${JSON.stringify(content.entries.map(([name]) => name))}`, [...content.entries.flatMap(([, key, value]) => [key, value]), ...(content.rest ? [content.rest] : [])], out, depth);
    } else {
      if (shape.kind === 'object') {
        out.push('object ');
        this.thing(shape.cls, out, depth + 1);
      } else if (shape.kind === 'class') this.values(`class ${identityOf(shape.node)} ${pointKey(shape.point)}${shape.meta ? ' meta' : ''}${shape.enumerated ? ' members' : ''} ${shape.fields?.map(({ name, value }) => (value ? `${name}=` : name)).join(' ') ?? ''}`, [...shape.bases, ...(shape.meta ? [shape.meta] : []), ...(shape.fields ?? []).flatMap(({ value }) => (value ? [value] : []))], out, depth);
      this.values(JSON.stringify(content.entries.map(([name]) => name)), content.entries.map(([, value]) => value), out, depth);
    }
  }

  private shape(shape: Shape, out: string[], depth: number): void {
    switch (shape.kind) {
      case 'sequence': case 'dict': case 'object': case 'class': return this.thing(shape, out, depth);
      case 'any': return this.values('any', shape.inputs ?? [], out, depth);
      case 'text': return this.values(headOfText(shape.bytes, shape.parts), shape.parts.flatMap((part) => ('hole' in part ? [part.hole] : [])), out, depth);
      case 'external': return this.values(`external ${shape.path} ${[...(shape.members?.keys() ?? [])].join(' ')}`, shape.members?.values() ?? [], out, depth);
      case 'computed': return this.values(`computed ${pointKey(shape.point)}`, [shape.object, shape.name], out, depth);
      case 'partial': return this.values(`partial ${headOfArguments(shape.args)}`, [shape.callee, ...valuesOf(shape.args)], out, depth);
      case 'function':
        this.values(headOfFunction(shape), insideFunction(shape), out, depth);
        if (shape.owner) this.thing(shape.owner, out, depth + 1);
        return;
      default: out.push(` ${keyOfValue({ shapes: [shape], taints: [] })}`);
    }
  }

  /** How far it has read; `undo` takes back what was read since. */
  mark(): { readonly things: number; readonly size: number } {
    return { things: this.things.length, size: this.size };
  }

  undo(mark: { readonly things: number; readonly size: number }): void {
    for (const shape of this.things.splice(mark.things)) this.numbers.delete(shape);
    this.contents.length = mark.things;
    this.size = mark.size;
    this.tooLarge = false;
  }

  /** Things whose content is not what it was, by number. */
  changes(): { readonly number: number; readonly content: Content }[] {
    return this.things.flatMap((shape, number) => {
      const now = contentOf(shape);
      return sameContent(this.contents[number]!, now) ? [] : [{ number, content: now }];
    });
  }
}

export function contentOf(shape: HeapShape): Content {
  switch (shape.kind) {
    case 'sequence': return { kind: 'sequence', type: shape.type, elements: [...shape.elements], rest: shape.rest };
    case 'dict': return { kind: 'dict', entries: [...shape.entries].map(([name, { key, value }]) => [name, key, value] as const), rest: shape.rest };
    default: return { kind: 'attributes', entries: [...shape.attributes] };
  }
}

/** Gives a thing a content. */
export function fill(shape: HeapShape, content: Content): void {
  if (shape.kind === 'sequence' && content.kind === 'sequence') {
    shape.type = content.type;
    shape.elements.splice(0, shape.elements.length, ...content.elements);
    if (content.rest) shape.rest = content.rest;
    else delete shape.rest;
  } else if (shape.kind === 'dict' && content.kind === 'dict') {
    shape.entries.clear();
    for (const [name, key, value] of content.entries) shape.entries.set(name, { key, value });
    if (content.rest) shape.rest = content.rest;
    else delete shape.rest;
  } else if ((shape.kind === 'object' || shape.kind === 'class') && content.kind === 'attributes') {
    shape.attributes.clear();
    for (const [name, value] of content.entries) shape.attributes.set(name, value);
  }
}

const sameAll = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);

function sameContent(a: Content, b: Content): boolean {
  if (a.kind === 'sequence' && b.kind === 'sequence') return a.type === b.type && a.rest === b.rest && sameAll(a.elements, b.elements);
  if (a.kind === 'dict' && b.kind === 'dict') return a.rest === b.rest && sameAll(a.entries.flat(), b.entries.flat());
  return a.kind === 'attributes' && b.kind === 'attributes' && sameAll(a.entries.flat(), b.entries.flat());
}
