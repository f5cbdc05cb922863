/** What is asked of Git, and when: once for each document and commit, and nothing where nothing is to be marked. */
import assert from 'node:assert/strict';
import { CommittedTexts, type Git, LONGEST } from '../../client/src/committed-texts';
import type { CommittedTextParams } from '../../server/src/lsp/extensions';

interface Uri { readonly fsPath: string; toString(): string }
const uri = (name: string): Uri => ({ fsPath: `/ws/${name}`, toString: () => `file:///ws/${name}` });

/** A repository that holds these files at its commit, and notes what it is asked. */
function world(files: Readonly<Record<string, string>>) {
  const told: CommittedTextParams[] = [];
  const asked: string[] = [];
  const state: { HEAD?: { commit?: string } | undefined } = { HEAD: { commit: 'c1' } };
  const repository = {
    state,
    show: async (ref: string, path: string): Promise<string> => {
      asked.push(`${ref} ${path}`);
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
  };
  const git: Git<Uri> = { getRepository: ({ fsPath }) => (fsPath.startsWith('/ws/') ? repository : null) };
  return { told, asked, state, git, texts: new CommittedTexts<Uri>(async (params) => void told.push(params)) };
}

describe('the texts of the last commit', () => {
  it('are told once for each document and commit', async () => {
    const { told, asked, state, git, texts } = world({ '/ws/setup.py': 'old' });
    for (let round = 0; round < 3; round++) await texts.update([uri('setup.py')], git);
    assert.deepEqual([told, asked], [[{ uri: 'file:///ws/setup.py', text: 'old' }], ['c1 /ws/setup.py']]);
    state.HEAD = { commit: 'c2' };
    await texts.update([uri('setup.py')], git);
    assert.deepEqual(asked, ['c1 /ws/setup.py', 'c2 /ws/setup.py']);
    assert.equal(told.length, 2);
  });

  it('are null for files that the commit does not have, and left out when they are too long', async () => {
    const { told, git, texts } = world({ '/ws/long.py': 'x'.repeat(LONGEST + 1) });
    await texts.update([uri('new.py'), uri('long.py')], git);
    assert.deepEqual(told, [{ uri: 'file:///ws/new.py', text: null }, { uri: 'file:///ws/long.py' }]);
  });

  it('are not asked for where nothing is to be marked, and forgotten when that changes', async () => {
    const { told, asked, git, texts } = world({ '/ws/setup.py': 'old' });
    await texts.update([uri('setup.py')], undefined);
    assert.deepEqual([told, asked], [[], []]);
    await texts.update([uri('setup.py')], git);
    await texts.update([uri('setup.py')], undefined);
    await texts.update([uri('setup.py')], undefined);
    assert.deepEqual(told.slice(1), [{ uri: 'file:///ws/setup.py' }]);
  });

  it('are unknown outside repositories, and before the first commit', async () => {
    const { told, asked, state, git, texts } = world({});
    state.HEAD = undefined;
    await texts.update([uri('setup.py'), { fsPath: '/else/x.py', toString: () => 'file:///else/x.py' }], git);
    assert.deepEqual([told, asked], [[], []]);
  });

  it('are told again to a server that has started anew, or after the document was closed', async () => {
    const { told, git, texts } = world({ '/ws/setup.py': 'old' });
    for (const forget of [() => undefined, () => texts.forget(), () => texts.forget(uri('setup.py'))]) {
      forget();
      await texts.update([uri('setup.py')], git);
    }
    assert.equal(told.length, 3);
  });

  it('are told in the order of the commits, and a failure of one document is not one of others', async () => {
    const { told, state, git, texts } = world({ '/ws/b.py': 'b' });
    const failing: Git<Uri> = { getRepository: (one) => { if (one.fsPath === '/ws/a.py') throw new Error('broken'); return git.getRepository(one); } };
    const first = texts.update([uri('a.py'), uri('b.py')], failing);
    state.HEAD = { commit: 'c2' };
    await Promise.all([first, texts.update([uri('b.py')], failing)]);
    assert.ok(told.every((params) => params.uri === 'file:///ws/b.py' && params.text === 'b'));
    assert.ok(told.length >= 1);
  });
});
