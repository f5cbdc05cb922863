/** Rows that users write: what is accepted, what is refused and in which words, and that the published schema agrees. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { readCatalogFile, readCatalogSetting } from '../../server/src/analysis/user-catalog';
import { MODEL_FIELDS } from '../../server/src/catalog/fields';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';

const schema = JSON.parse(readFileSync(path.join(__dirname, '../../docs/json-schema/catalog.schema.json'), 'utf8')) as object;
const valid = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const good = { call: 'tools.run', signature: 'command, cwd', sinks: { shell: 'command' }, returns: [], facts: 'https://example.org/tools' };
const read = (...rows: unknown[]): string => {
  const result = readCatalogSetting(rows);
  return 'problem' in result ? result.problem : 'fine';
};

describe('rows of the user', () => {
  it('are accepted as they are', () => assert.deepEqual(readCatalogSetting([good]), { models: [good] }));
  it('may be none', () => assert.deepEqual(readCatalogSetting([]), { models: [] }));

  const REFUSED: readonly (readonly [what: string, row: unknown, message: string])[] = [
    ['no object', 'tools.run', 'row 2: it is not an object'],
    ['a list', [good], 'row 2: it is not an object'],
    ['no path', { facts: good.facts }, 'row 2: "call" is missing'],
    ['no facts', { call: 'tools.other' }, 'row 2 (tools.other): "facts" is missing'],
    ['a field that is none', { ...good, call: 'tools.other', sink: 'command' }, 'row 2 (tools.other): there is no field "sink"; a row can have call, signature,'],
    ['a field of every object', { ...good, call: 'tools.other', toString: 'x' }, 'row 2 (tools.other): there is no field "toString"'],
    ['a number for a text', { ...good, call: 'tools.other', signature: 1 }, 'row 2 (tools.other): "signature" is not a text'],
    ['an empty list of paths', { ...good, call: [] }, 'row 2: "call" is not a text or a list of texts'],
    ['a text for a flag', { ...good, call: 'tools.other', clean: 'yes' }, 'row 2 (tools.other): "clean" is not true or false'],
    ['a text for a list', { ...good, call: 'tools.other', returns: 'command' }, 'row 2 (tools.other): "returns" is not a list of texts'],
    ['an unknown sink', { ...good, call: 'tools.other', sinks: { rocket: 'command' } }, 'row 2 (tools.other): "sinks" is not an object with a parameter for some of code, import,'],
    ['an unknown source', { ...good, call: 'tools.other', source: 'aunt' }, 'row 2 (tools.other): "source" is not one of environment,'],
    ['an unknown decoder', { ...good, call: 'tools.other', decodes: 'rot14' }, 'row 2 (tools.other): "decodes" is not one of base16,'],
    ['what the verifier refuses', { ...good, call: 'tools.other', sinks: { shell: 'cmd' } }, 'tools.other: no parameter "cmd" in its signature'],
    ['a path twice', { ...good }, 'tools.run: modelled twice'],
  ];
  for (const [what, row, message] of REFUSED) it(`are refused for ${what}`, () => assert.ok(read(good, row).startsWith(message), read(good, row)));
  it('are refused when they are no list', () => assert.deepEqual(readCatalogSetting({ models: [good] }), { problem: 'the rows are not a list' }));

  it('take the place of ours, and stand beside them', () => {
    const row = { ...good, call: ['os.system', 'tools.run'] };
    const catalog = DEFAULT_CATALOG.with([row]);
    assert.equal(catalog.modelOf('tools.run'), row);
    assert.equal(catalog.modelOf('posix.system'), row);
    assert.equal(catalog.modelOf('os.popen'), DEFAULT_CATALOG.modelOf('os.popen'));
    assert.ok(catalog.modules.has('tools'));
    assert.equal(DEFAULT_CATALOG.modelOf('tools.run'), undefined);
  });

  it('can stand for everything in a module', () => {
    const row = { ...good, call: 'tools.*' };
    const catalog = DEFAULT_CATALOG.with([row, { ...good, call: 'tools.known' }]);
    assert.equal(catalog.modelOf('tools.anything'), row);
    assert.notEqual(catalog.modelOf('tools.known'), row);
    for (const other of ['tools', 'tools.a.b', 'toolsa.b', '.a']) assert.equal(catalog.modelOf(other), undefined, other);
  });

  it('are the same catalog when there are none', () => assert.equal(DEFAULT_CATALOG.with([]), DEFAULT_CATALOG));
});

describe('a catalog file', () => {
  it('holds rows, and may name its schema', () => {
    assert.deepEqual(readCatalogFile(JSON.stringify({ $schema: 'x', models: [good] })), { models: [good] });
    assert.deepEqual(readCatalogFile(`\uFEFF${JSON.stringify({ models: [] })}`), { models: [] });
  });
  for (const [text, problem] of [['{', 'it is not JSON'], ['[]', 'it has no "models"'], ['null', 'it has no "models"'], ['{"models": [], "rows": []}', 'there is no field "rows" beside "models"'], ['{"models": {}}', 'the rows are not a list']] as const) {
    it(`is refused as ${text}`, () => assert.deepEqual(readCatalogFile(text), { problem }));
  }
});

describe('the schema of catalogs', () => {
  it('and the reader accept every row of ours', () => {
    const models: unknown = JSON.parse(JSON.stringify(DEFAULT_CATALOG.models));
    assert.deepEqual(readCatalogSetting(models), { models });
    assert.ok(valid({ models }), JSON.stringify(valid.errors));
  });

  it('refuses what the reader refuses for its form', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 }), fc.constantFrom({ shell: 'command' }, { rocket: 'x' }, { shell: 1 }, 'base64', 'file'));
    fc.assert(fc.property(fc.constantFrom(...Object.keys(MODEL_FIELDS), 'sink', 'extra'), value, (name, other) => {
      const row = { ...good, [name]: other };
      const result = readCatalogSetting([row]);
      const form = 'models' in result || !/^row \d/.test(result.problem);
      assert.equal(valid({ models: [row] }), form, JSON.stringify({ row, result }));
    }), { numRuns: 1000 });
  });
});
