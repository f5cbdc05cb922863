/**
 * Loops. As long as all tests and elements are known, a loop runs as Python would run it, within a share of the steps; that is how
 * programs decode themselves. Where that ends, the body may run any number of times. The first passes are always run one by one.
 */
import { blocksOf } from '../semantics/enclosing';
import type { Expr, Stmt } from '../syntax/python/ast';
import { BranchMachine, type Outcome } from './branches';
import type { Layer } from './frame';
import type { Effort } from './machine';
import { joinAll, truth, type Value } from './value';

/** Inside other loops, passes of a loop that are run one by one in any case. */
const LEAST_PASSES = 2;
/** Passes of a `while` loop that are run one by one. */
const MOST_PASSES = 16_384;

type Patience = Pick<Effort, 'passes' | 'loopSteps'>;

type Values = ReadonlyMap<string, Value>;

interface Jumps {
  readonly base: Layer;
  readonly breaks: Values[];
  readonly continues: Values[];
}

/** How a pass ended: what was assigned where it reached its end (or a `continue`), and where it left by `break`. */
interface Pass {
  readonly next: readonly Values[];
  readonly breaks: readonly Values[];
}

/** `stops`: control never gets behind the loop. `left`: surely by `break`, so that its `else` does not run. */
type LoopOutcome = Outcome | 'left';

export abstract class LoopMachine extends BranchMachine {
  /** Of the innermost loop that runs: what was assigned where it was left or started over. */
  private jumps: Jumps | undefined;
  /** Loops around the current statement, in this function or its callers, whose bodies are repeated. */
  private repeating = 0;
  /** How far a loop that begins here is run one by one. */
  private patience: Patience = this.effort;

  protected jump(type: 'break' | 'continue'): void {
    if (this.jumps) (type === 'break' ? this.jumps.breaks : this.jumps.continues).push(this.frame.since(this.jumps.base));
  }

  protected override outsideLoops(work: () => void): void {
    const { jumps, patience } = this;
    this.jumps = undefined;
    this.patience = this.effort;
    try {
      work();
    } finally {
      this.jumps = jumps;
      this.patience = patience;
    }
  }

  protected afterLoop(outcome: LoopOutcome, orelse: readonly Stmt[]): Outcome {
    if (outcome === 'next') return this.block(orelse);
    return outcome === 'left' ? 'next' : 'stops';
  }

  protected loopOver(target: Expr, iterable: Value, body: readonly Stmt[]): LoopOutcome {
    const elements = this.alternativeElements(iterable);
    if (!elements) return this.repeat(() => this.passOver(target, this.elementOf(iterable), body));
    return this.patiently((goesOn) => {
      for (const [i, element] of elements.entries()) {
        if (!goesOn(i)) return this.repeat(() => this.passOver(target, joinAll(elements.slice(i)), body));
        const outcome = this.step(this.once(() => this.passOver(target, element, body)));
        if (outcome === 'unsure') return this.restOf(elements.slice(i + 1), target, body);
        if (outcome !== 'next') return outcome;
      }
      return 'next';
    });
  }

  /** The loop may have been left: what is still to come may or may not run. */
  private restOf(elements: readonly Value[], target: Expr, body: readonly Stmt[]): LoopOutcome {
    return this.patiently((goesOn) => {
      for (const [i, element] of elements.entries()) {
        if (!goesOn(i)) return this.repeat(() => this.passOver(target, joinAll(elements.slice(i)), body));
        this.heap.inside(() => {
          const { next, breaks } = this.once(() => this.passOver(target, element, body));
          this.frame.merge([new Map(), ...next, ...breaks]);
        });
      }
      return 'next';
    });
  }

  /**
   * Runs a loop; `goesOn` tells whether it goes on one by one with the pass of a number: while it computes what is known, and at first.
   * Where it does not, loops inside it have the less patience the more passes it has had, because the passes of a nest multiply.
   */
  private patiently<T>(loop: (goesOn: (pass: number) => boolean) => T): T {
    const { loopSteps: floor, patience } = this;
    let { forks } = this;
    let allDecided = true;
    try {
      return loop((pass) => {
        const decided = this.forks === forks;
        forks = this.forks;
        allDecided &&= decided;
        if (!allDecided) this.patience = { passes: Math.max(Math.min(LEAST_PASSES, patience.passes), Math.floor(patience.passes / (pass + 1))), loopSteps: Math.floor(patience.loopSteps / (pass + 1)) };
        return pass < patience.passes || (decided && floor - this.loopSteps < patience.loopSteps);
      });
    } finally {
      this.patience = patience;
    }
  }

  private passOver(target: Expr, element: Value, body: readonly Stmt[]): Outcome {
    this.assign(target, element);
    return this.block(body);
  }

  protected loopWhile(test: Expr, body: readonly Stmt[]): LoopOutcome {
    const outcome = this.passesOf(test, body);
    if (outcome !== 'unsure') return outcome;
    this.evaluate(test);
    this.repeat(() => {
      this.narrow(test, true);
      const again = this.gated(test, true, () => this.block(body));
      this.evaluate(test);
      return again;
    });
    if (!breaks(body)) this.narrow(test, false);
    return 'next';
  }

  /** The passes of a `while` loop as far as they are known; `unsure` when more may follow. */
  private passesOf(test: Expr, body: readonly Stmt[]): LoopOutcome | 'unsure' {
    if (test.kind === 'Constant' && !leaves(body)) return 'unsure';
    return this.patiently((goesOn) => {
      for (let i = 0; i < MOST_PASSES && goesOn(i); i++) {
        const known = truth(this.evaluate(test));
        if (known === false) {
          if (i === 0) this.unreached(body, [test], true);
          return 'next';
        }
        if (known === undefined) return 'unsure';
        const before = this.frame.returned;
        const outcome = this.step(this.once(() => this.gated(test, true, () => this.block(body))));
        // It may have been left by `return`: how often it runs is not known either.
        if (outcome !== 'next' || this.frame.returned !== before) return outcome === 'next' ? 'unsure' : outcome;
      }
      return 'unsure';
    });
  }

  /** Goes on behind a pass; `unsure` when the loop may have been left there. */
  private step({ next, breaks }: Pass): LoopOutcome | 'unsure' {
    if (next.length === 0 && breaks.length === 0) return 'stops';
    this.frame.merge([...next, ...breaks]);
    return breaks.length === 0 ? 'next' : next.length === 0 ? 'left' : 'unsure';
  }

  /** The elements of every sequence the iterable may be: each pass of the loop sees one of them whole. */
  private alternativeElements(iterable: Value): Value[] | undefined {
    const all = iterable.shapes.map((shape) => this.elementsOf({ shapes: [shape], taints: iterable.taints }));
    return all.length > 0 && all.every((one) => one !== undefined) ? all.flat() : undefined;
  }

  /**
   * A body that may run any number of times: twice suffices for values to travel around once. Inside loops that are repeated
   * themselves once is enough, since they come by again; a nest would cost twice as much with every level otherwise.
   */
  private repeat(body: () => Outcome): LoopOutcome {
    const rounds = this.repeating === 0 ? 2 : 1;
    this.repeating++;
    this.forks++;
    try {
      this.heap.inside(() => {
        for (let round = 0; round < rounds; round++) {
          const { next, breaks } = this.once(body);
          this.frame.merge([new Map(), ...next, ...breaks]);
        }
      });
    } finally {
      this.repeating--;
    }
    return 'next';
  }

  private once(body: () => Outcome): Pass {
    const outer = this.jumps;
    const jumps: Jumps = { base: this.frame.layer, breaks: [], continues: [] };
    let outcome: Outcome = 'next';
    this.jumps = jumps;
    try {
      const values = this.frame.branch(() => {
        outcome = body();
      });
      return { next: [...(outcome === 'next' ? [values] : []), ...jumps.continues], breaks: jumps.breaks };
    } finally {
      this.jumps = outer;
    }
  }
}

/** Whether a loop can be left by `break`. */
const breaks = (body: readonly Stmt[]): boolean =>
  body.some((node) => (node.kind === 'Jump' && node.type === 'break') || (node.kind !== 'For' && node.kind !== 'While' && node.kind !== 'FunctionDef' && node.kind !== 'ClassDef' && blocksOf(node).some(breaks)));

/** Whether a loop can be left at all, but by an exception. */
const leaves = (body: readonly Stmt[]): boolean => breaks(body) || body.some((node) => node.kind === 'Return' || (node.kind !== 'FunctionDef' && node.kind !== 'ClassDef' && blocksOf(node).some(leaves)));
