/** The execution map over the protocol: the request, its notification, code lenses, links, definitions, hovers. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import type { ClientCapabilities, CodeLens, DocumentLink, Location, LocationLink } from 'vscode-languageserver/node';
import type { ExecutionMapResult } from '../../server/src/lsp/extensions';
import { MAP_QUIET } from '../../server/src/lsp/map-changes';
import { PULL, type TestClient } from './client';
import { realWorld } from './real-world';

const PYPROJECT = '[build-system]\nrequires = []\nbuild-backend = "setuptools.build_meta"\n\n[tool.setuptools.cmdclass]\ninstall = "cmds.sub.Install"\n';
const CMDS = 'import os\n\nclass Install:\n    pass\n';
const FILES = { '/ws/pyproject.toml': PYPROJECT, '/ws/cmds/__init__.py': '', '/ws/cmds/sub.py': CMDS, '/ws/setup.py': 'import setuptools\n' };
const TOML = 'file:///ws/pyproject.toml';
const SUB = 'file:///ws/cmds/sub.py';
const SETUP = { folders: ['file:///ws'], options: {} };
const LENSES: ClientCapabilities = { ...PULL, workspace: { ...PULL.workspace, codeLens: { refreshSupport: true } } };

const ask = (client: TestClient, uri?: string): Promise<ExecutionMapResult> => client.connection.sendRequest('buildglass/executionMap', uri === undefined ? {} : { uri });

/** Resolved lenses as "line: title". */
async function lenses(client: TestClient, uri: string): Promise<string[]> {
  const found: CodeLens[] = await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  ok(found.every(({ command }) => command === undefined), 'titles come when they are asked for');
  const resolved = await Promise.all(found.map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)));
  return resolved.map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

describe('execution map request', () => {
  it('gives each project as a tree, with places true of a version', async () => {
    const { client } = realWorld({ ...FILES, '/ws/nested/setup.py': '', '/ws/nested/conftest.py': '' });
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    const { projects } = await ask(client);
    deepStrictEqual(projects.map(({ uri, name, backend }) => [uri, name, backend]), [['file:///ws', 'ws', 'setuptools.build_meta'], ['file:///ws/nested', 'nested', 'setuptools.build_meta:__legacy__']]);
    const [ws, nested] = projects;
    deepStrictEqual(ws?.edges.map(({ words }) => words), ['executes setup.py', 'imports cmds.sub:Install', 'calls cmds.sub:Install']);
    deepStrictEqual(ws?.commands[0], { command: 'pip download', stages: [{ hooks: ['get_requires_for_build_wheel', 'prepare_metadata_for_build_wheel'], edges: [0, 1] }] });
    deepStrictEqual(ws?.edges[1]?.target.place, { uri: SUB, version: null, range: { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } } });
    strictEqual(ws?.edges[1]?.via.place.version, 1);
    strictEqual(ws?.edges[1]?.via.place.range.start.line, 5);
    deepStrictEqual(nested?.edges.map(({ via }) => via.path), ['setup.py', 'conftest.py']);
    deepStrictEqual((await ask(client, 'file:///ws/nested/conftest.py')).projects.map(({ name }) => name), ['nested']);
  });

  it('covers every folder of the workspace, and says nothing of what is not open', async () => {
    const { client } = realWorld({ '/one/setup.py': '', '/two/conftest.py': '', '/three/setup.py': '' });
    await client.initialize({ folders: ['file:///one', 'file:///two'], options: { trusted: false } });
    deepStrictEqual((await ask(client)).projects.map(({ name, commands }) => [name, commands[0]?.command]), [['one', 'pip download'], ['two', 'pytest']]);
  });

  it('is empty without folders, and when switched off', async () => {
    const { client } = realWorld({});
    await client.initialize({ folders: [] });
    deepStrictEqual(await ask(client), { projects: [] });
    const off = realWorld(FILES).client;
    await off.initialize({ ...SETUP, options: { enable: false } });
    deepStrictEqual(await ask(off), { projects: [] });
  });

  it('tells when the answer is out of date, once, and only then', async () => {
    const { client, time } = realWorld(FILES);
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    await ask(client);
    await client.edit(TOML, { range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } }, text: '# no key moves' });
    await time.isAsked(MAP_QUIET);
    time.pass(MAP_QUIET);
    // Answered after the check.
    await client.hover(TOML, { line: 0, character: 0 });
    deepStrictEqual(client.untaken('buildglass/executionMapChanged'), []);
    await client.replace(TOML, 'cmds.sub.Install', 'cmds.sub.Other');
    await time.isAsked(MAP_QUIET);
    time.pass(MAP_QUIET);
    await client.next('buildglass/executionMapChanged');
    deepStrictEqual((await ask(client)).projects[0]?.edges[1]?.target.text, 'cmds.sub:Other');
    strictEqual(client.untaken('buildglass/executionMapChanged').length, 0);
  });

  it('tells of projects that come', async () => {
    const { client, time, files } = realWorld(FILES);
    await client.initialize(SETUP);
    await ask(client);
    files.write('/ws/more/setup.py', '');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///ws/more/setup.py', type: 1 }] });
    await time.isAsked(MAP_QUIET);
    time.pass(MAP_QUIET);
    await client.next('buildglass/executionMapChanged');
    deepStrictEqual((await ask(client)).projects.map(({ name }) => name), ['ws', 'more']);
  });
});

describe('code lenses', () => {
  it('stand above keys, files and functions', async () => {
    const { client } = realWorld({ ...FILES, '/ws/conftest.py': '' });
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    deepStrictEqual(await lenses(client, TOML), [
      "2: runs on 'pip download': get_requires_for_build_wheel → setup.py",
      "5: runs on 'pip download': get_requires_for_build_wheel → cmds.sub:Install",
    ]);
    deepStrictEqual(await lenses(client, SUB), [
      "0: runs on 'pip download': get_requires_for_build_wheel ← tool.setuptools.cmdclass.install",
      "2: runs on 'pip download': get_requires_for_build_wheel",
    ]);
    deepStrictEqual(await lenses(client, 'file:///ws/conftest.py'), ["0: runs on 'pytest': test"]);
    deepStrictEqual(await lenses(client, 'file:///ws/cmds/__init__.py'), []);
  });

  it('lead to what the key names, by a command that the client has', async () => {
    const first = async (client: TestClient): Promise<CodeLens> => {
      await client.open(TOML, PYPROJECT, 'toml');
      const [, lens] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: TOML } });
      return client.connection.sendRequest('codeLens/resolve', lens!);
    };
    const { client } = realWorld(FILES);
    strictEqual((await client.initialize(SETUP)).capabilities.executeCommandProvider, undefined);
    const lens = await first(client);
    deepStrictEqual([lens.command?.command, lens.command?.arguments], ['buildglass.showPlaces', [TOML, lens.range.start, [{ uri: SUB, range: { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } } }]]]);

    const other = realWorld(FILES).client;
    const { capabilities } = await other.initialize({ folders: SETUP.folders, capabilities: { ...PULL, window: { showDocument: { support: true } } } });
    deepStrictEqual(capabilities.executeCommandProvider, { commands: ['buildglass.openPlace'] });
    other.answers.set('window/showDocument', () => ({ success: true }));
    const { command } = await first(other);
    await other.connection.sendRequest('workspace/executeCommand', { command: command?.command, arguments: command?.arguments });
    deepStrictEqual(await other.next('window/showDocument'), { uri: SUB, selection: { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } }, takeFocus: true });

    const poor = realWorld(FILES).client;
    await poor.initialize({ folders: SETUP.folders });
    strictEqual((await first(poor)).command?.command, '');
  });

  it('are asked for again when the map changes elsewhere, and switched off by a setting', async () => {
    const { client, time } = realWorld(FILES);
    await client.initialize({ ...SETUP, capabilities: LENSES });
    await client.open(TOML, PYPROJECT, 'toml');
    strictEqual((await lenses(client, SUB)).length, 2);
    await client.replace(TOML, 'cmds.sub.Install', 'cmds.gone');
    await time.isAsked(MAP_QUIET);
    time.pass(MAP_QUIET);
    await client.next('workspace/codeLens/refresh');
    deepStrictEqual(await lenses(client, SUB), []);
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { codeLens: false } } });
    await client.next('workspace/codeLens/refresh');
    deepStrictEqual(await lenses(client, TOML), []);
  });

  it('that are out of date say nothing', async () => {
    const { client } = realWorld(FILES);
    await client.initialize(SETUP);
    const lens = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
    for (const data of [undefined, null, 7, { uri: TOML, note: 99 }, { uri: TOML, note: 'x' }]) {
      strictEqual((await client.connection.sendRequest<CodeLens>('codeLens/resolve', { ...lens, data })).command?.title, '');
    }
  });
});

describe('links of configuration files', () => {
  it('lead from values to files and objects', async () => {
    const { client } = realWorld(FILES);
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    const links: DocumentLink[] = await client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri: TOML } });
    deepStrictEqual(links.map(({ range, target, tooltip }) => [client.text(TOML, range), target, tooltip]), [['cmds.sub.Install', `${SUB}#3,7`, 'imports cmds.sub:Install']]);
  });

  it('are definitions too', async () => {
    const place = (client: TestClient, part: string) => client.connection.sendRequest('textDocument/definition', { textDocument: { uri: TOML }, position: client.rangeOf(TOML, part).end });
    const target = { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } };
    const { client } = realWorld(FILES);
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    deepStrictEqual(await place(client, 'cmds.sub') as Location[], [{ uri: SUB, range: target }]);
    deepStrictEqual(await place(client, 'requires'), []);
    const linking = realWorld(FILES).client;
    await linking.initialize({ ...SETUP, capabilities: { ...PULL, textDocument: { ...PULL.textDocument, definition: { linkSupport: true } } } });
    await linking.open(TOML, PYPROJECT, 'toml');
    const [link] = await place(linking, 'cmds.sub') as LocationLink[];
    deepStrictEqual([link?.targetUri, link?.targetSelectionRange, linking.text(TOML, link?.originSelectionRange)], [SUB, target, 'cmds.sub.Install']);
  });
});

describe('hover on a key', () => {
  it('says what it makes run, when, and where that is known from', async () => {
    const { client } = realWorld(FILES);
    await client.initialize(SETUP);
    await client.open(TOML, PYPROJECT, 'toml');
    const hover = await client.hover(TOML, client.rangeOf(TOML, 'sub.Install').start);
    const text = (hover?.contents as { value: string }).value;
    match(text, /\*\*Build execution\*\* · setuptools command class/);
    match(text, /`tool\.setuptools\.cmdclass\.install` imports cmds\.sub:Install\./);
    match(text, /- `pip download`: `get_requires_for_build_wheel`, `prepare_metadata_for_build_wheel`\n/);
    match(text, /\*Known from\* setuptools: /);
    strictEqual(await client.hover(TOML, client.rangeOf(TOML, 'requires').start), null);
  });

  it('stands below the findings of the place', async () => {
    const { client } = realWorld({ '/ws/pyproject.toml': '', '/ws/be.py': 'x = 1\n' });
    await client.initialize({ ...SETUP, options: { persona: 'auditor' } });
    await client.open(TOML, '[build-system]\nrequires = []\nbuild-backend = "be"\nbackend-path = ["."]\n', 'toml');
    const text = ((await client.hover(TOML, client.rangeOf(TOML, '"be"').end))?.contents as { value: string }).value;
    match(text, /in-tree-backend[^]*---[^]*\*\*Build execution\*\* · in-tree build backend/);
  });
});
