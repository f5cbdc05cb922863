/**
 * The interpreter's bottom layer: budgets, the record of events, and the operations that the layers above provide to each other.
 *
 *     Machine → DisplayMachine → ExpressionMachine → ObjectMachine → ProtocolMachine → ModelMachine → ProgramMachine →
 *     NamespaceMachine → LibraryMachine → DefinitionMachine → GuardMachine → ContractMachine → AssignmentMachine → BranchMachine → LoopMachine → Interpreter; entries.ts drives it
 *
 * Budgets count steps, never time, so that every machine gives the same answer.
 */
import type { Span } from '../base/text';
import type { Expr, Unit } from '../syntax/python/ast';
import type { AnalysisEvent, Entry } from './events';
import type { Frame } from './frame';
import type { Point } from './source';
import { pointKey } from './source';
import { Heap } from './heap';
import type { Effect } from './memo';
import { Trace } from './trace';
import type { Arguments, FunctionShape, Shape, Value } from './value';
import { WatchedWorld, type World } from './world';

/** Statements, expressions and calls one file may cost. */
const STEPS = 1_500_000;
/** Of these, one top-level statement of the outermost program. */
const SHARE = 400_000;
/** Events of one kind that are remembered at one place. */
export const MOST_OF_A_PLACE = 24;
/** Files of the project that one analysis follows into. */
export const MOST_MODULES = 24;
/** Nested evaluation; the JS stack takes about three times as much. */
const DEPTH = 1_200;

export class BudgetExceeded extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

/** How much is done to follow a program. */
export interface Effort {
  /** Of the steps that a file may cost. */
  readonly part: number;
  /** Passes of a loop that are run one by one in any case; and steps of one loop that are, while all tests are decided. */
  readonly passes: number;
  readonly loopSteps: number;
  /** Whether calls that are like earlier ones are taken to do what those did (settled.ts). */
  readonly settles: boolean;
}

export const FULL_EFFORT: Effort = { part: 1, passes: 16, loopSteps: 60_000, settles: false };

export const noArguments: Arguments = { positional: [], keywords: new Map() };

/** A name was given a value. */
export interface Assignment {
  readonly point: Point;
  readonly name: string;
  readonly value: Value;
}

export abstract class Machine {
  /** By place, the last one; filled only for observers. */
  readonly assignments = new Map<string, Assignment>();
  readonly events: AnalysisEvent[] = [];
  /** Why parts were not analysed, by place. */
  readonly gaps = new Map<string, { point: Point; reason: string }>();
  protected entry: Entry = { kind: 'import', name: '' };
  protected gates: readonly string[] = [];
  /** Above zero while something is looked at once more. */
  private lookingAgain = 0;
  protected readonly heap = new Heap();
  protected unit!: Unit;
  protected frame!: Frame;
  private steps: number;
  private readonly share: number;
  /** Steps left when the current top-level statement has had its share. */
  private floor = 0;
  protected depth = 0;
  /** The deepest nesting since the innermost traced call began. */
  private peak = 0;
  /** Effects done, by key. */
  private readonly done = new Map<string, number>();
  protected readonly trace = new Trace();
  readonly world: World;

  /** `project` is the world; what running calls ask goes through `world`, which is watched. */
  constructor(protected readonly project: World, protected readonly effort: Effort = FULL_EFFORT) {
    this.steps = STEPS * effort.part;
    this.share = SHARE * effort.part;
    this.world = new WatchedWorld(project, this.trace);
  }

  /** Counts one step; every evaluation passes here. */
  protected deeper<T>(work: () => T): T {
    if (--this.steps < this.floor) throw new BudgetExceeded('it takes too many steps to follow');
    if (++this.depth > this.peak) {
      this.peak = this.depth;
      if (this.depth > DEPTH) throw new BudgetExceeded('it nests too deeply to follow');
    }
    const result = work();
    this.depth--;
    return result;
  }

  protected get stepsLeft(): number {
    return this.steps;
  }

  protected get peakDepth(): number {
    return this.peak;
  }

  /** Begins to measure the nesting anew; `restorePeak` goes back to the measure before. */
  protected resetPeak(): number {
    const before = this.peak;
    this.peak = this.depth;
    return before;
  }

  protected restorePeak(before: number): void {
    this.peak = Math.max(before, this.peak);
  }

  /** Notes that something nested so much deeper than here, without running it. */
  protected reached(depth: number): void {
    this.peak = Math.max(this.peak, this.depth + depth);
  }

  protected fits(depth: number): boolean {
    return this.depth + depth <= DEPTH;
  }

  /** Takes steps for work that need not be done; false, and none are taken, when there are not so many. */
  protected affords(steps: number): boolean {
    if (this.steps - steps < this.floor) return false;
    this.steps -= steps;
    return true;
  }

  /** Runs one statement with no more than its share of the steps, so that the rest of the file keeps some. */
  protected withShare(work: () => void): void {
    const before = this.floor;
    this.floor = Math.max(before, this.steps - this.share);
    try {
      work();
    } finally {
      this.floor = before;
    }
  }

  get exhausted(): boolean {
    return this.steps < 0;
  }

  protected point(node: { readonly start: number; readonly end: number }): Point {
    return { program: this.frame.program, unit: this.unit, start: node.start, end: node.end };
  }

  /** The source text of a node, shortened for labels. */
  protected source(node: Span): string {
    const text = this.unit.text.slice(node.start, node.end).replace(/\s+/g, ' ');
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  }

  /** Records an event; the same place is remembered a bounded number of times with different values. */
  protected emit<T extends AnalysisEvent>(event: Omit<T, 'entry' | 'gates'>): void {
    const key = `${event.kind as string}@${pointKey(event.point as Point)}`;
    this.apply({ data: event, again: Machine.addEvent, entry: this.entry, gates: this.gates, key, most: MOST_OF_A_PLACE });
  }

  private static addEvent(this: void, machine: Machine, data: object, { entry, gates }: Effect): void {
    machine.events.push({ ...data, entry, gates } as unknown as AnalysisEvent);
  }

  /**
   * Does something that the machine remembers, so that a call answered from memory does it again. Repeating costs no steps, and chains
   * of calls repeat what their parts repeat: only what is bounded for each place stays bounded.
   */
  protected apply(effect: Effect): void {
    this.trace.log(effect);
    if (effect.most !== undefined) {
      const count = this.done.get(effect.key) ?? 0;
      if (count >= effect.most) return;
      this.done.set(effect.key, count + 1);
    }
    (effect.again as (machine: this, data: unknown, effect: Effect) => void)(this, effect.data, effect);
  }

  protected observe(point: Point, name: string, value: Value): void {
    if (this.world.observe && this.lookingAgain === 0) this.apply({ data: { point, name, value }, again: Machine.addAssignment, key: `assignment@${pointKey(point)} ${name}` });
  }

  private static addAssignment(this: void, machine: Machine, assignment: Assignment): void {
    machine.assignments.set(`${pointKey(assignment.point)} ${assignment.name}`, assignment);
  }

  /** False where assignments are not written down though somebody observes. */
  protected get observes(): boolean {
    return !this.world.observe || this.lookingAgain === 0;
  }

  /** Evaluates what was evaluated before: nothing that is observed changes. */
  protected quietly<T>(work: () => T): T {
    this.lookingAgain++;
    try {
      return work();
    } finally {
      this.lookingAgain--;
    }
  }

  protected get isLookingAgain(): boolean {
    return this.lookingAgain > 0;
  }

  gap(point: Point, reason: string): void {
    this.apply({ data: { point, reason }, again: Machine.addGap, key: `gap@${pointKey(point)} ${reason}`, most: 1 });
  }

  private static addGap(this: void, machine: Machine, gap: { point: Point; reason: string }): void {
    const key = `${pointKey(gap.point)} ${gap.reason}`;
    if (!machine.gaps.has(key)) machine.gaps.set(key, gap);
  }


  /** Runs `work` as if reached from `entry`. */
  from<T>(entry: Entry, work: () => T): T {
    const before = this.entry;
    this.entry = entry;
    try {
      return work();
    } finally {
      this.entry = before;
    }
  }

  abstract evaluate(node: Expr): Value;
  abstract call(callee: Value, args: Arguments, point: Point): Value;
  abstract callFunction(fn: FunctionShape, args: Arguments, point: Point): Value;
  abstract attribute(object: Value, name: string, point: Point): Value;
  /** `object[index]`. */
  abstract item(object: Value, index: Value, point: Point): Value;
  /** An attribute by a computed name: also notices what is looked up that way to be overlooked. */
  abstract lookedUp(object: Value, name: Value, known: string, point: Point): Value;
  abstract operate(operator: string, left: Value, right: Value, point: Point): Value;
  abstract operateAlone(operator: string, operand: Value, point: Point): Value;
  abstract compared(operator: string, left: Value, right: Value, point: Point): Value;
  /** All elements of a value, in order, when they are known exactly. */
  abstract elementsOf(value: Value): Value[] | undefined;
  /** What iterating over a value goes through: objects of the program are asked for their iterators. */
  abstract iterated(value: Value, point: Point): Value;
  /** What `str(value)` is made of: objects of the program are asked for their text. */
  abstract printed(value: Value, point: Point): Value;

  /** Whether a change of a container surely happens, may happen, or cannot (in code that never runs). */
  mayChange(shape: Shape): 'surely' | 'maybe' | 'never' {
    return this.heap.mayChange(shape);
  }

  /** Runs known source text as a program of its own; `globals` receives what it assigns. */
  abstract runText(value: Value, point: Point, how: string): ReadonlyMap<string, Value>;
  /** The value of `import dotted` (whole path) as seen from the running program. */
  abstract importModule(dotted: string, level: number): Value;
}
