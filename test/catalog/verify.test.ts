/** The catalog is consistent, and the verifier notices a row that is not. */
import { strict as assert } from 'node:assert';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import type { Model } from '../../server/src/catalog/model';
import { verifyModels } from '../../server/src/catalog/verify';

const good: Model = { call: 'lib.run', signature: 'command, *args', sinks: { shell: 'command' }, returns: ['args'], facts: 'https://example.org/' };

const { models: MODELS } = DEFAULT_CATALOG;
const modelOf = (path: string): Model | undefined => DEFAULT_CATALOG.modelOf(path);

describe('the catalog', () => {
  it('is consistent', () => assert.deepEqual(verifyModels(MODELS), []));

  it('is found by every path of every row', () => {
    for (const model of MODELS) for (const path of [model.call].flat()) assert.equal(modelOf(path as string), model);
  });

  it('knows modules that go by several names', () => {
    for (const [alias, path] of [
      ['posix.system', 'os.system'], ['nt.system', 'os.system'], ['__builtin__.eval', 'builtins.eval'], ['subprocess32.Popen', 'subprocess.Popen'],
      ['posixpath.expandvars', 'os.path.expandvars'], ['concurrent.futures.process.ProcessPoolExecutor().submit', 'concurrent.futures.ProcessPoolExecutor().submit'],
    ] as const) {
      assert.ok(modelOf(path), path);
      assert.equal(modelOf(alias), modelOf(path), alias);
    }
  });

  it('knows nothing of names that only begin alike', () => {
    for (const path of ['os', 'os.systemd', 'posixos.system', 'system', 'os.system()', '']) assert.equal(modelOf(path), undefined, path);
  });
});

describe('the verifier', () => {
  const refuses = (change: Partial<Model>, message: RegExp): void => {
    const problems = verifyModels([{ ...good, ...change }]);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0]!, message);
  };

  it('accepts a good row', () => assert.deepEqual(verifyModels([good]), []));
  it('accepts self and the call itself as the place of a sink', () => assert.deepEqual(verifyModels([{ ...good, sinks: { shell: '', deserialize: 'self' } }]), []));
  it('refuses a sink at a parameter that is not there', () => refuses({ sinks: { shell: 'cmd' } }, /no parameter "cmd"/));
  it('refuses a result from a parameter that is not there', () => refuses({ returns: ['text'] }, /no parameter "text"/));
  it('refuses a called parameter that is not there', () => refuses({ calls: 'fn' }, /no parameter "fn"/));
  it('refuses a parameter called later that is not there', () => refuses({ callsLater: 'fn' }, /no parameter "fn"/));
  it('refuses facts without an address', () => refuses({ facts: 'the documentation' }, /no source for its facts/));
  it('refuses facts over an open connection', () => refuses({ facts: 'http' + '://example.org' }, /no source for its facts/));
  it('refuses an attribute with parameters', () => {
    assert.match(verifyModels([{ call: 'lib.x', attribute: true, signature: 'a', source: 'file', facts: good.facts }]).join(), /an attribute is not called/);
  });
  it('refuses an attribute with sinks', () => {
    assert.match(verifyModels([{ call: 'lib.x', attribute: true, sinks: { shell: '' }, facts: good.facts }]).join(), /an attribute is not called/);
  });
  for (const path of ['', 'os system', '1os.x', 'os.system(x y)', 'os-system']) it(`refuses the path "${path}"`, () => refuses({ call: path }, /not an access path/));
  it('refuses two rows for one path', () => {
    assert.deepEqual(verifyModels([good, { ...good, call: ['lib.other', 'lib.run'] }]), ['lib.run: modelled twice']);
  });
  it('names the row', () => refuses({ call: ['lib.first', 'lib.second'], sinks: { shell: 'x' } }, /^lib\.first: /));
});
