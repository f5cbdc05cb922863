/** The allow-list in the editor: completion, hovers and notes in `[tool.buildglass]`, and the action that adds a name. */
import { deepStrictEqual, match, strictEqual } from 'node:assert';
import type { CodeAction, MarkupContent, Position, TextDocumentEdit } from 'vscode-languageserver/node';
import type { TestClient } from './client';
import { PULL } from './client';
import { realWorld } from './real-world';

const SETUP = 'file:///ws/setup.py';
const PYPROJECT = 'file:///ws/pyproject.toml';
const FOLDERS = { folders: ['file:///ws'] };
const TRUSTED = { ...FOLDERS, options: { trusted: true } };
const IMPORT = 'import importlib\nbackend = importlib.import_module("tides.build")\n';

/** Opens a text in which `|` is the caret. */
async function openAt(client: TestClient, uri: string, marked: string): Promise<Position> {
  await client.open(uri, marked.replace('|', ''), 'toml');
  return client.document(uri).positionAt(marked.indexOf('|'));
}

const plain = (text: string | MarkupContent): string => (typeof text === 'string' ? text : text.value);

const allowing = async (client: TestClient, part: string): Promise<CodeAction | undefined> =>
  (await client.actions(SETUP, client.rangeOf(SETUP, part), { only: ['quickfix'] })).find(({ title }) => title.startsWith('Allow'));

describe('the allow-list in the editor', () => {
  for (const [what, marked, expected] of [
    ['keys', '[tool.buildglass]\n|\n', ['allow-imports = []', 'allow-commands = []']],
    ['keys that are not there yet', '[tool.buildglass]\nallow-commands = ["git"]\nallow-i|\n', ['allow-imports = []']],
    ['the key alone before a value', '[tool.buildglass]\nall| = ["git"]\n', ['allow-imports', 'allow-commands']],
    ['own modules before known backends', '[tool.buildglass]\nallow-imports = ["|"]\n[project.scripts]\ntide = "tides.cli:main"\n', ['tides.cli', 'setuptools.build_meta']],
    ['a text where none has begun', '[tool.buildglass]\nallow-imports = [\n  "a",\n  |\n]\n[project.scripts]\ntide = "tides.cli:main"\n', ['"tides.cli"']],
    ['a text that is not closed', '[tool.buildglass]\nallow-imports = ["a", "ti|\n\n[project.scripts]\ntide = "tides.cli:main"\n', ['tides.cli']],
    ['no name twice', '[tool.buildglass]\nallow-imports = ["tides.cli", "|"]\n[project.scripts]\ntide = "tides.cli:main"\n', ['setuptools.build_meta']],
    ['nothing in a comment', '[tool.buildglass]\n# |\nallow-imports = []\n', []],
    ['nothing outside a list', '[tool.buildglass]\nallow-imports = "|"\n', []],
    ['nothing in another table', '[tool.other]\nallow-imports = ["|"]\n', []],
    ['nothing in a table below', '[tool.buildglass]\n[tool.buildglass.x]\n|\n', []],
  ] as const) {
    it(`completes ${what}`, async () => {
      const { client } = realWorld({});
      await client.initialize(FOLDERS);
      const items = await client.complete(PYPROJECT, await openAt(client, PYPROJECT, marked));
      const texts = items.map(({ textEdit }) => textEdit?.newText ?? '');
      // Known backends come last, and there are many.
      deepStrictEqual(texts.filter((text) => expected.includes(text as never) || !/^"?(?!tides|allow)/.test(text)), expected);
      strictEqual(texts[0], expected[0]);
    });
  }

  it('completes nothing elsewhere', async () => {
    const { client } = realWorld({});
    await client.initialize(FOLDERS);
    await client.open('file:///ws/other.toml', '[tool.buildglass]\n', 'toml');
    deepStrictEqual(await client.complete('file:///ws/other.toml', { line: 1, character: 0 }), []);
  });

  it('explains keys and names, and who obeys them', async () => {
    const { client } = realWorld({});
    await client.initialize(TRUSTED);
    await client.open(PYPROJECT, '[build-system]\nrequires = []\nbuild-backend = "hatchling.build"\n[tool.buildglass]\nallow-imports = ["hatchling.build"]\n', 'toml');
    const hover = async (part: string): Promise<string> => ((await client.hover(PYPROJECT, client.rangeOf(PYPROJECT, part).start))?.contents as MarkupContent | undefined)?.value ?? '';
    match(await hover('allow-imports'), /dotted names.*\n\nIt is obeyed/);
    match(await hover('"hatchling.build"]'), /`hatchling\.build` may be reached by a computed name\. It is obeyed: the project is trusted\.\n\nIt is named by this project’s own configuration, and a build backend that Buildglass knows\./);
    await client.notify('buildglass/trust', { trusted: false });
    match(await hover('"hatchling.build"]'), /It is listed, not obeyed/);
  });

  it('notes mistakes at their place', async () => {
    const { client } = realWorld({});
    await client.initialize(TRUSTED);
    await client.open(PYPROJECT, '[tool.buildglass]\nallow-imports = ["a.b*", 1]\n', 'toml');
    const notes = (await client.diagnostics(PYPROJECT)).map(({ code, range, message }) => [code, client.text(PYPROJECT, range), plain(message).split('\n')[0]]);
    deepStrictEqual(notes, [
      ['project-settings', '"a.b*"', "'a.b*' in 'allow-imports': '*' stands for a whole part between dots"],
      ['project-settings', '1', 'A number is not the name of a module'],
    ]);
  });

  it('takes a name from a finding in another file, and the finding is gone', async () => {
    const { client } = realWorld({});
    await client.initialize(TRUSTED);
    await client.open(PYPROJECT, '[project]\nname = "x"  # ours\n', 'toml');
    await client.open(SETUP, IMPORT);
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    const action = await allowing(client, 'importlib.import_module');
    strictEqual(action?.title, "Allow 'tides.build' in pyproject.toml");
    strictEqual((action?.edit?.documentChanges?.[0] as TextDocumentEdit).textDocument.version, 1);
    await client.apply(PYPROJECT, action?.edit);
    strictEqual(client.text(PYPROJECT), '[project]\nname = "x"  # ours\n\n[tool.buildglass]\nallow-imports = ["tides.build"]\n');
    deepStrictEqual(await client.diagnostics(SETUP), []);
  });

  it('gives the edit later where the client asks again', async () => {
    const { client } = realWorld({});
    await client.initialize({ ...TRUSTED, capabilities: { ...PULL, textDocument: { ...PULL.textDocument, codeAction: { ...PULL.textDocument!.codeAction!, dataSupport: true, resolveSupport: { properties: ['edit'] } } } } });
    await client.open(PYPROJECT, '[tool.buildglass]\nallow-imports = [\n  "a",\n]\n', 'toml');
    await client.open(SETUP, IMPORT);
    const action = await allowing(client, 'importlib.import_module');
    strictEqual(action?.edit, undefined);
    await client.apply(PYPROJECT, (await client.resolve(action!)).edit);
    strictEqual(client.text(PYPROJECT), '[tool.buildglass]\nallow-imports = [\n  "a",\n  "tides.build",\n]\n');
  });

  it('says why a name cannot be added from here', async () => {
    const { client } = realWorld({});
    await client.initialize(FOLDERS);
    await client.open(SETUP, IMPORT);
    match((await allowing(client, 'importlib.import_module'))?.disabled?.reason ?? '', /There is no pyproject\.toml.*buildglass\.allowImports/);
    await client.open(PYPROJECT, '', 'toml');
    match((await allowing(client, 'importlib.import_module'))?.disabled?.reason ?? '', /not trusted/);
    await client.notify('buildglass/trust', { trusted: true });
    await client.replace(PYPROJECT, '', '[tool\n');
    match((await allowing(client, 'importlib.import_module'))?.disabled?.reason ?? '', /mistakes/);
  });

  it('leaves it out of what is fixed at once', async () => {
    const { client } = realWorld({});
    await client.initialize(TRUSTED);
    await client.open(PYPROJECT, '', 'toml');
    await client.open(SETUP, 'import subprocess, sys\nsubprocess.call(["git", sys.argv[1]])\n');
    strictEqual((await allowing(client, 'subprocess.call'))?.title, "Allow 'git' in pyproject.toml");
    deepStrictEqual(await client.actions(SETUP, client.rangeOf(SETUP, 'subprocess.call'), { only: ['source.fixAll'] }), []);
  });

  it('obeys the user’s own settings, and tells what it cannot read', async () => {
    const { client } = realWorld({});
    await client.initialize({ ...FOLDERS, options: { allowImports: ['tides.*'] } });
    await client.open(SETUP, IMPORT);
    deepStrictEqual(await client.diagnostics(SETUP), []);
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { allowImports: ['tides*'] } } });
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    const told = await client.next<{ message: string }>('window/logMessage', ({ message }) => message.includes('allowImports'));
    match(told.message, /"tides\*": `\*` stands for a whole part between dots\. The setting is ignored\./);
  });
});
