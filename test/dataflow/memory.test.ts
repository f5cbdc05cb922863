/** Calls answered from memory: the same answer as without, whatever the program and whatever was edited; and only what an edit touches is run again. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { analyzeFile, type FileResult } from '../../server/src/analysis/analyze-file';
import { factsOf } from '../../server/src/analysis/facts';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { Sources } from '../../server/src/analysis/sources';
import { fileSetOf } from '../../server/src/base/fileset';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import { Memory } from '../../server/src/dataflow/memory';
import type { Role } from '../../server/src/findings/finding';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { allowListOf } from '../../server/src/project/allow-list';
import { readConfig } from '../../server/src/project/config';
import type { Parsers } from '../../server/src/syntax/parser';
import { applyEdit, edit, program, textOf } from './random-programs';

/** The same programs every time, from several seeds; other seeds are for long runs by hand. */
const SEEDS = [1, 2, 3];
const SETTINGS = { numRuns: 12, endOnFailure: true };
/** Of the steps a file may cost: programs that never end are given up soon, and all that is said here is true of any budget. */
const PART = 0.03;
/** Functions that are entered more often are cut off sooner where nothing is remembered. */
const MOST_ENTERED = 300;

const HELPERS = 'import os\nstate = os.environ["H"]\ndef run(x, y=None):\n    os.system(x)\n    return state\ndef keep(x, y=[]):\n    y.append(x)\n    return y\n';

describe('calls answered from memory', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  /** A file that is analysed again and again, with or without a memory. */
  const analyser = (role: Role, memory: Memory | undefined) => {
    const sources = new Sources(parsers);
    return (text: string, helpers = HELPERS): FileResult => {
      const files = fileSetOf({ 'setup.py': text, 'helpers.py': helpers, 'data.txt': 'x = 1\n' });
      return analyzeFile({
        path: 'setup.py', role, files, sources, roles: new Map(), config: readConfig(parsers, files), edges: [], searchPath: [''], allowed: allowListOf(readConfig(parsers, files), DEFAULT_SETTINGS, false), trustProject: false,
        catalog: DEFAULT_CATALOG, observe: true, part: PART, ...(memory && { memory }),
      });
    };
  };
  /** All that is told of a file. */
  const told = ({ findings, layers, followed, complete, wanted, inputs, runs }: FileResult): object =>
    ({ findings, layers, followed, complete, wanted, inputs: [...inputs.keys()].sort(), facts: factsOf('setup.py', runs), helpers: factsOf('helpers.py', runs) });
  const role = fc.constantFrom<Role>('setup-script', 'in-tree-backend', 'backend-test');

  for (const seed of SEEDS) it(`tell what running them tells (seed ${seed})`, () => {
    fc.assert(fc.property(program, role, (units, as) => {
      const text = textOf(units);
      const plain = analyser(as, undefined)(text);
      // What is recalled costs nothing the second time, so a budget lasts longer with a memory.
      fc.pre(plain.complete && plain.runs.every((run) => run.work.entered.length < MOST_ENTERED));
      assert.deepEqual(told(analyser(as, new Memory())(text)), told(plain));
    }), { ...SETTINGS, seed });
  });

  for (const seed of SEEDS) it(`tell after edits what a fresh analysis tells (seed ${seed})`, () => {
    fc.assert(fc.property(program, fc.array(edit, { minLength: 1, maxLength: 5 }), role, (first, edits, as) => {
      const again = analyser(as, new Memory());
      let units = first;
      again(textOf(units));
      for (const one of edits) {
        units = applyEdit(units, one);
        const text = textOf(units);
        assert.deepEqual(told(again(text)), told(analyser(as, new Memory())(text)));
      }
    }), { ...SETTINGS, seed });
  });

  describe('after an edit', () => {
    const before = 'import os\ndef a(x):\n    return x + "a"\ndef b(x):\n    return a(x) + "b"\ndef c(x):\n    os.system(x)\nclass C:\n    def __init__(self, x):\n        self.x = x\n    def run(self):\n        c(self.x)\nc(b(os.environ["X"]))\nC(a("y")).run()\n';
    const entered = (again: (text: string) => FileResult, text: string): readonly string[] => again(text).runs.flatMap((run) => run.work.entered).sort();
    const afterwards = (change: (text: string) => string): readonly string[] => {
      const again = analyser('setup-script', new Memory());
      assert.deepEqual(entered(again, before), ['__init__', 'a', 'a', 'b', 'c', 'c', 'run']);
      return entered(again, change(before));
    };
    it('of a remark, nothing is entered', () => assert.deepEqual(afterwards((text) => `# remark\n${text}`), []));
    it('of a function, it and what gets its result are entered', () => assert.deepEqual(afterwards((text) => text.replace('+ "b"', '+ "q"')), ['b', 'c']));
    it('of a function, it and what calls it are entered', () => assert.deepEqual(afterwards((text) => text.replace('os.system(x)', 'os.system( x)')), ['c', 'c', 'run']));
    it('of a statement of the module, only calls with other arguments are entered', () => assert.deepEqual(afterwards((text) => text.replace('a("y")', 'a("z")')), ['__init__', 'a', 'c', 'run']));
  });

  it('come to an end where a method that is answered changes its own class', () => {
    const again = analyser('in-tree-backend', new Memory());
    const text = 'class C:\n    a = 1\n    def m(self):\n        C.a = self\n    def n(self):\n        C.a = 1\n';
    assert.deepEqual(told(again(`${text}# remark\n`)), told(again(text)));
  });

  it('let chains of calls cost what their functions cost', () => {
    const chain = Array.from({ length: 200 }, (_, i) => `def h${i + 1}(x):\n    return h${i}(x) + h${i}(x)\n`).join('');
    const result = analyser('setup-script', new Memory())(`import os\ndef h0(x):\n    return x\n${chain}os.system(h200(os.environ["A"]))\n`);
    const most = result.runs[0]!.work.entered.length;
    assert.ok(most < 200 * 3, `${most} calls were run`);
    assert.deepEqual(result.findings.map((finding) => finding.rule), ['process-start']);
  });

  it('let chains of calls repeat what they do a bounded number of times', () => {
    const chain = Array.from({ length: 25 }, (_, i) => `def h${i + 1}(x):\n    h${i}(x)\n    h${i}(x)\n`).join('');
    const result = analyser('setup-script', new Memory())(`import os, atexit\ndef later():\n    atexit.register(later)\ndef h0(x):\n    y = x\n    open("out.txt", "w").write(y)\n    atexit.register(later)\n${chain}h25(os.environ["A"])\n`);
    assert.equal(result.runs[0]!.work.entered.length, 27);
    assert.deepEqual(result.findings.map((finding) => finding.rule), ['file-access']);
  });
});
