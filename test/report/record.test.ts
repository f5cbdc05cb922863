/** The record of a package: its fields, its sentences, and that it is the same for the same input. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { RECORD_FIELDS, recordOf } from '../../server/src/report/record';
import { type RecordEntry, recordsJson } from '../../server/src/report/records';
import { recordsMarkdown } from '../../server/src/report/records-markdown';
import { assertGolden } from './golden';
import { EMPTY, facts, FINDINGS, hostileFacts, SETUP, written } from './record-facts';

const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(JSON.parse(readFileSync(path.join(__dirname, '../../docs/json-schema/record.schema.json'), 'utf8')) as object);
const json = (entries: readonly RecordEntry[]): unknown => JSON.parse(written(recordsJson, entries));

describe('the record of a package', () => {
  it('has exactly its fields, in their order', () => {
    assert.deepEqual(Object.keys(json([facts()]) as object), ['purpose', 'sources', 'sinks', 'flows', 'anomalies', 'analysis', 'conclusion', 'confidence', 'obfuscated', 'malware', 'securityRisk', 'report_number']);
    assert.deepEqual(Object.keys(recordOf(facts())), [...RECORD_FIELDS]);
  });

  it('says what was found', () => assertGolden('record.md', 'A package with flows', written(recordsMarkdown, [facts()])));
  it('speaks of a file when one was named', () => {
    const named = facts({ named: ['setup.py'], report: { ...facts().report, files: facts().report.files.slice(1) } });
    assertGolden('record.md', 'A single file', written(recordsMarkdown, [named]));
  });
  it('says so when there is nothing', () => assertGolden('record.md', 'Nothing to build', written(recordsMarkdown, [EMPTY, { project: 'gone', error: 'gone does not exist.' }])));

  it('is valid against its schema, for one, several and those that cannot be read', () => {
    const gone = { project: 'gone', error: 'gone does not exist.' };
    for (const entries of [[], [facts()], [facts(), EMPTY], [gone], [gone, facts()]]) assert.ok(validate(json(entries)), JSON.stringify(validate.errors));
    for (const change of [{ purpose: '' }, { malware: 2 }, { extra: 1 }, { report_number: 0.5 }, { sources: undefined }]) {
      assert.ok(!validate(JSON.parse(JSON.stringify({ ...(json([facts()]) as object), ...change }))), JSON.stringify(change));
    }
  });

  it('does not depend on where the package lies', () => assert.deepEqual(recordOf(facts({ project: '/elsewhere' })), recordOf(facts())));

  it('has another number when the text or what is said of it is another', () => {
    const numbers = [facts(), facts({}, { 'setup.py': `${SETUP}# more\n`, 'pyproject.toml': '' }), facts({ report: { ...facts().report, package: { name: 'other' } } }), facts({ report: { ...facts().report, findings: FINDINGS.slice(1) } })].map((one) => recordOf(one).report_number);
    assert.equal(new Set(numbers).size, numbers.length);
    for (const number of numbers) assert.ok(Number.isSafeInteger(number) && number >= 0);
  });

  it('says a verb once for all that follows it', () => {
    const [setup] = facts().map.edges;
    const edges = ['a.py', 'b.py', 'c.py'].map((text, index) => ({ ...setup!, kind: index < 2 ? 'import' : 'exec-text', target: { text, state: 'project' as const } }));
    const { purpose } = recordOf(facts({ map: { backend: 'x', edges }, runs: [{ command: 'pip download', stages: [{ hooks: ['build_wheel'], edges }] }] }));
    assert.match(purpose, /it imports `a\.py` and `b\.py`, and executes `c\.py`\./);
  });

  it('keeps apart what everybody is told and what auditors are: the first stands first', () => {
    const [first, ...rest] = FINDINGS;
    const { flows, conclusion } = recordOf(facts({ report: { ...facts().report, findings: [{ ...first!, persona: 'auditor' }, ...rest] } }));
    assert.match(flows, /^Error: .*`exec`.* For auditors: .*`os\.system`/);
    assert.doesNotMatch(conclusion, /offered/);
  });

  it('shows what is not known of a name as a gap', () => {
    const access = (message: string) => ({ ...FINDINGS[2]!, message });
    assert.match(recordOf(facts({ report: { ...facts().report, findings: [access('Writes `?/a.json`'), access('Writes `<temporary>`')] } })).sinks, /The code writes `…\/a\.json` \(.*\) and a temporary file \(/);
  });

  it('takes texts of any kind', () => {
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom('`', '\n', '\0', '(', ' '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), minLength: 1 }), (text) => {
      assert.ok(validate(json([hostileFacts(text)])), JSON.stringify(validate.errors));
    }));
  });
});
