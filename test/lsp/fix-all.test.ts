/** Everything safe at once, with the real analyser: one request comes to the end of it. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { CodeAction } from 'vscode-languageserver/node';
import { PULL } from './client';
import { realWorld } from './real-world';

const SETUP = 'file:///ws/setup.py';
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const SCRIPT = `"""Builds the tides."""
__import__('setuptools').setup(
    name="tides",
    version=__import__('json').loads('"1.0"'),
)
`;
const PROJECT = { '/ws/setup.py': SCRIPT, '/ws/pyproject.toml': '[build-system]\nrequires = ["setuptools==80"]\nbuild-backend = "setuptools.build_meta"\n' };
const LATER = { ...PULL, textDocument: { ...PULL.textDocument, codeAction: { ...PULL.textDocument!.codeAction!, dataSupport: true, resolveSupport: { properties: ['edit'] } } } };

describe('fix all', () => {
  for (const [client, capabilities] of [['asks for edits later', LATER], ['gets edits at once', PULL]] as const) {
    for (const kind of ['source.fixAll', 'source.fixAll.buildglass', 'source.fixProject.buildglass']) {
      it(`${kind} leaves nothing for the next time, for a client that ${client}`, async () => {
        const { client: editor } = realWorld(PROJECT);
        await editor.initialize({ folders: ['file:///ws'], capabilities, options: { trusted: true } });
        await editor.open(SETUP, SCRIPT);
        // Both want an import statement at the same place: one after the other.
        deepStrictEqual((await editor.diagnostics(SETUP)).map(({ code, range }) => [code, range.start.line]), [['dynamic-import', 1], ['dynamic-import', 3]]);
        const ask = (): Promise<CodeAction[]> => editor.actions(SETUP, WHOLE, { only: [kind] });
        const [action, ...more] = await ask();
        deepStrictEqual(more, []);
        ok(action);
        strictEqual(action.kind, kind);
        await editor.apply(SETUP, (capabilities === LATER ? await editor.resolve(action) : action).edit);
        strictEqual(editor.text(SETUP), `"""Builds the tides."""
import setuptools
import json
setuptools.setup(
    name="tides",
    version=json.loads('"1.0"'),
)
`);
        deepStrictEqual(await editor.diagnostics(SETUP), []);
        deepStrictEqual(await ask(), []);
      });
    }
  }

  it('is about the text as it is typed, and leaves the analysis as it was', async () => {
    const { client: editor } = realWorld(PROJECT);
    await editor.initialize({ folders: ['file:///ws'], capabilities: LATER, options: { trusted: true } });
    await editor.open(SETUP, SCRIPT);
    const before = await editor.diagnostics(SETUP);
    const [action] = await editor.actions(SETUP, WHOLE, { only: ['source.fixAll'] });
    await editor.resolve(action!);
    deepStrictEqual(await editor.diagnostics(SETUP), before, 'it was tried on a copy');
    await editor.replace(SETUP, "'json'", "'csv'");
    await editor.apply(SETUP, (await editor.resolve(action!)).edit);
    ok(editor.text(SETUP).startsWith('"""Builds the tides."""\nimport setuptools\nimport csv\n'), editor.text(SETUP));
  });
});
