/**
 * Names by other roads: `getattr`, `globals()["x"]`, `vars(os)`, `os.__dict__.get("system")`, `sys.modules`, frames, what programs put
 * in the place of library functions. A *namespace* is a mapping that holds the attributes of an object; looking into it is looking
 * the attribute up, writing to it is setting it.
 */
import type { Model } from '../catalog/model';
import type { HiddenNameEvent } from './events';
import { newSerial } from './frame';
import { keyOf } from './exact/values';
import { argument } from './intrinsics/intrinsic';
import { ProgramMachine } from './programs';
import type { Point } from './source';
import { joinTaints, withStep } from './taint';
import { type Arguments, constantText, type Environment, external, finiteTexts, join, literalText, none, nothing, type Shape, unknown, type Value, valueOf } from './value';

/** What is worth hiding: whatever does harm, or brings hidden text to light. */
const isDangerous = (model: Model | undefined): boolean => model?.sinks !== undefined || model?.decodes !== undefined;

/** Made of pieces here, and not handed in by somebody: a name with holes, or what a computation makes of constants. */
const isComputed = (name: Value): boolean =>
  name.shapes.some((shape) => (shape.kind === 'text' && literalText(shape) === undefined) || (shape.kind === 'any' && (shape.inputs ?? []).some((one) => isConstantData(one))))
  || name.taints.some(({ kind }) => kind === 'decoded' || kind === 'network' || kind === 'environment');

/** Lists may hold themselves: those in lists in lists say nothing more. */
const isConstantData = ({ shapes }: Value, depth = 4): boolean =>
  shapes.some((shape) => shape.kind === 'text' || shape.kind === 'number' || (depth > 0 && shape.kind === 'sequence' && shape.elements.some((one) => isConstantData(one, depth - 1))));

/** A frame object: https://docs.python.org/3/reference/datamodel.html#frame-objects */
const FRAME = /^(?:sys\._getframe|inspect\.currentframe)\(\)(?:\.f_back)*$/;

/** What reads and writes a mapping of names. */
const MAPPING_METHODS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', '__getitem__', '__setitem__', 'update']);

/** Walking down from `object` to all classes there are: who does that looks for one it must not name. */
const ALL_CLASSES = /^(?:builtins\.object|builtins\.type(?!\.__subclasses__)|(?:str|list|dict|int)\.__class__)(?:\.__(?:base|mro|bases|class)__(?:\[\])?)*\.__subclasses__$/;

/** Paths with a meaning of their own, which no program replaces. */
const FIXED = /\(\)|^(?:namespace|super|str|list|dict|int|\?)(?:$|\.|\()/;

export abstract class NamespaceMachine extends ProgramMachine {
  /** What the program assigned to attributes of libraries. */
  private readonly patches = new Map<string, Value>();
  /** A new number for each new state of them; 0 as long as there are none. */
  private patched = 0;

  protected override situation(): string {
    return super.situation() + (this.patched > 0 ? `p${this.patched}` : '');
  }

  abstract setAttribute(object: Value, name: string, value: Value): void;

  /** The mapping of an object's attributes. */
  protected namespaceOf(object: Value): Value {
    return external('namespace()', new Map([['of', object]]));
  }

  protected frameSpace(frame: Environment): Value {
    return this.namespaceOf(valueOf({ kind: 'module', program: frame.program, frame }));
  }

  /** The object whose attributes a mapping holds; undefined for other mappings. */
  protected holderOf(shape: Shape): Value | undefined {
    if (shape.kind !== 'external') return undefined;
    if (shape.path === 'namespace()') return shape.members?.get('of');
    if (shape.path === 'builtins.__builtins__' || shape.path === 'builtins') return external('builtins');
    return shape.path.endsWith('.__dict__') ? external(shape.path.slice(0, -'.__dict__'.length)) : undefined;
  }

  protected override namespaceItem(object: Value, index: Value, point: Point): Value | undefined {
    const shape = object.shapes.length === 1 ? object.shapes[0]! : undefined;
    if (!shape) return undefined;
    if (shape.kind === 'external' && shape.path === 'sys.modules') return this.importNamed(index, false, point);
    const holder = this.holderOf(shape);
    return holder && this.getattr(holder, index, undefined, point);
  }

  /** `namespace[name] = value`. */
  protected setNamespaceItem(shape: Shape, index: Value, value: Value): boolean {
    const holder = this.holderOf(shape);
    const name = constantText(index);
    if (holder && name !== undefined) this.setAttribute(holder, name, value);
    return holder !== undefined;
  }

  /** Methods of namespaces, and functions that hand them out. */
  protected namespaceCall(path: string, members: ReadonlyMap<string, Value> | undefined, args: Arguments, point: Point): Value | undefined {
    const first = argument(args, 0);
    switch (path) {
      case 'builtins.globals': return this.frameSpace(this.frame.module);
      case 'builtins.locals': return this.frameSpace(this.bindingFrame());
      case 'builtins.vars': return first ? this.attribute(first, '__dict__', point) : this.frameSpace(this.bindingFrame());
      case 'builtins.setattr':
      case 'builtins.object.__setattr__':
      case 'builtins.type.__setattr__': {
        const name = constantText(argument(args, 1) ?? unknown);
        if (name !== undefined && first) this.setAttribute(first, name, argument(args, 2) ?? unknown);
        return none;
      }
      case 'object.__getattribute__': return first && this.getattr(members?.get('self') ?? unknown, first, undefined, point);
      case 'builtins.object.__getattribute__':
      case 'builtins.type.__getattribute__': return first && this.getattr(first, argument(args, 1) ?? unknown, undefined, point);
      case 'inspect.getattr_static': return first && this.getattr(first, argument(args, 1) ?? unknown, argument(args, 2), point);
      default:
    }
    if (ALL_CLASSES.test(path)) this.emit<HiddenNameEvent>({ kind: 'hidden-name', point, path: '' });
    const dot = path.lastIndexOf('.');
    const method = path.slice(dot + 1);
    if (dot < 1 || !first || !MAPPING_METHODS.has(method)) return undefined;
    const mapping = path.slice(0, dot);
    if (mapping === 'sys.modules') return method === 'update' || method === '__setitem__' ? undefined : this.importNamed(first, false, point);
    const shape: Shape = members ? { kind: 'external', path: mapping, members } : { kind: 'external', path: mapping };
    const holder = this.holderOf(shape);
    if (!holder) return undefined;
    if (method === 'update') {
      for (const given of first.shapes) if (given.kind === 'dict') for (const { key, value } of given.entries.values()) this.setNamespaceItem(shape, key, value);
      return none;
    }
    if (method === '__setitem__') {
      this.setNamespaceItem(shape, first, argument(args, 1) ?? unknown);
      return none;
    }
    return this.getattr(holder, first, argument(args, 1), point);
  }

  /** Attributes that lead to namespaces, of library objects. */
  protected specialAttribute(path: string, name: string, whole: Value): Value | undefined {
    if (path === 'builtins.__builtins__' || path === 'builtins.builtins') return external(`builtins.${name}`);
    if (name === '__getattribute__') return external('object.__getattribute__', new Map([['self', whole]]));
    // A builtin function knows the module it is from.
    if (name === '__self__' && /^builtins\.\w+$/.test(path)) return external('builtins');
    if (FRAME.test(path)) {
      if (name === 'f_builtins') return external('builtins.__dict__');
      if (name === 'f_globals') return this.frameSpace(this.frame.module);
      if (name === 'f_locals') return this.frameSpace(this.frame);
    }
    return undefined;
  }

  protected override moduleAttribute(shape: Shape & { kind: 'module' }, name: string): Value | undefined {
    switch (name) {
      case '__dict__': return this.namespaceOf(valueOf(shape));
      case '__builtins__': return external('builtins.__builtins__');
      case '__getattribute__': return external('object.__getattribute__', new Map([['self', valueOf(shape)]]));
      default: return this.starName(shape.frame.own('*'), name);
    }
  }

  /** A name that `from library import *` may have brought: where the library is known to have it. */
  protected override starName(libraries: Value | undefined, name: string): Value | undefined {
    for (const shape of libraries?.shapes ?? []) if (shape.kind === 'external' && this.knows(`${shape.path}.${name}`)) return external(`${shape.path}.${name}`);
    return undefined;
  }

  /** Whether anything is known of a library function. */
  protected abstract knows(path: string): boolean;

  /** `os.getenv = mine`: from here on that is what the name gives. */
  protected patch(path: string, value: Value): void {
    if (FIXED.test(path)) return;
    const before = this.patches.get(path) ?? external(path);
    this.trace.spoil();
    this.patched = newSerial();
    this.patches.set(path, this.heap.isSure ? value : join(before, value));
  }

  protected override patchOf(path: string, name: string): Value | undefined {
    return this.patches.size === 0 ? undefined : this.patches.get(`${path}.${name}`);
  }

  override lookedUp(object: Value, name: Value, known: string, point: Point): Value {
    const result = this.attribute(object, known, point);
    this.noticeHiddenName(object, name, result, point);
    return result;
  }

  /** `exec(text, namespace)`: what the text defines is in the namespace afterwards. */
  protected execute(value: Value, namespace: Value | undefined, point: Point): void {
    const only = namespace?.shapes.length === 1 ? namespace.shapes[0]! : undefined;
    if (only?.kind !== 'dict') {
      this.runText(value, point, 'exec', this.frame);
      return;
    }
    const names = new Map([...only.entries].flatMap(([key, entry]) => (key.startsWith('t') ? [[key.slice(1), entry.value] as const] : [])));
    const defined = this.runText(value, point, 'exec', names);
    if (this.heap.mayChange(only) === 'never') return;
    for (const [name, one] of defined) only.entries.set(keyOf(nameValue(name))!, { key: nameValue(name), value: one });
    if (value.shapes.some((shape) => shape.kind !== 'text' || literalText(shape) === undefined)) only.rest = join(only.rest ?? nothing, { shapes: unknown.shapes, taints: value.taints });
  }

  protected getattr(object: Value, name: Value, fallback: Value | undefined, point: Point): Value {
    const names = finiteTexts(name) ?? finiteTexts({ shapes: name.shapes.filter((shape) => shape.kind === 'text' && literalText(shape) !== undefined), taints: [] }) ?? [];
    let result = nothing;
    for (const one of names.slice(0, 32)) {
      const has = object.shapes.map((shape) => this.hasAttribute(shape, one));
      if (fallback && !has.every((certain) => certain === true)) result = join(result, fallback);
      if (!fallback || !has.every((certain) => certain === false)) result = join(result, this.attribute(object, one, point));
    }
    if (names.length === 0 && fallback) result = fallback;
    this.noticeHiddenName(object, name, result, point);
    // A decoded name that is known is hidden, and said to be; it leaves nothing open.
    if (finiteTexts(name) && name.taints.every(({ kind }) => kind === 'decoded')) return result;
    if (!finiteTexts(name)) {
      for (const shape of object.shapes) if (shape.kind === 'object') result = join(result, this.dispatchUnknown(shape.cls, valueOf(shape), name, point));
    }
    const taints = withStep(joinTaints(name.taints, object.taints), { point, label: 'looked up by `getattr(…)`' });
    return join(result, { shapes: [{ kind: 'computed', object, name, point }], taints });
  }

  /** Looking up `exec` or `os.system` by a name that is put together is done to be overlooked. */
  private noticeHiddenName(object: Value, name: Value, found: Value, point: Point): void {
    const whole = name.shapes.every((shape) => shape.kind === 'text' && shape.parts.length <= 1) && !name.taints.some((taint) => taint.kind === 'decoded');
    // A loop over many names copies a module; it hides none of them.
    if (whole || name.shapes.length > 3) return;
    const dangerous = found.shapes.find((shape) => shape.kind === 'external' && isDangerous(this.world.catalog.modelOf(shape.path)));
    const inBuiltins = object.shapes.some((shape) => shape.kind === 'external' && /^builtins(?:\.__builtins__)?$/.test(shape.path));
    if (dangerous?.kind === 'external') this.emit<HiddenNameEvent>({ kind: 'hidden-name', point, path: dangerous.path });
    else if (inBuiltins && isComputed(name)) this.emit<HiddenNameEvent>({ kind: 'hidden-name', point, path: '' });
  }

  /** Whether an object has an attribute; undefined when that cannot be known. */
  private hasAttribute(shape: Shape, name: string): boolean | undefined {
    if (shape.kind === 'module') return shape.frame.own(name) !== undefined || this.moduleAttribute(shape, name) !== undefined;
    if (shape.kind !== 'object' && shape.kind !== 'class') return undefined;
    if (shape.attributes.has(name)) return true;
    const cls = shape.kind === 'object' ? shape.cls : shape;
    const order = this.resolutionOrder(cls);
    if (order.some((base) => base.attributes.has(name))) return true;
    return order.some((base) => base.attributes.has('__getattr__')) || this.externalBase(cls) !== undefined ? undefined : false;
  }
}

const nameValue = (name: string): Value => valueOf({ kind: 'text', bytes: false, parts: [{ text: name }] });
