/**
 * Names and their values while code runs: one `Frame` per running function or module, with layers of assignments for branches.
 *
 * A branch writes into a layer of its own; where branches meet, only the names they touched are joined:
 *
 *     x = 1            base {x: 1}
 *     if c: x = 2      layer {x: 2}   ← joined into base: x = 1 | 2
 *
 * Keys with a dot (`self.name`) hold what a guard proved about an attribute.
 */
import { type ClassShape, type Environment, join, nothing, type SequenceShape, type Value } from './value';
import type { Program } from './source';

let serials = 0;
/** Numbers in the order of asking: frames and calls get one when they begin. */
export const newSerial = (): number => ++serials;

/** Is told what is read from and written to frames that were there before `start` (trace.ts). */
export interface Watcher {
  readonly start: number;
  read(frame: Frame, name: string, value: Value | undefined): void;
  wrote(frame: Frame): void;
}

const nobody: Watcher = { start: -1, read: () => undefined, wrote: () => undefined };

/** Names with their values. What was proved, under keys with a dot, is also known by itself: each assignment ends some of it, among very many names. */
class Names extends Map<string, Value> {
  private readonly proved = new Set<string>();

  override set(name: string, value: Value): this {
    if (name.includes('.')) this.proved.add(name);
    return super.set(name, value);
  }

  forgetProofs(prefix: string): void {
    for (const key of this.proved) {
      if (!key.startsWith(prefix)) continue;
      this.proved.delete(key);
      this.delete(key);
    }
  }
}

export interface Layer {
  readonly values: Names;
  readonly below?: Layer;
}

export class Frame implements Environment {
  layer: Layer = { values: new Names() };
  /** What `return` gave so far. */
  returned: Value = nothing;
  /** What `yield` gave so far, in order where that is certain. */
  readonly yields: SequenceShape = { kind: 'sequence', type: 'iterator', elements: [] };
  readonly serial = newSerial();
  watcher: Watcher;

  constructor(
    readonly program: Program,
    /** The enclosing frame for free names; undefined for modules. */
    readonly enclosing: Environment | undefined,
    /** Names that are local to this frame; undefined when every assigned name is (modules, classes). */
    readonly locals: ReadonlySet<string> | undefined,
    readonly globals: ReadonlySet<string> = new Set(),
    /** The class whose method runs, and its `self`. */
    readonly owner?: ClassShape,
    readonly self?: Value,
    /** Class bodies are skipped when nested functions look names up. */
    readonly isClassBody = false,
  ) {
    this.watcher = enclosing instanceof Frame ? enclosing.watcher : nobody;
  }

  /** Forgets all it holds. */
  clear(): void {
    this.layer = { values: new Names() };
    this.returned = nothing;
    this.yields.elements.length = 0;
    delete this.yields.rest;
  }

  get module(): Environment {
    return this.enclosing ? this.enclosing.module : this;
  }

  own(name: string): Value | undefined {
    const value = this.peek(name);
    if (this.serial < this.watcher.start) this.watcher.read(this, name, value);
    return value;
  }

  /** All names of its own; unlike `own`, nobody can say later which of them mattered. */
  all(): ReadonlyMap<string, Value> {
    if (this.serial < this.watcher.start) this.watcher.wrote(this);
    return this.layer.values;
  }

  /** Like `own`, unwatched. */
  peek(name: string): Value | undefined {
    for (let layer: Layer | undefined = this.layer; layer; layer = layer.below) {
      const value = layer.values.get(name);
      if (value) return value;
    }
    return undefined;
  }

  /** All names of its own with their present values, proofs under dotted paths included. */
  visible(): Map<string, Value> {
    const values = new Map<string, Value>();
    for (let layer: Layer | undefined = this.layer; layer; layer = layer.below) for (const [name, value] of layer.values) if (!values.has(name)) values.set(name, value);
    return values;
  }

  /** Looks a name up the way Python does: local, enclosing functions, module; builtins are the caller's concern. */
  lookup(name: string): Value | undefined {
    if (this.globals.has(name)) return this.module.own(name);
    const own = this.own(name);
    if (own) return own;
    let outer = this.enclosing;
    while (outer?.isClassBody) outer = outer.enclosing;
    return outer?.lookup(name);
  }

  set(name: string, value: Value): void {
    if (this.globals.has(name) && this.enclosing) {
      this.module.set(name, value);
      return;
    }
    if (this.locals && !this.locals.has(name) && !name.includes('.')) {
      // A nonlocal name: the nearest enclosing frame that has it.
      for (let frame = this.enclosing; frame; frame = frame.enclosing) {
        if (frame.own(name) && !frame.isClassBody) {
          frame.set(name, join(frame.own(name)!, value));
          return;
        }
      }
    }
    if (this.serial < this.watcher.start) this.watcher.wrote(this);
    this.layer.values.set(name, value);
    this.forgetGuards(`${name}.`);
  }

  /** A new value for `a.b` ends what guards proved about it and what hangs below. */
  forgetGuards(prefix: string): void {
    for (let layer: Layer | undefined = this.layer; layer; layer = layer.below) layer.values.forgetProofs(prefix);
  }

  /** Runs `body` with its assignments kept apart, and hands them back without applying them. */
  branch(body: () => void): Map<string, Value> {
    const below = this.layer;
    const values = new Names();
    this.layer = { values, below };
    try {
      body();
    } finally {
      this.layer = below;
    }
    return values;
  }

  /** What was assigned in the layers above `base`. */
  since(base: Layer): Map<string, Value> {
    const values = new Map<string, Value>();
    for (let layer: Layer | undefined = this.layer; layer && layer !== base; layer = layer.below) for (const [name, value] of layer.values) if (!values.has(name)) values.set(name, value);
    return values;
  }

  /** Applies the outcomes of branches that met again; a branch that did not reach the meeting point is left out. */
  merge(outcomes: readonly ReadonlyMap<string, Value>[]): void {
    if (outcomes.length === 1) {
      for (const [name, value] of outcomes[0]!) this.layer.values.set(name, value);
      return;
    }
    const names = new Set(outcomes.flatMap((outcome) => [...outcome.keys()]));
    for (const name of names) {
      const before = this.lookup(name);
      let value = nothing;
      for (const outcome of outcomes) {
        const after = outcome.get(name) ?? before;
        if (after) value = join(value, after);
        // What only some branches proved is not proved.
        else if (name.includes('.')) value = nothing;
      }
      if (name.includes('.') && outcomes.some((outcome) => !outcome.has(name))) continue;
      if (value.shapes.length > 0) this.layer.values.set(name, value);
    }
  }
}
