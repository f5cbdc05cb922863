/**
 * Carries values from one state of a program into another: things that were there get their counterparts, things that were made
 * meanwhile are made anew, the way that tainted arguments took is exchanged for the way it took this time.
 */
import type { Frame } from './frame';
import { type Content, contentOf, fill, type HeapShape, isHeap } from './footprint';
import { CHANGEABLE, keyOfValue } from './keys';
import type { Taint, Trail } from './taint';
import type { Argument, Arguments, Environment, FunctionShape, Shape, TextPiece, Value } from './value';

/** Thrown for what cannot be made a second time. */
export class Unrepeatable extends Error {}

const DEEPEST = 100;

export class Relocation {
  private readonly done = new Map<Value, Value>();
  private readonly trails: Map<Trail, Trail>;
  private readonly plain: boolean;
  private depth = 0;

  /**
   * `known`: counterparts of what was there before; the rest is made anew. Frames with a serial from `fresh` on were made
   * meanwhile as well; a function that needs one cannot be made anew. `copied` is told of things that are made.
   */
  constructor(private readonly known: Map<Shape, Shape>, trails: ReadonlyMap<Trail, Trail>, private readonly fresh: number, private readonly copied: (made: Shape, shape: Shape) => void) {
    this.trails = new Map(trails);
    this.plain = trails.size === 0;
  }

  value(value: Value): Value {
    if (this.plain && keyOfValue(value) !== CHANGEABLE) return value;
    let result = this.done.get(value);
    if (result) return result;
    if (++this.depth > DEEPEST) throw new Unrepeatable('nested too deeply');
    const shapes = same(value.shapes, (shape) => this.shape(shape));
    const taints = this.taints(value.taints);
    result = shapes === value.shapes && taints === value.taints ? value : { ...value, shapes, taints };
    this.depth--;
    this.done.set(value, result);
    return result;
  }

  private taints(taints: readonly Taint[]): readonly Taint[] {
    return this.plain ? taints : same(taints, (taint) => {
      const trail = this.trail(taint.trail);
      return trail === taint.trail ? taint : { ...taint, trail };
    });
  }

  private trail(trail: Trail): Trail {
    let result = this.trails.get(trail);
    if (!result && trail.repeats) {
      const repeated = this.trail(trail.repeats);
      result = repeated === trail.repeats ? trail : { ...repeated, entry: true, repeats: repeated };
      this.trails.set(trail, result);
    }
    if (!result) {
      const previous = trail.previous && this.trail(trail.previous);
      result = previous === trail.previous ? trail : { ...trail, previous: previous! };
      this.trails.set(trail, result);
    }
    return result;
  }

  private shape(shape: Shape): Shape {
    if (isHeap(shape)) return this.thing(shape);
    switch (shape.kind) {
      case 'any': {
        const inputs = shape.inputs && same(shape.inputs, (one) => this.value(one));
        return inputs === shape.inputs ? shape : { ...shape, inputs: inputs! };
      }
      case 'text': {
        const parts = same(shape.parts, (part): TextPiece => {
          if (!('hole' in part)) return part;
          const hole = this.value(part.hole);
          return hole === part.hole ? part : { hole };
        });
        return parts === shape.parts ? shape : { ...shape, parts };
      }
      case 'external': {
        const members = shape.members && this.values(shape.members);
        return members === shape.members ? shape : { ...shape, members: members! };
      }
      case 'computed': return { ...shape, object: this.value(shape.object), name: this.value(shape.name) };
      case 'partial': return { ...shape, callee: this.value(shape.callee), args: this.args(shape.args) };
      case 'function': return this.function(shape);
      default: return shape;
    }
  }

  private function(fn: FunctionShape): FunctionShape {
    for (let frame: Environment | undefined = fn.closure; frame; frame = frame.enclosing) if ((frame as Frame).serial >= this.fresh) throw new Unrepeatable('a function with a running function around it');
    const owner = fn.owner && (this.thing(fn.owner) as FunctionShape['owner']);
    const self = fn.self && this.value(fn.self);
    const defaults = this.values(fn.defaults);
    const parameters = this.values(fn.decoration.parameters);
    if (owner === fn.owner && self === fn.self && defaults === fn.defaults && parameters === fn.decoration.parameters) return fn;
    return { ...fn, defaults, decoration: parameters === fn.decoration.parameters ? fn.decoration : { ...fn.decoration, parameters }, ...(owner && { owner }), ...(self && { self }) };
  }

  private values<V extends ReadonlyMap<string, Value>>(values: V): ReadonlyMap<string, Value> {
    let changed = false;
    const result = new Map<string, Value>();
    for (const [name, value] of values) {
      const one = this.value(value);
      changed ||= one !== value;
      result.set(name, one);
    }
    return changed ? result : values;
  }

  private args(args: Arguments): Arguments {
    const one = ({ value, point }: Argument): Argument => ({ value: this.value(value), point });
    return {
      positional: args.positional.map(one), keywords: new Map([...args.keywords].map(([name, argument]) => [name, one(argument)])),
      ...(args.rest && { rest: one(args.rest) }), ...(args.restKeywords && { restKeywords: one(args.restKeywords) }),
    };
  }

  /** The counterpart of a thing, or a new one like it. */
  thing(shape: HeapShape): Shape {
    const known = this.known.get(shape);
    if (known) return known;
    if (shape.kind === 'sequence' && shape.endless) throw new Unrepeatable('without an end');
    const made: HeapShape = shape.kind === 'sequence' ? { kind: 'sequence', type: shape.type, elements: [] }
      : shape.kind === 'dict' ? { kind: 'dict', entries: new Map() }
        : shape.kind === 'object' ? { kind: 'object', cls: this.thing(shape.cls) as typeof shape.cls, attributes: new Map() }
          : { ...shape, bases: shape.bases.map((base) => this.value(base)), attributes: new Map(), ...(shape.meta && { meta: this.value(shape.meta) }), ...(shape.fields && { fields: shape.fields.map(({ name, value }) => (value ? { name, value: this.value(value) } : { name })) }) };
    this.known.set(shape, made);
    this.copied(made, shape);
    fill(made, this.content(contentOf(shape)));
    return made;
  }

  content(content: Content): Content {
    const rest = 'rest' in content && content.rest ? this.value(content.rest) : undefined;
    switch (content.kind) {
      case 'sequence': return { ...content, elements: content.elements.map((one) => this.value(one)), rest };
      case 'dict': return { ...content, entries: content.entries.map(([name, key, value]) => [name, this.value(key), this.value(value)] as const), rest };
      case 'attributes': return { ...content, entries: content.entries.map(([name, value]) => [name, this.value(value)] as const) };
    }
  }

  /** Any plain data with values in it: events, what a machine remembers. */
  data<T>(data: T): T {
    return this.any(data) as T;
  }

  private any(data: unknown): unknown {
    if (typeof data !== 'object' || data === null) return data;
    if (Array.isArray(data)) return same(data as readonly unknown[], (one) => this.any(one));
    if (data instanceof Map) {
      let changed = false;
      const result = new Map<unknown, unknown>();
      for (const [key, value] of data) {
        const one = this.any(value);
        changed ||= one !== value;
        result.set(key, one);
      }
      return changed ? result : data;
    }
    const object = data as Readonly<Record<string, unknown>>;
    if (object['kind'] === 'module') return data;
    if ('shapes' in object) return this.value(object as unknown as Value);
    if ('attributes' in object || 'entries' in object || 'elements' in object || 'closure' in object || object['kind'] === 'computed') return this.shape(object as unknown as Shape);
    let result: Record<string, unknown> | undefined;
    for (const [name, value] of Object.entries(object)) {
      if (NO_VALUES.has(name)) continue;
      const one = this.any(value);
      if (one !== value) (result ??= { ...object })[name] = one;
    }
    return result ?? data;
  }
}

/** Parts of events that hold no values. */
const NO_VALUES: ReadonlySet<string> = new Set(['point', 'model', 'indicator', 'entry', 'gates']);

/** Like `map`, but the same array when nothing changed. */
function same<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  let result: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const one = change(list[i]!);
    if (result) result.push(one);
    else if (one !== list[i]) result = [...list.slice(0, i), one];
  }
  return result ?? list;
}
