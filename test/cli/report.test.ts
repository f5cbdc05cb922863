/** `buildglass report` on real folders with the stand-in analyser: forms, statuses, several projects, single files. */
import assert from 'node:assert/strict';
import type { Settings } from '../../server/src/analysis/settings';
import { cli } from './cli';
import { fakeProject } from './fake-project';
import { folderOf, removeFolders } from './folder';

const FIELDS = ['purpose', 'sources', 'sinks', 'flows', 'anomalies', 'analysis', 'conclusion', 'confidence', 'obfuscated', 'malware', 'securityRisk', 'report_number'];

describe('buildglass report', () => {
  afterEach(removeFolders);

  it('prints the record of one project, and a list of the records of several', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n', 'b/setup.py': '' });
    const one = await cli(['report', 'a'], { folder });
    assert.deepEqual([one.status, one.stderr], [0, '']);
    assert.deepEqual(Object.keys(JSON.parse(one.stdout) as object), FIELDS);
    const both = JSON.parse((await cli(['report', 'a', 'b'], { folder })).stdout) as object[];
    assert.deepEqual(both[0], JSON.parse(one.stdout));
    assert.equal(both.length, 2);
  });

  it('speaks of a file alone when one is named', async () => {
    const folder = folderOf({ 'setup.py': 'exec(x)\nimport helper\n', 'helper.py': 'pass\n' });
    const record = JSON.parse((await cli(['report', 'helper.py'], { folder })).stdout) as { purpose: string; analysis: string; securityRisk: number };
    assert.match(record.purpose, /^`helper\.py` is /);
    assert.match(record.analysis, /^Nothing was found that deserves action\./);
    assert.equal(record.securityRisk, 0);
  });

  it('writes Markdown and HTML, and to a file', async () => {
    const folder = folderOf({ 'setup.py': 'exec(x)\n' });
    assert.match((await cli(['report', '.', '--format', 'markdown'], { folder })).stdout, /^# Build report\n\n## Purpose\n/);
    const { stdout, written } = await cli(['report', '.', '--format', 'html', '--output', 'report.html'], { folder });
    assert.equal(stdout, '');
    assert.match([...written.values()][0]!, /^<!doctype html>\n/);
  });

  it('takes lists of paths, and names that the user allows', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n', 'b/setup.py': '', list: 'b\na\n' });
    const listed = JSON.parse((await cli(['report', '--paths-from', 'list'], { folder })).stdout) as object[];
    assert.deepEqual(listed, JSON.parse((await cli(['report', 'b', 'a'], { folder })).stdout));
    assert.deepEqual(JSON.parse((await cli(['report', '--paths-from', '-'], { folder, input: '' })).stdout), []);
    const given: object[] = [];
    await cli(['report', 'a', '--allow-import', 'tides', '--allow-command', 'make', '--trust-project'], { folder, openProject: async (settings) => {
      given.push(settings);
      return fakeProject();
    } });
    assert.deepEqual(given.map((settings) => (({ allowImports, allowCommands, trustProject }: Partial<Settings>) => ({ allowImports, allowCommands, trustProject }))(settings)), [{ allowImports: ['tides'], allowCommands: ['make'], trustProject: true }]);
    assert.equal((await cli(['report', 'a', '--allow-import', 'no name'], { folder })).status, 2);
  });

  it('is 2 with one sentence for what cannot be read, and the rest goes on', async () => {
    const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '# crash\n' });
    const result = await cli(['report', 'a', 'b', 'gone'], { folder });
    assert.equal(result.status, 2);
    assert.deepEqual((JSON.parse(result.stdout) as { error?: string }[]).map(({ error }) => error !== undefined), [false, true, true]);
    assert.equal(result.stderr.trimEnd().split('\n').length, 2);
    for (const args of [['report'], ['report', '.', '--format', 'sarif'], ['report', 'a', '--output', 'missing/x']]) assert.equal((await cli(args, { folder })).status, 2, args.join(' '));
  });
});
