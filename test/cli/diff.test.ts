/** `buildglass diff` with the real analyser: folders, archives and revisions; what counts as new, gone and changed, and what does not. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { createProject } from '../../server/src/analysis/create';
import { changesOf } from '../../server/src/findings/compare';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { validateDiff } from '../report/schema';
import { tarGzOf, zipOf } from './archives';
import { cli, type Result } from './cli';
import { folderOf, removeFolders } from './folder';

interface Changes<T> { new: T[]; gone: T[]; changed: { old: T; new: T; what: string[] }[] }
interface Json {
  edges: Changes<{ id: string; target: string }>;
  capabilities: Changes<{ rule: string }>;
  findings: Changes<{ rule: string; severity: string; place: { path: string; line: number }; flow: { label: string }[] }>;
  layers: Changes<{ language: string; characters: number }>;
  scores: { old: { malware: number }; new: { malware: number } };
}

const PLAIN = 'import os\nfrom setuptools import setup\n\ndef tool():\n    os.system(os.environ["TOOL"])\n\ntool()\nsetup(name="x")\n';
const HONEST = 'from setuptools import setup\nsetup(name="x")\n';

describe('buildglass diff', () => {
  afterEach(removeFolders);

  async function run(args: readonly string[], folder: string): Promise<Result> {
    const parsers = await loadParsers();
    return cli(['diff', ...args], { folder, openProject: async (settings) => createProject(parsers, settings) });
  }

  async function compared(old: string, now: string, args: readonly string[] = []): Promise<Json & { status: number }> {
    const folder = folderOf({ 'old/setup.py': old, 'new/setup.py': now });
    const { status, stdout } = await run(['old', 'new', '--format', 'json', ...args], folder);
    const json = JSON.parse(stdout) as Json;
    assert.deepEqual(validateDiff(json), []);
    return { ...json, status };
  }
  const counts = ({ edges, capabilities, findings, layers }: Json): number[][] => [edges, capabilities, findings, layers].map((one) => [one.new.length, one.gone.length, one.changed.length]);
  const SAME = [[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]];

  it('tells nothing of lines, comments and files that move', async () => {
    const moved = `# A comment.\n\n${PLAIN.replace('    os.system(', '    # why\n    os.system(')}`;
    const one = await compared(PLAIN, moved);
    assert.deepEqual([counts(one), one.status], [SAME, 0]);
    const helper = 'import os\ndef tool():\n    os.system(os.environ["TOOL"])\n';
    const folder = folderOf({
      'old/setup.py': 'from setuptools import setup\nimport a\na.tool()\nsetup()\n', 'old/a.py': helper, 'new/setup.py': 'from setuptools import setup\nimport b\nb.tool()\nsetup()\n', 'new/b.py': helper,
    });
    const { stdout, status } = await run(['old', 'new'], folder);
    assert.deepEqual([stdout, status], ['old → new\n\nNothing that matters to a build differs between old and new.\n\n', 0]);
  });

  it('tells what is new, with its flow, and leaves 1 from --fail-on on', async () => {
    const { findings, capabilities, scores, status } = await compared(HONEST, PLAIN);
    assert.deepEqual(findings.new.map(({ rule, place, flow }) => [rule, place.line, flow[0]?.label]), [['process-start', 5, 'read from the environment variable TOOL']]);
    assert.deepEqual([capabilities.new.map(({ rule }) => rule), findings.gone, findings.changed, status], [['process-start'], [], [], 1]);
    assert.deepEqual([scores.old.malware, scores.new.malware], [0, 0]);
    assert.equal((await compared(HONEST, PLAIN, ['--fail-on', 'never'])).status, 0);
  });

  it('tells the scores first, and findings before what the project can do', async () => {
    const { stdout } = await run(['old', 'new'], folderOf({ 'old/setup.py': HONEST, 'new/setup.py': PLAIN }));
    assert.deepEqual(stdout.split('\n').filter((line) => /^\S/.test(line)).map((line) => line.split('  ')[0]), ['old → new', 'Scores', 'Findings and their flows', 'What the project can do']);
  });

  it('tells what is gone, and leaves 0', async () => {
    const { findings, status } = await compared(PLAIN, HONEST);
    assert.deepEqual([findings.gone.map(({ rule }) => rule), findings.new, status], [['process-start'], [], 0]);
  });

  it('tells of the same statement with another value', async () => {
    const old = 'import os, base64\nfrom setuptools import setup\ncode = "x = 1"\nexec(code)\nsetup()\n';
    const { findings, layers, status } = await compared(old, old.replace('"x = 1"', 'base64.b64decode("aW1wb3J0IG9z")'));
    assert.deepEqual([...findings.new, ...findings.changed.map((one) => one.new)].map(({ rule, severity }) => [rule, severity]), [['dynamic-exec', 'error']]);
    assert.deepEqual([layers.changed.map((one) => [one.old.characters, one.new.characters]), status], [[[5, 9]], 1]);
    const named = await compared(PLAIN, PLAIN.replace('"TOOL"', '"OTHER"'));
    assert.deepEqual(named.findings.changed.map(({ what }) => what), [['before: os.system(os.environ["TOOL"])', 'its value is read from the environment variable OTHER, before read from the environment variable TOOL']]);
  });

  it('tells of a program in a string that was exchanged while the statement stayed', async () => {
    const old = 'import base64\nfrom setuptools import setup\nTEXT = "eCA9IDE="\nexec(base64.b64decode(TEXT))\nsetup()\n';
    const { layers, findings } = await compared(old, old.replace('eCA9IDE=', 'aW1wb3J0IG9z'));
    assert.deepEqual([layers.changed.length, findings.new.length], [1, 0]);
  });

  it('tells what runs differently', async () => {
    const toml = (hook: string): string => `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n${hook}`;
    const folder = folderOf({ 'old/pyproject.toml': toml(''), 'new/pyproject.toml': toml('[tool.hatch.build.hooks.custom]\npath = "hook.py"\n'), 'new/hook.py': '' });
    const { stdout } = await run(['old', 'new'], folder);
    assert.match(stdout, /What runs\n {2}\+ tool\.hatch\.build\.hooks\.custom\.path executes hook\.py\n {4}pyproject\.toml:5:1\n {6}at pip/);
    assert.match((await run(['new', 'old'], folder)).stdout, /What runs\n {2}- tool\.hatch\.build\.hooks\.custom\.path executes hook\.py\n/);
  });

  it('compares archives with folders and with one another', async () => {
    const folder = folderOf({
      'p-1.0.tar.gz': await tarGzOf([{ name: 'p-1.0/setup.py', content: HONEST }]), 'p-1.1.zip': zipOf([{ name: 'p-1.1/setup.py', content: PLAIN }]), 'p/setup.py': PLAIN,
    });
    assert.equal((await run(['p-1.0.tar.gz', 'p-1.1.zip'], folder)).status, 1);
    assert.match((await run(['p-1.1.zip', 'p'], folder)).stdout, /Nothing that matters/);
  });

  it('is Markdown that shows hostile text and does nothing else', async () => {
    const folder = folderOf({ 'old/setup.py': HONEST, 'new/setup.py': PLAIN.replace('"TOOL"', '"<img src=x>](javascript:1)\\x1b[2J"') });
    const { stdout } = await run(['old', 'new', '--format', 'markdown'], folder);
    assert.match(stdout, /^## `old` → `new`$/m);
    assert.match(stdout, /^- \*\*new\*\* error process-start: /m);
    assert.doesNotMatch(stdout.replace(/(`+)[^`]*\1|\\./g, ''), /<img|\]\(|\x1b/);
  });

  it('refuses what is no version, in one sentence', async () => {
    const folder = folderOf({ 'p/setup.py': '', 'x.txt': '', 'bad.zip': 'PK' });
    for (const [old, reason] of [['gone', 'gone does not exist, and is no revision either (git says: not a git repository (or any of the parent directories): .git).'], ['x.txt', 'x.txt is neither a folder nor an archive nor a revision.'], ['bad.zip', 'bad.zip is no archive that can be read (Unexpected end of data).']] as const) {
      const { status, stderr } = await run([old, 'p'], folder);
      assert.deepEqual([status, stderr], [2, `buildglass: ${reason}\n`]);
    }
  });

  describe('of revisions', () => {
    const git = (folder: string, ...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } });

    /** A repository whose first revision is honest and whose second is not. */
    function repository(): string {
      const folder = folderOf({ 'app/setup.py': HONEST, 'README': 'x' });
      git(folder, 'init', '-q');
      git(folder, 'add', '.');
      git(folder, 'commit', '-q', '-m', 'one');
      writeFileSync(path.join(folder, 'app/setup.py'), PLAIN);
      git(folder, 'commit', '-q', '-a', '-m', 'two');
      return folder;
    }

    it('compares the folder with what it was, and two revisions', async () => {
      const folder = repository();
      assert.equal((await run(['HEAD~1', 'app'], folder)).status, 1);
      assert.match((await run(['HEAD', 'app'], folder)).stdout, /Nothing that matters/);
      assert.equal((await run(['HEAD~1:app', 'HEAD:app'], folder)).status, 1);
      assert.equal((await run(['HEAD~1'], path.join(folder, 'app'))).status, 1);
    });

    it('refuses what is no revision, and takes no options', async () => {
      const folder = repository();
      for (const name of ['nothing', 'HEAD~9', '--upload-pack=x', '--output=x', 'HEAD:README', ':0:app', '']) {
        const { status, stderr } = await run(['--', name, 'app'], folder);
        assert.equal(status, 2, name);
        assert.match(stderr, /^buildglass: [^\n]+\.\n$/);
      }
      assert.ok(!existsSync(path.join(folder, 'x')));
    });

    it('starts nothing of the repository and writes nothing into it', async () => {
      const folder = repository();
      const mark = path.join(folder, 'mark');
      const script = path.join(folder, 'script.sh');
      writeFileSync(script, `#!/bin/sh\ntouch "${mark}"\n`);
      chmodSync(script, 0o755);
      mkdirSync(path.join(folder, '.git/hooks'), { recursive: true });
      for (const hook of readdirSync(path.join(folder, '.git/hooks'))) chmodSync(path.join(folder, '.git/hooks', hook), 0o644);
      for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
        writeFileSync(path.join(folder, '.git/hooks', hook), readFileSync(script));
        chmodSync(path.join(folder, '.git/hooks', hook), 0o755);
      }
      for (const [key, value] of [['core.fsmonitor', script], ['core.pager', script], ['core.sshCommand', script], ['core.editor', script], ['credential.helper', script], ['core.askPass', script], ['diff.external', script],
        ['filter.x.smudge', script], ['filter.x.process', script], ['diff.x.textconv', script], ['alias.ls-tree', `!${script}`], ['alias.cat-file', `!${script}`], ['uploadpack.packObjectsHook', script]] as const) git(folder, 'config', key, value);
      writeFileSync(path.join(folder, '.git/info/attributes'), '* filter=x diff=x\n');
      // An object that is missing would be fetched from here.
      for (const [key, value] of [['remote.origin.url', `ext::${script}`], ['remote.origin.promisor', 'true'], ['remote.origin.partialclonefilter', 'blob:none'], ['extensions.partialClone', 'origin'], ['protocol.ext.allow', 'always']] as const) git(folder, 'config', key, value);
      git(folder, 'config', 'core.repositoryFormatVersion', '1');
      const missing = git(folder, 'rev-parse', 'HEAD~1:app/setup.py').trim();
      const object = path.join(folder, '.git/objects', missing.slice(0, 2), missing.slice(2));
      chmodSync(object, 0o644);
      execFileSync('rm', [object]);
      const state = (): string[] => readdirSync(path.join(folder, '.git'), { recursive: true, encoding: 'utf8' }).sort().map((name) => `${name} ${statSync(path.join(folder, '.git', name)).mtimeMs}`);
      const before = state();
      const { stdout } = await run(['HEAD~1', 'app', '--format', 'json'], folder);
      assert.ok(!existsSync(mark), 'something was started');
      assert.deepEqual(state(), before);
      assert.notEqual(stdout, '');
    });
  });
});

describe('pairs of two lists', () => {
  it('are complete: everything is new, gone, changed or the same, and never twice', () => {
    const item = fc.record({ key: fc.nat(3), loose: fc.nat(1), value: fc.nat(2) });
    fc.assert(fc.property(fc.array(item), fc.array(item), (old, now) => {
      const changes = changesOf(old, now, [(one) => `${one.key} ${one.loose}`, (one) => String(one.loose)], (a, b) => (a.value === b.value ? [] : ['value']));
      assert.equal(old.length - changes.gone.length, now.length - changes.new.length);
      assert.equal(new Set([...changes.new, ...changes.changed.map((one) => one.new)]).size, changes.new.length + changes.changed.length);
      assert.equal(new Set([...changes.gone, ...changes.changed.map((one) => one.old)]).size, changes.gone.length + changes.changed.length);
      for (const one of changes.new) assert.ok(!changes.gone.some((other) => other.loose === one.loose), 'what could be paired was paired');
      for (const one of changes.changed) assert.notEqual(one.old.value, one.new.value);
    }));
  });

  it('are none for the same list', () => {
    fc.assert(fc.property(fc.array(fc.nat(5).map((key) => ({ key }))), (list) => {
      assert.deepEqual(changesOf(list, list.map((one) => ({ ...one })), [(one) => String(one.key)], () => []), { new: [], gone: [], changed: [] });
    }));
  });
});
