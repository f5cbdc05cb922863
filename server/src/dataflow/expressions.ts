/** Evaluation of expressions to abstract values. Calls and attributes are the layers above (objects.ts, library.ts). */
import { namesSecretKey } from '../catalog/indicators';
import { scopeOf } from '../semantics/scopes';
import type { Call, Expr, Stmt } from '../syntax/python/ast';
import { DisplayMachine } from './displays';
import type { Frame } from './frame';
import { asText } from './intrinsics/formatting';
import { binary, concatTexts, unary } from './operators';
import { compare, sliceOf, subscript } from './subscripts';
import { textShape } from './texts';
import type { Point } from './source';
import { joinTaints, ofOneVariable, type Taint, taintFrom, withStep } from './taint';
import {
  type Argument, type Arguments, bool, constantText, type Environment, external, type FunctionShape, isZero, join, joinAll, none, nothing, number, unknown, unknownFrom, type TextShape, truth, type Value, valueOf, tainted,
} from './value';

export const plainDecoration = { binding: 'plain', fixture: false, parameters: new Map<string, Value>() } as const;

export abstract class ExpressionMachine extends DisplayMachine {
  /** What calls came to, for looking at them again: nothing is called twice for that. */
  private readonly called = new WeakMap<Call, { readonly frame: Frame; readonly result: Value }>();

  override operate(operator: string, left: Value, right: Value, _point: Point): Value {
    return binary(operator, left, right);
  }

  override operateAlone(operator: string, operand: Value, _point: Point): Value {
    return unary(operator, operand);
  }

  override compared(operator: string, left: Value, right: Value, _point: Point): Value {
    const known = compare(operator, left, right);
    return known === undefined ? either : bool(known);
  }

  override evaluate(node: Expr): Value {
    return this.deeper(() => this.dispatch(node));
  }

  private dispatch(node: Expr): Value {
    switch (node.kind) {
      case 'Name': return this.name(node.id, this.point(node));
      case 'Num': return node.imaginary ? unknown : number(node.value);
      case 'Str': return this.literal(node);
      case 'Constant': return valueOf({ kind: 'constant', value: node.value });
      case 'Attribute': return this.attributeExpression(node);
      case 'Subscript': return this.subscriptExpression(node);
      case 'Slice': return unknown;
      case 'Call': return this.callExpression(node);
      case 'BinaryOperation': return this.binaryOperation(node);
      case 'BooleanOperation': return this.booleanOperation(node.operands, node.operator);
      case 'UnaryOperation': return this.operateAlone(node.operator, this.evaluate(node.operand), this.point(node));
      case 'Comparison': return this.comparison(node.operands, node.operators, this.point(node));
      case 'Conditional': {
        const known = truth(this.evaluate(node.test));
        if (known !== undefined) {
          // Both sides are looked at even when the test is decided: what does not run today may run on another machine.
          this.unreached(known ? node.orelse : node.body, [node.test], !known);
          return this.evaluate(known ? node.body : node.orelse);
        }
        const body = this.under([node.test], true, node.body);
        const orelse = this.under([node.test], false, node.orelse);
        return join(body, orelse);
      }
      case 'Lambda':
        return valueOf(this.functionShape(node, '<lambda>', new Map(node.params.flatMap((param) => (param.default ? [[param.name, this.evaluate(param.default)] as const] : [])))));
      case 'Sequence': return this.sequence(node.type, node.elements);
      case 'DictDisplay': return this.dictDisplay(node.entries);
      case 'Comprehension': return this.comprehension(node);
      case 'Starred': return this.evaluate(node.value);
      case 'Yield': {
        const value = node.value ? this.evaluate(node.value) : none;
        this.yielded(value, node.from, this.point(node));
        return unknown;
      }
      case 'Await': return this.evaluate(node.value);
      case 'NamedExpr': {
        const value = this.evaluate(node.value);
        this.bindingFrame().set(node.target, value);
        return value;
      }
      case 'Missing': return unknown;
    }
  }

  protected functionShape(node: FunctionShape['node'], name: string, defaults: ReadonlyMap<string, Value>): FunctionShape {
    scopeOf(node);
    // The names of a class body are not seen from inside its methods.
    let closure: Environment = this.frame;
    while (closure.isClassBody && closure.enclosing) closure = closure.enclosing;
    return { kind: 'function', name, node, point: this.point(node), closure, defaults, decoration: plainDecoration };
  }

  /** The value of a name; unknown names are builtins by their access path. */
  protected name(id: string, point: Point): Value {
    const value = this.frame.lookup(id);
    if (value) return value;
    if (id === '__file__') return valueOf(textShape([{ text: `./${this.frame.program.path}` }]));
    if (id === '__name__') return valueOf(textShape([{ text: this.frame.program.role === 'helper-module' ? this.frame.program.path.replace(/\.py$/, '') : '__main__' }]));
    if (id === '__builtins__') return external('builtins.__builtins__');
    const starred = this.starName(this.frame.lookup('*'), id);
    if (starred) return this.mention(starred, point);
    const patched = this.patchOf('builtins', id);
    if (patched) return patched;
    // A module that is used without an import: forgotten, or imported in a way we did not see.
    return this.mention(external(this.world.catalog.modules.has(id) ? id : `builtins.${id}`), point);
  }

  /** Adds what reading a library attribute brings in: `sys.argv`. */
  protected abstract mention(value: Value, point: Point): Value;

  /** Hands a value out of a generator. */
  protected abstract yielded(value: Value, from: boolean, point: Point): void;

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
    return this.namedSecret(this.attribute(this.evaluate(node.value), node.attr, this.point(node)), node.attr, this.point(node));
  }

  /** What is not known but by its name, if that says that it is a secret. */
  protected namedSecret(value: Value, name: string, point: Point): Value {
    if (!namesSecretKey(name) || !value.shapes.some((shape) => shape.kind === 'any' || shape.kind === 'external')) return value;
    return tainted(value, [taintFrom('named-secret', name, { point, label: `the secret \`${name}\`` })]);
  }

  private subscriptExpression(node: Expr & { kind: 'Subscript' }): Value {
    const path = this.dottedPath(node);
    const proved = path === undefined ? undefined : this.frame.own(path);
    if (proved) return proved;
    const object = this.evaluate(node.value);
    if (node.index.kind === 'Slice') {
      const { lower, upper, step } = node.index;
      const bounds = [lower, upper, step].map((bound) => bound && this.evaluate(bound));
      const own = this.itemHook(object, external('builtins.slice()'), this.point(node));
      if (own) return own;
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
  override item(object: Value, index: Value, point: Point): Value {
    const own = this.itemHook(object, index, point);
    if (own) return own;
    const environment = object.shapes.some((shape) => shape.kind === 'external' && (shape.path === 'os.environ' || shape.path === 'os.environb'));
    if (environment) {
      const key = index.shapes.length === 1 ? asText(index).parts : [];
      const name = key.length === 1 && 'text' in key[0]! ? key[0].text : '?';
      return unknownFrom([taintFrom('environment', name, { point, label: `read from the environment variable ${name}` })]);
    }
    const found = this.systemItem(object, index) ?? this.namespaceItem(object, index, point);
    if (found) return found;
    const exact = subscript(object, index);
    const item = exact ? tainted(exact, this.indexTaints(object, index)) : unknownFrom(joinTaints(object.taints, index.taints));
    return { ...item, taints: ofOneVariable(item.taints, constantText(index), point) };
  }

  /** `object[index]` as a class of the program defines it. */
  protected abstract itemHook(object: Value, index: Value, point: Point): Value | undefined;

  /** `globals()["name"]`, `sys.modules["os"]`, `os.__dict__["system"]`: lookups by another road. */
  protected abstract namespaceItem(object: Value, index: Value, point: Point): Value | undefined;
  /** A name that `from library import *` may have brought. */
  protected abstract starName(libraries: Value | undefined, name: string): Value | undefined;
  /** What the program put in the place of a library function. */
  protected abstract patchOf(path: string, name: string): Value | undefined;

  /** Items of what the interpreter itself fills in. */
  private systemItem(object: Value, index: Value): Value | undefined {
    const namespace = object.shapes.length === 1 ? object.shapes[0]! : undefined;
    // The script's own name is not up to anybody.
    if (namespace?.kind === 'external' && namespace.path === 'sys.argv' && isZero(index)) return valueOf(textShape([{ text: `./${this.frame.program.path}` }]));
    // Python puts the script's folder first: https://docs.python.org/3/library/sys.html#sys.path
    if (namespace?.kind === 'external' && namespace.path === 'sys.path' && isZero(index)) return valueOf(textShape([{ text: `./${this.frame.program.path}`.replace(/\/[^/]*$/, '') }]));
    return undefined;
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
      result = this.operate(operation.operator, result, right, this.point(operation));
      if (result.taints.length > 0) result = { shapes: result.shapes, taints: withStep(result.taints, { point: this.point(operation), label: `combined in ${this.source(operation)}` }) };
    }
    settle();
    return result;
  }

  private booleanOperation(operands: readonly Expr[], operator: 'and' | 'or'): Value {
    let result = nothing;
    for (const [i, operand] of operands.entries()) {
      const value = i === 0 || result.shapes.length === 0 ? this.evaluate(operand) : this.under(operands.slice(Math.max(0, i - 8), i), operator === 'and', operand);
      if (i === operands.length - 1) return join(result, value);
      const known = truth(value);
      // Of `a or b`, a false `a` does not come out.
      if (known === (operator === 'and')) continue;
      if (known !== undefined) {
        for (const rest of operands.slice(i + 1)) this.unreached(rest, [operand], operator === 'and');
        return join(result, value);
      }
      const keep = value.shapes.filter((shape) => truth(valueOf(shape)) !== (operator === 'and'));
      result = join(result, { shapes: keep, taints: value.taints });
    }
    return result;
  }

  /** Code that a decided test keeps from running: looked at once, for what it would do. */
  protected abstract unreached(code: Expr | readonly Stmt[], tests: readonly Expr[], outcome: boolean): void;

  /** An expression that is looked at only where tests came out so. */
  protected abstract under(tests: readonly Expr[], outcome: boolean, node: Expr): Value;

  private comparison(operands: readonly Expr[], operators: readonly string[], point: Point): Value {
    const values = operands.map((operand) => this.evaluate(operand));
    if (operators.length === 1) return this.compared(operators[0]!, values[0]!, values[1]!, point);
    // `a < b < c` is false as soon as one of its parts is.
    const parts = operators.map((operator, i) => truth(this.compared(operator, values[i]!, values[i + 1]!, point)));
    return parts.includes(false) ? bool(false) : parts.includes(undefined) ? either : bool(true);
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
        const spread = this.iterated(value, point);
        const only = spread.shapes.length === 1 ? spread.shapes[0]! : undefined;
        const known = this.elementsOf(spread) ?? (only?.kind === 'sequence' && only.type !== 'set' ? only.elements : undefined);
        if (known && !rest) for (const element of known) positional.push({ value: element, point });
        if (!known || rest) rest = { value: join(rest?.value ?? nothing, this.elementOf(spread)), point };
        else if (only?.kind === 'sequence' && only.rest) rest = { value: only.rest, point };
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

  /** Runs `work` as code that only runs when the test comes out so. */
  protected abstract gated<T>(test: Expr, outcome: boolean, work: () => T): T;
}

const either: Value = { shapes: [{ kind: 'constant', value: 'True' }, { kind: 'constant', value: 'False' }], taints: [] };

const isPlainText = (value: Value): boolean => value.taints.length === 0 && value.shapes.length === 1 && value.shapes[0]!.kind === 'text';
