/** Constants fold to what CPython computes: our answer is the same, or that we do not know. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { expressions } from './expressions';
import { PROGRAMS } from './programs';
import { askInterpreter, askPython } from './python';

/** Expressions in one question to Python. */
const BATCH = 200;

describe('folding', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  /** What differs, as `expression: Python …, we …`; and how many answers we had. */
  function compare(programs: readonly string[]): { different: string[]; known: number; valid: number } {
    const answers = askPython(programs);
    assert.ok(answers, 'Python is asked');
    const different: string[] = [];
    let [known, valid] = [0, 0];
    for (const [i, program] of programs.entries()) {
      const expected = answers[i];
      if (expected === null || expected === undefined) continue;
      valid++;
      const ours = askInterpreter(parsers, program);
      if (ours !== undefined) known++;
      if (ours !== undefined && ours !== expected) different.push(`${program}\n  Python: ${expected}\n  we:     ${ours}`);
    }
    return { different, known, valid };
  }

  it('of small programs is what Python computes', function () {
    const answers = askPython(PROGRAMS.map(([, program]) => program));
    if (!answers) this.skip();
    for (const [i, [idea, program]] of PROGRAMS.entries()) assert.equal(askInterpreter(parsers, program), answers[i], idea);
  }).timeout(60_000);

  it('of expressions is what Python computes', function () {
    if (!askPython([])) this.skip();
    const { any } = expressions(2);
    fc.assert(fc.property(fc.array(any, { minLength: BATCH, maxLength: BATCH }), (all) => {
      const { different, known, valid } = compare(all.map((source) => `x = ${source}`));
      assert.deepEqual(different, []);
      // Most are known; the rest are things that differ between machines and versions.
      assert.ok(known > valid * 0.9, `${known} of ${valid} are known`);
    }), { numRuns: 5, endOnFailure: true });
  }).timeout(120_000);
});
