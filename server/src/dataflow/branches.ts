/**
 * Branches: alternatives run apart and join where they meet. Of a test that is decided, one side runs; the other is looked at once for
 * what it would do (another machine, another day), and changes nothing.
 */
import type { Expr, If, Stmt } from '../syntax/python/ast';
import { AssignmentMachine } from './assignments';
import { truth, type Value } from './value';

/** Of long `elif` chains, the last conditions are told. */
export const MOST_GATES = 4;

/** `stops`: control does not reach the next statement. */
export type Outcome = 'next' | 'stops';

export abstract class BranchMachine extends AssignmentMachine {
  /** Conditions that hold after the last statement, because the program left where they did not. */
  protected passed: readonly string[] = [];
  /** How often it was not known where the program goes on. */
  protected forks = 0;

  protected abstract block(statements: readonly Stmt[]): Outcome;

  protected override unreached(code: Expr | readonly Stmt[], tests: readonly Expr[], outcome: boolean): void {
    if (this.hasLooked(code) || ('length' in code && code.length === 0)) return;
    this.addLooked(code);
    const { frame } = this;
    const before = { returned: frame.returned, passed: this.passed };
    this.heap.inside(() => frame.branch(() => this.outsideLoops(() => this.gatedBy(tests.map((test) => this.gateOf(test, outcome)), () => {
      if ('length' in code) this.block(code);
      else this.evaluate(code);
    }))), true);
    frame.returned = before.returned;
    this.passed = before.passed;
  }

  /** Runs `work` as if no loop were around it. */
  protected abstract outsideLoops(work: () => void): void;

  /** Runs alternatives apart and joins those that reach the end. `orNone`: perhaps none of them runs. */
  protected branches(alternatives: readonly (() => Outcome)[], orNone: boolean): Outcome {
    const outcomes: ReadonlyMap<string, Value>[] = orNone ? [new Map()] : [];
    if (alternatives.length > 1 || orNone) this.forks++;
    for (const alternative of alternatives) {
      let outcome: Outcome = 'next';
      const values = this.heap.inside(() => this.frame.branch(() => {
        outcome = alternative();
      }));
      if (outcome === 'next') outcomes.push(values);
    }
    if (outcomes.length === 0) return 'stops';
    this.frame.merge(outcomes);
    return 'next';
  }

  protected conditional(node: If): Outcome {
    // `elif` chains nest in the tree; they can be thousands long and are walked, not recursed into.
    const tests: Expr[] = [];
    const alternatives: (() => Outcome)[] = [];
    const left: [test: Expr, holds?: true][] = [];
    let current: If | undefined = node;
    let last: readonly Stmt[] = [];
    let decided: (() => Outcome) | undefined;
    while (current && !decided) {
      const { test, body }: If = current;
      const earlier: readonly Expr[] = [...tests.slice(-8)];
      const known = truth(this.evaluate(test));
      last = current.orelse;
      if (known === true) {
        const rest = last;
        decided = () => {
          for (const one of earlier) this.narrow(one, false);
          this.narrow(test, true);
          const outcome = this.gated(test, true, () => this.block(body));
          this.unreached(rest, [test], false);
          return outcome;
        };
      } else if (known === false) {
        this.unreached(body, [test], true);
        this.narrow(test, false);
      } else {
        alternatives.push(() => {
          for (const one of earlier) this.narrow(one, false);
          this.narrow(test, true);
          const outcome = this.gated(test, true, () => this.block(body));
          if (outcome === 'stops') left.push([test]);
          return outcome;
        });
        tests.push(test);
      }
      this.addLooked(known === false ? last : body);
      const [only]: readonly Stmt[] = last;
      current = last.length === 1 && only!.kind === 'If' ? only : undefined;
    }
    if (alternatives.length === 0) return decided ? decided() : this.block(last);
    const whenNone = (): Outcome => {
      for (const one of tests) this.narrow(one, false);
      const outcome = last.length > 0 ? this.gatedBy(tests.slice(-MOST_GATES).map((test) => this.gateOf(test, false)), () => this.block(last)) : 'next';
      if (outcome === 'stops' && tests.length === 1) left.push([tests[0]!, true]);
      return outcome;
    };
    const outcome = this.branches([...alternatives, decided ?? whenNone], false);
    // What comes after `if x: return` runs only where x does not hold.
    if (outcome === 'next') this.passed = left.slice(-MOST_GATES).map(([test, holds]) => this.gateOf(test, holds === true));
    return outcome;
  }
}
