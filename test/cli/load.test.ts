/** Loading projects: what is listed, what is read, and that it ends. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { FileSystem } from '../../server/src/base/effects';
import { findProjects, loadProject, readWanted, SKIPPED_FOLDERS } from '../../server/src/analysis/load';
import { nodeFiles } from '../../server/src/platform/node-files';
import { fakeProject } from './fake-project';
import { folderOf, removeFolders } from './folder';

const files = nodeFiles;

describe('loading a project', () => {
  afterEach(removeFolders);

  it('lists everything and reads what is wanted, round by round', async () => {
    const root = folderOf({ 'setup.py': 'import a\n', 'a.py': 'import b\n', 'b.py': '', 'c.py': '', 'docs/x/readme.md': '' });
    const project = fakeProject();
    const progress: number[] = [];
    assert.deepEqual(await loadProject(project, root, { files, onProgress: (read) => progress.push(read) }), { problems: [] });
    assert.deepEqual([...project.files].map(([name, { kind }]) => [name, kind]).sort(), [
      ['a.py', 'text'], ['b.py', 'text'], ['c.py', 'listed'], ['docs/x/readme.md', 'listed'], ['setup.py', 'text'],
    ]);
    assert.deepEqual(progress, [1, 2, 3]);
  });

  it('reads again what an edit makes wanted', async () => {
    const root = folderOf({ 'setup.py': '', 'a.py': 'import b\n', 'b.py': '' });
    const project = fakeProject();
    await loadProject(project, root, { files });
    assert.equal(project.files.get('a.py')?.kind, 'listed');
    project.set('setup.py', { kind: 'text', text: 'import a\n' });
    await readWanted(project, root, { files });
    assert.deepEqual([project.files.get('a.py')?.kind, project.files.get('b.py')?.kind], ['text', 'text']);
  });

  it('decodes as Python does', async () => {
    const root = folderOf({
      'latin/setup.py': Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1'),
      'utf7/setup.py': Buffer.from('# coding: utf-7\n+AGU-xec(x)\n', 'latin1'),
      'nul/setup.py': new Uint8Array(100),
    });
    const project = fakeProject();
    await loadProject(project, root, { files });
    const textOf = (name: string): string | undefined => {
      const content = project.files.get(name);
      return content?.kind === 'text' ? content.text : undefined;
    };
    assert.equal(textOf('latin/setup.py'), '# coding: latin-1\nx = "é"\n');
    assert.match(textOf('utf7/setup.py') ?? '', /exec\(x\)/);
    assert.equal(project.files.get('nul/setup.py')?.kind, 'unreadable');
  });

  it('skips what tools fill', async () => {
    const root = folderOf({ 'setup.py': '', 'env/pyvenv.cfg': '', 'env/lib/setup.py': '', ...Object.fromEntries([...SKIPPED_FOLDERS].map((name) => [`${name}/setup.py`, ''])) });
    const project = fakeProject();
    await loadProject(project, root, { files });
    assert.deepEqual([...project.files.keys()], ['setup.py']);
  });

  it('lists of a skipped folder what builds read in it', async () => {
    const root = folderOf({ 'setup.py': '', '.git/config': '', '.git/HEAD': '', '.git/hooks/post-index-change': '', '.git/hooks/pre-commit': '' });
    const project = fakeProject();
    await loadProject(project, root, { files });
    assert.deepEqual([...project.files.keys()].sort(), ['.git/config', '.git/hooks/post-index-change', 'setup.py']);
  });

  it('lists a skipped folder that a file mentions by name', async () => {
    const root = folderOf({ 'setup.py': 'open(".tox/payload.py")  # .gitignore\n', '.tox/payload.py': '', '.git/HEAD': '', 'env/pyvenv.cfg': '', 'env/a.py': '' });
    const project = fakeProject();
    await loadProject(project, root, { files });
    assert.deepEqual([...project.files.keys()].sort(), ['.tox/payload.py', 'setup.py']);
  });

  it('says what it did not list', async () => {
    const root = folderOf({ 'setup.py': 'exec(x)\n', 'a/1': '', 'a/2': '', 'b': '' });
    const full = fakeProject();
    const { problems } = await loadProject(full, root, { files, maximumListed: 4 });
    assert.deepEqual(problems, ['it holds more than 4 files and folders: the rest was not listed']);
    assert.deepEqual([...full.files.keys()].sort(), ['a/1', 'b', 'setup.py'], 'the nearest files come first');
    const closed: FileSystem = { ...files, readFolder: async (location) => (path.basename(location) === 'a' ? undefined : files.readFolder(location)) };
    assert.deepEqual((await loadProject(fakeProject(), root, { files: closed })).problems, ['the folder a cannot be read']);
    assert.deepEqual((await loadProject(fakeProject(), path.join(root, 'gone'), { files })).problems, ['the folder cannot be read']);
  });

  it('gives a file that vanished a reason', async () => {
    const root = folderOf({ 'setup.py': '' });
    const project = fakeProject();
    await loadProject(project, root, { files: { ...files, readFile: (location, limit) => files.readFile(`${location}.gone`, limit) } });
    assert.deepEqual(project.files.get('setup.py'), { kind: 'unreadable', reason: 'it does not exist' });
  });

  it('ends when the analysis never has enough', async () => {
    const root = folderOf({ 'setup.py': '' });
    const project = fakeProject();
    const greedy = { ...project, snapshot: () => ({ ...project.snapshot(), wanted: () => ['setup.py', 'never.py'] }) };
    assert.deepEqual(await loadProject(greedy, root, { files }), { problems: [] });
  });

  it('stops when cancelled', async () => {
    const root = folderOf({ 'setup.py': 'import a\n', 'a.py': '' });
    const project = fakeProject();
    let read = 0;
    await loadProject(project, root, { files, onProgress: (count) => { read = count; }, isCancelled: () => read > 0 });
    assert.deepEqual([project.files.get('setup.py')?.kind, project.files.get('a.py')?.kind], ['text', 'listed']);
  });
});

describe('finding projects', () => {
  afterEach(removeFolders);

  it('finds the folders with a marker, the root first when it is one', async () => {
    const root = folderOf({ 'a/setup.py': '', 'a/in/setup.cfg': '', 'b/x.py': '', 'c/d/pyproject.toml': '', 'e/setup.py/': '', '.tox/p/setup.py': '' });
    const found = async (): Promise<string[]> => (await findProjects(root, { files })).map((location) => path.relative(root, location));
    assert.deepEqual(await found(), ['a', 'a/in', 'c/d']);
    const whole = folderOf({ 'z/setup.py': '', 'setup.py': '' });
    assert.deepEqual(await findProjects(whole, { files }), [whole, path.join(whole, 'z')]);
  });
});

describe('the file system of Node', () => {
  afterEach(removeFolders);

  it('answers with reasons instead of exceptions', async () => {
    const root = folderOf({ 'a': '12345', 'folder/': '' });
    const reason = async (name: string, limit = 100): Promise<unknown> => files.readFile(path.join(root, name), limit);
    assert.deepEqual(await reason('a'), new Uint8Array([49, 50, 51, 52, 53]));
    assert.deepEqual(await reason('a', 5), new Uint8Array([49, 50, 51, 52, 53]));
    assert.deepEqual(await reason('a', 4), { reason: 'is larger than 4 bytes' });
    assert.deepEqual(await reason('gone'), { reason: 'does not exist' });
    assert.deepEqual(await reason('a/below'), { reason: 'does not exist' });
    assert.deepEqual(await reason('folder'), { reason: 'is a folder, not a file' });
    assert.deepEqual(await reason('x\0y'), { reason: 'has a name that no file can have' });
    assert.deepEqual(await reason('x'.repeat(300)), { reason: 'has a name that is too long' });
    assert.deepEqual(await files.readFile('/dev/null', 100), { reason: 'is not a regular file' });
    assert.equal(await files.readFolder(path.join(root, 'a')), undefined);
    assert.deepEqual(await Promise.all(['a', 'folder', 'gone'].map((name) => files.kind(path.join(root, name)))), ['file', 'folder', 'missing']);
  });
});
