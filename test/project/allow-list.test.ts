/** The allow-list: who has a say, what an entry covers, and that the schema and the reader refuse the same names. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readAllowSetting } from '../../server/src/analysis/allow-settings';
import { fileSetOf } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { ALLOW_FIELDS, ALLOW_KEYS } from '../../server/src/project/allow-fields';
import { AllowList, allowListOf, covers } from '../../server/src/project/allow-list';
import { readConfig } from '../../server/src/project/config';

const OWN = '[build-system]\nrequires = []\nbuild-backend = "tides.backend:main"\n[project.scripts]\ntide = "tides.cli:main"\n[project.entry-points."tides.plugins"]\ngauge = "tides.gauge"\n';
const TABLE = '[tool.buildglass]\nallow-imports = ["tides.late.**", "tides.one"]\n';

async function listOf(pyproject: string, allowImports: readonly string[], trusted: boolean): Promise<AllowList> {
  return allowListOf(readConfig(await loadParsers(), fileSetOf({ 'pyproject.toml': pyproject })), { allowImports, allowCommands: [] }, trusted);
}

describe('the allow-list', () => {
  it('obeys the user always, the project when it is trusted, and nobody else', async () => {
    for (const trusted of [true, false]) {
      const list = await listOf(OWN + TABLE, ['mine.*'], trusted);
      assert.equal(list.allowing('allow-imports', 'mine.x')?.origin, 'settings');
      assert.equal(list.allowing('allow-imports', 'tides.one')?.origin, trusted ? 'table' : undefined);
      assert.equal(list.asking('allow-imports', 'tides.one')?.origin, trusted ? undefined : 'table');
      for (const name of ['tides.backend', 'tides.cli', 'tides.gauge', 'setuptools.build_meta']) assert.equal(list.allowing('allow-imports', name), undefined);
    }
  });

  it('proposes the names of the first place that has any', async () => {
    assert.deepEqual((await listOf(OWN + TABLE, ['mine', 'mine.*'], false)).proposed('allow-imports'), ['mine']);
    assert.deepEqual((await listOf(OWN + TABLE, ['mine.*'], false)).proposed('allow-imports'), ['tides.one']);
    assert.deepEqual((await listOf(OWN, [], false)).proposed('allow-imports'), ['tides.backend', 'tides.cli', 'tides.gauge']);
    assert.ok((await listOf('', [], false)).proposed('allow-imports').includes('setuptools.build_meta'));
    assert.deepEqual((await listOf(OWN + TABLE, [], false)).proposed('allow-commands'), []);
  });

  it('covers whole parts only', () => {
    const covered = (entry: string, ...names: readonly string[]): boolean[] => names.map((name) => covers('allow-imports', entry, name));
    assert.deepEqual(covered('a.b', 'a.b', 'a', 'a.b.c', 'a.bc'), [true, false, false, false]);
    assert.deepEqual(covered('a.*', 'a.b', 'a', 'a.', 'a.b.c', 'ab.c', 'a..c'), [true, false, false, false, false, false]);
    assert.deepEqual(covered('a.*.c', 'a.b.c', 'a.c', 'a.b.d'), [true, false, false]);
    assert.deepEqual(covered('a.**', 'a.b', 'a.b.c', 'a', 'ab.c'), [true, true, false, false]);
    assert.equal(covers('allow-commands', 'git*', 'github'), false);
  });

  it('covers what begins so only where all below is allowed', async () => {
    const list = await listOf(TABLE, ['mine.*'], true);
    assert.deepEqual(['tides.late.', 'tides.late.a', 'tides.late.a.', 'tides.late', 'tides.', 'mine.', 'mine.a'].map((start) => list.allowingBelow('allow-imports', start) !== undefined),
      [true, true, true, false, false, false, false]);
  });

  it('is refused by the schema exactly where it is refused by the reader', () => {
    const part = fc.constantFrom('a', 'b1', '_c', 'é', '*', '**', 'a*', '', '1', ' ', 'd-e', '[', '.');
    fc.assert(fc.property(fc.constantFrom(...ALLOW_KEYS), fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')), (key, name) => {
      assert.equal(new RegExp(ALLOW_FIELDS[key].pattern, 'u').test(name), ALLOW_FIELDS[key].problem(name) === undefined, `${key}: ${name}`);
    }));
  });

  it('takes settings whole or not at all', () => {
    assert.deepEqual(readAllowSetting('allowImports', ['a.*']), { names: ['a.*'] });
    assert.deepEqual(readAllowSetting('allowImports', 'a'), { problem: 'it has to be a list of at most 1000 names' });
    assert.deepEqual(readAllowSetting('allowImports', ['a', 3]), { problem: '3 is not the name of a module' });
    assert.deepEqual(readAllowSetting('allowCommands', ['git log']), { problem: '"git log": a program is named by one word, without wildcards' });
  });
});
