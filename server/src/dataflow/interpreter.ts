/** Statements: assignments, branches that join, loops, exceptions. The top of the machine. */
import type { Stmt, Try, Unit } from '../syntax/python/ast';
import { MOST_GATES, type Outcome } from './branches';
import type { Frame } from './frame';
import { LoopMachine } from './loops';
import { BudgetExceeded } from './machine';
import type { Point, Program } from './source';
import { taintFrom } from './taint';
import {
  type ClassShape, type FunctionShape, join, joinAll, none, unknown, type Value, valueOf,
} from './value';

/** Generators that yield more are known only by what comes out of them. */
const LONGEST_GENERATED = 16_384;

export class Interpreter extends LoopMachine {
  /** Runs all statements of a module in the current frame. */
  protected override runModule(program: Program): void {
    const before = this.gates;
    let passed: readonly string[] = [];
    for (const unit of program.module.units) {
      this.unit = unit;
      // A statement that stops (sys.exit) does not hide what follows: imports of a module may still reach its functions.
      const run = (): void => {
        this.gates = [...before, ...passed];
        this.inTurn(unit.statements);
        passed = this.gates.slice(before.length);
      };
      // Inside other programs the statement that runs them answers for the cost.
      if (this.programDepth > 1) run();
      else if (!this.guarded({ program, unit, start: 0, end: Math.min(unit.text.length, 1) }, () => this.withShare(run)) && this.exhausted) break;
    }
    this.gates = before;
  }

  protected override runBody(body: readonly Stmt[]): void {
    const { passed } = this;
    try {
      this.outsideLoops(() => this.block(body));
    } finally {
      this.passed = passed;
    }
  }

  protected override block(statements: readonly Stmt[]): Outcome {
    const before = this.gates;
    try {
      return this.inTurn(statements);
    } finally {
      this.gates = before;
    }
  }

  /** Runs statements in turn; gates of tests that the program left at stay behind. */
  private inTurn(statements: readonly Stmt[]): Outcome {
    for (const statement of statements) {
      this.passed = [];
      if (this.deeper(() => this.statement(statement)) === 'stops') return 'stops';
      if (this.passed.length > 0) this.gates = [...this.gates, ...this.passed];
    }
    this.passed = [];
    return 'next';
  }

  private statement(node: Stmt): Outcome {
    switch (node.kind) {
      case 'ExprStmt':
        // Docstrings, and texts that stand for comments: examples in them are nobody's addresses.
        if (node.value.kind === 'Str' && node.value.parts.every(({ kind }) => kind === 'text')) return 'next';
        this.evaluate(node.value);
        this.learn(node.value);
        if (node.value.kind === 'Call') this.absorb(node.value);
        return this.endsProgram(node.value) ? 'stops' : 'next';
      case 'Assign': {
        if (!node.value) return 'next';
        const value = this.evaluate(node.value);
        for (const target of node.targets) {
          this.assign(target, value);
          if (target.kind === 'Name') this.rememberTest(target.id, node.value);
        }
        this.learn(node.value);
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
        return this.afterLoop(this.loopOver(node.target, this.iterated(this.evaluate(node.iterable), this.point(node.iterable)), node.body), node.orelse);
      case 'While':
        return this.afterLoop(this.loopWhile(node.test, node.body), node.orelse);
      case 'Try':
        return this.tryStatement(node);
      case 'With': {
        const managers = node.items.map(({ context, target }) => {
          const value = this.evaluate(context);
          const bound = this.contextValue(value, this.point(context));
          if (target) this.assign(target, bound);
          return { value, point: this.point(context) };
        });
        const outcome = this.block(node.body);
        for (const { value, point } of managers.reverse()) for (const shape of value.shapes) this.dunder(shape, 'exit', [none, none, none], point);
        return outcome;
      }
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
      case 'Jump':
        if (node.type === 'pass') return 'next';
        this.jump(node.type);
        return 'stops';
      case 'Delete':
        for (const target of node.targets) this.delete(target);
        return 'next';
      case 'ScopeDeclaration':
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
        const path = this.subjectOf(node.subject)?.path;
        const refutable = !node.cases.some(({ irrefutable, guard }) => irrefutable && !guard);
        const words = ({ start, end }: { readonly start: number; readonly end: number }): string => this.unit.text.slice(start, end);
        return this.branches(node.cases.map(({ binds, guard, body, literals, pattern, irrefutable }, i) => () => {
          for (const name of binds) this.frame.set(name, { shapes: unknown.shapes, taints: subject.taints });
          const values = literals?.map((literal) => this.evaluate(literal));
          if (path !== undefined && values) this.narrowMembership(path, valueOf({ kind: 'sequence', type: 'tuple', elements: values }), node.subject);
          const gates = irrefutable ? node.cases.slice(Math.max(0, i - MOST_GATES), i).filter((one) => !one.guard).map((one) => `${words(node.subject)} does not match ${words(one.pattern)}`)
            : [`${words(node.subject)} matches ${words(pattern)}`];
          return this.gatedBy(gates, () => {
            if (!guard) return this.block(body);
            this.evaluate(guard);
            this.narrow(guard, true);
            return this.gated(guard, true, () => this.block(body));
          });
        }), refutable);
      }
    }
  }

  private tryStatement(node: Try): Outcome {
    const before = this.frame.layer;
    let outcome: Outcome = 'next';
    const values = this.heap.inside(() => this.frame.branch(() => {
      outcome = this.block(node.body);
    }));
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
      return this.gatedBy([`${type ? this.unit.text.slice(type.start, type.end) : 'an exception'} is raised`], () => this.block(handler));
    });
    const after = this.branches([body, ...handlers], false);
    return this.block(node.final) === 'stops' ? 'stops' : after;
  }

  protected override yielded(value: Value, from: boolean, point: Point): void {
    const { yields } = this.frame;
    const given = from ? this.iterated(value, point) : value;
    const elements = from ? this.elementsOf(given) : [value];
    const may = this.heap.mayChange(yields);
    if (may === 'never') return;
    if (may === 'surely' && elements && !yields.rest && yields.elements.length < LONGEST_GENERATED) yields.elements.push(...elements);
    else yields.rest = joinAll([...(yields.rest ? [yields.rest] : yields.elements.splice(0)), ...(elements ?? [this.elementOf(given)])]);
  }

  /** What `with value as target` binds. */
  private contextValue(value: Value, point: Point): Value {
    const results = value.shapes.map((shape): Value => {
      // A generator function under `contextlib.contextmanager` hands out what it yields.
      if (shape.kind === 'sequence' && shape.type === 'iterator') return this.elementOf(valueOf(shape));
      if (shape.kind !== 'object') return valueOf(shape);
      const method = this.classAttribute(shape.cls, '__enter__', valueOf(shape), point);
      return method ? this.call(method, { positional: [], keywords: new Map() }, point) : unknown;
    });
    return { shapes: joinAll(results).shapes, taints: value.taints };
  }

  /** Arguments as an outside caller may choose them: unknown, tainted, named after their parameters. */
  openArguments(fn: FunctionShape, kind: 'parameter' | 'hook-argument' | 'attribute-name' | 'none', describe: (name: string) => string): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const param of fn.node.params) {
      if (fn.self && param === fn.node.params[0] && fn.decoration.binding !== 'static') continue;
      const point: Point = { program: fn.closure.program, unit: fn.point.unit, start: param.start, end: param.end };
      const open: Value = kind === 'none' ? this.namedSecret(unknown, param.name, point) : { shapes: unknown.shapes, taints: [taintFrom(kind, param.name, { point, label: describe(`${{ args: '*', kwargs: '**' }[param.type as string] ?? ''}${param.name}`) })] };
      const fallback = fn.defaults.get(param.name);
      values.set(param.name, fallback ? join(fallback, open) : open);
    }
    return values;
  }

  /** Runs `work` and turns an exhausted budget into a gap at `point`. False when the budget ran out. */
  guarded(point: Point, work: () => void): boolean {
    const outer = { frame: this.frame, unit: this.unit, gates: this.gates, entry: this.entry, depth: this.depth };
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
