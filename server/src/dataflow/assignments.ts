/** Assignments: names, attributes, items, unpacking, `+=`. */
import type { Expr } from '../syntax/python/ast';
import { ContractMachine } from './contracts';
import type { CallEvent } from './events';
import { exactOf, integerOf, keyOf } from './exact/values';
import { OPERATORS } from './protocols';
import type { Point } from './source';
import { indices } from './subscripts';
import { join, joinAll, nothing, type ObjectShape, stepped, text, unknown, type Value, valueOf } from './value';

export abstract class AssignmentMachine extends ContractMachine {
  protected override assign(target: Expr, value: Value): void {
    switch (target.kind) {
      case 'Name':
        this.observe(this.point(target), target.id, value);
        this.frame.set(target.id, stepped(this.proofs.has(value) ? { ...value } : value, { point: this.point(target), label: `assigned to \`${target.id}\`` }));
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
        const iterated = this.iterated(value, this.point(target));
        const elements = this.elementsOf(iterated);
        const star = target.elements.findIndex((element) => element.kind === 'Starred');
        const alternatives = value.shapes.length > 1 && star === -1 ? this.transposed(value, target.elements.length) : undefined;
        for (const [i, element] of target.elements.entries()) {
          if (element.kind === 'Starred' && elements && elements.length >= target.elements.length - 1) {
            this.assign(element.value, this.made({ kind: 'sequence', type: 'list', elements: elements.slice(i, elements.length - (target.elements.length - 1 - i)) }, value.taints));
          } else if (element.kind === 'Starred') this.assign(element, value);
          else {
            const exact = alternatives ? alternatives[i] : elements && elements.length >= target.elements.length - (star === -1 ? 0 : 1)
              ? elements[star !== -1 && i > star ? elements.length - target.elements.length + i : i] : undefined;
            const part = exact ?? this.elementOf(iterated);
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
    for (const shape of object.shapes) {
      if (shape.kind === 'object' && this.setByMethod(shape, name, value)) continue;
      if (shape.kind === 'external') this.patch(`${shape.path}.${name}`, value);
      else if (shape.kind === 'object' || shape.kind === 'class') {
        const may = this.heap.mayChange(shape);
        if (may === 'never') continue;
        const before = shape.attributes.get(name);
        const self = shape.kind === 'object' && this.frame.self?.shapes[0] === shape;
        shape.attributes.set(name, before && !(may === 'surely' && (self || object.shapes.length === 1)) ? join(before, value) : value);
      } else if (shape.kind === 'module') shape.frame.set(name, value);
    }
  }

  /** Properties with a setter, and classes that set attributes themselves. */
  private setByMethod(shape: ObjectShape, name: string, value: Value): boolean {
    const point = shape.cls.point;
    const inside = this.frame.self?.shapes[0] === shape;
    const property = this.resolutionOrder(shape.cls).map((cls) => cls.attributes.get(name)?.shapes[0]).find((one) => one !== undefined);
    const setter = property?.kind === 'function' ? property.decoration.setter : undefined;
    if (setter) this.callFunction({ ...setter, self: valueOf(shape) }, { positional: [{ value, point }], keywords: new Map() }, point);
    else if (!inside && this.classAttribute(shape.cls, '__setattr__', undefined, point)) this.dunder(shape, 'setattr', [text(name), value], point);
    return setter !== undefined;
  }

  private setItem(target: Expr & { kind: 'Subscript' }, value: Value): void {
    const object = this.evaluate(target.value);
    const holder = this.dottedPath(target.value);
    if (holder !== undefined) this.frame.forgetGuards(`${holder}.[`);
    if (target.index.kind === 'Slice') return this.setSlice(object, target.index, value);
    const index = this.evaluate(target.index);
    const key = keyOf(index);
    const place = integerOf(exactOf(index));
    for (const shape of object.shapes) {
      const may = this.heap.mayChange(shape);
      const surely = may === 'surely' && object.shapes.length === 1;
      if (shape.kind === 'object') this.dunder(shape, 'setitem', [index, value], this.point(target));
      else if (may === 'never') continue;
      else if (shape.kind === 'dict') {
        if (key === undefined) shape.rest = join(shape.rest ?? nothing, value);
        else {
          const before = shape.entries.get(key);
          shape.entries.set(key, { key: before?.key ?? index, value: before && !surely ? join(before.value, value) : value });
        }
      } else if (shape.kind === 'sequence') {
        const at = place === undefined ? -1 : Number(place) + (place < 0n ? shape.elements.length : 0);
        const before = shape.rest && place !== undefined && place < 0n ? undefined : shape.elements[at];
        if (before) shape.elements[at] = surely ? value : join(before, value);
        else shape.rest = join(shape.rest ?? nothing, value);
      } else if (shape.kind === 'external') {
        this.setNamespaceItem(shape, index, value);
        const path = `${shape.path}.__setitem__`;
        const model = this.world.catalog.modelOf(path);
        if (model) this.emit<CallEvent>({ kind: 'call', point: this.point(target), path, model, args: new Map([['key', { value: index }], ['value', { value, point: this.point(target) }]]) });
      }
    }
    if (key !== undefined) this.fileInTable(key, value, this.point(target));
  }

  /** `list[lower:upper:step] = values`; unknown bounds leave the old elements among the new. */
  private setSlice(object: Value, slice: Expr & { kind: 'Slice' }, value: Value): void {
    const bounds = [slice.lower, slice.upper, slice.step].map((bound) => (bound ? exactOf(this.evaluate(bound)) : null));
    const numbers = bounds.map((bound) => (bound === null ? null : integerOf(bound) === undefined ? undefined : Number(integerOf(bound))));
    const given = this.iterated(value, this.point(slice));
    const elements = this.elementsOf(given);
    for (const shape of object.shapes) {
      if (shape.kind !== 'sequence' || this.heap.mayChange(shape) === 'never') continue;
      const surely = this.heap.mayChange(shape) === 'surely' && object.shapes.length === 1 && !shape.rest;
      const step = numbers[2] ?? 1;
      const places = surely && elements && !numbers.includes(undefined) && step !== 0 ? indices(numbers, shape.elements.length, step) : undefined;
      if (places && slice.step && step !== 1) places.forEach((at, i) => (shape.elements[at] = elements![i] ?? unknown));
      else if (places) {
        const start = places[0] ?? indices([numbers[0], null, 1], shape.elements.length, 1)[0] ?? shape.elements.length;
        shape.elements.splice(start, places.length, ...elements!);
      } else shape.rest = joinAll([...(shape.rest ? [shape.rest] : []), ...(elements ?? [this.elementOf(given)])]);
    }
  }

  /** `del list[index]`, `del dict[key]`, `del object.name`, `del name`. */
  protected delete(target: Expr): void {
    if (target.kind === 'Sequence') for (const element of target.elements) this.delete(element);
    if (target.kind === 'Attribute') this.dunderOn(this.evaluate(target.value), 'delattr', [text(target.attr)], this.point(target));
    if (target.kind === 'Name') this.dunderOn(this.frame.own(target.id) ?? nothing, 'del', [], this.point(target));
    if (target.kind !== 'Subscript') return;
    const object = this.evaluate(target.value);
    const index = target.index.kind === 'Slice' ? undefined : this.evaluate(target.index);
    if (index) this.dunderOn(object, 'delitem', [index], this.point(target));
    const only = object.shapes.length === 1 ? object.shapes[0]! : undefined;
    if (!only || this.heap.mayChange(only) !== 'surely') return;
    const key = index && keyOf(index);
    if (only.kind === 'dict' && key !== undefined) only.entries.delete(key);
    if (only.kind !== 'sequence' || only.rest) return;
    if (target.index.kind === 'Slice') this.setSlice(object, target.index, valueOf({ kind: 'sequence', type: 'list', elements: [] }));
    else {
      const place = integerOf(exactOf(index));
      if (place === undefined) only.rest = joinAll(only.elements.splice(0));
      else only.elements.splice(Number(place < 0n ? place + BigInt(only.elements.length) : place), 1);
    }
  }

  private dunderOn(object: Value, name: string, args: readonly Value[], point: Point): void {
    for (const shape of object.shapes) if (shape.kind === 'object') this.dunder(shape, name, args, point);
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
