/**
 * Runs a program from every place where control may enter it: the module body, its command classes, functions and classes that
 * others may call, tests with their fixtures, closures that were handed out.
 */
import { isBuildHookName } from '../project/hooks';
import type { AnalysisEvent, Entry } from './events';
import type { Frame } from './frame';
import { Interpreter } from './interpreter';
import { type Assignment, type Effort, FULL_EFFORT } from './machine';
import type { Work } from './memo';
import type { World } from './world';
import { type Point, type Program, spanInProgram } from './source';
import { type Arguments, type ClassShape, external, type FunctionShape, joinAll, unknown, type Value } from './value';

export interface ProgramRun {
  readonly program: Program;
  readonly events: readonly AnalysisEvent[];
  /** What could not be followed, and why. */
  readonly gaps: readonly { readonly point: Point; readonly reason: string }[];
  /** Only when the world asks to observe. */
  readonly assignments: readonly Assignment[];
  readonly work: Work;
}

/** There are many modules in a package, and all that is asked of them is whether they mean harm. */
const PACKAGE_EFFORT: Effort = { part: 0.15, passes: 6, loopSteps: 12_000, settles: true };

/** Interprets a program; total and deterministic. `part`: of the steps that a program may cost. */
export function runProgram(program: Program, world: World, part = 1): ProgramRun {
  const effort = program.role === 'package-module' ? PACKAGE_EFFORT : FULL_EFFORT;
  const interpreter = new Interpreter(world, { ...effort, part: part * effort.part });
  const whole = wholeOf(program);
  let frame: Frame | undefined;
  interpreter.guarded(whole, () => {
    frame = interpreter.runProgram(program);
  });
  frame ??= interpreter.moduleFrame(program.path);
  if (frame) new Entries(interpreter, program, frame).run();
  return { program, events: interpreter.events, gaps: [...interpreter.gaps.values()], assignments: [...interpreter.assignments.values()], work: interpreter.workDone };
}

/** The first statement stands for the whole program. */
function wholeOf(program: Program): Point {
  const unit = program.module.units[0] ?? { text: '', statements: [], comments: [], problems: [] };
  return { program, unit, start: 0, end: Math.min(unit.text.length, 1) };
}

class Entries {
  /** Whether outsiders choose the arguments of public functions here: tests and backends are called by others, setup scripts are not. */
  private readonly open: boolean;
  /** Calls of libraries that were made so far. */
  private laterRun = 0;

  constructor(private readonly interpreter: Interpreter, private readonly program: Program, private readonly module: Frame) {
    this.open = program.role === 'backend-test' || program.role === 'in-tree-backend';
  }

  run(): void {
    const values = [...this.module.layer.values.values()].flatMap((value) => value.shapes);
    const inProgram = (point: Point): boolean => point.program === this.program;
    const classes = byPlace(values.filter((shape) => shape.kind === 'class').filter((cls) => inProgram(cls.point)));
    const functions = byPlace(values.filter((shape) => shape.kind === 'function').filter((fn) => inProgram(fn.point)));
    const tests = classes.filter((cls) => isTestClass(cls));
    if (this.open) {
      for (const cls of classes.filter((one) => !tests.includes(one))) this.openClass(cls);
      for (const fn of functions.filter((one) => !one.decoration.fixture && !one.name.startsWith('test') && !one.name.startsWith('_') && one.name !== '<lambda>')) this.openFunction(fn);
    }
    for (const cls of tests) this.testClass(cls);
    for (const fn of functions.filter((one) => one.name.startsWith('test'))) this.enter({ kind: 'test', name: fn.name }, fn, () => this.fixtureArguments(fn, undefined));
    this.runRest(classes, functions);
  }

  private enter(entry: Entry, fn: FunctionShape, args: () => Arguments): Value {
    let result: Value = unknown;
    if (this.interpreter.exhausted) return result;
    this.interpreter.guarded(fn.point, () => {
      this.interpreter.enterModule(this.program, fn.point.unit, this.module);
      this.interpreter.from(entry, () => {
        result = this.interpreter.callFunction(fn, args(), fn.point);
      });
    });
    return result;
  }

  /** A class that outsiders construct and call. */
  private openClass(cls: ClassShape): void {
    const object = this.construct(cls, 'parameter');
    // What is called may change the class, and an answer from memory writes all its attributes anew.
    for (const value of [...cls.attributes.values()]) {
      for (const shape of value.shapes) {
        if (shape.kind !== 'function' || shape.point.program !== this.program || shape.name === '__init__') continue;
        const isHook = shape.name === '__getattr__';
        if (shape.name.startsWith('_') && !isHook && shape.name !== '__call__' && shape.name !== '__enter__') continue;
        this.openFunction({ ...shape, self: object }, isHook ? 'attribute-name' : 'parameter', cls.name);
      }
    }
  }

  private construct(cls: ClassShape, kind: 'parameter' | 'none'): Value {
    const object = this.interpreter.newInstance(cls);
    this.interpreter.guarded(cls.point, () => {
      this.interpreter.enterModule(this.program, cls.point.unit, this.module);
      const init = this.interpreter.classAttribute(cls, '__init__', object, cls.point)?.shapes[0];
      if (init?.kind !== 'function') return;
      const values = this.interpreter.openArguments(init, kind, (name) => `constructor argument \`${name}\` of \`${cls.name}\``);
      this.interpreter.from({ kind: 'called', name: cls.name }, () => this.interpreter.callFunction(init, keywordArguments(init, values), init.point));
    });
    return object;
  }

  private openFunction(fn: FunctionShape, kind: 'parameter' | 'attribute-name' = 'parameter', owner?: string): void {
    const title = owner ? `${owner}.${fn.name}` : fn.name;
    const hook = !owner && isBuildHookName(fn.name);
    const describe = (name: string): string => (kind === 'attribute-name' ? `attribute name \`${name}\` that a caller asks \`${owner}\` for`
      : hook ? `hook argument \`${name}\` of \`${title}\`` : `argument \`${name}\` of \`${title}\``);
    const values = this.interpreter.openArguments(fn, hook ? 'hook-argument' : kind, describe);
    const before = this.interpreter.created.length;
    this.enter({ kind: hook ? 'hook' : 'called', name: title }, fn, () => keywordArguments(fn, values));
    for (const closure of this.interpreter.created.slice(before)) {
      const inner = this.interpreter.openArguments(closure, 'parameter', (name) => `argument \`${name}\` of what \`${title}\` returns`);
      this.enter({ kind: 'called', name: title }, closure, () => keywordArguments(closure, inner));
    }
  }

  private testClass(cls: ClassShape): void {
    const object = this.construct(cls, 'none');
    const seen = new Set<string>();
    for (const base of this.interpreter.resolutionOrder(cls)) {
      for (const [name, value] of [...base.attributes]) {
        if (!name.startsWith('test') || seen.has(name)) continue;
        seen.add(name);
        for (const shape of value.shapes) {
          if (shape.kind === 'function') this.enter({ kind: 'test', name: `${cls.name}.${name}` }, { ...shape, self: object }, () => this.fixtureArguments(shape, { cls, object }));
        }
      }
    }
  }

  /** What pytest passes: parametrized values, results of fixtures, unknown objects for fixtures we cannot see. */
  private fixtureArguments(fn: FunctionShape, scope: { cls: ClassShape; object: Value } | undefined, active: readonly string[] = []): Arguments {
    const values = new Map<string, Value>();
    for (const param of fn.node.params.slice(scope && fn.decoration.binding !== 'static' ? 1 : 0)) {
      if (param.default) continue;
      const given = fn.decoration.parameters.get(param.name);
      values.set(param.name, given ?? this.fixture(param.name, fn, scope, active));
    }
    return keywordArguments(fn, values);
  }

  private fixture(name: string, user: FunctionShape, scope: { cls: ClassShape; object: Value } | undefined, active: readonly string[]): Value {
    if (name === 'request') {
      const param = user.decoration.parameters.get('request.param');
      return external('pytest.FixtureRequest()', param && new Map([['.param', param]]));
    }
    const found = (scope && this.interpreter.classAttribute(scope.cls, name, undefined, user.point)) ?? this.module.own(name);
    const fixture = found?.shapes.find((shape) => shape.kind === 'function' && shape.decoration.fixture);
    if (fixture?.kind !== 'function' || active.includes(name)) return unknown;
    const method = scope?.cls.attributes.size !== undefined && fixture.owner !== undefined;
    const bound = method && scope ? { ...fixture, self: scope.object } : fixture;
    const result = this.interpreter.callFunction(bound, this.fixtureArguments(fixture, method ? scope : undefined, [...active, name]), fixture.point);
    // A fixture that yields hands out what it yields.
    const yielded = result.shapes.flatMap((shape) => (shape.kind === 'sequence' && shape.type === 'iterator' ? [...shape.elements, ...(shape.rest ? [shape.rest] : [])] : []));
    return yielded.length > 0 ? joinAll(yielded) : result;
  }

  /** Whatever a caller we do not see may pass: defaults are only one possibility. */
  private anyArguments(fn: FunctionShape): Arguments {
    return keywordArguments(fn, this.interpreter.openArguments(fn, 'none', () => ''));
  }

  /** What was handed to a thread, to atexit, to a signal or to a library runs without anybody calling it. */
  private runLater(): void {
    for (; this.laterRun < this.interpreter.later.length; this.laterRun++) {
      const { callee, args, point, entry } = this.interpreter.later[this.laterRun]!;
      if (callee.kind === 'function') {
        if (args || !this.interpreter.wasEntered(callee.node)) this.enter(entry, callee, () => args ?? this.anyArguments(callee));
      } else if (args) {
        this.interpreter.guarded(point, () => {
          this.interpreter.enterModule(this.program, point.unit, this.module);
          this.interpreter.from(entry, () => this.interpreter.call({ shapes: [callee], taints: [] }, args, point));
        });
      }
    }
  }

  /** Functions nothing called: they may still be called by name, by a library, or by a tool that imports the module. */
  private runRest(classes: readonly ClassShape[], functions: readonly FunctionShape[]): void {
    this.runLater();
    const methods = classes.flatMap((cls) => [...cls.attributes.values()].flatMap((value) => value.shapes).filter((shape) => shape.kind === 'function').map((fn) => ({ fn, cls })));
    for (const { fn, cls } of [...functions.map((one) => ({ fn: one, cls: undefined })), ...methods]) {
      if (this.interpreter.wasEntered(fn.node) || fn.point.program !== this.program) continue;
      const self = cls ? this.construct(cls, 'none') : undefined;
      if (this.interpreter.wasEntered(fn.node)) continue;
      this.enter({ kind: 'called', name: cls ? `${cls.name}.${fn.name}` : fn.name }, self ? { ...fn, self } : fn, () => this.anyArguments(self ? { ...fn, self } : fn));
    }
    // Functions that nobody called may have handed out others.
    this.runLater();
    for (const fn of [...this.interpreter.defined.values()]) {
      if (!this.interpreter.wasEntered(fn.node) && fn.point.program === this.program) this.enter({ kind: 'called', name: fn.name }, fn, () => this.anyArguments(fn));
    }
  }
}

const isTestClass = (cls: ClassShape): boolean => cls.name.startsWith('Test') || [...cls.attributes.keys()].some((name) => name.startsWith('test'));

function keywordArguments(fn: FunctionShape, values: ReadonlyMap<string, Value>): Arguments {
  const keywords = new Map<string, { value: Value; point: Point }>();
  const positional: { value: Value; point: Point }[] = [];
  let rest: { value: Value; point: Point } | undefined;
  let restKeywords: { value: Value; point: Point } | undefined;
  for (const param of fn.node.params) {
    const value = values.get(param.name);
    if (!value) continue;
    const point = { program: fn.point.program, unit: fn.point.unit, start: param.start, end: param.end };
    if (param.type === 'args') rest = { value, point };
    else if (param.type === 'kwargs') restKeywords = { value, point };
    else if (param.type === 'positional-only') positional.push({ value, point });
    else keywords.set(param.name, { value, point });
  }
  return { positional, keywords, ...(rest && { rest }), ...(restKeywords && { restKeywords }) };
}

const byPlace = <T extends { readonly point: Point }>(shapes: readonly T[]): T[] =>
  [...new Set(shapes)].sort((a, b) => spanInProgram(a.point).start - spanInProgram(b.point).start);

