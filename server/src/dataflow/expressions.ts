/** Evaluation of expressions to abstract values. Calls and attributes are the layers above (objects.ts, library.ts). */
import type { Call, Comprehension, Expr, Str } from '../syntax/python/ast';
import { scopeOf } from '../semantics/scopes';
import { textIndicators } from '../catalog/indicators';
import type { IndicatorEvent } from './events';
import { Frame } from './frame';
import { asText } from './intrinsics/strings';
import { Machine } from './machine';
import { binary, compare, concatTexts, keyOf, sliceOf, subscript, unary } from './operators';
import { textShape } from './texts';
import type { Point } from './source';
import { joinTaints, ofOneVariable, type Taint, taintFrom, withStep } from './taint';
import {
  type Argument, type Arguments, bool, constantText, external, type FunctionShape, join, joinAll, none, nothing, number, unknown, unknownFrom, type TextPiece, type TextShape, truth, type Value, valueOf, tainted,
} from './value';

/** Beyond this, a text is data, not a path or an address. */
const LONGEST_INDICATOR_TEXT = 20_000;

/** Loops over at most this many known elements are run element by element; short bodies may run longer: they decode. */
export const UNROLL = 64;
export const UNROLL_SHORT = 4096;

export const plainDecoration = { binding: 'plain', fixture: false, parameters: new Map<string, Value>() } as const;

export abstract class ExpressionMachine extends Machine {
  /** What calls came to, for looking at them again: nothing is called twice for that. */
  private readonly called = new WeakMap<Call, { readonly frame: Frame; readonly result: Value }>();

  override evaluate(node: Expr): Value {
    return this.deeper(() => this.dispatch(node));
  }

  private dispatch(node: Expr): Value {
    switch (node.kind) {
      case 'Name': return this.name(node.id, this.point(node));
      case 'Num': return number(node.value);
      case 'Str': return this.literal(node);
      case 'Constant': return valueOf({ kind: 'constant', value: node.value });
      case 'Attribute': return this.attributeExpression(node);
      case 'Subscript': return this.subscriptExpression(node);
      case 'Slice': return unknown;
      case 'Call': return this.callExpression(node);
      case 'BinaryOperation': return this.binaryOperation(node);
      case 'BooleanOperation': return this.booleanOperation(node.operands, node.operator);
      case 'UnaryOperation': return unary(node.operator, this.evaluate(node.operand));
      case 'Comparison': return this.comparison(node.operands, node.operators);
      case 'Conditional': {
        const known = truth(this.evaluate(node.test));
        // Both sides are looked at even when the test is decided: what does not run today may run on another machine.
        const body = this.under([node.test], true, node.body);
        const orelse = this.under([node.test], false, node.orelse);
        return known === undefined ? join(body, orelse) : known ? body : orelse;
      }
      case 'Lambda':
        return valueOf(this.functionShape(node, '<lambda>', new Map(node.params.flatMap((param) => (param.default ? [[param.name, this.evaluate(param.default)] as const] : [])))));
      case 'Sequence': return this.sequence(node.type, node.elements);
      case 'DictDisplay': return this.dictDisplay(node.entries);
      case 'Comprehension': return this.comprehension(node);
      case 'Starred': return this.evaluate(node.value);
      case 'Yield': {
        const value = node.value ? this.evaluate(node.value) : none;
        this.frame.yielded = join(this.frame.yielded, node.from ? this.elementOf(value) : value);
        return unknown;
      }
      case 'Await': return this.evaluate(node.value);
      case 'NamedExpr': {
        const value = this.evaluate(node.value);
        this.frame.set(node.target, value);
        return value;
      }
      case 'Missing': return unknown;
    }
  }

  protected functionShape(node: FunctionShape['node'], name: string, defaults: ReadonlyMap<string, Value>): FunctionShape {
    scopeOf(node);
    return { kind: 'function', name, node, point: this.point(node), closure: this.frame, defaults, decoration: plainDecoration };
  }

  /** The value of a name; unknown names are builtins by their access path. */
  protected name(id: string, point: Point): Value {
    const value = this.frame.lookup(id);
    if (value) return value;
    if (id === '__file__') return valueOf(textShape([{ text: `./${this.frame.program.path}` }]));
    if (id === '__name__') return valueOf(textShape([{ text: this.frame.program.role === 'helper-module' ? this.frame.program.path.replace(/\.py$/, '') : '__main__' }]));
    // A module that is used without an import: forgotten, or imported in a way we did not see.
    return this.mention(external(this.world.catalog.modules.has(id) ? id : `builtins.${id}`), point);
  }

  /** Adds what reading a library attribute brings in: `sys.argv`. */
  protected abstract mention(value: Value, point: Point): Value;

  private literal(node: Str): Value {
    const parts: TextPiece[] = [];
    let taints: readonly Taint[] = [];
    for (const part of node.parts) {
      if (part.kind === 'text') {
        parts.push({ text: part.cooked, origin: { program: this.frame.program, unit: this.unit, part, at: 0 } });
        continue;
      }
      const value = this.evaluate(part.value);
      taints = joinTaints(taints, value.taints);
      parts.push(...(part.formatted ? [{ hole: value }] : asText(value).parts));
    }
    this.recogniseText(parts, this.point(node));
    if (taints.length > 0) taints = withStep(taints, { point: this.point(node), label: `put into the text ${this.source(node)}` });
    return { shapes: [textShape(parts, node.bytes)], taints };
  }

  protected recogniseText(parts: readonly TextPiece[], point: Point): void {
    const text = parts.map((part) => ('text' in part ? part.text : '?')).join('').slice(0, LONGEST_INDICATOR_TEXT);
    if (text.length < 5) return;
    for (const indicator of textIndicators(text)) this.emit<IndicatorEvent>({ kind: 'indicator', point, indicator });
  }

  /** `self.name` and `argv[1]` (as `argv.[1]`) as keys for what guards proved; undefined for other expressions. */
  protected dottedPath(node: Expr): string | undefined {
    const names: string[] = [];
    let current = node;
    while (current.kind === 'Attribute' || (current.kind === 'Subscript' && (current.index.kind === 'Num' || current.index.kind === 'Str'))) {
      if (current.kind === 'Attribute') names.unshift(current.attr);
      else {
        const key = current.index.kind === 'Num' ? String(current.index.value) : current.index.kind === 'Str' ? current.index.parts.map((part) => (part.kind === 'text' ? part.cooked : '?')).join('') : '?';
        if (key.includes('?') || key.includes('.')) return undefined;
        names.unshift(`[${key}]`);
      }
      current = current.value;
    }
    return current.kind === 'Name' ? [current.id, ...names].join('.') : undefined;
  }

  private attributeExpression(node: Expr & { kind: 'Attribute' }): Value {
    const path = this.dottedPath(node);
    const proved = path === undefined ? undefined : this.frame.own(path);
    if (proved) return proved;
    return this.attribute(this.evaluate(node.value), node.attr, this.point(node));
  }

  private subscriptExpression(node: Expr & { kind: 'Subscript' }): Value {
    const path = this.dottedPath(node);
    const proved = path === undefined ? undefined : this.frame.own(path);
    if (proved) return proved;
    const object = this.evaluate(node.value);
    if (node.index.kind === 'Slice') {
      const { lower, upper, step } = node.index;
      const bounds = [lower, upper, step].map((bound) => bound && this.evaluate(bound));
      const exact = sliceOf(object, bounds);
      // Text that is stored backwards is stored that way to be overlooked.
      if (exact && step?.kind === 'UnaryOperation' && exact.shapes[0]?.kind === 'text') {
        return tainted(exact, [taintFrom('decoded', 'reversed', { point: this.point(node), label: 'read backwards' })]);
      }
      return exact ?? unknownFrom(joinTaints(object.taints, joinAll(bounds.filter((bound) => bound !== undefined)).taints));
    }
    return this.item(object, this.evaluate(node.index), this.point(node));
  }

  /** `object[index]`. */
  protected item(object: Value, index: Value, point: Point): Value {
    const environment = object.shapes.some((shape) => shape.kind === 'external' && (shape.path === 'os.environ' || shape.path === 'os.environb'));
    if (environment) {
      const key = index.shapes.length === 1 ? asText(index).parts : [];
      const name = key.length === 1 && 'text' in key[0]! ? key[0].text : '?';
      return unknownFrom([taintFrom('environment', name, { point, label: `read from the environment variable ${name}` })]);
    }
    const found = this.namespaceItem(object, index, point);
    if (found) return found;
    const exact = subscript(object, index);
    const item = exact ? tainted(exact, this.indexTaints(object, index)) : unknownFrom(joinTaints(object.taints, index.taints));
    return { ...item, taints: ofOneVariable(item.taints, constantText(index), point) };
  }

  /** `globals()["name"]`, `sys.modules["os"]`, `os.__dict__["system"]`: lookups by another road. */
  private namespaceItem(object: Value, index: Value, point: Point): Value | undefined {
    const name = constantText(index);
    const namespace = object.shapes.length === 1 ? object.shapes[0]! : undefined;
    // The script's own name is not up to anybody.
    if (namespace?.kind === 'external' && namespace.path === 'sys.argv' && isZero(index)) return valueOf(textShape([{ text: `./${this.frame.program.path}` }]));
    if (name === undefined || namespace?.kind !== 'external') return undefined;
    if (namespace.path === 'builtins.globals()' || namespace.path === 'builtins.locals()' || namespace.path === 'builtins.vars()') return this.name(name, point);
    if (namespace.path === 'sys.modules') return this.importModule(name, 0);
    if (namespace.path.endsWith('.__dict__')) return this.attribute(external(namespace.path.slice(0, -'.__dict__'.length)), name, point);
    return namespace.path === 'builtins.__builtins__' ? this.attribute(external('builtins'), name, point) : undefined;
  }

  /** A lookup in a table of known values is a choice among them: the index decides, but brings nothing in. */
  private indexTaints(object: Value, index: Value): readonly Taint[] {
    const table = object.shapes.every((shape) => (shape.kind === 'dict' || shape.kind === 'sequence') && !shape.rest);
    return table ? [] : index.taints;
  }

  private binaryOperation(root: Expr & { kind: 'BinaryOperation' }): Value {
    // The left spine is walked, not recursed into: "a" + "b" + … can be thousands of terms long.
    const spine: (Expr & { kind: 'BinaryOperation' })[] = [];
    let node: Expr = root;
    while (node.kind === 'BinaryOperation') {
      spine.push(node);
      node = node.left;
    }
    let result = this.evaluate(node);
    let pending: TextShape[] = [];
    const settle = (): void => {
      if (pending.length > 1) result = concatTexts(pending);
      pending = [];
    };
    for (const operation of spine.reverse()) {
      const right = this.evaluate(operation.right);
      // A chain of known texts is joined at once: piece by piece would cost the square of its length.
      if (operation.operator === '+' && isPlainText(result) && isPlainText(right)) {
        if (pending.length === 0) pending.push(result.shapes[0] as TextShape);
        pending.push(right.shapes[0] as TextShape);
        continue;
      }
      settle();
      result = binary(operation.operator, result, right);
      if (result.taints.length > 0) result = { shapes: result.shapes, taints: withStep(result.taints, { point: this.point(operation), label: `combined in ${this.source(operation)}` }) };
    }
    settle();
    return result;
  }

  private booleanOperation(operands: readonly Expr[], operator: 'and' | 'or'): Value {
    let result = nothing;
    for (const [i, operand] of operands.entries()) {
      const value = i === 0 ? this.evaluate(operand) : this.under(operands.slice(Math.max(0, i - 8), i), operator === 'and', operand);
      if (i === operands.length - 1) return join(result, value);
      const known = truth(value);
      // Of `a or b`, a false `a` does not come out.
      if (known === (operator === 'and')) continue;
      if (known !== undefined) {
        for (const rest of operands.slice(i + 1)) this.under(operands.slice(i, i + 1), operator === 'and', rest);
        return join(result, value);
      }
      const keep = value.shapes.filter((shape) => truth(valueOf(shape)) !== (operator === 'and'));
      result = join(result, { shapes: keep, taints: value.taints });
    }
    return result;
  }

  /** An expression that is looked at only where tests came out so. */
  protected abstract under(tests: readonly Expr[], outcome: boolean, node: Expr): Value;

  private comparison(operands: readonly Expr[], operators: readonly string[]): Value {
    const values = operands.map((operand) => this.evaluate(operand));
    const known = values.length === 2 ? compare(operators[0]!, values[0]!, values[1]!) : undefined;
    return known === undefined ? { shapes: [{ kind: 'constant', value: 'True' }, { kind: 'constant', value: 'False' }], taints: [] } : bool(known);
  }

  private sequence(type: 'list' | 'tuple' | 'set', nodes: readonly Expr[]): Value {
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
      const known = value.shapes.length === 1 ? value.shapes[0]! : undefined;
      if (known?.kind === 'sequence' && !rest) {
        elements.push(...known.elements);
        rest = known.rest;
      } else rest = join(rest ?? nothing, this.elementOf(value));
    }
    return { shapes: [{ kind: 'sequence', type, elements, ...(rest && { rest }) }], taints };
  }

  private dictDisplay(nodes: readonly { readonly key: Expr | undefined; readonly value: Expr }[]): Value {
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
        entries.set(name, { key, value });
        this.fileInTable(name, value, this.point(node.value));
      }
    }
    return { shapes: [{ kind: 'dict', entries, ...(rest && { rest }) }], taints };
  }

  /** A table entry such as `"setup.py": "…"` may be a file in the making. */
  protected abstract fileInTable(key: string, value: Value, point: Point): void;

  private comprehension(node: Comprehension): Value {
    const outer = this.frame;
    const frame = new Frame(outer.program, outer, undefined, new Set(), outer.owner, outer.self);
    const results: { element: Value; value: Value }[] = [];
    let exact = true;
    const clause = (index: number): void => {
      const current = node.clauses[index];
      if (!current) {
        if (results.length >= 4096) {
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
      const iterable = this.evaluate(current.iterable);
      const elements = this.elementsOf(iterable);
      if (elements && elements.length <= 4096) {
        for (const element of elements) {
          this.assign(current.target, element);
          clause(index + 1);
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
    const taints = joinAll(results.map(({ element, value }) => join(element, value))).taints;
    const type = node.type === 'generator' ? 'list' : node.type;
    if (type === 'dict') {
      const entries = new Map<string, { key: Value; value: Value }>();
      let rest: Value | undefined;
      for (const { element, value } of results) {
        const key = keyOf(element);
        if (key === undefined || !exact) rest = join(rest ?? nothing, value);
        else entries.set(key, { key: element, value });
      }
      return { shapes: [{ kind: 'dict', entries, ...(rest && { rest }) }], taints };
    }
    const elements = results.map(({ element }) => element);
    return exact ? { shapes: [{ kind: 'sequence', type, elements }], taints } : { shapes: [{ kind: 'sequence', type, elements: [], rest: joinAll(elements) }], taints };
  }

  /** All elements of a value, in order, when they are known exactly. */
  protected elementsOf(value: Value): Value[] | undefined {
    const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
    if (only?.kind === 'sequence' && !only.rest) return [...only.elements];
    if (only?.kind === 'dict' && !only.rest) return [...only.entries.values()].map(({ key }) => key);
    if (only?.kind === 'text' && only.parts.every((part) => 'text' in part)) {
      const known = only.parts.map((part) => ('text' in part ? part.text : '')).join('');
      if (known.length > 4096) return undefined;
      return only.bytes ? [...known].map((c) => number(BigInt(c.charCodeAt(0)))) : [...known].map((c) => valueOf(textShape([{ text: c }])));
    }
    return undefined;
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

  private callExpression(node: Call): Value {
    const recent = this.isLookingAgain ? this.called.get(node) : undefined;
    if (recent?.frame === this.frame) return recent.result;
    const callee = this.evaluate(node.func);
    const result = this.call(callee, this.argumentsOf(node), this.point(node));
    this.called.set(node, { frame: this.frame, result });
    return result;
  }

  protected argumentsOf(node: Call): Arguments {
    const positional: Argument[] = [];
    const keywords = new Map<string, Argument>();
    let rest: Argument | undefined;
    let restKeywords: Argument | undefined;
    for (const argument of node.args) {
      const value = this.evaluate(argument.value);
      const point = this.point(argument.value);
      if (argument.keyword === undefined) {
        if (rest) rest = { value: join(rest.value, value), point: rest.point };
        else positional.push({ value, point });
      } else if (argument.keyword === '*') {
        const known = value.shapes.length === 1 && value.shapes[0]!.kind === 'sequence' ? value.shapes[0]! : undefined;
        if (known && !rest) for (const element of known.elements) positional.push({ value: element, point });
        if (!known) rest = { value: join(rest?.value ?? nothing, this.elementOf(value)), point };
        else if (known.rest) rest = { value: join(rest?.value ?? nothing, known.rest), point };
      } else if (argument.keyword === '**') {
        const known = value.shapes.length === 1 && value.shapes[0]!.kind === 'dict' ? value.shapes[0]! : undefined;
        if (known) for (const [key, entry] of known.entries) if (key.startsWith('t')) keywords.set(key.slice(1), { value: entry.value, point });
        if (!known) restKeywords = { value: join(restKeywords?.value ?? nothing, unknownFrom(value.taints)), point };
        else if (known.rest) restKeywords = { value: join(restKeywords?.value ?? nothing, known.rest), point };
      } else {
        keywords.set(argument.keyword, { value, point });
      }
    }
    return { positional, keywords, ...(rest && { rest }), ...(restKeywords && { restKeywords }) };
  }

  /** Binds a target to a value: names, attributes, items, unpacking. */
  protected abstract assign(target: Expr, value: Value): void;

  /** Learns what a test proves where it is true (or false): guards.ts. */
  protected abstract narrow(test: Expr, outcome: boolean): void;
  /** Runs `work` as code that only runs when the test comes out so. */
  protected abstract gated<T>(test: Expr, outcome: boolean, work: () => T): T;
}

const isZero = (value: Value): boolean => value.shapes.length === 1 && value.shapes[0]!.kind === 'number' && value.shapes[0]!.value === 0n;

const isPlainText = (value: Value): boolean => value.taints.length === 0 && value.shapes.length === 1 && value.shapes[0]!.kind === 'text';

