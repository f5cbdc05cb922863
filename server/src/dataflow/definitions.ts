/** Definitions and imports: functions with their decorators, classes with their bodies, names from other modules. */
import type { ClassDef, Expr, FunctionDef, ImportFrom } from '../syntax/python/ast';
import { plainDecoration } from './expressions';
import { Frame } from './frame';
import { LibraryMachine } from './library';
import { parametrization } from './pytest';
import { type ClassShape, type Decoration, type FunctionShape, join, type Value, valueOf } from './value';

export abstract class DefinitionMachine extends LibraryMachine {
  protected define(node: FunctionDef): void {
    const defaults = new Map(node.params.flatMap((param) => (param.default ? [[param.name, this.evaluate(param.default)] as const] : [])));
    const owner = this.frame.isClassBody ? this.frame.owner : undefined;
    const plain: FunctionShape = { ...this.functionShape(node, node.name, defaults), ...(owner && { owner }) };
    if (!owner && !this.defined.has(node)) this.defined.set(node, plain);
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
      case 'pytest.fixture': case 'pytest.mark.parametrize': {
        const call = decorator.kind === 'Call' ? this.argumentsOf(decorator) : undefined;
        const parameters = new Map([...(fn?.kind === 'function' ? fn.decoration.parameters : plainDecoration.parameters), ...(call ? parametrization(path, call) : [])]);
        return wrap({ parameters, ...(path === 'pytest.fixture' && { fixture: true }) });
      }
      default:
        if (result.shapes.every((shape) => shape.kind === 'function' || shape.kind === 'class')) {
          const point = this.point(decorator);
          const decorated = this.call(result, { positional: [{ value, point }], keywords: new Map() }, point);
          return decorated.shapes.some((shape) => shape.kind !== 'any') ? join(decorated, value) : value;
        }
        // A decorator we do not know is taken to keep the function.
        return value;
    }
  }

  protected defineClass(node: ClassDef): void {
    const bases = node.bases.filter((base) => base.keyword === undefined).map((base) => this.evaluate(base.value));
    const cls: ClassShape = { kind: 'class', name: node.name, node, point: this.point(node), bases, attributes: new Map() };
    const outer = this.frame;
    const body = new Frame(outer.program, outer, undefined, new Set(), cls, undefined, true);
    this.frame = body;
    try {
      this.runBody(node.body);
    } finally {
      this.frame = outer;
    }
    for (const [name, value] of body.layer.values) cls.attributes.set(name, value);
    let value: Value = valueOf(cls);
    for (const decorator of [...node.decorators].reverse()) {
      const point = this.point(decorator);
      const decorated = this.call(this.evaluate(decorator), { positional: [{ value, point }], keywords: new Map() }, point);
      // A decorator we do not know is taken to keep the class.
      if (decorated.shapes.some((shape) => shape.kind === 'class')) value = { shapes: decorated.shapes.filter((shape) => shape.kind === 'class'), taints: [] };
    }
    this.frame.set(node.name, value);
  }

  protected importFrom(node: ImportFrom): void {
    const module = this.importModule(node.module, node.level);
    for (const { name, alias, start, end } of node.names) {
      if (name === '*') {
        for (const shape of module.shapes) {
          if (shape.kind === 'module' && shape.frame instanceof Frame) for (const [key, value] of shape.frame.layer.values) if (!key.startsWith('_')) this.frame.set(key, value);
        }
        continue;
      }
      const value = node.level > 0 && node.module === '' && module.shapes[0]?.kind === 'external' ? this.importModule(name, node.level) : this.attribute(module, name, this.point({ start, end }));
      this.frame.set(alias ?? name, value);
    }
  }
}
