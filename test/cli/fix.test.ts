/** `buildglass fix` with the real analyser on real files: what is written, what is left alone, and what is said about it. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createProject } from '../../server/src/analysis/create';
import { nodeFiles } from '../../server/src/platform/node-files';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { replaceFile } from '../../server/src/platform/node-replace';
import { RULES } from '../../server/src/rules/registry';
import type { Parsers } from '../../server/src/syntax/parser';
import { cli, type Result, type Surroundings } from './cli';
import { folderOf, removeFolders } from './folder';

const BEFORE = 'import importlib\n\njson = importlib.import_module("json")\n';
const AFTER = 'import importlib\n\nimport json\n';
const OPEN = 'import importlib, os\nimportlib.import_module(os.environ["BUILD_BACKEND"])\n';

describe('buildglass fix', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  afterEach(removeFolders);

  const run = (folder: string, args: readonly string[] = [], around: Surroundings = {}): Promise<Result> =>
    cli(['fix', '.', ...args], { folder, rules: RULES.map(({ metadata }) => metadata), openProject: async (settings) => createProject(parsers, settings), ...around });
  const text = (folder: string, name = 'setup.py'): string => readFileSync(path.join(folder, name), 'latin1');

  it('applies safe fixes, says what it did, and has nothing to do the second time', async () => {
    const folder = folderOf({ 'setup.py': BEFORE });
    const { status, stdout, stderr } = await run(folder);
    deepStrictEqual([status, stdout, stderr], [0, 'setup.py:3:8  dynamic-import  Import statically: `import json`\nFixed 1 finding in 1 file.\n', '']);
    strictEqual(text(folder), AFTER);
    deepStrictEqual(await run(folder).then((again) => [again.status, again.stdout]), [0, 'Nothing to fix.\n']);
  });

  it('prints a patch and writes nothing with --diff', async () => {
    const folder = folderOf({ 'pkg/setup.py': `${BEFORE}# the end` });
    const { status, stdout } = await run(path.join(folder, 'pkg'), ['--diff']);
    strictEqual(status, 1);
    strictEqual(stdout, '--- a/setup.py\n+++ b/setup.py\n@@ -1,4 +1,4 @@\n import importlib\n \n-json = importlib.import_module("json")\n+import json\n # the end\n\\ No newline at end of file\n');
    strictEqual(text(folder, 'pkg/setup.py'), `${BEFORE}# the end`);
    strictEqual((await run(folderOf({ 'setup.py': AFTER }), ['--diff'])).status, 0);
  });

  it('leaves fixes that change behaviour to --unsafe', async () => {
    const folder = folderOf({ 'setup.py': OPEN });
    const { status, stdout } = await run(folder);
    strictEqual(status, 1);
    match(stdout, /^setup\.py:2:1 {2}dynamic-import {2}not fixed: only with --unsafe, for it changes behaviour: Allow only/);
    strictEqual(text(folder), OPEN);
    strictEqual((await run(folder, ['--unsafe'])).status, 0);
    match(text(folder), /not in \{/);
  });

  it('makes a risk smaller where it cannot be taken away, and tells what is left', async () => {
    const folder = folderOf({ 'setup.py': 'import os, sys\nos.system("make " + sys.argv[1])\n' });
    const { status, stdout } = await run(folder, ['--unsafe']);
    deepStrictEqual([status, stdout.split('\n').map((line) => line.replace(/ {2}Start.*;/, '  Start …;'))], [1, [
      'setup.py:2:1  process-start  Start …; the command line still chooses them',
      'setup.py:3:1  process-start  not fixed: no fix is known for it', 'Fixed 1 finding in 1 file.', '']]);
    strictEqual(text(folder), 'import subprocess\nimport os, sys\nsubprocess.call(["make", sys.argv[1]])\n');
  });

  it('fixes findings of the rules that were asked for, and refuses rules that do not exist', async () => {
    const folder = folderOf({ 'setup.py': BEFORE });
    strictEqual((await run(folder, ['--rule', 'network-access'])).stdout, 'Nothing to fix.\n');
    strictEqual((await run(folder, ['--rule', 'network-access', '--rule', 'dynamic-import'])).status, 0);
    strictEqual(text(folder), AFTER);
    const odd = await run(folder, ['--rule', 'imports']);
    deepStrictEqual([odd.status, odd.stderr], [2, 'buildglass: There is no rule "imports"; "buildglass rules" lists them.\n']);
  });

  it('leaves alone what the user allows, and lets it through where it guards', async () => {
    const folder = folderOf({ 'setup.py': 'import importlib, os\nname = "tides." + os.environ.get("GAUGE", "gauge")\nimportlib.import_module(name)\n' });
    match((await run(folder, ['--unsafe', '--diff', '--allow-import', 'tides.tower'])).stdout, /^\+if name not in \{"tides\.gauge", "tides\.tower"\}:$/m);
    const bounded = folderOf({ 'setup.py': 'import importlib, subprocess, sys\nimportlib.import_module("json" if sys.argv[1:] else "ast")\nsubprocess.run(["bash", sys.argv[1]])\n' });
    const names = ['--allow-import', 'json', '--allow-import', 'ast'];
    strictEqual((await run(bounded, names)).stdout, 'setup.py:3:1  process-start  not fixed: no fix is known for it\n');
    strictEqual((await run(bounded, [...names, '--allow-command', 'bash'])).stdout, 'Nothing to fix.\n');
    const odd = await run(folder, ['--allow-import', 'tides*']);
    deepStrictEqual([odd.status, odd.stderr], [2, 'buildglass: --allow-import cannot be used: "tides*": `*` stands for a whole part between dots.\n']);
  });

  it('does not touch a file that does not parse', async () => {
    const folder = folderOf({ 'setup.py': `${BEFORE}def f(:\n    pass\n` });
    const { status, stdout } = await run(folder);
    strictEqual(status, 1);
    match(stdout, /setup\.py:3:8 {2}dynamic-import {2}not fixed: setup\.py is not understood whole, so nothing is changed in it/);
    match(text(folder), /import_module/);
  });

  it('lets suppressed findings be, and says so', async () => {
    const suppressed = BEFORE.replace(')\n', ')  # buildglass: ignore[dynamic-import] loaded late on purpose\n');
    const folder = folderOf({ 'setup.py': suppressed });
    match((await run(folder)).stdout, /not fixed: a comment asks for silence: loaded late on purpose/);
    strictEqual((await run(folder, ['--trust-project'])).stdout, 'Nothing to fix.\n');
    strictEqual(text(folder), suppressed);
  });

  it('keeps mode, line ends, byte order mark and encoding', async () => {
    const folder = folderOf({
      'setup.py': `\ufeff${BEFORE.replaceAll('\n', '\r\n')}`,
      'tools/setup.py': Buffer.from(`# coding: latin-1\n# caf\u00e9\n${BEFORE}`, 'latin1'),
    });
    chmodSync(path.join(folder, 'setup.py'), 0o754);
    await run(folder);
    await run(path.join(folder, 'tools'));
    strictEqual(readFileSync(path.join(folder, 'setup.py'), 'utf8'), `\ufeff${AFTER.replaceAll('\n', '\r\n')}`);
    strictEqual(statSync(path.join(folder, 'setup.py')).mode & 0o777, 0o754);
    strictEqual(text(folder, 'tools/setup.py'), `# coding: latin-1\n# caf\u00e9\n${AFTER}`);
    deepStrictEqual(readdirSync(folder).sort(), ['setup.py', 'tools'], 'nothing is left lying about');
  });

  it('writes through no link', async () => {
    const elsewhere = folderOf({ 'setup.py': BEFORE });
    const folder = folderOf({ 'pyproject.toml': '' });
    symlinkSync(path.join(elsewhere, 'setup.py'), path.join(folder, 'setup.py'));
    const { status, stderr } = await run(folder, ['--rule', 'dynamic-import']);
    deepStrictEqual([status, stderr], [2, 'buildglass: setup.py was not changed: it is a link.\n']);
    strictEqual(text(elsewhere), BEFORE);
  });

  it('changes only the file that was named', async () => {
    const folder = folderOf({ 'setup.py': `${BEFORE}import helper\n`, 'helper.py': BEFORE });
    const { stdout } = await cli(['fix', 'helper.py'], { folder, rules: [], openProject: async (settings) => createProject(parsers, settings) });
    strictEqual(stdout, 'helper.py:3:8  dynamic-import  Import statically: `import json`\nFixed 1 finding in 1 file.\n');
    match(text(folder), /import_module/);
  });

  it('does not overwrite what somebody else has written meanwhile', async () => {
    const folder = folderOf({ 'setup.py': BEFORE });
    const location = path.join(folder, 'setup.py');
    let reads = 0;
    const readFile: typeof nodeFiles.readFile = (file, most) => {
      if (file === location && ++reads === 2) writeFileSync(location, 'x = 1\n');
      return nodeFiles.readFile(file, most);
    };
    const { status, stderr } = await run(folder, [], { files: { readFile } });
    deepStrictEqual([status, stderr], [2, 'buildglass: setup.py was not changed: it changed in the meantime, or cannot be written in its encoding.\n']);
    strictEqual(text(folder), 'x = 1\n');
  });
});

describe('replacing a file', () => {
  afterEach(removeFolders);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('refuses what lies outside, what changed, and what is there already', async () => {
    const folder = folderOf({ 'in/a': 'a', 'out/b': 'b' });
    const at = (...parts: string[]): string => path.join(folder, ...parts);
    strictEqual(await replaceFile(at('in'), at('out', 'b'), bytes('b'), bytes('c')), 'it lies outside the project');
    symlinkSync(at('out'), at('in', 'way'));
    strictEqual(await replaceFile(at('in'), at('in', 'way', 'b'), bytes('b'), bytes('c')), 'it lies outside the project');
    strictEqual(await replaceFile(at('in'), at('in', 'a'), bytes('other'), bytes('c')), 'it changed in the meantime');
    strictEqual(await replaceFile(at('in'), at('in', 'a'), undefined, bytes('c')), 'there is such a file by now');
    strictEqual(await replaceFile(at('in'), at('in', 'gone'), bytes('a'), bytes('c')), 'it does not exist any more');
    strictEqual(await replaceFile(at('in'), at('in'), bytes('a'), bytes('c')), 'it lies outside the project');
    deepStrictEqual([readFileSync(at('in', 'a'), 'utf8'), readFileSync(at('out', 'b'), 'utf8')], ['a', 'b']);
  });

  it('makes a file that was not there', async () => {
    const folder = folderOf({ 'in/': '' });
    strictEqual(await replaceFile(folder, path.join(folder, 'in', 'new'), undefined, bytes('c')), undefined);
    ok(existsSync(path.join(folder, 'in', 'new')));
    deepStrictEqual(readdirSync(path.join(folder, 'in')), ['new']);
  });
});
