/**
 * Functions, classes and objects of the program under analysis: attribute lookup along the method resolution order, binding of
 * arguments to parameters, entering functions with abstract arguments.
 */
import type { Param, Stmt } from '../syntax/python/ast';
import { scopeOf } from '../semantics/scopes';
import type { DispatchEvent, DynamicCallEvent } from './events';
import { ExpressionMachine } from './expressions';
import { Frame } from './frame';
import { resolutionOrder } from './linearization';
import { noArguments } from './machine';
import type { Point } from './source';
import { entering, joinTaints, type Taint, unproved } from './taint';
import {
  type Argument, type Arguments, type ClassShape, constantText, type Field, type FunctionShape, join, joinAll, none, nothing, type ObjectShape, type Shape, stepped, text, unknown, unknownFrom, type Value, valueOf, tuple,
} from './value';

export abstract class ObjectMachine extends ExpressionMachine {
  /** Functions that a function handed out (closures), and whether anything called them since. */
  readonly created: FunctionShape[] = [];

  /** Every function that was defined outside a class, by its node: for those nothing calls. */
  readonly defined = new Map<FunctionShape['node'], FunctionShape>();

  override attribute(object: Value, name: string, point: Point): Value {
    let result = nothing;
    for (const shape of object.shapes) result = join(result, this.attributeOf(shape, name, object, point));
    // What an object holds has its own taints; of everything else a part is as tainted as the whole.
    const own = object.shapes.every((shape) => shape.kind === 'object' || shape.kind === 'class' || shape.kind === 'module' || shape.kind === 'function');
    return own ? result : { shapes: result.shapes, taints: joinTaints(result.taints, object.taints) };
  }

  private attributeOf(shape: Shape, name: string, whole: Value, point: Point): Value {
    switch (shape.kind) {
      case 'object':
        return this.objectAttribute(shape, name, point);
      case 'class':
        return this.classAttribute(shape, name, undefined, point) ?? this.builtinAttribute(shape, name) ?? unknown;
      case 'module':
        return shape.frame.own(name) ?? this.submodule(shape.program.path, name) ?? this.moduleAttribute(shape, name) ?? unknown;
      case 'text':
        return this.pathAttribute(shape, name) ?? valueOf({ kind: 'external', path: `str.${name}`, members: new Map([['self', valueOf(shape, whole.taints)]]) });
      case 'number':
      case 'constant':
        return this.numberAttribute(shape, name) ?? valueOf({ kind: 'external', path: `int.${name}`, members: new Map([['self', valueOf(shape, whole.taints)]]) });
      case 'sequence':
      case 'dict':
        return valueOf({ kind: 'external', path: `${shape.kind === 'dict' ? 'dict' : 'list'}.${name}`, members: new Map([['self', valueOf(shape, whole.taints)]]) });
      case 'external':
        return this.externalAttribute(shape.path, name, shape.members, whole, point);
      case 'function':
        return this.functionAttribute(shape, name);
      case 'any':
        return valueOf({ kind: 'external', path: `?.${name}`, members: new Map([['self', whole]]) });
      default:
        return unknown;
    }
  }

  protected abstract externalAttribute(path: string, name: string, members: ReadonlyMap<string, Value> | undefined, whole: Value, point: Point): Value;
  /** Attributes of pathlib paths that are values, not methods: `parent`, `name`. */
  protected abstract pathAttribute(shape: Shape, name: string): Value | undefined;
  protected abstract numberAttribute(shape: Shape, name: string): Value | undefined;
  /** `__dict__` and the like. */
  protected abstract moduleAttribute(shape: Shape & { kind: 'module' }, name: string): Value | undefined;
  protected abstract submodule(path: string, name: string): Value | undefined;

  private functionAttribute(shape: FunctionShape, name: string): Value {
    if (name === '__name__' || name === '__qualname__') return text(shape.name);
    if (name === '__globals__') return this.moduleAttribute({ kind: 'module', program: shape.closure.program, frame: shape.closure.module }, '__dict__') ?? unknown;
    if (name === '__self__' && shape.self) return shape.self;
    if (name === '__defaults__') return tuple([...shape.defaults].flatMap(([param, value]) => (shape.node.params.some((one) => one.name === param && one.type !== 'keyword-only') ? [value] : [])));
    if (name === '__func__' || name === '__wrapped__') return valueOf(shape);
    if (name === '__call__') return valueOf(shape);
    return unknown;
  }

  private builtinAttribute(shape: ClassShape, name: string): Value | undefined {
    if (name === '__dict__') return attributesOf(shape);
    return name === '__name__' || name === '__qualname__' ? text(shape.name) : undefined;
  }

  private objectAttribute(shape: ObjectShape, name: string, point: Point): Value {
    const own = shape.attributes.get(name);
    const self = valueOf(shape);
    if (own) return own;
    if (name === '__class__') return valueOf(shape.cls);
    if (name === '__getattribute__') return valueOf({ kind: 'external', path: 'object.__getattribute__', members: new Map([['self', self]]) });
    if (name === '__dict__') return attributesOf(shape);
    const found = this.classAttribute(shape.cls, name, self, point);
    if (found) return found;
    const hook = name.startsWith('__') ? undefined : this.classAttribute(shape.cls, '__getattr__', self, point);
    if (!hook) return this.inheritedAttribute(shape.cls, self, name, point);
    this.emit<DispatchEvent>({ kind: 'dispatch', point, cls: shape.cls, name: text(name) });
    return this.call(hook, { positional: [{ value: text(name), point }], keywords: new Map() }, point);
  }

  /** What a class of a library hands down; unknown when there is none. */
  private inheritedAttribute(cls: ClassShape, self: Value, name: string, point: Point): Value {
    const library = name.startsWith('__') ? undefined : this.externalBase(cls);
    return library === undefined || library === 'builtins.object' ? unknown : this.externalAttribute(`${library}()`, name, new Map([['self', self]]), self, point);
  }

  /** Looks along the method resolution order and binds what it finds; undefined when no class of the program has it. */
  classAttribute(cls: ClassShape, name: string, self: Value | undefined, point: Point): Value | undefined {
    for (const base of this.resolutionOrder(cls)) {
      const value = base.attributes.get(name);
      if (value) return this.bind(value, self, cls, point);
    }
    return undefined;
  }

  /** Looks in the metaclasses of a class and of those it derives from. */
  metaAttribute(cls: ClassShape, name: string, point: Point): Value | undefined {
    for (const one of this.resolutionOrder(cls)) {
      for (const meta of one.meta?.shapes ?? []) {
        const found = meta.kind === 'class' ? this.classAttribute(meta, name, valueOf(cls), point) : undefined;
        if (found) return found;
      }
    }
    return undefined;
  }

  resolutionOrder(cls: ClassShape): readonly ClassShape[] {
    return resolutionOrder(cls);
  }

  /** The access path of the first library class it derives from. */
  externalBase(cls: ClassShape): string | undefined {
    for (const one of this.resolutionOrder(cls)) {
      for (const base of one.bases) for (const shape of base.shapes) if (shape.kind === 'external') return shape.path;
    }
    return undefined;
  }

  private bind(value: Value, self: Value | undefined, cls: ClassShape, point: Point): Value {
    if (!value.shapes.some((shape) => shape.kind === 'function' || shape.kind === 'partial')) return value;
    const results = value.shapes.map((shape): Value => {
      if (shape.kind === 'partial' && shape.method && self) return valueOf({ ...shape, args: { ...shape.args, positional: [{ value: self, point }, ...shape.args.positional] } });
      if (shape.kind !== 'function' || shape.decoration.binding === 'static') return valueOf(shape);
      if (shape.decoration.binding === 'class') return valueOf({ ...shape, self: valueOf(cls) });
      if (self === undefined) return valueOf(shape);
      const bound: FunctionShape = { ...shape, self };
      return shape.decoration.binding === 'property' ? this.callFunction(bound, noArguments, point) : valueOf(bound);
    });
    const joined = joinAll(results);
    return { shapes: joined.shapes, taints: joinTaints(joined.taints, value.taints) };
  }

  override call(callee: Value, args: Arguments, point: Point): Value {
    let result = nothing;
    for (const shape of callee.shapes) result = join(result, this.deeper(() => this.callShape(shape, callee, args, point)));
    return callee.shapes.length === 0 ? unknown : result;
  }

  private callShape(shape: Shape, callee: Value, args: Arguments, point: Point): Value {
    switch (shape.kind) {
      case 'function':
        return this.callFunction(shape, args, point);
      case 'class':
        return this.instantiate(shape, args, point);
      case 'object': {
        const method = this.classAttribute(shape.cls, '__call__', valueOf(shape), point);
        return method ? this.call(method, args, point) : this.obscure(callee, args);
      }
      case 'external':
        return this.callLibrary(shape.path, shape.members, callee, args, point);
      case 'computed':
        this.emit<DynamicCallEvent>({ kind: 'dynamic-call', point, computed: { ...shape, name: { shapes: shape.name.shapes, taints: shape.name.taints } } });
        return this.obscure(callee, args);
      case 'partial': {
        const bound = shape.args;
        return this.call(shape.callee, { ...args, positional: [...bound.positional, ...args.positional], keywords: new Map([...bound.keywords, ...args.keywords]) }, point);
      }
      default:
        return this.obscure(callee, args);
    }
  }

  protected abstract callLibrary(path: string, members: ReadonlyMap<string, Value> | undefined, callee: Value, args: Arguments, point: Point): Value;

  /** The model of what has no model: nothing is known of the result, but every taint is in it. */
  protected obscure(callee: Value, args: Arguments): Value {
    const inputs = [...args.positional, ...args.keywords.values()].map(({ value }) => value);
    const taints = [callee, ...inputs, ...[args.rest, args.restKeywords].flatMap((one) => (one ? [one.value] : []))].reduce<readonly Taint[]>((all, value) => joinTaints(all, value.taints), []);
    return unknownFrom(unproved(taints), inputs);
  }

  instantiate(cls: ClassShape, args: Arguments, point: Point): Value {
    const maker = this.classAttribute(cls, '__new__', undefined, point);
    const made = maker ? this.call(maker, { ...args, positional: [{ value: valueOf(cls), point }, ...args.positional] }, point) : nothing;
    const existing = made.shapes.find((shape) => shape.kind === 'object');
    const object = existing?.kind === 'object' ? existing : this.newObject(cls);
    const self = valueOf(object);
    if (cls.enumerated && args.positional.length > 0) return this.memberOfEnumeration(cls, args.positional[0]!.value);
    const meta = this.metaAttribute(cls, '__call__', point);
    if (meta) this.call(meta, args, point);
    const init = this.classAttribute(cls, '__init__', self, point);
    if (init) this.call(init, args, point);
    else if (this.fieldsOf(cls).length > 0) this.fillFields(object, cls, args, point);
    return self;
  }

  /** `Color("red")`: the member with that value. */
  private memberOfEnumeration(cls: ClassShape, value: Value): Value {
    const members = [...cls.attributes.values()].flatMap((one) => one.shapes).filter((shape) => shape.kind === 'object' && shape.cls === cls);
    const wanted = constantText(value);
    const exact = members.filter((shape) => shape.kind === 'object' && wanted !== undefined && constantText(shape.attributes.get('value') ?? unknown) === wanted);
    return { shapes: exact.length > 0 ? exact : members.length > 0 ? members : unknown.shapes, taints: value.taints };
  }

  /** Fields of a data class or named tuple, those it inherits first. */
  fieldsOf(cls: ClassShape): readonly Field[] {
    const fields = new Map<string, Field>();
    for (const one of [...this.resolutionOrder(cls)].reverse()) for (const field of one.fields ?? []) fields.set(field.name, field);
    return [...fields.values()];
  }

  /** What the constructor that Python writes for a data class does. */
  private fillFields(object: ObjectShape, cls: ClassShape, args: Arguments, point: Point): void {
    const positional = [...args.positional];
    for (const { name, value } of this.fieldsOf(cls)) {
      const given = positional.shift()?.value ?? args.keywords.get(name)?.value ?? value ?? args.rest?.value ?? args.restKeywords?.value ?? unknown;
      object.attributes.set(name, stepped(given, { point, label: `passed as \`${name}\` to \`${cls.name}\`` }));
    }
    const after = this.classAttribute(cls, '__post_init__', valueOf(object), point);
    if (after) this.call(after, noArguments, point);
  }

  protected newObject(cls: ClassShape): ObjectShape {
    const object: ObjectShape = { kind: 'object', cls, attributes: new Map() };
    this.heap.note(object);
    return object;
  }

  override callFunction(fn: FunctionShape, args: Arguments, point: Point): Value {
    if (this.isCutOff(fn.node)) {
      const unsure = this.obscure(nothing, args);
      return join(this.resultSoFar(fn.node), { shapes: unknown.shapes, taints: unsure.taints });
    }
    const values = this.bindArguments(fn, args);
    const result = this.recall(fn, values, () => this.inside(fn.node, () => this.enter(fn, values)));
    return fn.name === '<lambda>' ? result : stepped(result, { point, label: `returned by \`${fn.name}\`` });
  }

  private enter(fn: FunctionShape, values: ReadonlyMap<string, Value>): Value {
    const outer = { frame: this.frame, unit: this.unit };
    const scope = scopeOf(fn.node);
    const frame = new Frame(fn.closure.program, fn.closure, scope.locals, scope.globals, fn.owner, fn.self);
    this.heap.note(frame.yields);
    for (const [name, value] of values) frame.layer.values.set(name, value);
    try {
      this.frame = frame;
      this.unit = fn.point.unit;
      if (fn.node.kind === 'Lambda') frame.returned = this.evaluate(fn.node.body);
      else this.runBody(fn.node.body);
    } finally {
      this.frame = outer.frame;
      this.unit = outer.unit;
    }
    const result = this.resultOf(frame, scope.isGenerator);
    for (const shape of result.shapes) {
      if (shape.kind !== 'function' || shape.closure !== frame) continue;
      this.created.push(shape);
      this.trace.spoil();
    }
    return result;
  }

  protected abstract runBody(body: readonly Stmt[]): void;

  private resultOf(frame: Frame, isGenerator: boolean): Value {
    if (isGenerator) return valueOf(frame.yields, joinAll([...frame.yields.elements, ...(frame.yields.rest ? [frame.yields.rest] : [])]).taints);
    return frame.returned.shapes.length > 0 ? frame.returned : none;
  }

  /** Which value each parameter gets. Rules: Python language reference, 6.3.4 "Calls". */
  protected bindArguments(fn: FunctionShape, args: Arguments): Map<string, Value> {
    const values = new Map<string, Value>();
    const positional: Argument[] = fn.self ? [{ value: fn.self, point: fn.point }, ...args.positional] : [...args.positional];
    const keywords = new Map(args.keywords);
    const title = fn.owner ? `${fn.owner.name}.${fn.name}` : fn.name;
    const pass = (param: Param, argument: Argument): void => {
      const label = `passed as \`${param.name}\` to \`${title}\``;
      const step = fn.name === '<lambda>' ? undefined : { point: argument.point, label };
      const { value } = argument;
      // A value of its own: what was proved of the caller's name is no proof about the parameter.
      values.set(param.name, value.taints.length === 0 ? { ...value } : { ...(!step && value), shapes: value.shapes, taints: entering(value.taints, step) });
    };
    for (const param of fn.node.params) {
      if (param.type === 'args') {
        const surplus = positional.splice(0).map(({ value }) => value);
        const taints = joinAll([...surplus, ...(args.rest ? [args.rest.value] : [])]).taints;
        values.set(param.name, { shapes: tuple(surplus, args.rest?.value).shapes, taints });
      } else if (param.type === 'kwargs') {
        const entries = new Map([...keywords].map(([name, { value }]) => [`t${name}`, { key: text(name), value }]));
        const taints = joinAll([...[...keywords.values()].map(({ value }) => value), ...(args.restKeywords ? [args.restKeywords.value] : [])]).taints;
        values.set(param.name, valueOf({ kind: 'dict', entries, ...(args.restKeywords && { rest: args.restKeywords.value }) }, taints));
      } else {
        const given = (param.type === 'keyword-only' ? undefined : positional.shift()) ?? keywords.get(param.name);
        keywords.delete(param.name);
        if (given) {
          pass(param, given);
          continue;
        }
        const unsure = param.type === 'keyword-only' ? args.restKeywords : args.rest ?? args.restKeywords;
        if (unsure) pass(param, unsure);
        const fallback = fn.defaults.get(param.name);
        if (fallback) values.set(param.name, unsure ? join(fallback, values.get(param.name)!) : fallback);
        else if (!unsure) values.set(param.name, unknown);
      }
    }
    return values;
  }

  /** The class whose `__init__` or method is next after `owner` in the order of `self`'s class, for `super().name`. */
  superAttribute(owner: ClassShape, self: Value, name: string, point: Point): Value {
    const object = self.shapes.find((shape) => shape.kind === 'object');
    const cls = object?.kind === 'object' ? object.cls : self.shapes[0]?.kind === 'class' ? self.shapes[0] : owner;
    const order = this.resolutionOrder(cls);
    for (const base of order.slice(order.indexOf(owner) + 1)) {
      const value = base.attributes.get(name);
      if (value) return this.bind(value, self, cls, point);
    }
    const library = this.externalBase(owner);
    return library ? valueOf({ kind: 'external', path: `${library}().${name}`, members: new Map([['self', self]]) }) : unknown;
  }

  /** Runs a name that a caller outside asks for through `__getattr__`. */
  dispatchUnknown(cls: ClassShape, self: Value, name: Value, point: Point): Value {
    const hook = this.classAttribute(cls, '__getattr__', self, point);
    if (!hook) return unknown;
    if (constantText(name) === undefined) this.emit<DispatchEvent>({ kind: 'dispatch', point, cls, name });
    return this.call(hook, { positional: [{ value: name, point }], keywords: new Map() }, point);
  }
}

/** `__dict__`: what an object or a class has itself, by name. */
const attributesOf = ({ attributes }: ObjectShape | ClassShape): Value => valueOf({ kind: 'dict', entries: new Map([...attributes].map(([key, value]) => [`t${key}`, { key: text(key), value }])) });
