/**
 * The record of what running calls read and do, so that a call can be answered from memory (recall.ts) when it would read the
 * same again:
 *
 *     footprint     the arguments and everything they reach                     (footprint.ts)
 *     names         names of frames that were there before it, with what they held
 *     questions     what the project was asked, and which state of the machine mattered
 *     effects       events and everything else that a machine remembers
 *
 * Heap and frames are watched by themselves. Any other state that a machine reads or writes while a function runs has to go
 * through `ask` and `log`, or be declared not to be repeatable by `spoil`.
 */
import { Footprint } from './footprint';
import { type Frame, newSerial, type Watcher } from './frame';
import type { Entry } from './events';
import type { Effect, Memo, NameRead, Question } from './memo';
import { identityOf } from './source';
import type { FunctionDef, Lambda } from '../syntax/python/ast';
import type { Value } from './value';

/** A call that is running. */
export interface Task {
  /** Frames with a smaller serial were there before it. */
  readonly start: number;
  readonly footprint: Footprint;
  readonly names: NameRead[];
  readonly seen: Map<Frame, Set<string>>;
  readonly questions: Map<string, Question>;
  /** The table of written files as it found it. */
  readonly files: number;
  /** Where its effects begin in the log. */
  readonly effects: number;
  readonly entry: Entry;
  readonly gates: number;
  /** False when something happened that cannot be repeated. */
  repeatable: boolean;
  /** Every function it called, itself included. */
  readonly called: Set<FunctionDef | Lambda>;
  /** Calls it made that were remembered, and the steps these took. */
  readonly parts: Set<Memo>;
  stepsOfParts: number;
  /** What these calls take when nothing is shared. */
  virtualOfParts: number;
  /** Code that ran or was looked at. */
  readonly looked: Set<object>;
  /** Answers of this run that nest too deeply to have been made where they were used. */
  readonly needs: Set<Memo>;
  /** Calls it made that cannot be repeated, without those inside its parts. */
  readonly unrepeatable: Map<FunctionDef | Lambda, number>;
  /** The deepest nesting of calls below it, and whether calls were cut off there. */
  deepestCall: number;
  cut: boolean;
}

export class Trace implements Watcher {
  private readonly tasks: Task[] = [];
  readonly effects: Effect[] = [];
  /** Frames with a smaller serial are watched: they were there before the innermost call. */
  start = -1;

  private readonly outside = { stepsOfParts: 0, virtualOfParts: 0 };

  /** Where steps of parts are counted: the innermost call, or what is outside all calls. */
  get account(): { stepsOfParts: number; virtualOfParts: number } {
    return this.current ?? this.outside;
  }

  look(code: object): void {
    for (const task of this.tasks) task.looked.add(code);
  }

  get current(): Task | undefined {
    return this.tasks.at(-1);
  }

  begin(footprint: Footprint, entry: Entry, gates: number, files: number): Task {
    const task: Task = {
      start: newSerial(), footprint, names: [], seen: new Map(), questions: new Map(), files, effects: this.effects.length, entry, gates, repeatable: true,
      called: new Set(), parts: new Set(), needs: new Set(), unrepeatable: new Map(), stepsOfParts: 0, virtualOfParts: 0, looked: new Set(), deepestCall: 0, cut: false,
    };
    this.tasks.push(task);
    this.start = task.start;
    return task;
  }

  /** Ends the innermost call. */
  end(): void {
    const task = this.tasks.pop()!;
    const outer = this.current;
    this.start = outer?.start ?? -1;
    if (outer) {
      for (const fn of task.called) outer.called.add(fn);
      outer.deepestCall = Math.max(outer.deepestCall, task.deepestCall);
      outer.cut ||= task.cut;
      for (const memo of task.needs) outer.needs.add(memo);
    }
  }

  read(frame: Frame, name: string, value: Value | undefined): void {
    for (let i = this.tasks.length - 1; i >= 0; i--) {
      const task = this.tasks[i]!;
      if (frame.serial >= task.start) return;
      let names = task.seen.get(frame);
      if (!names) task.seen.set(frame, (names = new Set()));
      // Whoever called it has seen what it has seen.
      if (names.has(name)) return;
      names.add(name);
      if (!task.repeatable) continue;
      const described = value && task.footprint.describe(value);
      if (task.footprint.tooLarge) task.repeatable = false;
      else task.names.push({ frame, name, value: described });
    }
  }

  wrote(frame: Frame): void {
    this.spoil(frame.serial);
  }

  /** What happens now cannot be repeated by calls that began after `serial` was given. */
  spoil(serial = -1): void {
    for (let i = this.tasks.length - 1; i >= 0 && this.tasks[i]!.start > serial; i--) this.tasks[i]!.repeatable = false;
  }

  ask(question: Question): void {
    if (this.tasks.length === 0) return;
    if (question.ask === 'looked') {
      const key = `looked ${identityOf(question.code)}`;
      for (const task of this.tasks) if (!task.looked.has(question.code) && !task.questions.has(key)) task.questions.set(key, question);
      return;
    }
    const key = `${question.ask} ${'path' in question ? question.path : 'dotted' in question ? `${question.importer} ${question.level} ${question.dotted}` : ''}`;
    for (const task of this.tasks) if (!task.questions.has(key)) task.questions.set(key, question.ask === 'files' ? { ask: 'files', answer: task.files } : question);
  }

  /** Writes down an effect that was just done. */
  log(effect: Effect): void {
    if (this.tasks.length > 0) this.effects.push(effect);
    else this.effects.length = 0;
  }
}
