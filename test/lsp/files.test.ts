/** Which files are read, by whom, and which project a document belongs to. */
import { deepStrictEqual, strictEqual } from 'node:assert';
import { PULL } from './client';
import { world } from './world';

const SETUP = 'file:///ws/setup.py';
const OPTIONS = { folders: ['file:///ws/'] };

describe('files', () => {
  it('are not touched before a document or the workspace is asked for', async () => {
    const { client, files } = world({ '/ws/setup.py': 'exec(a)' });
    await client.initialize(OPTIONS);
    await client.sync();
    deepStrictEqual(files.reads, []);
    await client.pullWorkspace();
    deepStrictEqual(files.reads, ['/ws/setup.py']);
  });

  it('belong to the nearest folder with a project file', async () => {
    const { client, projects } = world({ '/ws/setup.py': '', '/ws/one/pyproject.toml': '', '/ws/one/lib/setup.cfg': '', '/ws/two/x.py': '' });
    await client.initialize(OPTIONS);
    for (const path of ['setup.py', 'two/x.py', 'one/a.py', 'one/lib/b.py', 'one/c.py']) await client.diagnostics(`file:///ws/${path}`);
    deepStrictEqual(projects.map(({ files }) => [...files.keys()].sort()), [
      ['one/lib/setup.cfg', 'one/pyproject.toml', 'setup.py', 'two/x.py'], ['lib/setup.cfg', 'pyproject.toml'], ['setup.cfg'],
    ]);
  });

  it('never belong to a folder above the workspace folder', async () => {
    const { client, projects } = world({ '/setup.py': '', '/ws/conftest.py': '' });
    await client.initialize(OPTIONS);
    await client.diagnostics('file:///ws/conftest.py');
    deepStrictEqual(projects.map(({ files }) => [...files.keys()]), [['conftest.py']]);
  });

  it('change their project when a project file comes or goes', async () => {
    const { client, files, projects } = world({ '/ws/setup.py': '', '/ws/sub/x.py': '' });
    const marker = 'file:///ws/sub/setup.cfg';
    await client.initialize(OPTIONS);
    const owners = async (): Promise<string[]> => {
      projects.forEach(({ asked }) => (asked.length = 0));
      await client.replace('file:///ws/sub/x.py', 'a', 'ab');
      await client.diagnostics('file:///ws/sub/x.py');
      return projects.flatMap(({ asked }) => asked);
    };
    await client.open('file:///ws/sub/x.py', 'a');
    deepStrictEqual(await owners(), ['sub/x.py']);
    files.write('/ws/sub/setup.cfg', '');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: marker, type: 1 }] });
    deepStrictEqual(await owners(), ['x.py']);
    files.delete('/ws/sub/setup.cfg');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: marker, type: 3 }] });
    deepStrictEqual(await owners(), ['sub/x.py']);
  });

  it('outside any workspace folder get a project from the nearest project file, or their own folder', async () => {
    const { client, projects } = world({ '/home/me/pkg/setup.py': '', '/home/me/pkg/tools/hook.py': '', '/home/me/lone/conftest.py': '', '/home/setup.py': '', '/home/me/.git/HEAD': '' });
    await client.initialize({});
    await client.diagnostics('file:///home/me/pkg/tools/hook.py');
    await client.diagnostics('file:///home/me/lone/conftest.py');
    deepStrictEqual(projects.map(({ files }) => [...files.keys()]), [['setup.py', 'tools/hook.py'], ['conftest.py']]);
  });

  it('that were never saved make their folder a project', async () => {
    const { client } = world({ '/ws/pyproject.toml': '', '/ws/new/x.py': 'exec(b)' });
    const uri = 'file:///ws/new/setup.py';
    await client.initialize(OPTIONS);
    await client.open(uri, 'import x\nexec(a)\n');
    strictEqual((await client.diagnostics(uri)).length, 1);
    strictEqual((await client.diagnostics('file:///ws/new/x.py')).length, 1);
  });

  it('with a byte order mark on disk have the positions that editors show', async () => {
    const { client } = world({ '/ws/setup.py': '\uFEFFexec(a)\nexec(b)\n' });
    await client.initialize(OPTIONS);
    const onDisk = (await client.diagnostics(SETUP)).map(({ range }) => range);
    deepStrictEqual(onDisk.map(({ start, end }) => [start.line, start.character, end.character]), [[0, 0, 7], [1, 0, 7]]);
    await client.open(SETUP, 'exec(a)\nexec(b)\n');
    deepStrictEqual((await client.diagnostics(SETUP)).map(({ range }) => range), onDisk);
    await client.close(SETUP);
    await client.open(SETUP, '\uFEFFexec(a)');
    deepStrictEqual((await client.diagnostics(SETUP)).map(({ range }) => range.start.character), [1]);
  });

  it('count again as they are on disk when their document is closed', async () => {
    const { client } = world({ '/ws/setup.py': 'exec(a)' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'pass');
    strictEqual((await client.diagnostics(SETUP)).length, 0);
    await client.close(SETUP);
    strictEqual((await client.diagnostics(SETUP)).length, 1);
  });

  it('deleted while open keep their findings until they are closed', async () => {
    const { client, files } = world({ '/ws/setup.py': 'exec(a)', '/ws/setup.cfg': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\n');
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    files.delete('/ws/setup.py');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: SETUP, type: 3 }] });
    await client.replace(SETUP, 'exec(a)', 'exec(a); exec(b)');
    strictEqual((await client.diagnostics(SETUP)).length, 2);
    await client.close(SETUP);
    strictEqual((await client.diagnostics(SETUP)).length, 0);
  });

  it('follow a renamed folder', async () => {
    const { client, files } = world({ '/ws/setup.cfg': '', '/ws/old/lib/setup.py': 'exec(a)' });
    await client.initialize(OPTIONS);
    strictEqual((await client.pullWorkspace()).items[0]?.uri, 'file:///ws/old/lib/setup.py');
    files.delete('/ws/old/lib/setup.py');
    files.write('/ws/new/lib/setup.py', 'exec(a)');
    await client.notify('workspace/didRenameFiles', { files: [{ oldUri: 'file:///ws/old', newUri: 'file:///ws/new' }] });
    deepStrictEqual((await client.pullWorkspace()).items.map(({ uri }) => uri), ['file:///ws/new/lib/setup.py']);
  });

  it('appear when they are created, without being announced one by one', async () => {
    const { client, files, projects } = world({ '/ws/setup.py': 'import helper', '/ws/gone.py': '' });
    await client.initialize(OPTIONS);
    deepStrictEqual((await client.pullWorkspace()).items, []);
    files.write('/ws/helper.py', 'exec(a)');
    files.delete('/ws/gone.py');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///ws/helper.py', type: 1 }] });
    deepStrictEqual((await client.pullWorkspace()).items.map(({ uri }) => uri), ['file:///ws/helper.py']);
    deepStrictEqual([...projects[0]!.files.keys()].sort(), ['helper.py', 'setup.py']);
    deepStrictEqual(files.reads, ['/ws/setup.py', '/ws/helper.py']);
  });

  it('of folders that join or leave the workspace come and go', async () => {
    const { client } = world({ '/ws/setup.py': 'exec(a)', '/more/setup.py': 'exec(b)' });
    await client.initialize(OPTIONS);
    await client.pullWorkspace();
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'file:///more', name: 'more' }], removed: [{ uri: 'file:///ws/', name: 'ws' }] } });
    deepStrictEqual((await client.pullWorkspace()).items.map(({ uri }) => uri), ['file:///more/setup.py']);
  });

  it('that no file system holds are analysed alone', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    for (const uri of ['untitled:setup.py', 'untitled:/ws/setup.py', 'git:/ws/setup.py?%7B%22ref%22%3A%22HEAD%22%7D', 'vscode-vfs://github/a/b/setup.py']) {
      await client.open(uri, 'exec(a)\n');
      const [diagnostic, ...more] = await client.diagnostics(uri);
      strictEqual(more.length, 0, uri);
      deepStrictEqual(diagnostic?.relatedInformation?.map(({ location }) => location.uri), [uri, uri]);
    }
  });

  it('of virtual workspaces are read through the client', async () => {
    const root = 'vscode-vfs://github/some/repository';
    const content: Record<string, string> = { 'setup.py': 'import helper\n', 'helper.py': 'exec("🐍")\n', 'sub/readme': '' };
    const { client, files } = world();
    const asked: string[] = [];
    client.answers.set('buildglass/readFolder', ({ uri }: { uri: string }) => {
      if (uri === root) return { entries: [{ name: 'setup.py', kind: 'file' }, { name: '../setup.py', kind: 'file' }, { name: 'sub', kind: 'folder' }, { name: 'helper.py', kind: 'file' }, 7] };
      return uri === `${root}/sub` ? { reason: 'no permission' } : null;
    });
    client.answers.set('buildglass/readFile', ({ uri, maximumBytes }: { uri: string; maximumBytes: number }) => {
      asked.push(uri.slice(root.length + 1));
      strictEqual(maximumBytes > 0, true);
      return { base64: Buffer.from(content[uri.slice(root.length + 1)]!).toString('base64') };
    });
    await client.initialize({ folders: [root], capabilities: PULL, options: { remoteFiles: true } });
    const { items } = await client.pullWorkspace();
    deepStrictEqual(items.map(({ uri }) => uri), [`${root}/helper.py`]);
    deepStrictEqual(asked, ['setup.py', 'helper.py']);
    deepStrictEqual(files.reads, []);
  });

  it('of virtual workspaces that the client cannot give are survived', async () => {
    const root = 'vscode-vfs://github/some/repository';
    const { client } = world();
    client.answers.set('buildglass/readFolder', ({ uri }: { uri: string }) => (uri === root ? { entries: [{ name: 'setup.py', kind: 'file' }] } : 'nonsense'));
    client.answers.set('buildglass/readFile', () => ({ base64: '%%%' }));
    await client.initialize({ folders: [root], options: { remoteFiles: true } });
    deepStrictEqual((await client.pullWorkspace()).items, []);
    await client.open(`${root}/setup.py`, 'exec(a)');
    strictEqual((await client.diagnostics(`${root}/setup.py`)).length, 1);
  });

  it('of virtual workspaces are left alone when the client does not offer them', async () => {
    const { client } = world();
    await client.initialize({ folders: ['vscode-vfs://github/some/repository'] });
    deepStrictEqual((await client.pullWorkspace()).items, []);
    deepStrictEqual(client.untaken('buildglass/readFolder'), []);
  });
});
