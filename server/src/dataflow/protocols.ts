/**
 * Methods that syntax calls: operators, items, iteration, text. A class of the program may give all of them a meaning of its own.
 * Meaning: https://docs.python.org/3/reference/datamodel.html#special-method-names
 */
import { ObjectMachine } from './objects';
import type { Point } from './source';
import { subscript } from './subscripts';
import { joinTaints, type Taint } from './taint';
import { type Arguments, external, join, joinAll, nothing, type ObjectShape, type Shape, tainted, unknown, type Value, valueOf } from './value';

/** Names of operators as methods: `__add__`. */
export const OPERATORS: Readonly<Record<string, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow', '<<': 'lshift', '>>': 'rshift', '&': 'and', '|': 'or', '^': 'xor', '@': 'matmul',
};
const COMPARISONS: Readonly<Record<string, string>> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const MIRRORED: Readonly<Record<string, string>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };
const UNARY: Readonly<Record<string, string>> = { '-': 'neg', '+': 'pos', '~': 'invert' };

const hasObjects = (value: Value): boolean => value.shapes.some((shape) => shape.kind === 'object');

export abstract class ProtocolMachine extends ObjectMachine {
  /** Calls a special method of an object; undefined when its class has none. */
  protected dunder(shape: Shape, name: string, args: readonly Value[], point: Point): Value | undefined {
    if (shape.kind !== 'object' && shape.kind !== 'class') return undefined;
    const method = shape.kind === 'object' ? this.classAttribute(shape.cls, `__${name}__`, valueOf(shape), point) : this.metaAttribute(shape, `__${name}__`, point);
    return method && this.call(method, { positional: args.map((value) => ({ value, point })), keywords: new Map() }, point);
  }

  override operate(operator: string, left: Value, right: Value, point: Point): Value {
    if (!hasObjects(left) && !hasObjects(right)) return super.operate(operator, left, right, point);
    const name = OPERATORS[operator] ?? operator;
    let result = nothing;
    for (const shape of left.shapes) {
      const own = this.dunder(shape, name, [right], point) ?? right.shapes.map((other) => this.dunder(other, `r${name}`, [valueOf(shape, left.taints)], point)).find((one) => one !== undefined);
      result = join(result, own ?? super.operate(operator, valueOf(shape, left.taints), right, point));
    }
    return result;
  }

  override operateAlone(operator: string, operand: Value, point: Point): Value {
    const [only] = operand.shapes;
    const own = operand.shapes.length === 1 && only?.kind === 'object' ? (operator === 'not' ? this.dunder(only, 'bool', [], point) ?? this.dunder(only, 'len', [], point) : this.dunder(only, UNARY[operator] ?? operator, [], point)) : undefined;
    return operator === 'not' && own ? super.operateAlone('not', own, point) : own ?? super.operateAlone(operator, operand, point);
  }

  override compared(operator: string, left: Value, right: Value, point: Point): Value {
    if (!hasObjects(left) && !hasObjects(right)) return super.compared(operator, left, right, point);
    if (operator === 'in' || operator === 'not in') {
      const own = right.shapes.map((shape) => this.dunder(shape, 'contains', [left], point)).find((one) => one !== undefined);
      return own ? (operator === 'in' ? own : super.operateAlone('not', own, point)) : super.compared(operator, left, right, point);
    }
    const name = COMPARISONS[operator];
    if (name === undefined) return super.compared(operator, left, right, point);
    const own = left.shapes.map((shape) => this.dunder(shape, name, [right], point)).find((one) => one !== undefined)
      ?? right.shapes.map((shape) => this.dunder(shape, MIRRORED[name]!, [left], point)).find((one) => one !== undefined);
    return own ?? super.compared(operator, left, right, point);
  }

  protected override itemHook(object: Value, index: Value, point: Point): Value | undefined {
    const results = object.shapes.map((shape) => (shape.kind === 'object' ? this.dunder(shape, 'getitem', [index], point) ?? this.fieldAt(shape, index)
      : shape.kind === 'class' ? this.dunder(shape, 'getitem', [index], point) ?? this.classItem(valueOf(shape), index, point) : this.itemOf(shape, joinTaints(object.taints, index.taints))));
    return results.some((result) => result !== undefined) ? joinAll(results.flatMap((result) => result ?? [])) : undefined;
  }

  private itemOf(shape: Shape, taints: readonly Taint[]): Value | undefined {
    const held = this.heldBy(shape, taints);
    return held && this.elementOf(held);
  }

  private fieldAt(shape: ObjectShape, index: Value): Value | undefined {
    const fields = this.tupleOf(shape);
    return fields && subscript(fields, index);
  }

  /** `Class[index]` as the class itself provides it: `__class_getitem__`. */
  private classItem(cls: Value, index: Value, point: Point): Value | undefined {
    const shape = cls.shapes[0]!;
    const method = shape.kind === 'class' ? this.classAttribute(shape, '__class_getitem__', undefined, point) : undefined;
    return method && this.call(method, { positional: [{ value: cls, point }, { value: index, point }], keywords: new Map() }, point);
  }

  override iterated(value: Value, point: Point): Value {
    if (!hasObjects(value) && !value.shapes.some((shape) => this.heldBy(shape, []))) return value;
    const results = value.shapes.map((shape) => (shape.kind === 'object' ? this.iteratorOf(shape, point) : this.heldBy(shape, value.taints) ?? valueOf(shape)));
    return { shapes: joinAll(results).shapes, taints: joinAll([...results, value]).taints };
  }

  /** The objects in an object of a library. */
  private heldBy(shape: Shape, taints: readonly Taint[]): Value | undefined {
    const path = shape.kind === 'external' ? this.world.catalog.elementsOf(shape.path) : undefined;
    return path === undefined ? undefined : valueOf({ kind: 'sequence', type: 'iterator', elements: [], rest: tainted(external(path), taints) });
  }

  /** What an object's `__iter__` gives; of an iterator of its own, any result of `__next__`. */
  private iteratorOf(shape: ObjectShape, point: Point): Value {
    const given = this.dunder(shape, 'iter', [], point) ?? (this.classAttribute(shape.cls, '__getitem__', valueOf(shape), point) ? this.itemsOf(shape, point) : this.tupleOf(shape) ?? valueOf(shape));
    const results = given.shapes.map((one) => {
      if (one.kind !== 'object') return valueOf(one);
      // Twice, so that what one step leaves behind reaches the next.
      const [first, second] = [this.dunder(one, 'next', [], point), this.dunder(one, 'next', [], point)];
      return first ? valueOf({ kind: 'sequence', type: 'iterator', elements: [], rest: join(first, second ?? nothing) }) : unknown;
    });
    return { shapes: joinAll(results).shapes, taints: given.taints };
  }

  private itemsOf(shape: ObjectShape, point: Point): Value {
    return valueOf({ kind: 'sequence', type: 'iterator', elements: [], rest: this.dunder(shape, 'getitem', [unknown], point) ?? unknown });
  }

  /** Builtin functions that call a method of their argument: `len(x)`, `next(x)`. */
  protected protocolCall(path: string, args: Arguments, point: Point): Value | undefined {
    const name = /^builtins\.(len|bool|int|float|repr|abs|next|hash|bytes|reversed|round|dir|complex)$/.exec(path)?.[1];
    const [first, ...others] = args.positional;
    const only = name !== undefined && first?.value.shapes.length === 1 ? first.value.shapes[0]! : undefined;
    return only?.kind === 'object' ? this.dunder(only, name!, others.map(({ value }) => value), point) : undefined;
  }

  /** The fields of a named tuple in their order. */
  protected tupleOf(shape: ObjectShape): Value | undefined {
    const fields = this.fieldsOf(shape.cls);
    return fields.length > 0 ? valueOf({ kind: 'sequence', type: 'tuple', elements: fields.map(({ name }) => shape.attributes.get(name) ?? unknown) }) : undefined;
  }

  override printed(value: Value, point: Point): Value {
    if (!hasObjects(value)) return value;
    return joinAll(value.shapes.map((shape) => (shape.kind === 'object' ? this.dunder(shape, 'format', [unknown], point) ?? this.dunder(shape, 'str', [], point) ?? this.dunder(shape, 'repr', [], point) ?? valueOf(shape, value.taints) : valueOf(shape, value.taints))));
  }
}
