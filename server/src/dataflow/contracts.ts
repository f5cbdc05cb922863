/**
 * What calls of the program's own functions prove: `check(name)` came back, so `name` passed its tests; `if is_allowed(name):` said yes.
 * The function's statements are walked once more for their tests alone, and what holds at every way out (of that result) holds for the
 * caller's value. Also tests that were given a name: `ok = name in ALLOWED`, later `if not ok: raise`.
 */
import { scopeOf, childExpressions } from '../semantics/scopes';
import type { Call, Expr, FunctionDef, Lambda, Stmt } from '../syntax/python/ast';
import { Frame } from './frame';
import { GuardMachine } from './guards';
import type { Point } from './source';
import { type Arguments, join, joinAll, nothing, tainted, truth, type FunctionShape, type Value } from './value';

/** Guards that call guards that call guards. */
const DEEPEST = 3;
/** A function that proved nothing so many times is no guard. */
const MOST_FRUITLESS = 6;
/** Functions with more statements are no guards. */
const LONGEST = 60;

/** What ends the process. */
const ENDS: ReadonlySet<string> = new Set(['sys.exit', 'builtins.exit', 'builtins.quit', 'os._exit', 'os.abort']);

/** A test under a name, and what the names in it were when it was made. */
interface NamedTest {
  readonly test: Expr;
  readonly result: Value;
  readonly inputs: ReadonlyMap<string, Value | undefined>;
}

/** Per tracked path, what was proved at one way out; undefined: nothing. */
type Exit = ReadonlyMap<string, Value | undefined>;

export abstract class ContractMachine extends GuardMachine {
  private readonly tests = new WeakMap<Frame, Map<string, NamedTest>>();
  private walking = 0;
  /** How often in a row a function was walked for a running function and proved nothing. */
  private readonly fruitless = new WeakMap<Frame, Map<FunctionDef | Lambda, number>>();

  protected override situation(): string {
    return super.situation() + (this.walking > 0 ? `w${this.walking}` : '');
  }

  /** Remembers `name = test`. */
  protected rememberTest(name: string, test: Expr): void {
    const known = this.tests.get(this.frame) ?? new Map<string, NamedTest>();
    this.tests.set(this.frame, known);
    const result = this.frame.own(name);
    if (!result || !['Comparison', 'BooleanOperation', 'UnaryOperation', 'Call'].includes(test.kind)) known.delete(name);
    else known.set(name, { test, result, inputs: new Map([...namesIn(test)].map((one) => [one, this.frame.lookup(one)])) });
  }

  protected override narrowByResult(path: string, outcome: boolean): void {
    const known = this.tests.get(this.frame)?.get(path);
    if (!known || known.result !== this.frame.own(path) || this.walking > DEEPEST) return;
    for (const [name, value] of known.inputs) if (this.frame.lookup(name) !== value) return;
    this.walking++;
    try {
      this.narrow(known.test, outcome);
    } finally {
      this.walking--;
    }
  }

  /** Looking at a function's tests runs nothing else. */
  override callFunction(fn: FunctionShape, args: Arguments, point: Point): Value {
    return this.walking > 0 ? this.obscure(nothing, args) : super.callFunction(fn, args, point);
  }

  /** What the normal end of an expression proves: a call that did not raise, a lookup that found its key. */
  protected learn(node: Expr): void {
    if (node.kind === 'Await') this.learn(node.value);
    else if (node.kind === 'Call') this.narrowByFunction(node, 'returns');
    else if (node.kind === 'Subscript' && node.index.kind !== 'Slice') {
      const subject = this.subjectOf(node.index);
      const table = subject && this.quietly(() => this.evaluate(node.value));
      if (subject && table && table.shapes.every((shape) => shape.kind === 'dict' && !shape.rest)) this.narrowMembership(subject.path, table, node.index);
    }
  }

  protected override narrowByFunction(call: Call, outcome: boolean | 'returns'): void {
    if (this.walking >= DEEPEST || this.dottedPath(call.func) === undefined) return;
    const callee = this.quietly(() => this.evaluate(call.func));
    const fn = callee.shapes.length === 1 && callee.shapes[0]!.kind === 'function' ? callee.shapes[0] : undefined;
    if (!fn) {
      if (outcome === 'returns') this.learnFromLibrary(call, callee);
      return;
    }
    if (scopeOf(fn.node).isGenerator || !mayGuard(fn.node, outcome)) return;
    const tracked = this.trackedParameters(fn, call);
    // Only what comes from somewhere is made safer by a check.
    if (![...tracked.values()].some((path) => (this.valueAt(path)?.taints.length ?? 0) > 0)) return;
    const attempts = this.fruitless.get(this.frame) ?? new Map<FunctionDef | Lambda, number>();
    this.fruitless.set(this.frame, attempts);
    const fruitless = attempts.get(fn.node) ?? 0;
    if (tracked.size === 0 || fruitless >= MOST_FRUITLESS) return;
    attempts.set(fn.node, fruitless + 1);
    const exits = this.walkFunction(fn, call, tracked, outcome);
    if (exits.length === 0) return;
    for (const [inner, outer] of tracked) {
      const proved = exits.map((exit) => exit.get(inner));
      if (proved.some((value) => value === undefined)) continue;
      const after = (proved as Value[]).reduce(join);
      const before = this.valueAt(outer);
      if (!before) continue;
      attempts.set(fn.node, 0);
      // The caller's value keeps its own story; what was proved of it comes from the function.
      const taints = before.taints.flatMap((taint) => {
        const known = after.taints.find((one) => one.key === taint.key);
        return known ? [{ ...taint, ...(known.proved && { proved: known.proved }), ...(known.numeric && { numeric: true }) }] : [];
      });
      this.refine(outer, { shapes: after.shapes, taints }, after.guarded === true);
    }
  }

  /** `sys.exit()` and its like: nothing after it runs. */
  protected endsProgram(node: Expr): boolean {
    if (node.kind !== 'Call' || !/(?:exit|quit|abort)$/.test(this.dottedPath(node.func) ?? '')) return false;
    return this.evaluate(node.func).shapes.every((shape) => shape.kind === 'external' && ENDS.has(shape.path));
  }

  /** A library object takes in what its methods are given: `digest.update(data)`, `buffer.write(data)`. */
  protected absorb(node: Call): void {
    if (node.func.kind !== 'Attribute' || node.func.value.kind !== 'Name' || node.args.length === 0 || this.walking > 0) return;
    const name = node.func.value.id;
    const receiver = this.frame.own(name);
    const [only] = receiver?.shapes ?? [];
    if (!receiver || receiver.shapes.length !== 1 || only!.kind !== 'external' || !only!.path.endsWith('()')) return;
    const model = this.world.catalog.modelOf(`${only!.path}.${node.func.attr}`);
    if (model && !model.absorbs) return;
    const given = this.quietly(() => joinAll(node.args.map((argument) => this.evaluate(argument.value))));
    if (given.taints.length > 0) this.frame.set(name, tainted(receiver, given.taints));
  }

  /** `list.index(name)` raises where the name is not in the list, `path.relative_to(base)` where the path is elsewhere. */
  private learnFromLibrary(call: Call, callee: Value): void {
    const only = callee.shapes.length === 1 ? callee.shapes[0]! : undefined;
    if (only?.kind !== 'external' || call.func.kind !== 'Attribute') return;
    const subject = call.args.length === 1 ? this.subjectOf(call.args[0]!.value) : undefined;
    if (only.path === 'list.index' && subject) this.narrowMembership(subject.path, only.members?.get('self') ?? callee, call.args[0]!.value);
    else if (call.func.attr === 'relative_to') this.narrow({ ...call, func: { ...call.func, attr: 'is_relative_to' } }, true);
  }

  /** Parameters, and attributes of `self`, that stand for something the caller can name. */
  private trackedParameters(fn: FunctionShape, call: Call): Map<string, string> {
    const tracked = new Map<string, string>();
    const params = fn.node.params;
    const { tested } = summary(fn.node);
    let position = 0;
    if (fn.self && fn.decoration.binding !== 'static') {
      const receiver = call.func.kind === 'Attribute' ? this.dottedPath(call.func.value) : undefined;
      if (receiver !== undefined && params[0]) for (const attribute of attributesOf(fn.node, params[0].name)) tracked.set(`${params[0].name}.${attribute}`, `${receiver}.${attribute}`);
      position = 1;
    }
    for (const argument of call.args) {
      if (argument.keyword === '*' || argument.keyword === '**') break;
      const param = argument.keyword === undefined ? params[position++] : params.find((one) => one.name === argument.keyword);
      const path = this.dottedPath(argument.value);
      if (param && path !== undefined && tested.has(param.name) && (param.type === 'positional' || param.type === 'positional-only' || param.type === 'keyword-only')) tracked.set(param.name, path);
    }
    return tracked;
  }

  private walkFunction(fn: FunctionShape, call: Call, tracked: ReadonlyMap<string, string>, outcome: boolean | 'returns'): Exit[] {
    const outer = { frame: this.frame, unit: this.unit };
    const args = this.quietly(() => this.argumentsOf(call));
    const scope = scopeOf(fn.node);
    const frame = new Frame(fn.closure.program, fn.closure, scope.locals, scope.globals, fn.owner, fn.self);
    for (const [name, value] of this.bindArguments(fn, args)) frame.layer.values.set(name, value);
    const walk = new Walk([...tracked.keys()]);
    this.walking++;
    this.frame = frame;
    this.unit = fn.point.unit;
    try {
      this.quietly(() => {
        if (fn.node.kind === 'Lambda') this.leave(walk, fn.node.body, outcome);
        else if (this.walk(fn.node.body, walk, outcome) && outcome !== true) walk.exits.push(this.exitNow(walk));
      });
    } finally {
      this.walking--;
      this.frame = outer.frame;
      this.unit = outer.unit;
    }
    return walk.exits;
  }

  /** False where control does not get past the statements. */
  private walk(statements: readonly Stmt[], walk: Walk, outcome: boolean | 'returns'): boolean {
    for (const node of statements) {
      switch (node.kind) {
        case 'Return':
          this.leave(walk, node.value, outcome);
          return false;
        case 'Raise':
          return false;
        case 'Jump':
          if (node.type !== 'pass') return false;
          break;
        case 'If': {
          const ways = [{ holds: true, body: node.body }, { holds: false, body: node.orelse }].map(({ holds, body }) => {
            let reached = true;
            const values = this.frame.branch(() => {
              this.narrow(node.test, holds);
              reached = this.walk(body, walk, outcome);
            });
            return reached ? values : undefined;
          }).filter((values) => values !== undefined);
          if (ways.length === 0) return false;
          this.meet(ways);
          break;
        }
        case 'For': {
          const elements = this.elementsOf(this.evaluate(node.iterable)) ?? [this.elementOf(this.evaluate(node.iterable))];
          for (const element of elements.slice(0, 64)) this.frame.branch(() => {
            this.assign(node.target, element);
            this.walk(node.body, walk, outcome);
          });
          if (!this.walk(node.orelse, walk, outcome)) return false;
          break;
        }
        case 'Try': {
          const before = this.exitNow(walk);
          let reached = true;
          const values = this.frame.branch(() => {
            reached = this.walk(node.body, walk, outcome) && this.walk(node.orelse, walk, outcome);
          });
          const caught = node.handlers.map((handler) => this.frame.branch(() => {
            const count = walk.exits.length;
            if (this.walk(handler.body, walk, outcome)) walk.open = true;
            // What the body proved before it raised is not known.
            for (let i = count; i < walk.exits.length; i++) walk.exits[i] = before;
          }));
          const open = walk.open;
          walk.open = false;
          if (!reached && !open) return false;
          this.meet([...(reached ? [values] : []), ...(open ? caught : [])]);
          if (!this.walk(node.final, walk, outcome)) return false;
          break;
        }
        case 'With':
          if (!this.walk(node.body, walk, outcome)) return false;
          break;
        case 'Assert':
          this.narrow(node.test, true);
          break;
        case 'Assign':
          if (!node.value) break;
          this.learn(node.value);
          for (const target of node.targets) {
            this.assign(target, this.evaluate(node.value));
            if (target.kind === 'Name') {
              walk.reassigned.add(target.id);
              this.rememberTest(target.id, node.value);
            }
          }
          break;
        case 'AugAssign':
          if (node.target.kind === 'Name') walk.reassigned.add(node.target.id);
          break;
        case 'ExprStmt':
          this.learn(node.value);
          break;
        default:
          break;
      }
    }
    return true;
  }

  /** Ways that met again: what all of them proved stays proved, what one of them assigned is assigned. */
  private meet(ways: readonly ReadonlyMap<string, Value>[]): void {
    const names = new Set(ways.flatMap((way) => [...way.keys()]));
    for (const name of names) {
      const values = ways.map((way) => way.get(name));
      if (values.every((value) => value !== undefined)) {
        const joined = (values as Value[]).reduce(join);
        if ((values as Value[]).every((value) => this.proofs.has(value))) this.refine(name, joined, joined.guarded === true);
        else this.frame.layer.values.set(name, joined);
      } else if (values.some((value) => value && !this.proofs.has(value))) {
        const before = this.frame.own(name);
        this.frame.layer.values.set(name, values.map((value) => value ?? before).filter((value) => value !== undefined).reduce(join));
      }
    }
  }

  private leave(walk: Walk, value: Expr | undefined, outcome: boolean | 'returns'): void {
    if (outcome === 'returns' || !value) {
      if (outcome !== true) walk.exits.push(this.exitNow(walk));
      return;
    }
    const known = truth(this.evaluate(value));
    if (known !== undefined && known !== outcome) return;
    this.frame.branch(() => {
      if (known === undefined) this.narrow(value, outcome);
      walk.exits.push(this.exitNow(walk));
    });
  }

  private exitNow(walk: Walk): Exit {
    return new Map(walk.tracked.map((path) => {
      const value = walk.reassigned.has(path.split('.')[0]!) ? undefined : this.frame.own(path);
      return [path, value && this.proofs.has(value) ? value : undefined];
    }));
  }
}

class Walk {
  readonly exits: Exit[] = [];
  readonly reassigned = new Set<string>();
  /** Whether a handler went on. */
  open = false;

  constructor(readonly tracked: readonly string[]) {}
}

interface Summary {
  readonly raises: boolean;
  readonly returns: boolean;
  /** Names that tests, results and calls read, and attributes of names. */
  readonly tested: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
}

const guardNodes = new WeakMap<FunctionDef | Lambda, Summary>();

/** Whether a function is short and has a test whose outcome decides how it ends. */
function mayGuard(node: FunctionDef | Lambda, outcome: boolean | 'returns'): boolean {
  const { raises, returns } = summary(node);
  return outcome === 'returns' ? raises : returns;
}

const attributesOf = (node: FunctionDef | Lambda, self: string): string[] =>
  [...summary(node).attributes].filter((path) => path.startsWith(`${self}.`)).map((path) => path.slice(self.length + 1));

function summary(node: FunctionDef | Lambda): Summary {
  const known = guardNodes.get(node);
  if (known) return known;
  let raises = false;
  let returns = node.kind === 'Lambda';
  let count = 0;
  const attributes = new Set<string>();
  const tested = new Set<string>();
  const expression = (root: Expr | undefined): void => {
    const work = root ? [root] : [];
    for (let one = work.pop(); one; one = work.pop()) {
      if (one.kind === 'Name') tested.add(one.id);
      if (one.kind === 'Attribute' && one.value.kind === 'Name') attributes.add(`${one.value.id}.${one.attr}`);
      work.push(...childExpressions(one));
    }
  };
  const visit = (statements: readonly Stmt[]): void => {
    for (const one of statements) {
      count++;
      if (one.kind === 'Raise' || one.kind === 'Assert' || (one.kind === 'ExprStmt' && one.value.kind === 'Call')) raises = true;
      // A lookup that fails raises as well.
      if (one.kind === 'ExprStmt' && one.value.kind === 'Subscript') raises = true;
      if (one.kind === 'Return' && one.value) returns = true;
      switch (one.kind) {
        case 'ExprStmt': expression(one.value); break;
        case 'Assign': expression(one.value); break;
        case 'If': expression(one.test); visit(one.body); visit(one.orelse); break;
        case 'For': visit(one.body); visit(one.orelse); break;
        case 'Assert': expression(one.test); break;
        case 'Return': expression(one.value); break;
        case 'With': visit(one.body); break;
        case 'Try': visit(one.body); for (const handler of one.handlers) visit(handler.body); visit(one.orelse); visit(one.final); break;
        default: break;
      }
    }
  };
  if (node.kind === 'Lambda') expression(node.body);
  else visit(node.body);
  const result = count > LONGEST ? { raises: false, returns: false, tested, attributes } : { raises, returns, tested, attributes };
  guardNodes.set(node, result);
  return result;
}

/** Names an expression reads. */
function namesIn(root: Expr): Set<string> {
  const names = new Set<string>();
  const work = [root];
  for (let node = work.pop(); node; node = work.pop()) {
    if (node.kind === 'Name') names.add(node.id);
    work.push(...childExpressions(node));
  }
  return names;
}
