/**
 * Calls answered from memory: a call whose arguments, and everything else it would read, are as they were when it ran before
 * has the same result and the same effects, so it is not run again: neither later in the same run nor after an edit elsewhere.
 *
 *     call ──▶ footprint of its arguments ──▶ memos of that key ──▶ does it read the same?   yes ──▶ effects again, result
 *                                                                                           no  ──▶ run it, traced; keep the memo
 *
 * The answer is the one a run from scratch would give, budgets included: within a run, a call is charged its steps the first time,
 * whether it is run or recalled, and nothing when it is repeated. Where calls nest too deeply, answers of this run count, older
 * ones do not.
 */
import type { FunctionDef, Lambda } from '../syntax/python/ast';
import { fill, Footprint } from './footprint';
import { newSerial } from './frame';
import { intern, keyOfSource } from './keys';
import { Machine } from './machine';
import type { Effect, Memo, NameRead, Question, Work } from './memo';
import { Relocation, Unrepeatable } from './relocate';
import { heldBy, likeBefore, SettledCalls } from './settled';
import { identityOf } from './source';
import { type Taint, type Trail, unproved } from './taint';
import type { Task } from './trace';

import { type FunctionShape, join, joinAll, nothing, type Shape, unknown, type Value } from './value';

type Callable = FunctionDef | Lambda;

/** Calls nested deeper are not entered; their result is unknown and carries the taints of the arguments. */
export const CALL_DEPTH = 30;
/** A function whose calls cannot be answered from memory is entered so many times. */
const MOST_ENTRIES = 400;

export abstract class RecallMachine extends Machine {
  private callDepth = 0;
  /** Functions that are running, how many times, and what their calls inside the outermost one gave. */
  private readonly running = new Map<Callable, { count: number; readonly since: number; result: Value }>();
  private readonly entered = new Set<Callable>();
  /** Calls that were run and cannot be repeated. */
  private readonly unrepeatable = new Map<Callable, number>();
  private readonly looked = new Set<object>();
  /** Calls whose steps were taken from the budget. */
  private readonly charged = new Set<Memo>();
  private readonly settled = this.effort.settles ? new SettledCalls(this.world.catalog) : undefined;
  private readonly work = { entered: [] as string[], recalled: 0 };

  get workDone(): Work {
    return this.work;
  }

  wasEntered(node: Callable): boolean {
    return this.entered.has(node);
  }

  /** Whether a call of a function is not entered: it is recursive, or calls nest too deeply. */
  protected isCutOff(node: Callable): boolean {
    this.entered.add(node);
    const task = this.trace.current;
    const tooDeep = this.callDepth >= CALL_DEPTH;
    if (task) {
      task.called.add(node);
      task.deepestCall = Math.max(task.deepestCall, this.callDepth);
      task.cut ||= tooDeep;
    }
    if (this.unrepeatableCalls(node) >= MOST_ENTRIES) {
      this.trace.spoil();
      return true;
    }
    return tooDeep || (this.running.get(node)?.count ?? 0) >= 2;
  }

  private unrepeatableCalls(node: Callable): number {
    return this.unrepeatable.get(node) ?? 0;
  }

  private countUnrepeatable(node: Callable, times: number): void {
    this.unrepeatable.set(node, this.unrepeatableCalls(node) + times);
    const task = this.trace.current;
    task?.unrepeatable.set(node, (task.unrepeatable.get(node) ?? 0) + times);
  }

  /** What the finished calls of a running function gave, since it began to run. */
  protected resultSoFar(node: Callable): Value {
    const record = this.running.get(node);
    if (record) this.trace.spoil(record.since);
    return record?.result ?? nothing;
  }

  /** Runs the body of a function. */
  protected inside(node: Callable, work: () => Value): Value {
    let record = this.running.get(node);
    if (!record) this.running.set(node, (record = { count: 0, since: newSerial(), result: nothing }));
    record.count++;
    this.callDepth++;
    try {
      return this.addResult(node, work());
    } finally {
      this.callDepth--;
      if (--record.count === 0) this.running.delete(node);
    }
  }

  private addResult(node: Callable, result: Value): Value {
    const record = this.running.get(node);
    if (record) record.result = join(record.result, result);
    return result;
  }

  /** What else of the machine's state a call depends on; layers above add to it. */
  protected situation(): string {
    return (this.heap.isSure ? '' : '?') + (this.observes ? '' : 'q');
  }

  /** The state of the files that the program wrote so far. */
  protected abstract filesVersion(): number;
  protected abstract hasFetched(): boolean;
  protected abstract hasModule(path: string): boolean;

  /** The result of a call with bound arguments: from memory, or by `run`. */
  protected recall(fn: FunctionShape, values: ReadonlyMap<string, Value>, run: () => Value): Value {
    const { memory } = this.world;
    if (!memory) return this.settled ? this.settle(this.settled, fn, values, run) : this.plainly(fn, run);
    const footprint = new Footprint(this.heap);
    const trails: Trail[] = [];
    const key = keyOfCall(fn, values, this.situation(), footprint, trails);
    const memo = key === undefined ? undefined : memory.find(key, (one) => this.holds(one, footprint));
    if (memo && this.charge(memo)) return this.addResult(fn.node, this.again(memo, footprint, trails));
    return this.perform(fn, key, footprint, trails, run);
  }

  private plainly(fn: FunctionShape, run: () => Value): Value {
    this.work.entered.push(fn.name);
    this.countUnrepeatable(fn.node, 1);
    return run();
  }

  private settle(settled: SettledCalls, fn: FunctionShape, values: ReadonlyMap<string, Value>, run: () => Value): Value {
    const known = settled.enter(fn, values, this.stepsLeft);
    if (typeof known !== 'function') {
      if (known.self) likeBefore(fn, known.self);
      const taints = joinAll([known.result, ...values.values(), ...heldBy(fn)]).taints;
      return { shapes: join(known.result, unknown).shapes, taints: unproved(taints) };
    }
    let result = nothing;
    try {
      return (result = this.plainly(fn, run));
    } finally {
      known(result, this.stepsLeft);
    }
  }

  /** Whether what a call did fits in below here. */
  private fitsHere(memo: Memo): boolean {
    return this.callDepth + memo.calls < CALL_DEPTH && this.fits(memo.depth);
  }

  /** Whether a call that was answered so would be answered so again. */
  private holds(memo: Memo, footprint: Footprint): boolean {
    const memory = this.world.memory!;
    if (memo.cutAt !== undefined ? memo.cutAt !== this.callDepth || !this.fits(memo.depth) : !memory.isOfThisRun(memo) && !this.fitsHere(memo)) return false;
    for (const one of memo.needs) if (!memory.isOfThisRun(one)) return false;
    for (const [fn, { count }] of this.running) if (memo.called.has(fn) && memo.running.get(fn) !== count) return false;
    for (const [fn, count] of memo.running) if (this.running.get(fn)?.count !== count) return false;
    const mark = footprint.mark();
    // Names first: what the project is asked is an input of the result, and only what a run would ask may be asked.
    const same = memo.names.every((read) => readsSame(read, footprint)) && memo.questions.every((question) => this.answers(question));
    if (!same) footprint.undo(mark);
    return same;
  }

  private answers(question: Question): boolean {
    switch (question.ask) {
      case 'resolve': return this.project.resolveModule(question.importer, question.dotted, question.level) === question.answer;
      case 'text': return this.project.readText(question.path) === question.answer;
      case 'module': return this.hasModule(question.path) === question.answer;
      case 'looked': return this.looked.has(question.code) === question.answer;
      case 'fetched': return this.hasFetched() === question.answer;
      case 'files': return this.filesVersion() === question.answer;
    }
  }

  /** Charges the steps of a call, as far as they were not charged before. False when there are not enough. */
  private charge(memo: Memo): boolean {
    if (this.charged.has(memo)) return true;
    const found = new Set<Memo>([memo]);
    let steps = 0;
    for (const one of found) {
      steps += one.steps;
      for (const part of one.parts) if (!this.charged.has(part)) found.add(part);
    }
    const counts = new Map<Callable, number>();
    for (const one of found) for (const [fn, times] of one.unrepeatable) counts.set(fn, (counts.get(fn) ?? 0) + times);
    for (const [fn, times] of counts) if (this.unrepeatableCalls(fn) + times >= MOST_ENTRIES) return false;
    if (!this.affords(steps)) return false;
    for (const [fn, times] of counts) this.unrepeatable.set(fn, this.unrepeatableCalls(fn) + times);
    for (const one of found) {
      this.charged.add(one);
      this.world.memory!.need(one);
    }
    this.trace.account.stepsOfParts += steps;
    this.trace.current?.parts.add(memo);
    return true;
  }

  /** Whether code ran, or was looked at, already. */
  protected hasLooked(code: object): boolean {
    const answer = this.looked.has(code);
    this.trace.ask({ ask: 'looked', code, answer });
    return answer;
  }

  protected addLooked(code: object): void {
    this.looked.add(code);
    this.trace.look(code);
  }

  /** Steps left for loops: calls count with all their steps, whether they were charged before or not. */
  protected get loopSteps(): number {
    return this.stepsLeft + this.trace.account.stepsOfParts - this.trace.account.virtualOfParts;
  }

  private again(memo: Memo, footprint: Footprint, trails: readonly Trail[]): Value {
    this.work.recalled++;
    this.trace.account.virtualOfParts += memo.virtual;
    const outer = this.trace.current;
    for (const fn of memo.called) {
      this.entered.add(fn);
      outer?.called.add(fn);
    }
    if (outer) {
      outer.parts.add(memo);
      outer.cut ||= memo.cutAt !== undefined;
      if (memo.cutAt === undefined && !this.fitsHere(memo)) outer.needs.add(memo);
      else {
        outer.deepestCall = Math.max(outer.deepestCall, this.callDepth + memo.calls);
        this.reached(memo.depth);
        for (const one of memo.needs) outer.needs.add(one);
      }
      for (const question of memo.questions) this.trace.ask(question);
      for (const { frame, name } of memo.names) frame.own(name);
    }
    for (const code of memo.looked) this.addLooked(code);
    const ways = new Map(memo.trails.flatMap((trail, i) => (trail === trails[i] ? [] : [[trail, trails[i]!] as const])));
    const relocation = new Relocation(new Map(memo.things.map((thing, i): [Shape, Shape] => [thing, footprint.things[i]!])), ways, Infinity, (made, thing) => this.heap.copy(made, thing, memo.region, footprint.region));
    for (const { number, content } of memo.changes) fill(footprint.things[number]!, relocation.content(content));
    for (const effect of memo.effects) this.redo(effect, relocation);
    return relocation.value(memo.result);
  }

  private redo(effect: Effect, relocation: Relocation): void {
    const data = relocation.data(effect.data);
    this.apply({ ...effect, data, entry: effect.entry ?? this.entry, gates: effect.gates && effect.gates.length > 0 ? [...this.gates, ...effect.gates] : this.gates });
  }

  /** Runs a call and remembers it, if it can be repeated. */
  private perform(fn: FunctionShape, key: string | undefined, footprint: Footprint, trails: readonly Trail[], run: () => Value): Value {
    this.work.entered.push(fn.name);
    const outer = this.trace.current;
    const before = { steps: this.stepsLeft, depth: this.depth, callDepth: this.callDepth, peak: this.resetPeak() };
    const task = this.trace.begin(footprint, this.entry, this.gates.length, this.filesVersion());
    task.deepestCall = this.callDepth;
    task.called.add(fn.node);
    if (key === undefined) task.repeatable = false;
    let result: Value;
    let made: Omit<Memo, 'used'> | undefined;
    try {
      result = run();
      made = task.repeatable ? this.memoOf(task, trails, result, before) : undefined;
    } finally {
      this.trace.end();
      this.restorePeak(before.peak);
    }
    const steps = before.steps - this.stepsLeft;
    // Of what was done, a memo keeps account; otherwise the call around does.
    if (!made) {
      if (outer) for (const [node, times] of task.unrepeatable) outer.unrepeatable.set(node, (outer.unrepeatable.get(node) ?? 0) + times);
      this.countUnrepeatable(fn.node, 1);
    }
    if (made) {
      const memo = this.world.memory!.keep(key!, made);
      this.charged.add(memo);
      outer?.parts.add(memo);
      this.trace.account.stepsOfParts += steps;
      this.trace.account.virtualOfParts += memo.virtual;
    } else {
      for (const part of task.parts) outer?.parts.add(part);
      this.trace.account.stepsOfParts += task.stepsOfParts;
      this.trace.account.virtualOfParts += task.virtualOfParts;
    }
    return result;
  }

  private memoOf(task: Task, trails: readonly Trail[], result: Value, before: { steps: number; depth: number; callDepth: number }): Omit<Memo, 'used'> | undefined {
    const { footprint } = task;
    const relocation = new Relocation(new Map(footprint.things.map((thing): [Shape, Shape] => [thing, thing])), new Map(), task.start, (made, thing) => this.heap.copy(made, thing, footprint.region, footprint.region));
    try {
      const effects = thatCount(this.trace.effects.slice(task.effects)).map(({ entry, gates, ...rest }): Effect =>
        ({ ...rest, data: relocation.data(rest.data), ...(entry && entry !== task.entry && { entry }), ...(gates && { gates: gates.slice(task.gates) }) }));
      return {
        region: footprint.region, looked: task.looked, virtual: before.steps - this.stepsLeft - task.stepsOfParts + task.virtualOfParts, things: [...footprint.things], trails, names: task.names, questions: [...task.questions.values()],
        needs: task.needs, running: new Map([...this.running].flatMap(([node, { count }]) => (task.called.has(node) ? [[node, count] as const] : []))), called: task.called, calls: task.deepestCall - before.callDepth, depth: this.peakDepth - before.depth,
        ...(task.cut && { cutAt: before.callDepth }), changes: footprint.changes().map(({ number, content }) => ({ number, content: relocation.content(content) })),
        effects, result: relocation.value(result), unrepeatable: task.unrepeatable, steps: before.steps - this.stepsLeft - task.stepsOfParts, parts: task.parts,
      };
    } catch (error) {
      if (!(error instanceof Unrepeatable)) throw error;
      return undefined;
    }
  }
}

/** The effects without those that others of the same key make up for. */
function thatCount(effects: readonly Effect[]): Effect[] {
  const counts = new Map<string, number>();
  const result = new Map<string, Effect>();
  for (const effect of effects) {
    const count = counts.get(effect.key) ?? 0;
    if (effect.most !== undefined && count >= effect.most) continue;
    counts.set(effect.key, count + 1);
    // What is replaced keeps its turn.
    result.set(effect.most === undefined ? effect.key : `${effect.key} ${count}`, effect);
  }
  return [...result.values()];
}

function readsSame({ frame, name, value }: NameRead, footprint: Footprint): boolean {
  const now = frame.peek(name);
  return (now && footprint.describe(now)) === value;
}

/** What a call depends on before it runs. `trails` collects the ways its arguments took, which it does not depend on. */
function keyOfCall(fn: FunctionShape, values: ReadonlyMap<string, Value>, situation: string, footprint: Footprint, trails: Trail[]): string | undefined {
  const parts = [`${identityOf(fn.node)}.${identityOf(fn.point.unit)}.${identityOf(fn.closure)}${situation}`];
  for (const value of [...(fn.self ? [fn.self] : []), ...(fn.owner ? [{ shapes: [fn.owner], taints: [] }] : [])]) parts.push(footprint.describe(value) ?? '');
  for (const [name, value] of values) parts.push(`${name}=${keyOfArgument(value, footprint, trails)}`);
  return footprint.tooLarge ? undefined : parts.join(' ');
}

/** Of the taints that entered with an argument, the way they took does not matter. */
function keyOfArgument(value: Value, footprint: Footprint, trails: Trail[]): string {
  if (value.taints.length === 0 || !value.taints.every((taint) => taint.trail.entry)) return footprint.describe(value) ?? '';
  for (const taint of value.taints) trails.push(taint.trail);
  const { taints, ...rest } = value;
  return `${footprint.describe({ ...rest, taints: [] }) ?? ''}${taints.map(keyOfWay).join('')}`;
}

const ways = new WeakMap<Taint, number>();
function keyOfWay(taint: Taint): string {
  let key = ways.get(taint);
  if (key === undefined) ways.set(taint, (key = intern(keyOfSource(taint))));
  return `~${key}`;
}
