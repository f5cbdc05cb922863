/**
 * What outlives one run of the interpreter: the answers of calls, and the anchors that make them comparable from run to run.
 *
 *     program    one handle for each file and role, whatever its text is now: places keep their meaning, since units keep theirs
 *     frame      one frame for each program: a function of an unchanged statement is the same function
 *     memos      by function and arguments; several where the same call read different things
 *
 * An answer that two runs in a row did not need is forgotten.
 */
import type { Role } from '../findings/finding';
import type { Module } from '../syntax/python/ast';
import { Frame } from './frame';
import { forgetKeys } from './keys';
import type { Memo } from './memo';
import type { Program } from './source';

/** Answers of one call that read different things. */
const MOST_VARIANTS = 16;
const MOST_KEYS = 400_000;
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Runs an answer is kept without being needed. */
const PATIENCE = 2;

class FileProgram implements Program {
  module!: Module;
  constructor(readonly path: string, readonly role: Role) {}
}

export class Memory {
  private readonly memos = new Map<string, Memo[]>();
  private readonly programs = new Map<string, FileProgram>();
  private readonly frames = new WeakMap<Program, Frame>();
  private run = 0;

  /** Starts a run; forgets what was not needed lately. */
  begin(): void {
    this.run++;
    if (forgetKeys(MOST_KEYS, MOST_CHARACTERS)) this.memos.clear();
    for (const [key, memos] of this.memos) {
      const kept = memos.filter((memo) => memo.used >= this.run - PATIENCE);
      if (kept.length === 0) this.memos.delete(key);
      else if (kept.length < memos.length) this.memos.set(key, kept);
    }
  }

  /** The program of a file, with the text it has now. */
  program(path: string, role: Role, module: Module): Program {
    const key = `${role} ${path}`;
    let program = this.programs.get(key);
    if (!program) this.programs.set(key, (program = new FileProgram(path, role)));
    program.module = module;
    return program;
  }

  /** An empty frame for a program. */
  frame(program: Program): Frame {
    let frame = this.frames.get(program);
    if (frame) frame.clear();
    else this.frames.set(program, (frame = new Frame(program, undefined, undefined)));
    return frame;
  }

  find(key: string, valid: (memo: Memo) => boolean): Memo | undefined {
    const memos = this.memos.get(key);
    if (!memos) return undefined;
    // One that was cut off is the second choice.
    const found = memos.find((memo) => memo.cutAt === undefined && valid(memo)) ?? memos.find((memo) => memo.cutAt !== undefined && valid(memo));
    if (found) this.need(found);
    return found;
  }

  need(memo: Memo): void {
    memo.used = this.run;
  }

  /** Whether this run made or needed an answer already. */
  isOfThisRun(memo: Memo): boolean {
    return memo.used === this.run;
  }

  keep(key: string, made: Omit<Memo, 'used'>): Memo {
    const memo: Memo = { ...made, used: this.run };
    const memos = this.memos.get(key);
    if (!memos) this.memos.set(key, [memo]);
    else {
      // Answers of earlier runs make room first, so that a run finds what it would have found alone.
      const old = memos.length < MOST_VARIANTS ? -1 : memos.findIndex((one) => one.used < this.run);
      if (old >= 0) memos.splice(old, 1);
      if (memos.length < MOST_VARIANTS) memos.push(memo);
    }
    return memo;
  }
}
