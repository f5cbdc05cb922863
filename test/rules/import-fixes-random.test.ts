/**
 * What every fix of a dynamic import has to keep to, on random programs: the result parses, for us and for CPython; the finding is gone,
 * nothing new is found, nothing more is offered; comments and all lines besides the statement stay; and CPython prints the same, for safe
 * fixes as for unsafe ones as long as the name is an allowed one.
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { applyEdits, areDisjoint } from '../../server/src/base/edit';
import { textFile } from '../../server/src/base/fileset';
import type { Finding } from '../../server/src/findings/finding';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { importPrograms } from './import-programs';

const BATCH = 60;

/** Runs each program with modules of the test's own; what it prints, or the error it ends with. */
const RUN = `
import ast, contextlib, io, json, os, sys, types
os.environ.pop("TIDES_MODULE", None)
for name in ("alpha", "beta", "beta.gamma"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].VALUE = name
sys.modules["beta"].gamma = sys.modules["beta.gamma"]
def run(source):
    out = io.StringIO()
    try:
        ast.parse(source)
        with contextlib.redirect_stdout(out):
            exec(compile(source, "program", "exec"), {"__name__": "program"})
    except SyntaxError:
        return "does not parse"
    except Exception as error:
        return out.getvalue() + type(error).__name__
    return out.getvalue()
json.dump([run(source) for source in json.load(sys.stdin)], sys.stdout)
`;

function runAll(programs: readonly string[]): readonly string[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', RUN], { input: JSON.stringify(programs), encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as string[]);
}

const commentsOf = (text: string): readonly string[] => [...text.matchAll(/#[^\r\n]*/g)].map(([comment]) => comment).sort();

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const line of whole) if (line === part[at]) at++;
  return at === part.length;
}

describe('fixes of imports in random programs', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const findingsIn = (text: string): readonly Finding[] => {
    const project = createProject(parsers, DEFAULT_SETTINGS);
    project.set('setup.py', textFile(text));
    return project.snapshot().report().findings.filter(({ persona }) => persona === 'regular');
  };
  const applicable = (findings: readonly Finding[]): Finding['fixes'] => findings.filter(({ rule }) => rule === 'dynamic-import').flatMap(({ fixes }) => fixes.filter(({ applicability }) => applicability !== 'display-only'));
  const others = (findings: readonly Finding[]): readonly string[] => findings.filter(({ rule }) => rule !== 'dynamic-import').map(({ rule, message }) => `${rule}: ${message}`).sort();

  /** Programs after a fix, each checked as far as it can be without running it. */
  function fixed(before: string): readonly string[] {
    const findings = findingsIn(before);
    assert.equal(findings.filter(({ rule }) => rule === 'dynamic-import').length, 1, before);
    return applicable(findings).map(({ edits, title }) => {
      const say = (what: string): string => `${what}: ${title}\n${before}`;
      assert.ok(areDisjoint(edits), say('the edits overlap'));
      const after = applyEdits(before, edits);
      const left = findingsIn(after);
      assert.deepEqual(left.filter(({ rule }) => rule === 'dynamic-import').map(({ message }) => message), [], say(`still found in\n${after}`));
      assert.deepEqual(others(left), others(findings), say('something else is found'));
      assert.deepEqual(applicable(left), [], say('offered again'));
      assert.deepEqual(commentsOf(after), commentsOf(before), say('comments'));
      const touched = (line: string): boolean => /import_module\(|__import__\(/.test(line);
      assert.ok(isSubsequence(before.split('\n').filter((line) => !touched(line)), after.split('\n')), say(`lines besides the statement changed:\n${after}`));
      assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(before), say('line ends'));
      return after;
    });
  }

  it('keep to all of it', function () {
    if (!runAll([])) this.skip();
    fc.assert(fc.property(fc.array(importPrograms, { minLength: BATCH, maxLength: BATCH }), (programs) => {
      const pairs = programs.flatMap((before) => fixed(before).map((after) => ({ before, after })));
      assert.ok(pairs.length > BATCH / 3, `${pairs.length} fixes for ${BATCH} programs`);
      const answers = runAll(pairs.flatMap(({ before, after }) => [before, after]))!;
      for (const [i, { before, after }] of pairs.entries()) assert.equal(answers[2 * i + 1], answers[2 * i], `${before}\nbecame\n${after}`);
    }), { numRuns: 6, endOnFailure: true });
  }).timeout(120_000);
});
