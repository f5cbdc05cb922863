/** Assignments: names, attributes, items, unpacking, `+=`. */
import type { Expr } from '../syntax/python/ast';
import { ContractMachine } from './contracts';
import type { CallEvent } from './events';
import { keyOf } from './exact/values';
import { OPERATORS } from './protocols';
import type { Point } from './source';
import { join, joinAll, nothing, stepped, unknown, type Value, valueOf } from './value';

export abstract class AssignmentMachine extends ContractMachine {
  protected override assign(target: Expr, value: Value): void {
    switch (target.kind) {
      case 'Name':
        this.observe(this.point(target), target.id, value);
        this.frame.set(target.id, stepped(value, { point: this.point(target), label: `assigned to \`${target.id}\`` }));
        return;
      case 'Attribute': {
        const object = this.evaluate(target.value);
        const path = this.dottedPath(target);
        if (path) {
          this.observe(this.point(target), path, value);
          this.frame.forgetGuards(path);
        }
        this.setAttribute(object, target.attr, stepped(value, { point: this.point(target), label: `assigned to \`${this.source(target)}\`` }));
        return;
      }
      case 'Subscript':
        this.setItem(target, value);
        return;
      case 'Starred':
        this.assign(target.value, valueOf({ kind: 'sequence', type: 'list', elements: [], rest: this.elementOf(value) }, value.taints));
        return;
      case 'Sequence': {
        const elements = this.elementsOf(value);
        const star = target.elements.findIndex((element) => element.kind === 'Starred');
        const alternatives = value.shapes.length > 1 && star === -1 ? this.transposed(value, target.elements.length) : undefined;
        for (const [i, element] of target.elements.entries()) {
          if (element.kind === 'Starred') this.assign(element, value);
          else {
            const exact = alternatives ? alternatives[i] : elements && elements.length >= target.elements.length - (star === -1 ? 0 : 1)
              ? elements[star !== -1 && i > star ? elements.length - target.elements.length + i : i] : undefined;
            const part = exact ?? this.elementOf(value);
            // The parts of a tainted whole are tainted.
            this.assign(element, { shapes: part.shapes, taints: part.taints.length > 0 ? part.taints : value.taints });
          }
        }
        return;
      }
      default:
        return;
    }
  }

  /** Position by position, what tuples of one length may hold. */
  private transposed(value: Value, length: number): Value[] | undefined {
    const result: Value[] = Array.from({ length }, () => nothing);
    for (const shape of value.shapes) {
      if (shape.kind !== 'sequence' || shape.rest || shape.elements.length !== length) return undefined;
      shape.elements.forEach((element, i) => {
        result[i] = join(result[i]!, element);
      });
    }
    return result;
  }

  override setAttribute(object: Value, name: string, value: Value): void {
    const certain = this.uncertainty === 0 && object.shapes.length === 1;
    for (const shape of object.shapes) {
      if (shape.kind === 'object' || shape.kind === 'class') {
        const before = shape.attributes.get(name);
        const self = shape.kind === 'object' && this.frame.self?.shapes[0] === shape && this.uncertainty === 0;
        shape.attributes.set(name, before && !certain && !self ? join(before, value) : value);
      } else if (shape.kind === 'module') shape.frame.set(name, value);
    }
  }

  private setItem(target: Expr & { kind: 'Subscript' }, value: Value): void {
    const object = this.evaluate(target.value);
    const holder = this.dottedPath(target.value);
    if (holder !== undefined) this.frame.forgetGuards(`${holder}.[`);
    const index = target.index.kind === 'Slice' ? unknown : this.evaluate(target.index);
    const key = keyOf(index);
    for (const shape of object.shapes) {
      if (shape.kind === 'dict') {
        if (key === undefined) shape.rest = join(shape.rest ?? nothing, value);
        else {
          const before = shape.entries.get(key);
          shape.entries.set(key, { key: index, value: before && this.uncertainty > 0 ? join(before.value, value) : value });
        }
      } else if (shape.kind === 'sequence') shape.rest = join(shape.rest ?? nothing, value);
      else if (shape.kind === 'external') {
        const path = `${shape.path}.__setitem__`;
        const model = this.world.catalog.modelOf(path);
        if (model) this.emit<CallEvent>({ kind: 'call', point: this.point(target), path, model, args: new Map([['key', { value: index }], ['value', { value, point: this.point(target) }]]) });
      }
    }
    if (key !== undefined) this.fileInTable(key, value, this.point(target));
  }

  protected augment(target: Expr, operator: string, operand: Expr): void {
    const right = this.evaluate(operand);
    const before = this.evaluate(target);
    // `+=` on a list changes the list itself, for everyone who holds it.
    if (operator === '+' && before.shapes.some((shape) => shape.kind === 'sequence' && shape.type === 'list')) {
      this.call(this.attribute(before, 'extend', this.point(target)), { positional: [{ value: right, point: this.point(operand) }], keywords: new Map() }, this.point(target));
    } else this.assign(target, this.augmented(operator, before, right, this.point(target)));
  }

  /** The value of `left += right`: objects of the program may have a method for it. */
  private augmented(operator: string, left: Value, right: Value, point: Point): Value {
    const own = left.shapes.map((shape) => this.dunder(shape, `i${OPERATORS[operator] ?? operator}`, [right], point));
    return own.length > 0 && own.every((one) => one !== undefined) ? joinAll(own) : this.operate(operator, left, right, point);
  }
}
