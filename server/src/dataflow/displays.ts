/** Literals, displays and comprehensions: values that are written out; and what iterating over a value gives. */
import { textIndicators } from '../catalog/indicators';
import type { Comprehension, Expr, Str } from '../syntax/python/ast';
import type { IndicatorEvent } from './events';
import { characters, keyOf } from './exact/values';
import { Frame } from './frame';
import { asText, formatField } from './intrinsics/formatting';
import { RecallMachine } from './recall';
import { keyed } from './operators';
import type { Point } from './source';
import { asNumber, joinTaints, type Taint, withStep } from './taint';
import { textShape } from './texts';
import {
  join, joinAll, literalText, nothing, number, type SequenceShape, type Shape, tainted, type TextPiece, truth, unknown, unknownFrom, type Value, valueOf,
} from './value';

/** Beyond this, a text is data, not a path or an address. */
const LONGEST_INDICATOR_TEXT = 20_000;

/** Longer texts and lists are not gone through one by one. */
const LONGEST_SPREAD = 16_384;

export abstract class DisplayMachine extends RecallMachine {
  private readonly comprehensions = new WeakSet<Frame>();

  /** Binds a target to a value: names, attributes, items, unpacking. */
  protected abstract assign(target: Expr, value: Value): void;
  /** Learns from a test that came out so. */
  protected abstract narrow(test: Expr, outcome: boolean): void;

  protected literal(node: Str): Value {
    const { parts, taints: given } = this.literalParts(node.parts);
    this.recogniseText(parts, this.point(node));
    const taints = given.length > 0 ? withStep(given, { point: this.point(node), label: `put into the text ${this.source(node)}` }) : given;
    return { shapes: [textShape(parts, node.bytes)], taints };
  }

  private literalParts(nodes: Str['parts']): { parts: TextPiece[]; taints: readonly Taint[] } {
    const parts: TextPiece[] = [];
    let taints: readonly Taint[] = [];
    for (const part of nodes) {
      if (part.kind === 'text') {
        parts.push({ text: part.cooked, origin: { program: this.frame.program, unit: this.unit, part, at: 0 } });
        continue;
      }
      const value = this.evaluate(part.value);
      const conversion = part.conversion ?? (part.echo !== undefined && part.spec === undefined ? 'r' : undefined);
      const spec = part.spec === undefined ? '' : literalText(textShape(this.literalParts(part.spec).parts));
      const shown = conversion === 'r' || conversion === 'a' ? value : this.printed(value, this.point(part));
      taints = joinTaints(taints, shown.taints);
      parts.push(...(part.echo === undefined ? [] : [{ text: part.echo }]), ...(part.formatted || part.echo !== undefined ? formatField(shown, conversion, spec) : asText(shown)).parts);
    }
    return { parts, taints };
  }

  protected recogniseText(parts: readonly TextPiece[], point: Point): void {
    const text = parts.map((part) => ('text' in part ? part.text : '?')).join('').slice(0, LONGEST_INDICATOR_TEXT);
    if (text.length < 5) return;
    for (const indicator of textIndicators(text)) this.emit<IndicatorEvent>({ kind: 'indicator', point, indicator });
  }

  protected sequence(type: 'list' | 'tuple' | 'set', nodes: readonly Expr[]): Value {
    const elements: Value[] = [];
    let rest: Value | undefined;
    let taints: readonly Taint[] = [];
    for (const node of nodes) {
      const value = this.evaluate(node);
      taints = joinTaints(taints, value.taints);
      if (node.kind !== 'Starred') {
        if (rest) rest = join(rest, value);
        else elements.push(value);
        continue;
      }
      const spread = this.iterated(value, this.point(node));
      const known = rest ? undefined : this.elementsOf(spread);
      const only = spread.shapes.length === 1 ? spread.shapes[0]! : undefined;
      if (known) elements.push(...known);
      else if (only?.kind === 'sequence' && only.type !== 'set' && !rest) {
        elements.push(...only.elements);
        rest = only.rest;
      } else rest = join(rest ?? nothing, this.elementOf(spread));
    }
    const shape: SequenceShape = { kind: 'sequence', type, elements, ...(rest && { rest }) };
    const different = type === 'set' ? keyed(shape) : undefined;
    return this.made(different ? { ...shape, elements: [...different.values()] } : shape, taints);
  }

  protected dictDisplay(nodes: readonly { readonly key: Expr | undefined; readonly value: Expr }[]): Value {
    const entries = new Map<string, { key: Value; value: Value }>();
    let rest: Value | undefined;
    let taints: readonly Taint[] = [];
    for (const node of nodes) {
      const value = this.evaluate(node.value);
      taints = joinTaints(taints, value.taints);
      if (node.key === undefined) {
        const known = value.shapes.length === 1 ? value.shapes[0]! : undefined;
        if (known?.kind === 'dict') {
          for (const [key, entry] of known.entries) entries.set(key, { ...entry });
          if (known.rest) rest = join(rest ?? nothing, known.rest);
        } else rest = join(rest ?? nothing, unknownFrom(value.taints));
        continue;
      }
      const key = this.evaluate(node.key);
      const name = keyOf(key);
      if (name === undefined) rest = join(rest ?? nothing, value);
      else {
        entries.set(name, { key: entries.get(name)?.key ?? key, value });
        this.fileInTable(name, value, this.point(node.value));
      }
    }
    return this.made({ kind: 'dict', entries, ...(rest && { rest }) }, taints);
  }

  /** A new container. */
  protected made(shape: Shape, taints: readonly Taint[]): Value {
    this.heap.note(shape);
    return { shapes: [shape], taints };
  }

  /** A table entry such as `"setup.py": "…"` may be a file in the making. */
  protected abstract fileInTable(key: string, value: Value, point: Point): void;

  protected comprehension(node: Comprehension): Value {
    const outer = this.frame;
    const frame = new Frame(outer.program, outer, undefined, new Set(), outer.owner, outer.self);
    this.comprehensions.add(frame);
    const results: { element: Value; value: Value }[] = [];
    let exact = true;
    const { loopSteps: floor } = this;
    let chosenBy: readonly Taint[] = [];
    const goesOn = (): boolean => floor - this.loopSteps < this.effort.loopSteps * 2;
    const clause = (index: number): void => {
      const current = node.clauses[index];
      if (!current) {
        if (results.length >= LONGEST_SPREAD) {
          exact = false;
          return;
        }
        results.push({ element: this.evaluate(node.element), value: node.value ? this.evaluate(node.value) : nothing });
        return;
      }
      if (current.kind === 'if') {
        const known = truth(this.evaluate(current.test));
        if (known === false) return;
        if (known === undefined) exact = false;
        this.narrow(current.test, true);
        clause(index + 1);
        return;
      }
      const iterable = this.iterated(this.evaluate(current.iterable), this.point(current.iterable));
      const elements = this.elementsOf(iterable);
      if (elements && elements.length <= LONGEST_SPREAD) {
        // What is computed at great length is not known in the end; that it depends on what was gone through still is.
        for (const [i, element] of elements.entries()) {
          const last = !goesOn();
          if (last && i < elements.length - 1) {
            exact = false;
            chosenBy = joinTaints(chosenBy, iterable.taints);
          }
          this.assign(current.target, last ? joinAll(elements.slice(i)) : element);
          clause(index + 1);
          if (last) break;
        }
        return;
      }
      exact = false;
      this.assign(current.target, this.elementOf(iterable));
      clause(index + 1);
    };
    this.frame = frame;
    try {
      clause(0);
    } finally {
      this.frame = outer;
    }
    const taints = joinTaints(joinAll(results.map(({ element, value }) => join(element, value))).taints, chosenBy);
    const type = node.type === 'generator' ? 'iterator' : node.type;
    if (type === 'dict') {
      const entries = new Map<string, { key: Value; value: Value }>();
      let rest: Value | undefined;
      for (const { element, value } of results) {
        const key = keyOf(element);
        if (key === undefined || !exact) rest = join(rest ?? nothing, value);
        else entries.set(key, { key: entries.get(key)?.key ?? element, value });
      }
      return this.made({ kind: 'dict', entries, ...(rest && { rest }) }, taints);
    }
    const elements = results.map(({ element }) => element);
    if (!exact) return this.made({ kind: 'sequence', type, elements: [], rest: tainted(joinAll(elements), chosenBy) }, taints);
    const shape: SequenceShape = { kind: 'sequence', type, elements };
    const different = type === 'set' ? keyed(shape) : undefined;
    return this.made(different ? { ...shape, elements: [...different.values()] } : shape, taints);
  }

  /** Where `:=` binds: comprehensions have no names of their own but their targets. */
  protected bindingFrame(): Frame {
    let frame = this.frame;
    while (this.comprehensions.has(frame) && frame.enclosing instanceof Frame) frame = frame.enclosing;
    return frame;
  }

  override elementsOf(value: Value): Value[] | undefined {
    const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
    // The order of a set is nobody's to know.
    return only?.kind === 'sequence' && only.type === 'set' && only.elements.length > 1 ? undefined : this.members(value);
  }

  /** All elements of a value in some order, when they are known exactly. */
  protected members(value: Value): Value[] | undefined {
    const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
    if (only?.kind === 'sequence' && !only.rest) return [...only.elements];
    if (only?.kind === 'dict' && !only.rest) return [...only.entries.values()].map(({ key }) => key);
    if (only?.kind !== 'text') return undefined;
    const known = literalText(only);
    if (known === undefined || known.length > LONGEST_SPREAD) return undefined;
    const numeric = asNumber(value.taints);
    if (only.bytes) return known.split('').map((c) => tainted(number(BigInt(c.charCodeAt(0))), numeric));
    return characters(known).map((c) => valueOf(textShape([{ text: c }]), value.taints));
  }

  /** Any element of a value: what a loop variable may be. */
  protected elementOf(value: Value): Value {
    const results: Value[] = [];
    for (const shape of value.shapes) {
      if (shape.kind === 'sequence') results.push(...shape.elements, ...(shape.rest ? [shape.rest] : []));
      else if (shape.kind === 'dict') results.push(...[...shape.entries.values()].map(({ key }) => key), ...(shape.rest ? [unknown] : []));
      else results.push(unknown);
    }
    return tainted(results.length > 0 ? joinAll(results) : unknown, value.taints);
  }
}
