/** A project that was edited says the same as one that was opened so; and what an edit cannot touch is not made again. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { PATHS, projectOf, PYPROJECTS, STATEMENTS } from './snippets';

type Files = Readonly<Record<string, string>>;

describe('edits', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const statement = fc.constantFrom(...STATEMENTS);
  const path = fc.constantFrom(...PATHS);
  const edit = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('insert' as const, 'remove' as const, 'change' as const), path, at: fc.nat(6), statement }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('configure' as const), text: fc.constantFrom(...PYPROJECTS) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), path }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('type' as const), path, at: fc.nat(200), text: fc.constantFrom('(', '"""', '\n', ' ', 'x', '#') }) },
  );

  it('leave the report of a fresh project', () => {
    fc.assert(fc.property(fc.dictionary(path, fc.array(statement, { maxLength: 5 }), { minKeys: 2 }), fc.array(edit, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.boolean()), (initial, edits, look) => {
      const project = projectOf(parsers);
      const files = new Map<string, string>();
      const put = (at: string, text: string): void => {
        files.set(at, text);
        project.set(at, textFile(text));
      };
      for (const [at, statements] of Object.entries(initial)) put(at, at === 'pyproject.toml' ? PYPROJECTS[1] : `${statements.join('\n')}\n`);
      for (const one of edits) {
        // Looking in between fills the caches.
        if (look.next().value) project.snapshot().report();
        if (one.kind === 'configure') put('pyproject.toml', one.text);
        else if (one.kind === 'delete') {
          files.delete(one.path);
          project.remove(one.path);
        } else if (one.path !== 'pyproject.toml') {
          const text = files.get(one.path) ?? '';
          const lines = text.split('\n');
          const at = Math.min(one.at, lines.length - 1);
          if (one.kind === 'type') put(one.path, text.slice(0, one.at) + one.text + text.slice(one.at));
          else put(one.path, lines.toSpliced(at, one.kind === 'insert' ? 0 : 1, ...(one.kind === 'remove' ? [] : [one.statement])).join('\n'));
        }
      }
      const fresh = projectOf(parsers, Object.fromEntries(files)).snapshot();
      const edited = project.snapshot();
      assert.deepEqual(edited.report(), fresh.report());
      for (const at of files.keys()) assert.deepEqual(edited.analysis(at), fresh.analysis(at), at);
    }), { numRuns: 150 });
  });

  it('say the same in whatever order files came', () => {
    fc.assert(fc.property(fc.dictionary(path, fc.array(statement, { maxLength: 4 }), { minKeys: 2 }), (initial) => {
      const entries = Object.entries(initial).map(([at, statements]) => [at, at === 'pyproject.toml' ? PYPROJECTS[1] : `${statements.join('\n')}\n`] as const);
      assert.deepEqual(projectOf(parsers, Object.fromEntries(entries)).snapshot().report(), projectOf(parsers, Object.fromEntries([...entries].reverse())).snapshot().report());
    }), { numRuns: 50 });
  });

  describe('of one file', () => {
    const files: Files = {
      'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
      'backend.py': 'import os\nimport helpers\nos.system(os.environ["A"])\nhelpers.run(os.environ["B"])\n',
      'helpers.py': 'import os\ndef run(x):\n    os.system(x)\n',
      'setup.py': 'import os\nos.system(os.environ["C"])\n',
      'README': 'text',
    };
    const findings = (snapshot: ReturnType<ReturnType<typeof projectOf>['snapshot']>, at: string): readonly object[] => snapshot.analysis(at)!.findings;
    const same = (a: readonly object[], b: readonly object[]): boolean => a.length > 0 && a.length === b.length && a.every((one, i) => one === b[i]);

    it('leave the findings of the others, the very same objects', () => {
      const project = projectOf(parsers, files);
      const first = project.snapshot();
      first.report();
      const before = ['backend.py', 'setup.py'].map((at) => findings(first, at));
      project.set('setup.py', textFile('import os\nos.system(os.environ["D"])\n'));
      const after = project.snapshot();
      assert.ok(same(before[0]!, findings(after, 'backend.py')));
      assert.ok(!same(before[1]!, findings(after, 'setup.py')));
    });
    it('reach those that run it', () => {
      const project = projectOf(parsers, files);
      const before = project.snapshot().report();
      project.set('helpers.py', textFile('def run(x):\n    pass\n'));
      const after = project.snapshot().report();
      assert.ok(before.findings.some((one) => one.path === 'helpers.py'));
      assert.ok(!after.findings.some((one) => one.path === 'helpers.py'));
      assert.ok(same(before.findings.filter((one) => one.path === 'setup.py'), after.findings.filter((one) => one.path === 'setup.py')));
    });
    it('that nothing reads leave everything', () => {
      const project = projectOf(parsers, files);
      const before = project.snapshot().report();
      project.set('README', textFile('other'));
      assert.ok(same(before.findings, project.snapshot().report().findings));
    });
    it('to the same text leave everything', () => {
      const project = projectOf(parsers, files);
      const before = project.snapshot();
      assert.equal(project.snapshot(), before);
    });
    it('do not change a snapshot that was taken before', () => {
      const project = projectOf(parsers, files);
      const old = project.snapshot();
      project.set('setup.py', textFile(''));
      project.snapshot().report();
      assert.ok(old.report().findings.some((one) => one.path === 'setup.py'));
      assert.equal(old.source('setup.py')!.text, files['setup.py']);
    });
  });
});
