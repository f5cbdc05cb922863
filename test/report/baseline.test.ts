/** Baselines: what is known is hidden and counted, what is gone is told, and a file written can be read. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../server/src/findings/finding';
import { baselineText, compareWithBaseline, fingerprintsOf, readBaseline } from '../../server/src/report/baseline';
import { FORMATS } from '../../server/src/report/formats';
import type { BaselineRow, ScannedProject, WriterOptions } from '../../server/src/report/writer';
import { assertGolden } from './golden';
import { finding, OPTIONS, project, write } from './sample';
import { validateReport } from './schema';

const TEXT = 'first()\nsecond()\nthird()\n';

/** A finding per word, at the place of its first occurrence, anchored in it. */
const entryOf = (words: readonly string[], changes: Partial<Finding> = {}): ScannedProject => project({ 'setup.py': TEXT }, words.map((word, index) => finding({
  path: 'setup.py', span: { start: index, end: index + 1 }, message: `Calls ${word}`, anchor: { within: '', text: word }, ...changes,
})));

const compare = (entry: ScannedProject, rows: readonly BaselineRow[], options: WriterOptions = OPTIONS) => compareWithBaseline(entry, '.', rows, options);
const messages = ({ report }: ScannedProject): string[] => report.findings.map(({ message }) => message);

describe('a baseline', () => {
  it('knows what was found when it was written, and nothing else', () => {
    const { rows, unknown } = compare(entryOf(['first', 'second']), []);
    assert.equal(unknown, 2);
    const later = compare(entryOf(['third', 'first', 'second']), rows);
    assert.deepEqual(messages(later.entry), ['Calls third']);
    assert.deepEqual(later.entry.baseline, { known: 2, gone: [] });
    assert.equal(later.unknown, 1);
  });

  it('tells what is gone, and forgets it when it is written anew', () => {
    const { rows } = compare(entryOf(['first', 'second']), []);
    const later = compare(entryOf(['second']), rows);
    assert.deepEqual(later.entry.baseline!.gone.map(({ message }) => message), ['Calls first']);
    assert.deepEqual(later.rows.map(({ message }) => message), ['Calls second']);
  });

  it('takes nothing for gone where a part could not be read', () => {
    const { rows } = compare(entryOf(['first']), []);
    const later = compare({ ...entryOf([]), problems: ['the folder x cannot be read'] }, rows);
    assert.deepEqual(later.entry.baseline, { known: 0, gone: [] });
    assert.deepEqual(later.rows, rows);
  });

  it('counts equal findings: one more than before is new, and keeps its own fingerprint', () => {
    const { rows } = compare(entryOf(['first']), []);
    const twice = entryOf(['first', 'first']);
    const later = compare(twice, rows);
    assert.equal(later.unknown, 1);
    const [left] = later.entry.report.findings;
    assert.equal(fingerprintsOf(later.entry).get(left!), fingerprintsOf(twice).get(left!));
    assert.ok(!rows.some(({ fingerprint }) => fingerprint === fingerprintsOf(later.entry).get(left!)));
  });

  it('accepts what its reader saw, and what other personas saw stays in it', () => {
    const { rows } = compare(entryOf(['first'], { persona: 'auditor' }), [], { ...OPTIONS, persona: 'auditor' });
    assert.equal(rows.length, 1);
    assert.deepEqual(compare(entryOf(['first'], { persona: 'auditor' }), []).rows, [], 'nobody saw it');
    const regular = compare(entryOf(['first'], { persona: 'auditor' }), rows);
    assert.deepEqual([regular.rows, regular.entry.baseline], [rows, { known: 0, gone: [] }]);
  });

  it('leaves to comments what comments silence', () => {
    const suppressed = { path: 'setup.py', span: { start: 0, end: 0 }, rules: ['dynamic-import'], reason: 'reviewed' };
    assert.deepEqual(compare(entryOf(['first'], { suppressed }), [], { ...OPTIONS, trustProject: true }).rows, []);
    assert.equal(compare(entryOf(['first'], { suppressed }), []).rows.length, 1);
  });

  it('can be read as it was written, sorted, a row a line', () => {
    const text = fc.string({ unit: 'grapheme' });
    const row = fc.record<BaselineRow>({ fingerprint: fc.stringMatching(/^[0-9a-f]{32}$/), rule: text, project: text, path: text, message: text });
    fc.assert(fc.property(fc.array(row), (rows) => {
      const written = baselineText(rows);
      const read = readBaseline(written);
      assert.ok(!('problem' in read));
      assert.deepEqual([...read].map((one) => JSON.stringify(one)).sort(), rows.map((one) => JSON.stringify(one)).sort());
      assert.equal(baselineText([...rows].reverse()), written);
      assert.equal(written.split('\n').filter((line) => line.startsWith('    {')).length, rows.length);
    }));
  });

  it('is refused in plain words when it is none', () => {
    const refused = (text: string): string => (readBaseline(text) as { problem: string }).problem;
    assert.equal(refused('{'), 'it is not JSON');
    for (const text of ['null', '[]', '{"schema":2,"findings":[]}', '{"schema":1}']) assert.equal(refused(text), 'it is no baseline of this version');
    assert.match(refused('{"schema":1,"fingerprints":"x/v9","findings":[]}'), /^its fingerprints are of another kind/);
    assert.match(refused('{"schema":1,"fingerprints":"buildglassFinding/v1","findings":[{"fingerprint":"a"}]}'), /^a finding in it lacks/);
  });
});

describe('reports with a baseline', () => {
  const { rows } = compare(entryOf(['first', 'second']), []);
  const { entry } = compare(entryOf(['second', 'third']), rows);

  it('show what is new and what is gone to people', () => assertGolden('terminal.md', 'With a baseline', write(FORMATS.terminal, [entry])));
  it('say the same to programs', () => {
    const report = JSON.parse(write(FORMATS.json, [entry])) as { projects: { findings: { message: string }[]; baseline: { known: number; gone: object[] } }[] };
    assert.deepEqual(validateReport(report), []);
    const [{ findings, baseline }] = report.projects as [typeof report.projects[0]];
    assert.deepEqual([findings.map(({ message }) => message), baseline.known, baseline.gone.length], [['Calls third'], 1, 1]);
  });
  it('name what is gone in Markdown and on GitHub', () => {
    assert.match(write(FORMATS.markdown, [entry]), /In the baseline, no longer found:\n\n- dynamic-import in `pkg\/setup\.py`: Calls first\n/);
    assert.match(write(FORMATS.markdown, [entry]), /1 known from the baseline/);
    assert.match(write(FORMATS.github, [entry]), /^::notice title=No longer found::dynamic-import in pkg\/setup\.py: Calls first$/m);
  });
});
