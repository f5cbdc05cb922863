/** The reports for programs: valid against the published schemas, with places as editors count them. */
import assert from 'node:assert/strict';
import { ROLE_NAMES } from '../../server/src/findings/finding';
import { jsonLinesWriter, jsonWriter } from '../../server/src/report/json';
import type { Entry, WriterOptions } from '../../server/src/report/writer';
import { finding, OPTIONS, project, spanOf, write } from './sample';
import { validateLine, validateReport } from './schema';

const TEXT = '\ufeffrun("😀")\r\nexec(code)\r\n';
const LAYER = { id: 'L1', name: 'setup.py embedded at line 1', role: 'embedded-setup-script', host: spanOf(TEXT, '"😀"'), language: 'python', text: 'a\n  b' } as const;

const full = project({ 'setup.py': TEXT }, [
  finding({
    path: 'setup.py', span: spanOf(TEXT, 'exec(code)'),
    flow: [{ path: 'setup.py', span: spanOf(TEXT, 'run'), label: 'read' }],
    related: [{ path: 'missing.py', span: { start: 5, end: 6 }, label: 'elsewhere' }],
    layer: { id: 'L1', name: LAYER.name, span: { start: 4, end: 5 } },
    fixes: [{ title: 'Do', applicability: 'unsafe', path: 'setup.py', edits: [] }],
    suppressed: { path: 'setup.py', span: { start: 0, end: 0 }, rules: ['dynamic-import'], reason: 'reviewed' },
  }),
  finding({ path: 'setup.py', span: spanOf(TEXT, '"😀"') }),
  finding({ path: 'setup.py', span: spanOf(TEXT, 'run'), persona: 'auditor' }),
], { problems: ['the folder x cannot be read'] }, [{ layers: [LAYER] }]);

interface Written { projects: { findings: { span: object; layer?: { span: object }; suppressed?: { obeyed: boolean } }[] }[] }

describe('json report', () => {
  const entries: Entry[] = [full, { project: 'gone', error: 'gone does not exist.' }, project({}, [])];

  it('is valid against its schema, without fields that the schema does not know', () => {
    assert.deepEqual(validateReport(JSON.parse(write(jsonWriter, entries))), []);
    assert.deepEqual(validateReport(JSON.parse(write(jsonWriter, []))), []);
  });

  it('is refused by the schema when something is wrong', () => {
    const report = JSON.parse(write(jsonWriter, entries)) as { projects: Record<string, unknown>[] };
    for (const change of [{ findings: undefined }, { unknown: 1 }, { error: 'both' }, { scores: { malware: 2 } }, { files: [{ path: '' }] }]) {
      const broken = JSON.parse(JSON.stringify({ ...report, projects: [{ ...report.projects[0], ...change }] })) as unknown;
      assert.notDeepEqual(validateReport(broken), [], JSON.stringify(change));
    }
  });

  it('knows every role', () => {
    for (const role of Object.keys(ROLE_NAMES)) {
      const entry = project({ 'a.py': '' }, [], {}, [{ role: role as keyof typeof ROLE_NAMES }]);
      assert.deepEqual(validateReport(JSON.parse(write(jsonWriter, [entry]))), []);
    }
  });

  it('counts lines and columns from 1, in UTF-16 units, and gives a byte order mark no column', () => {
    const { findings } = (JSON.parse(write(jsonWriter, [full])) as Written).projects[0]!;
    assert.deepEqual(findings.map(({ span }) => span), [
      { start: { line: 1, column: 5 }, end: { line: 1, column: 9 } },
      { start: { line: 2, column: 1 }, end: { line: 2, column: 11 } },
    ]);
    assert.deepEqual(findings[1]!.layer?.span, { start: { line: 2, column: 3 }, end: { line: 2, column: 4 } });
  });

  it('leaves out what the persona does not see and keeps what is suppressed', () => {
    const of = (options: WriterOptions): Written['projects'][0]['findings'] => (JSON.parse(write(jsonWriter, [full], options)) as Written).projects[0]!.findings;
    assert.equal(of(OPTIONS).length, 2);
    assert.equal(of({ ...OPTIONS, persona: 'auditor' }).length, 3);
    assert.equal(of(OPTIONS)[1]!.suppressed?.obeyed, false);
    assert.equal(of({ ...OPTIONS, trustProject: true })[1]!.suppressed?.obeyed, true);
  });

  it('writes the same objects as lines', () => {
    const lines = write(jsonLinesWriter, entries).split('\n');
    assert.equal(lines.pop(), '');
    const objects = lines.map((line) => JSON.parse(line) as unknown);
    for (const object of objects) assert.deepEqual(validateLine(object), []);
    assert.deepEqual(objects, (JSON.parse(write(jsonWriter, entries)) as { projects: unknown[] }).projects);
  });
});
