/** Code actions as such: which are offered to whom, and what their edits say. */
import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert';
import { LSPErrorCodes, type AnnotatedTextEdit, type CodeAction, type TextDocumentEdit } from 'vscode-languageserver/node';
import { PULL } from './client';
import { world } from './world';

const SETUP = 'file:///ws/setup.py';
const OPTIONS = { folders: ['file:///ws'] };
const NOWHERE = { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } };

const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);
const quick = { only: ['quickfix'] };
const able = (more: object): typeof PULL => ({ ...PULL, textDocument: { ...PULL.textDocument, codeAction: { ...PULL.textDocument!.codeAction!, ...more } } });

describe('code actions', () => {
  it('offer the fixes of a finding: the safe one preferred, unsafe ones marked, suggestions disabled', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\neval(b)\n');
    const first = await client.actions(SETUP, client.rangeOf(SETUP, 'exec(a)'), quick);
    deepStrictEqual(first.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]), [
      ['Take it out', 'quickfix', true], ['Leave it (changes behaviour)', 'quickfix', undefined], ['Suppress dynamic-execution here, with a reason', 'quickfix', undefined],
    ]);
    const second = await client.actions(SETUP, client.rangeOf(SETUP, 'eval(b)'), quick);
    deepStrictEqual(titles(second), ['Be bold (changes behaviour)', 'Ask around', 'Suppress dynamic-execution here, with a reason']);
    ok(second[1]?.disabled !== undefined && second[1].edit === undefined, 'a suggestion cannot be applied');
    ok(second.every(({ isPreferred }) => isPreferred !== true), 'nothing unsafe is preferred');
  });

  it('carry an edit of the version they were made for, and remove the finding', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, '# 🐍\r\nx = "🐍"; exec(a)\r\n');
    await client.replace(SETUP, 'x', 'yy');
    const action = (await client.actions(SETUP, client.rangeOf(SETUP, 'exec(a)'), quick)).find(({ isPreferred }) => isPreferred);
    strictEqual((action?.edit?.documentChanges?.[0] as TextDocumentEdit).textDocument.version, 2);
    strictEqual(action?.diagnostics?.[0]?.code, 'dynamic-execution');
    await client.apply(SETUP, action?.edit);
    strictEqual(client.text(SETUP), '# 🐍\r\nyy = "🐍"; None\r\n');
    deepStrictEqual(await client.diagnostics(SETUP), []);
  });

  it('leave the edit for later where the client asks again, and then speak of that version only', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: able({ dataSupport: true, resolveSupport: { properties: ['edit'] } }) });
    await client.open(SETUP, 'exec(a)\neval(b)\n');
    const [safe] = await client.actions(SETUP, client.rangeOf(SETUP, 'exec(a)'), quick);
    const [, hint] = await client.actions(SETUP, client.rangeOf(SETUP, 'eval(b)'), quick);
    deepStrictEqual([safe?.edit, hint?.edit, hint?.data], [undefined, undefined, undefined]);
    const resolved = await client.resolve(safe!);
    deepStrictEqual({ ...resolved, edit: undefined }, { ...safe, edit: undefined }, 'nothing but the edit is added');
    await client.apply(SETUP, resolved.edit);
    strictEqual(client.text(SETUP), 'None\neval(b)\n');
    await rejects(client.resolve(safe!), { code: LSPErrorCodes.ContentModified });
    deepStrictEqual(await client.resolve({ title: 'of another server' }), { title: 'of another server' });
  });

  it('ask before behaviour changes, where the client can', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } } });
    await client.open(SETUP, 'exec(a)\n');
    const [safe, unsafe] = await client.actions(SETUP, client.rangeOf(SETUP, 'exec(a)'), quick);
    deepStrictEqual(unsafe?.edit?.changeAnnotations, { 'buildglass-changes-behaviour': { label: 'Leave it', description: 'Changes behaviour', needsConfirmation: true } });
    const [edit] = (unsafe?.edit?.documentChanges?.[0] as TextDocumentEdit).edits;
    strictEqual((edit as AnnotatedTextEdit).annotationId, 'buildglass-changes-behaviour');
    strictEqual(safe?.edit?.changeAnnotations, undefined, 'what is safe needs no question');
  });

  it('ask once for all that a fix changes in a file, because half of it would be broken code', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } } });
    await client.open(SETUP, 'a = "🐍"\r\nexec(shared)\r\nb\r\n');
    const [safe, unsafe] = await client.actions(SETUP, client.rangeOf(SETUP, 'exec(shared)'), quick);
    const editsOf = (action: CodeAction | undefined) => (action?.edit?.documentChanges?.[0] as TextDocumentEdit).edits;
    strictEqual(editsOf(unsafe).length, 1);
    strictEqual(editsOf(safe).length, 2, 'what needs no question stays as small as it is');
    await client.apply(SETUP, unsafe?.edit);
    strictEqual(client.text(SETUP), '# shared\na = "🐍"\r\npass\r\nb\r\n');
  });

  it('understand diagnostics with and without data, wherever the caret is', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\neval(b)\n');
    const [diagnostic] = await client.diagnostics(SETUP);
    const { data: _, ...without } = diagnostic!;
    for (const sent of [diagnostic!, without]) {
      const actions = await client.actions(SETUP, NOWHERE, { ...quick, diagnostics: [sent] });
      strictEqual(actions.length, 3);
      deepStrictEqual(actions[0]?.diagnostics, [sent]);
    }
    deepStrictEqual(await client.actions(SETUP, NOWHERE, { ...quick, diagnostics: [{ ...without, code: 'other' }] }), []);
    deepStrictEqual(await client.actions(SETUP, NOWHERE, { ...quick, diagnostics: [{ ...diagnostic!, source: 'pylint', data: 7 }] }), []);
  });

  it('fix everything safe at once, under the kind that was asked for', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\neval(b); exec(c)\n');
    const whole = client.rangeOf(SETUP, client.text(SETUP));
    for (const [only, ...kinds] of [['source', 'source.fixAll.buildglass', 'source.fixProject.buildglass'], ['source.fixAll', 'source.fixAll'], ['source.fixAll.buildglass', 'source.fixAll.buildglass'], ['source.fixProject', 'source.fixProject.buildglass']]) {
      deepStrictEqual((await client.actions(SETUP, whole, { only: [only!] })).map((action) => action.kind), kinds);
    }
    deepStrictEqual(await client.actions(SETUP, whole, { only: ['source.organizeImports'] }), []);
    deepStrictEqual(await client.actions(SETUP, whole, { only: ['source.fixAll.eslint'] }), []);
    const [all] = await client.actions(SETUP, whole, { only: ['source.fixAll'] });
    await client.apply(SETUP, all?.edit);
    strictEqual(client.text(SETUP), 'None\neval(b); None\n');
    deepStrictEqual(await client.actions(SETUP, whole, { only: ['source.fixAll'] }), []);
  });

  it('fix everything safe in the project at once, with edits on demand', async () => {
    const HELPER = 'file:///ws/helper.py';
    const { client } = world({ '/ws/setup.py': 'import helper\nexec(a)\n', '/ws/helper.py': 'exec(b); eval(c)\n' });
    const { codeAction } = PULL.textDocument!;
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, textDocument: { ...PULL.textDocument, codeAction: { ...codeAction!, dataSupport: true, resolveSupport: { properties: ['edit'] } } } } });
    await client.open(SETUP, 'import helper\nexec(a)\n');
    const [file, project] = await client.actions(SETUP, NOWHERE, { only: ['source'] });
    deepStrictEqual([file?.title, project?.title, file?.edit, project?.edit], ['Fix all safe Buildglass findings in this file', 'Fix all safe Buildglass findings in this project', undefined, undefined]);
    deepStrictEqual((await client.resolve(project!)).edit?.documentChanges, [
      { textDocument: { uri: HELPER, version: null }, edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } }, newText: 'None' }] },
      { textDocument: { uri: SETUP, version: 1 }, edits: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 7 } }, newText: 'None' }] },
    ]);
    await client.apply(SETUP, (await client.resolve(file!)).edit);
    strictEqual(client.text(SETUP), 'import helper\nNone\n');
    deepStrictEqual(titles(await client.actions(SETUP, NOWHERE, { only: ['source'] })), ['Fix all safe Buildglass findings in this project']);
  });

  it('make at once what collides and has to wait its turn, and insert once what several need', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'a\nexec(shared)\nexec(shared)\nexec(front)\n');
    await client.apply(SETUP, (await client.actions(SETUP, NOWHERE, { only: ['source.fixAll'] }))[0]?.edit);
    strictEqual(client.text(SETUP), '# front\n# shared\na\nNone\nNone\nNone\n');
    deepStrictEqual(await client.actions(SETUP, NOWHERE, { only: ['source.fixAll'] }), []);
  });

  it('leave out the fix that does not keep its promise, and make the others', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(again)\nexec(a)\n');
    await client.apply(SETUP, (await client.actions(SETUP, NOWHERE, { only: ['source.fixAll'] }))[0]?.edit);
    strictEqual(client.text(SETUP), 'exec(again)\nNone\n');
    deepStrictEqual(await client.actions(SETUP, NOWHERE, { only: ['source.fixAll'] }), [], 'an action that would change nothing is not offered');
  });

  it('make nothing of an offer that would change nothing', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: able({ dataSupport: true, resolveSupport: { properties: ['edit'] } }) });
    await client.open(SETUP, 'exec(again)\n');
    const [all] = await client.actions(SETUP, NOWHERE, { only: ['source.fixAll'] });
    deepStrictEqual((await client.resolve(all!)).edit, { documentChanges: [] });
  });

  it('suppress a finding with a comment that asks for a reason', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, options: { trusted: true } });
    await client.open(SETUP, 'exec(a)   \r\n"🐍"; eval(b)  # why\r\n');
    for (const part of ['exec(a)', 'eval(b)']) {
      const action = (await client.actions(SETUP, client.rangeOf(SETUP, part), quick)).find(({ title }) => title.startsWith('Suppress'));
      await client.apply(SETUP, action?.edit);
    }
    strictEqual(client.text(SETUP), 'exec(a)  # buildglass: ignore[dynamic-execution] TODO: say why\r\n"🐍"; eval(b)  # why  # buildglass: ignore[dynamic-execution] TODO: say why\r\n');
    deepStrictEqual(await client.diagnostics(SETUP), []);
    await client.notify('buildglass/trust', { trusted: false });
    strictEqual((await client.diagnostics(SETUP)).length, 2);
    deepStrictEqual(titles(await client.actions(SETUP, client.rangeOf(SETUP, 'exec(a)'), quick)), ['Take it out', 'Leave it (changes behaviour)']);
  });

  it('do with less for clients that can do less', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    const { codeAction, ...textDocument } = PULL.textDocument!;
    await client.initialize({ ...OPTIONS, capabilities: { textDocument: { ...textDocument, codeAction: { codeActionLiteralSupport: codeAction!.codeActionLiteralSupport! } } } });
    await client.open(SETUP, 'eval(b)\nexec(a)\n');
    const actions = await client.actions(SETUP, client.rangeOf(SETUP, client.text(SETUP)), quick);
    deepStrictEqual(titles(actions).slice(0, 2), ['Be bold (changes behaviour)', 'Suppress dynamic-execution here, with a reason']);
    ok(actions.every(({ isPreferred, edit }) => isPreferred === undefined && edit?.documentChanges === undefined), 'only what the client knows');
    await client.apply(SETUP, actions[0]?.edit);
    strictEqual(client.text(SETUP), 'None\nexec(a)\n');

    const old = world().client;
    await old.initialize({ capabilities: {} });
    await old.open(SETUP, 'exec(a)\n');
    deepStrictEqual(await old.actions(SETUP, old.rangeOf(SETUP, 'exec(a)')), []);
  });
});
