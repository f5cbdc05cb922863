/** Definitions and imports: functions with their decorators, classes with their bodies, names from other modules. */
import type { ClassDef, Expr, FunctionDef, ImportFrom } from '../syntax/python/ast';
import { plainDecoration } from './expressions';
import { Frame } from './frame';
import { LibraryMachine } from './library';
import { parametrization } from './pytest';
import type { Point } from './source';
import { type Argument, type ClassShape, constantText, type Decoration, type Field, type FunctionShape, join, nothing, type Shape, text, tuple, unknown, type Value, valueOf } from './value';

/** Decorators that write a constructor. */
const DATA_CLASS = /^(?:dataclasses\.dataclass|attr\.(?:s|attrs|define|frozen|mutable)|attrs\.(?:define|frozen|mutable)|pydantic\.dataclasses\.dataclass)(?:\(\))?$/;
const FIELD = /^(?:dataclasses\.field|attr\.(?:ib|attrib)|attrs\.field)\(\)$/;

const isCallable = (shape: Shape): boolean => shape.kind === 'function' || shape.kind === 'class' || shape.kind === 'object' || shape.kind === 'partial' || shape.kind === 'external';

export abstract class DefinitionMachine extends LibraryMachine {
  protected define(node: FunctionDef): void {
    const defaults = new Map(node.params.flatMap((param) => (param.default ? [[param.name, this.evaluate(param.default)] as const] : [])));
    const owner = this.frame.isClassBody ? this.frame.owner : undefined;
    const plain: FunctionShape = { ...this.functionShape(node, node.name, defaults), ...(owner && { owner }) };
    if (!owner) {
      // What is defined inside a function keeps the frame of the call that defined it first.
      this.trace.spoil();
      if (!this.defined.has(node)) this.defined.set(node, plain);
    }
    let value: Value = valueOf(plain);
    for (const decorator of [...node.decorators].reverse()) value = this.decorate(value, decorator);
    this.frame.set(node.name, value);
  }

  private decorate(value: Value, decorator: Expr): Value {
    const fn = value.shapes.length === 1 ? value.shapes[0]! : undefined;
    const result = this.evaluate(decorator);
    const path = result.shapes[0]?.kind === 'external' ? result.shapes[0].path.replace(/\(\)$/, '') : '';
    const wrap = (decoration: Partial<Decoration>): Value => (fn?.kind === 'function' ? valueOf({ ...fn, decoration: { ...fn.decoration, ...decoration } }) : value);
    switch (path) {
      case 'builtins.staticmethod': return wrap({ binding: 'static' });
      case 'builtins.classmethod': return wrap({ binding: 'class' });
      case 'builtins.property': case 'functools.cached_property': return wrap({ binding: 'property' });
      case 'contextlib.contextmanager': return value;
      case 'atexit.register': case 'signal.signal':
        this.call(result, { positional: [{ value, point: this.point(decorator) }], keywords: new Map() }, this.point(decorator));
        return value;
      case 'pytest.fixture': case 'pytest.mark.parametrize': {
        const call = decorator.kind === 'Call' ? this.argumentsOf(decorator) : undefined;
        const parameters = new Map([...(fn?.kind === 'function' ? fn.decoration.parameters : plainDecoration.parameters), ...(call ? parametrization(path, call) : [])]);
        return wrap({ parameters, ...(path === 'pytest.fixture' && { fixture: true }) });
      }
      default:
        if (decorator.kind === 'Attribute' && (decorator.attr === 'setter' || decorator.attr === 'deleter' || decorator.attr === 'getter')) {
          const [property] = this.evaluate(decorator.value).shapes;
          // The property stays; a second function is called when it is set.
          if (property?.kind === 'function' && property.decoration.binding === 'property') {
            return decorator.attr === 'setter' && fn?.kind === 'function' ? valueOf({ ...property, decoration: { ...property.decoration, setter: fn } }) : valueOf(property);
          }
        }
        if (result.shapes.every((shape) => shape.kind === 'function' || shape.kind === 'class' || shape.kind === 'object' || shape.kind === 'partial')) {
          const point = this.point(decorator);
          const decorated = this.call(result, { positional: [{ value, point }], keywords: new Map() }, point);
          if (decorated.shapes.length > 0 && decorated.shapes.every(isCallable)) return decorated;
          return decorated.shapes.some((shape) => shape.kind !== 'any') ? join(decorated, value) : value;
        }
        // A library that is handed the function will call it.
        for (const shape of result.shapes) {
          if (shape.kind !== 'external' || this.world.catalog.modelOf(shape.path)?.callsLater === undefined) continue;
          this.call(valueOf(shape), { positional: [{ value, point: this.point(decorator) }], keywords: new Map() }, this.point(decorator));
        }
        // A decorator we do not know is taken to keep the function.
        return value;
    }
  }

  protected defineClass(node: ClassDef): void {
    const bases = node.bases.filter((base) => base.keyword === undefined).map((base) => this.evaluate(base.value));
    const keywords = new Map(node.bases.flatMap(({ keyword, value }) => (keyword === undefined || keyword.startsWith('*') ? [] : [[keyword, { value: this.evaluate(value), point: this.point(value) }] as const])));
    const meta = keywords.get('metaclass')?.value;
    keywords.delete('metaclass');
    const paths = bases.flatMap(({ shapes }) => shapes.flatMap((shape) => (shape.kind === 'external' ? [shape.path] : [])));
    const enumerated = paths.some((path) => /^enum\.(?:Enum|Flag)$/.test(path)) && bases.length === 1;
    const plain: ClassShape = { kind: 'class', name: node.name, node, point: this.point(node), bases, attributes: new Map(), ...(meta && { meta }), ...(enumerated && { enumerated }) };
    const outer = this.frame;
    const body = new Frame(outer.program, outer, undefined, new Set(), plain, undefined, true);
    this.frame = body;
    try {
      this.runBody(node.body);
    } finally {
      this.frame = outer;
    }
    for (const [name, value] of body.layer.values) plain.attributes.set(name, value);
    if (enumerated) this.makeMembers(plain);
    // Methods know the class by this shape, so that it is completed in place.
    if (paths.some((path) => /^(?:typing|typing_extensions)\.(?:NamedTuple|TypedDict)$/.test(path))) this.addFields(plain, node);
    this.announce(plain, keywords);
    let value: Value = valueOf(plain);
    for (const decorator of [...node.decorators].reverse()) {
      const point = this.point(decorator);
      const result = this.evaluate(decorator);
      if (result.shapes.some((shape) => shape.kind === 'external' && DATA_CLASS.test(shape.path))) {
        this.addFields(plain, node);
        continue;
      }
      const decorated = this.call(result, { positional: [{ value, point }], keywords: new Map() }, point);
      // A decorator we do not know is taken to keep the class.
      if (decorated.shapes.some((shape) => shape.kind === 'class')) value = { shapes: decorated.shapes.filter((shape) => shape.kind === 'class'), taints: [] };
    }
    this.frame.set(node.name, value);
  }

  private addFields(cls: ClassShape, node: ClassDef): void {
    const names = node.body.flatMap((statement) => (statement.kind === 'Assign' && statement.annotated ? statement.targets.flatMap((target) => (target.kind === 'Name' ? [target.id] : [])) : []));
    (cls as { fields?: readonly Field[] }).fields = names.map((name): Field => {
      const given = cls.attributes.get(name);
      const value = given && this.fieldDefault(given, cls);
      return value ? { name, value } : { name };
    });
  }

  /** `field(default=…)` stands for its default, `field(default_factory=…)` for what the factory makes. */
  private fieldDefault(given: Value, cls: ClassShape): Value | undefined {
    const only = given.shapes.length === 1 ? given.shapes[0]! : undefined;
    if (only?.kind !== 'external' || !FIELD.test(only.path)) return given;
    const factory = only.members?.get('=default_factory') ?? only.members?.get('=factory');
    return only.members?.get('=default') ?? (factory && this.call(factory, { positional: [], keywords: new Map() }, cls.point));
  }

  /** Each plain attribute of an enumeration is an object with a name and a value. */
  private makeMembers(cls: ClassShape): void {
    for (const [name, value] of cls.attributes) {
      if (name.startsWith('_') || value.shapes.some((shape) => shape.kind === 'function')) continue;
      const member = this.newObject(cls);
      member.attributes.set('name', text(name)).set('value', value);
      cls.attributes.set(name, valueOf(member));
    }
  }

  /** What Python calls when a class is made: its metaclass, `__init_subclass__` of its bases, `__set_name__` of its attributes. */
  private announce(cls: ClassShape, keywords: ReadonlyMap<string, Argument>): void {
    const { point } = cls;
    const itself: Argument = { value: valueOf(cls), point };
    const rest: Argument[] = [text(cls.name), tuple([...cls.bases]), this.classDict(cls)].map((value) => ({ value, point }));
    for (const one of this.resolutionOrder(cls)) {
      for (const meta of one.meta?.shapes ?? []) {
        if (meta.kind === 'function') this.call(valueOf(meta), { positional: rest, keywords }, point);
        if (meta.kind !== 'class') continue;
        for (const name of ['__new__', '__init__']) {
          const method = this.classAttribute(meta, name, undefined, point);
          const first: Argument = name === '__new__' ? { value: valueOf(meta), point } : itself;
          if (method) this.call(method, { positional: [first, ...rest], keywords }, point);
        }
      }
    }
    const hook = this.resolutionOrder(cls).slice(1).map((base) => base.attributes.get('__init_subclass__')).find((one) => one !== undefined);
    for (const shape of hook?.shapes ?? []) if (shape.kind === 'function') this.callFunction({ ...shape, self: valueOf(cls) }, { positional: [], keywords }, point);
    for (const [name, value] of [...cls.attributes]) for (const shape of value.shapes) if (shape.kind === 'object' && shape.cls !== cls) this.dunder(shape, 'set_name', [valueOf(cls), text(name)], point);
  }

  private classDict(cls: ClassShape): Value {
    return valueOf({ kind: 'dict', entries: new Map([...cls.attributes].map(([name, value]) => [`t${name}`, { key: text(name), value }])) });
  }

  protected override classFrom(name: Value, bases: Value, namespace: Value, point: Point): Value {
    const cls = this.emptyClass(constantText(name) ?? '?', this.elementsOf(bases) ?? [], point);
    for (const shape of namespace.shapes) {
      if (shape.kind !== 'dict') continue;
      for (const [key, { value }] of shape.entries) {
        if (key.startsWith('t')) cls.attributes.set(key.slice(1), { shapes: value.shapes.map((one) => (one.kind === 'function' ? { ...one, owner: cls } : one)), taints: value.taints });
      }
    }
    return valueOf(cls);
  }

  protected override namedTuple(name: Value, names: Value, defaults: Value | undefined, point: Point): Value {
    const cls = this.emptyClass(constantText(name) ?? '?', [], point);
    const words = constantText(names)?.replaceAll(',', ' ').split(/\s+/).filter((word) => word !== '') ?? this.elementsOf(names)?.map((one) => constantText(one));
    if (!words || words.includes(undefined)) return unknown;
    const given = defaults ? this.elementsOf(defaults) ?? [] : [];
    return valueOf({ ...cls, fields: words.map((word, i): Field => {
      const value = given[i - (words.length - given.length)];
      return value ? { name: word!, value } : { name: word! };
    }) });
  }

  /** A class that no statement defines. */
  private emptyClass(name: string, bases: readonly Value[], point: Point): ClassShape {
    const { start, end } = point;
    return { kind: 'class', name, node: { kind: 'ClassDef', start, end, name, nameStart: start, bases: [], decorators: [], body: [] }, point, bases, attributes: new Map() };
  }

  protected importFrom(node: ImportFrom): void {
    const module = this.importModule(node.module, node.level);
    for (const { name, alias, start, end } of node.names) {
      if (name === '*') {
        for (const shape of module.shapes) {
          if (shape.kind === 'module' && shape.frame instanceof Frame) for (const [key, value] of shape.frame.all()) if (!key.startsWith('_')) this.frame.set(key, value);
          // Which names a library has is known by what is known of it.
          if (shape.kind === 'external') this.frame.set('*', join(valueOf(shape), this.frame.own('*') ?? nothing));
        }
        continue;
      }
      const value = node.level > 0 && node.module === '' && module.shapes[0]?.kind === 'external' ? this.importModule(name, node.level) : this.attribute(module, name, this.point({ start, end }));
      this.frame.set(alias ?? name, value);
    }
  }
}
