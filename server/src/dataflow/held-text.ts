/**
 * Text in a file that is no program itself, which a build runs all the same: a command or an expression in a key, a line of a `.pth` file.
 *
 *     commands = ["python -c 'import os; os.fork()'"]        a shell's text, and a program inside it
 *
 * It runs like text that a program hands to a shell or to `exec`, with nothing around it; its places are those of the file.
 */
import type { Entry } from './events';
import { Interpreter } from './interpreter';
import type { ProgramRun } from './entries';
import { type Point, type Program } from './source';
import { textShape } from './texts';
import { valueOf } from './value';
import type { World } from './world';

export interface HeldText {
  readonly language: 'python' | 'shell';
  readonly text: string;
  /** In the file. */
  readonly start: number;
  readonly end: number;
  /** What it stands in: "the key tool.x.commands". */
  readonly name: string;
}

/** `host`: the file as a whole, without statements. Total and deterministic. */
export function runHeldText(host: Program, held: HeldText, world: World): ProgramRun {
  const interpreter = new Interpreter(world);
  const unit = host.module.units[0]!;
  const point: Point = { program: host, unit, start: held.start, end: held.end };
  const entry: Entry = { kind: 'hook', name: held.name };
  // Without escapes the text stands in the file as it is, and what is found in it has a place of its own.
  const isPlain = unit.text.slice(held.start, held.end) === held.text;
  const part = { kind: 'text', start: held.start, end: held.end, cooked: held.text } as const;
  const value = valueOf(textShape([{ text: held.text, ...(isPlain && { origin: { program: host, unit, part, at: 0 } }) }]));
  interpreter.guarded(point, () => {
    interpreter.enterModule(host, unit, interpreter.runProgram(host));
    interpreter.from(entry, () => {
      if (held.language === 'python') interpreter.runText(value, point, held.name, 'apart');
      else interpreter.followCommand(value, point, { folder: undefined, input: undefined });
      return undefined;
    });
  });
  return { program: host, events: interpreter.events, gaps: [...interpreter.gaps.values()], assignments: [...interpreter.assignments.values()], work: interpreter.workDone };
}
