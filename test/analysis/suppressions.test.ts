/** Comments that are added about a finding: where they stand, that they silence it, and that they change nothing else. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { createProject } from '../../server/src/analysis/create';
import { explain, explainSuppression } from '../../server/src/analysis/explain';
import type { Snapshot } from '../../server/src/analysis/host';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { applyEdits } from '../../server/src/base/edit';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

interface Case {
  readonly what: string;
  readonly path?: string;
  readonly text: string;
  /** With `¶` for the comment; undefined: none can stand. */
  readonly after: string | undefined;
}

const CASES: readonly Case[] = [
  { what: 'a line', text: 'import os\nexec(os.environ["A"])  \n', after: 'import os\nexec(os.environ["A"])  ¶\n' },
  { what: 'a line with a comment', text: 'import os\nexec(os.environ["A"])  # why\n', after: 'import os\nexec(os.environ["A"])  # why  ¶\n' },
  { what: 'the first line of a statement', text: 'import os\nexec(\n    os.environ["A"])\n', after: 'import os\nexec(  ¶\n    os.environ["A"])\n' },
  { what: 'a line inside a statement', text: 'import os\nx = [\n    exec(os.environ["A"]),\n]\n', after: 'import os\nx = [\n    exec(os.environ["A"]),  ¶\n]\n' },
  { what: 'a line that ends with a backslash', text: 'import os\nexec(os.environ["A"]) or \\\n    1\n', after: 'import os\nexec(os.environ["A"]) or \\\n    1  ¶\n' },
  { what: 'a string over several lines', text: 'import os\nos.system("""make\n%s""" % os.environ["A"])\n', after: 'import os\nos.system("""make\n%s""" % os.environ["A"])  ¶\n' },
  { what: 'a program in a string', text: 'import subprocess, sys\nsubprocess.run([sys.executable, "-c", """\nimport os\nexec(os.environ["A"])\n"""])\n', after: 'import subprocess, sys\nsubprocess.run([sys.executable, "-c", """\nimport os\nexec(os.environ["A"])\n"""])  ¶\n' },
  { what: 'the head of a block', text: 'import os\nif exec(os.environ["A"]):\n    pass\n', after: 'import os\nif exec(os.environ["A"]):  ¶\n    pass\n' },
  { what: 'Windows line ends', text: 'import os\r\nexec(os.environ["A"])\r\n', after: 'import os\r\nexec(os.environ["A"])  ¶\r\n' },
  { what: 'a line that has one already', text: 'import os\nexec(os.environ["A"])  # buildglass: ignore[dynamic-import] x\n', after: undefined },
  { what: 'a string of TOML', path: 'pyproject.toml', text: '[build-system]\nrequires = ["x @ git+https://example.org/x"]\n', after: '[build-system]\nrequires = ["x @ git+https://example.org/x"]  ¶\n' },
  { what: 'an item of a list', path: 'pyproject.toml', text: '[build-system]\nrequires = [\n  "x @ git+https://example.org/x",\n]\n', after: '[build-system]\nrequires = [\n  "x @ git+https://example.org/x",  ¶\n]\n' },
  { what: 'an option of setup.cfg', path: 'setup.cfg', text: '[options]\nname = p\nsetup_requires =\n    x>=1\n', after: '[options]\nname = p\n¶\nsetup_requires =\n    x>=1\n' },
];

describe('comments that ask for silence', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const snapshotOf = (files: Readonly<Record<string, string>>, trustProject = true): Snapshot => {
    const project = createProject(parsers, { ...DEFAULT_SETTINGS, trustProject });
    for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
    return project.snapshot();
  };

  for (const { what, path = 'setup.py', text, after } of CASES) {
    it(`stand beside ${what}`, () => {
      const snapshot = snapshotOf({ [path]: text });
      const [finding] = snapshot.report().findings.filter((one) => one.path === path && one.persona === 'regular' && one.rule !== 'suppression');
      ok(finding, 'there is a finding');
      const comment = `# buildglass: ignore[${finding.rule}] ours`;
      const edit = snapshot.commentAbout(path, finding.span.start, comment);
      strictEqual(edit && applyEdits(text, [edit]).replace(comment, '¶'), after);
      if (!edit) return;
      const again = snapshotOf({ [path]: applyEdits(text, [edit]) }).report().findings;
      deepStrictEqual(again.filter(({ rule, suppressed }) => rule === finding.rule && suppressed?.reason !== 'ours').map(({ message }) => message), []);
      deepStrictEqual(again.filter(({ rule }) => rule === 'suppression' || rule === 'not-analysed').map(({ message }) => message), []);
    });
  }

  it('are explained: what is silenced, and by whom', () => {
    const text = 'import os\nexec(os.environ["A"])  # buildglass: ignore[dynamic-exec] ours\nx = 1  # buildglass: ignore[dynamic-exec] of old\n';
    const at = (part: string): number => text.indexOf(part) + 2;
    const trusted = snapshotOf({ 'setup.py': text });
    strictEqual(explainSuppression(trusted, 'setup.py', at('# buildglass'), true)?.markdown, '**Silenced by this comment**\n\n- `dynamic-exec`, line 2: `exec` runs what the environment variable `A` says');
    ok(explain(trusted, 'setup.py', at('exec('), 'regular')?.markdown.endsWith('*The comment on line 2 asks for silence: ours*'));
    strictEqual(explainSuppression(trusted, 'setup.py', text.indexOf('of old'), true), undefined);
    const untrusted = explainSuppression(snapshotOf({ 'setup.py': text }, false), 'setup.py', at('# buildglass'), false);
    ok(untrusted?.markdown.startsWith('**This comment asks for silence, and is not obeyed: the project is not trusted**'));
  });

  it('of a module that two scripts run are of use when one of them needs them', () => {
    const helper = 'import os\n\ndef prepare(name):\n    exec(name)  # buildglass: ignore[dynamic-exec] ours\n';
    const { findings } = snapshotOf({ 'setup.py': 'import helper\nimport os\nhelper.prepare(os.environ["A"])\n', 'helper.py': helper, 'conftest.py': 'import helper\n' }).report();
    deepStrictEqual(findings.filter(({ rule }) => rule === 'suppression'), []);
    strictEqual(findings.find(({ rule }) => rule === 'dynamic-exec')?.suppressed?.reason, 'ours');
  });
});
