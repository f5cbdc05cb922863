/**
 * Fixes against the real backends: the metadata that a build makes is the same, byte by byte, before and after all fixes of a project, also
 * those that change behaviour. The fixed scripts are also read by CPython. Needs python3, and the package registry the first time; where they are
 * missing it says so and counts as skipped.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createProject } from '../../server/src/analysis/create';
import { fixProject } from '../../server/src/analysis/fixing';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import type { Parsers } from '../../server/src/syntax/parser';
import { projectOf } from '../project/kit';
import { testParsers } from '../syntax/toml-parsers';
import { backendsEnvironment } from './environment';
import { Driver } from './run';
import { type Twin, TWINS } from './twins';

describe('fixes and the real backends', function () {
  this.timeout(120_000);
  let parsers: Parsers;
  let python = '';
  let driver: Driver | undefined;

  before(async function () {
    this.timeout(600_000);
    parsers = await testParsers();
    const environment = backendsEnvironment();
    if ('missing' in environment) {
      console.error(`SKIPPED: fixes were not compared with the real backends: ${environment.missing}`);
      this.skip();
    }
    python = environment.python;
    driver = new Driver(python);
  });

  after(() => driver?.end());

  const fix = async ({ files }: Twin): Promise<{ readonly files: Twin['files']; readonly titles: readonly string[] }> => {
    const project = createProject(parsers, { ...DEFAULT_SETTINGS, persona: 'auditor', trustProject: true });
    for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
    const done = await fixProject(project, { persona: 'auditor', unsafe: true, trustProject: true, mayChange: () => true, reload: async () => undefined });
    return { files: { ...files, ...Object.fromEntries(done.files.map(({ path, after }) => [path, after])) }, titles: done.applied.map((one) => one.fix.title) };
  };
  const metadataOf = async (title: string, files: Twin['files']): Promise<string | undefined> => {
    const answers = await driver!.call({ title, files }, projectOf(parsers, files).config.backend, ['RW', 'MW']);
    assert.deepEqual([...answers].flatMap(([called, { error }]) => (error === undefined ? [] : [`${called}: ${error}`])), []);
    return answers.get('MW')!.metadata;
  };

  for (const twin of TWINS) {
    it(`${twin.title}: the same metadata`, async () => {
      const fixed = await fix(twin);
      assert.deepEqual(fixed.titles, twin.fixes);
      for (const [path, text] of Object.entries(fixed.files)) if (path.endsWith('.py') && text !== twin.files[path]) assert.equal(problemIn(python, text), '');
      const metadata = await metadataOf(twin.title, twin.files);
      assert.match(metadata ?? '', /^Name: tides$/m);
      assert.equal(await metadataOf(twin.title, fixed.files), metadata);
    });
  }
});

/** What CPython says of a source text; '' when it parses. */
function problemIn(python: string, text: string): string {
  const done = spawnSync(python, ['-I', '-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], { input: text, encoding: 'utf8' });
  return done.stderr;
}
