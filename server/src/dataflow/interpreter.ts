/** Statements: assignments, branches that join, loops, exceptions. The top of the machine. */
import type { Expr, If, Stmt, Try, Unit } from '../syntax/python/ast';
import type { CallEvent } from './events';
import { DefinitionMachine } from './definitions';
import { UNROLL, UNROLL_SHORT } from './expressions';
import { Frame } from './frame';
import { BudgetExceeded } from './machine';
import { binary, keyOf } from './operators';
import type { Point, Program } from './source';
import { taintFrom } from './taint';
import {
  type ClassShape, type FunctionShape, join, joinAll, none, nothing, stepped, unknown, type Value, valueOf,
} from './value';

/** Statements in the body of a loop that may run often. */
const SHORT_BODY = 8;

/** `stops`: control does not reach the next statement. */
type Outcome = 'next' | 'stops';

export class Interpreter extends DefinitionMachine {
  /** Runs all statements of a module in the current frame. */
  protected override runModule(program: Program): void {
    for (const unit of program.module.units) {
      this.unit = unit;
      // A statement that stops (sys.exit) does not hide what follows: imports of a module may still reach its functions.
      const run = (): void => {
        this.block(unit.statements);
      };
      // Inside other programs the statement that runs them answers for the cost.
      if (this.programDepth > 1) run();
      else if (!this.guarded({ program, unit, start: 0, end: Math.min(unit.text.length, 1) }, () => this.withShare(run)) && this.exhausted) return;
    }
  }

  protected override runBody(body: readonly Stmt[]): void {
    this.block(body);
  }

  private block(statements: readonly Stmt[]): Outcome {
    for (const statement of statements) {
      if (this.deeper(() => this.statement(statement)) === 'stops') return 'stops';
    }
    return 'next';
  }

  private statement(node: Stmt): Outcome {
    switch (node.kind) {
      case 'ExprStmt':
        this.evaluate(node.value);
        return 'next';
      case 'Assign': {
        if (!node.value) return 'next';
        const value = this.evaluate(node.value);
        for (const target of node.targets) this.assign(target, value);
        return 'next';
      }
      case 'AugAssign':
        this.augment(node.target, node.operator, node.value);
        return 'next';
      case 'Return':
        this.frame.returned = join(this.frame.returned, node.value ? this.evaluate(node.value) : none);
        return 'stops';
      case 'If':
        return this.conditional(node);
      case 'For':
        this.loopOver(node.target, this.evaluate(node.iterable), node.body);
        return this.block(node.orelse);
      case 'While':
        this.evaluate(node.test);
        this.repeat(() => {
          this.narrow(node.test, true);
          this.gated(node.test, () => this.block(node.body));
          this.evaluate(node.test);
        });
        return this.block(node.orelse);
      case 'Try':
        return this.tryStatement(node);
      case 'With':
        for (const { context, target } of node.items) {
          const value = this.evaluate(context);
          if (target) this.assign(target, this.contextValue(value, this.point(context)));
        }
        return this.block(node.body);
      case 'FunctionDef':
        this.define(node);
        return 'next';
      case 'ClassDef':
        this.defineClass(node);
        return 'next';
      case 'Import':
        for (const { name, alias } of node.names) {
          if (alias) this.frame.set(alias, this.importModule(name, 0));
          else {
            const top = name.split('.')[0]!;
            this.frame.set(top, this.importModule(top, 0));
            if (top !== name) this.importModule(name, 0);
          }
        }
        return 'next';
      case 'ImportFrom':
        this.importFrom(node);
        return 'next';
      case 'ScopeDeclaration':
      case 'Jump':
        return 'next';
      case 'Delete':
        return 'next';
      case 'Assert':
        this.evaluate(node.test);
        this.narrow(node.test, true);
        return 'next';
      case 'Raise':
        if (node.value) this.evaluate(node.value);
        return 'stops';
      case 'Match': {
        const subject = this.evaluate(node.subject);
        return this.branches(node.cases.map(({ binds, guard, body }) => () => {
          for (const name of binds) this.frame.set(name, { shapes: unknown.shapes, taints: subject.taints });
          if (guard) this.evaluate(guard);
          return this.block(body);
        }), true);
      }
    }
  }

  /** Runs alternatives apart and joins those that reach the end. `orNone`: perhaps none of them runs. */
  private branches(alternatives: readonly (() => Outcome)[], orNone: boolean): Outcome {
    const outcomes: ReadonlyMap<string, Value>[] = orNone ? [new Map()] : [];
    this.uncertainty++;
    try {
      for (const alternative of alternatives) {
        let outcome: Outcome = 'next';
        const values = this.frame.branch(() => {
          outcome = alternative();
        });
        if (outcome === 'next') outcomes.push(values);
      }
    } finally {
      this.uncertainty--;
    }
    if (outcomes.length === 0) return 'stops';
    this.frame.merge(outcomes);
    return 'next';
  }

  private gated<T>(test: Expr, work: () => T): T {
    const before = this.gates;
    this.gates = [...before, this.point(test)];
    try {
      return work();
    } finally {
      this.gates = before;
    }
  }

  private conditional(node: If): Outcome {
    // `elif` chains nest in the tree; they can be thousands long and are walked, not recursed into.
    const tests: Expr[] = [];
    const alternatives: (() => Outcome)[] = [];
    let current: If | undefined = node;
    let last: readonly Stmt[] = [];
    while (current) {
      const { test, body } = current;
      const earlier: readonly Expr[] = [...tests.slice(-8)];
      this.evaluate(test);
      alternatives.push(() => {
        for (const one of earlier) this.narrow(one, false);
        this.narrow(test, true);
        return this.gated(test, () => this.block(body));
      });
      tests.push(test);
      last = current.orelse;
      const [only]: readonly Stmt[] = last;
      current = last.length === 1 && only!.kind === 'If' ? only : undefined;
    }
    const whenNone = (): Outcome => {
      for (const one of tests) this.narrow(one, false);
      return last.length > 0 ? this.gated(tests.at(-1)!, () => this.block(last)) : 'next';
    };
    return this.branches([...alternatives, whenNone], false);
  }

  private loopOver(target: Expr, iterable: Value, body: readonly Stmt[]): void {
    const elements = this.alternativeElements(iterable);
    if (elements && elements.length <= (body.length <= SHORT_BODY ? UNROLL_SHORT : UNROLL)) {
      for (const element of elements) {
        this.uncertainty++;
        this.frame.merge([this.frame.branch(() => {
          this.assign(target, element);
          this.block(body);
        })]);
        this.uncertainty--;
      }
      return;
    }
    const element = elements ? joinAll(elements) : this.elementOf(iterable);
    this.repeat(() => {
      this.assign(target, element);
      this.block(body);
    });
  }

  /** The elements of every sequence the iterable may be: each pass of the loop sees one of them whole. */
  private alternativeElements(iterable: Value): Value[] | undefined {
    const all = iterable.shapes.map((shape) => this.elementsOf(valueOf(shape)));
    return all.length > 0 && all.every((one) => one !== undefined) ? all.flat() : undefined;
  }

  /** A body that may run any number of times: twice suffices for values to travel around once. */
  private repeat(body: () => void): void {
    this.uncertainty++;
    try {
      for (let round = 0; round < 2; round++) this.frame.merge([new Map(), this.frame.branch(body)]);
    } finally {
      this.uncertainty--;
    }
  }

  private tryStatement(node: Try): Outcome {
    const before = this.frame.layer;
    let outcome: Outcome = 'next';
    this.uncertainty++;
    const values = this.frame.branch(() => {
      outcome = this.block(node.body);
    });
    this.uncertainty--;
    this.frame.layer = before;
    const body = (): Outcome => {
      for (const [name, value] of values) this.frame.layer.values.set(name, value);
      return outcome === 'next' ? this.block(node.orelse) : 'stops';
    };
    const handlers = node.handlers.map(({ type, name, body: handler }) => (): Outcome => {
      // The exception may have come before or after each assignment of the body.
      this.frame.merge([new Map(), values]);
      if (type) this.evaluate(type);
      if (name) this.frame.set(name, unknown);
      return this.block(handler);
    });
    const after = this.branches([body, ...handlers], false);
    return this.block(node.final) === 'stops' ? 'stops' : after;
  }

  /** What `with value as target` binds. */
  private contextValue(value: Value, point: Point): Value {
    const results = value.shapes.map((shape): Value => {
      if (shape.kind !== 'object') return valueOf(shape);
      const method = this.classAttribute(shape.cls, '__enter__', valueOf(shape), point);
      return method ? this.call(method, { positional: [], keywords: new Map() }, point) : unknown;
    });
    return { shapes: joinAll(results).shapes, taints: value.taints };
  }

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

  private augment(target: Expr, operator: string, operand: Expr): void {
    const right = this.evaluate(operand);
    const before = this.evaluate(target);
    // `+=` on a list changes the list itself, for everyone who holds it.
    if (operator === '+' && before.shapes.some((shape) => shape.kind === 'sequence' && shape.type === 'list')) {
      this.call(this.attribute(before, 'extend', this.point(target)), { positional: [{ value: right, point: this.point(operand) }], keywords: new Map() }, this.point(target));
    } else this.assign(target, binary(operator, before, right));
  }

  /** Arguments as an outside caller may choose them: unknown, tainted, named after their parameters. */
  openArguments(fn: FunctionShape, kind: 'parameter' | 'hook-argument' | 'attribute-name' | 'none', describe: (name: string) => string): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const param of fn.node.params) {
      if (fn.self && param === fn.node.params[0] && fn.decoration.binding !== 'static') continue;
      const point: Point = { program: fn.closure.program, unit: fn.point.unit, start: param.start, end: param.end };
      const open: Value = kind === 'none' ? unknown : { shapes: unknown.shapes, taints: [taintFrom(kind, param.name, { point, label: describe(`${{ args: '*', kwargs: '**' }[param.type as string] ?? ''}${param.name}`) })] };
      const fallback = fn.defaults.get(param.name);
      values.set(param.name, fallback ? join(fallback, open) : open);
    }
    return values;
  }

  /** Runs `work` and turns an exhausted budget into a gap at `point`. False when the budget ran out. */
  guarded(point: Point, work: () => void): boolean {
    const outer = { frame: this.frame, unit: this.unit, gates: this.gates, entry: this.entry, uncertainty: this.uncertainty, depth: this.depth };
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof BudgetExceeded) && !(error instanceof RangeError)) throw error;
      this.gap(point, error instanceof BudgetExceeded ? error.what : 'it nests too deeply to follow');
      return false;
    } finally {
      this.depth = outer.depth;
      this.frame = outer.frame;
      this.unit = outer.unit;
      this.gates = outer.gates;
      this.entry = outer.entry;
      this.uncertainty = outer.uncertainty;
    }
  }

  /** Stands at a statement of a module, for calls that come from outside. */
  enterModule(program: Program, unit: Unit, frame: Frame): void {
    if (frame.program !== program) throw new Error('a frame of another program');
    this.frame = frame;
    this.unit = unit;
  }

  newInstance(cls: ClassShape): Value {
    return valueOf(this.newObject(cls));
  }
}
