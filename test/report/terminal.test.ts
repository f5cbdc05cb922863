/** What people see: golden outputs of the terminal writer. */
import assert from 'node:assert/strict';
import { terminalWriter } from '../../server/src/report/terminal';
import type { Entry, WriterOptions } from '../../server/src/report/writer';
import { assertGolden } from './golden';
import { SETUP, finding, project, spanOf, write as writeAll } from './sample';

const write = (entries: readonly Entry[], changes: Partial<WriterOptions> = {}): string => writeAll(terminalWriter, entries, changes);

const loading = finding({
  path: 'setup.py',
  span: spanOf(SETUP, 'import_module(name)'),
  execution: { runs: ['pip download'], when: 'Runs at every build hook: `pip download` is enough.', gates: ['os.name == "nt"'] },
  flow: [
    { path: 'setup.py', span: spanOf(SETUP, 'os.environ["BACKEND"]'), label: 'read from the environment variable BACKEND' },
    { path: 'setup.py', span: spanOf(SETUP, 'import_module(name)'), label: 'imported' },
  ],
  fixes: [
    { title: 'Replace with a table of the backends that are allowed', applicability: 'unsafe', path: 'setup.py', edits: [] },
    { title: 'Replace with `import setuptools`', applicability: 'safe', path: 'setup.py', edits: [] },
  ],
});

describe('terminal report', () => {
  it('shows a finding with its flow and its fixes', () => {
    assertGolden('terminal.md', 'A finding with its flow and its fixes', write([project({ 'setup.py': SETUP }, [loading])]));
  });

  it('sums up severities, projects, hidden and suppressed findings', () => {
    const reason = { path: 'setup.py', span: { start: 0, end: 0 }, rules: ['dynamic-import'], reason: 'reviewed' };
    const one = project({ 'setup.py': SETUP }, [
      finding({ path: 'setup.py', span: spanOf(SETUP, 'os.environ'), rule: 'environment-read', severity: 'warning', confidence: 'low' }),
      finding({ path: 'setup.py', span: spanOf(SETUP, 'import os'), persona: 'pedantic', severity: 'hint' }),
      finding({ path: 'setup.py', span: spanOf(SETUP, 'from'), persona: 'auditor', severity: 'hint' }),
    ]);
    const two = project({ 'setup.py': SETUP }, [finding({ path: 'setup.py', span: spanOf(SETUP, 'import os'), suppressed: reason })], { project: '.' }, [{ complete: false }]);
    const heading = 'Several severities, two projects, hidden and suppressed findings';
    assertGolden('terminal.md', heading, write([one, two, { project: 'gone', error: 'gone does not exist.' }], { trustProject: true }));
  });

  it('mentions a suppression it does not obey', () => {
    const suppressed = { path: 'setup.py', span: { start: 0, end: 0 }, rules: ['dynamic-import'], reason: 'reviewed' };
    const entry = project({ 'setup.py': SETUP }, [{ ...loading, suppressed }]);
    assert.match(write([entry]), /asks to ignore this \(reviewed\)/);
    assert.doesNotMatch(write([entry], { trustProject: true }), /dynamic-import/);
  });

  it('says so when nothing was found', () => {
    assertGolden('terminal.md', 'Nothing found', write([project({}, [])]));
  });

  it('escapes control characters in source, paths, messages and labels', () => {
    const text = 'x = "\x1b[2J\x1b]0;owned\x07"; run("\u202e\u200b\u0085\u{e0041}")  # \x9b31m\n';
    const path = 'se\x1b[31mtup.py';
    const entry = project({ [path]: text }, [finding({
      path,
      span: spanOf(text, 'run('),
      message: 'Says \x1b[1A\r"hello"\nand more',
      flow: [{ path, span: spanOf(text, 'x ='), label: 'from \x1b[8mnowhere' }],
    })]);
    const output = write([entry]);
    assert.doesNotMatch(output, /[^\x20-\x7e\n│…]/, 'only printable characters are left');
    assertGolden('terminal.md', 'Hostile control characters', output);
  });

  it('puts carets under wide characters and emoji', () => {
    const text = 'a = "世界"; b = "👩‍👩‍👧🇩🇪é"; run(a)\n';
    const entry = project({ 'setup.py': text }, [
      finding({ path: 'setup.py', span: spanOf(text, '"世界"') }),
      finding({ path: 'setup.py', span: spanOf(text, 'run(a)') }),
    ]);
    assertGolden('terminal.md', 'Wide characters and emoji', write([entry], { quiet: true }));
  });

  it('handles tabs, CRLF and a byte order mark', () => {
    const text = '\ufeffrun(1)\r\nif True:\r\n\trun(2)\t# two\r\n';
    const entry = project({ 'setup.py': text }, [
      finding({ path: 'setup.py', span: spanOf(text, 'run(1)') }),
      finding({ path: 'setup.py', span: spanOf(text, 'run(2)') }),
    ]);
    const output = write([entry], { quiet: true });
    assert.match(output, /setup\.py:1:1 /);
    assert.match(output, /setup\.py:3:2 /);
    assertGolden('terminal.md', 'Tabs, CRLF and a byte order mark', output);
  });

  it('shows the part of a very long line that matters', () => {
    const text = `data = [${'1234567, '.repeat(200_000)}eval(payload), ${'7654321, '.repeat(200_000)}]\n`;
    const entry = project({ 'setup.py': text }, [
      finding({ path: 'setup.py', span: spanOf(text, 'eval(payload)') }),
      finding({ path: 'setup.py', span: { start: 7, end: text.length - 1 } }),
    ]);
    const output = write([entry], { quiet: true });
    for (const line of output.split('\n')) assert.ok(line.length <= 80, `fits: ${line}`);
    assertGolden('terminal.md', 'A very long line', output);
  });

  it('shows the beginning of a span over many lines', () => {
    const text = `before()\nrun(\n    [\n        1,\n        2,\n        3,\n    ],\n)\nafter()\n`;
    const many = finding({ path: 'setup.py', span: { start: text.indexOf('run('), end: text.indexOf('after') - 1 } });
    const few = finding({ path: 'setup.py', span: { start: text.indexOf('['), end: text.indexOf('2,') }, rule: 'few' });
    assertGolden('terminal.md', 'A span over many lines', write([project({ 'setup.py': text }, [many, few])], { quiet: true }));
  });

  it('shows the text of a decoded layer beside the string that hides it', () => {
    const text = 'exec(b64decode("aW1wb3J0IG9zCm9zLnN5c3RlbSgibHMiKQ=="))\n';
    const layerText = 'import os\nos.system("ls")\n';
    const host = spanOf(text, '"aW1wb3J0IG9zCm9zLnN5c3RlbSgibHMiKQ=="');
    const entry = project({ 'setup.py': text }, [finding({
      path: 'setup.py', span: host, rule: 'shell', role: 'decoded-layer',
      layer: { id: 'L1', name: 'program decoded at line 1', span: spanOf(layerText, 'os.system("ls")') },
    })], {}, [{ layers: [{ id: 'L1', name: 'program decoded at line 1', role: 'decoded-layer', host, language: 'python', text: layerText }] }]);
    assertGolden('terminal.md', 'A decoded layer', write([entry], { quiet: true }));
  });

  it('fits narrow and wide terminals', () => {
    for (const width of [40, 60, 120]) {
      for (const line of write([project({ 'setup.py': SETUP }, [loading])], { width, quiet: true }).split('\n')) {
        assert.ok(line.length <= width, `${width}: ${line}`);
      }
    }
  });

  it('colours only when asked', () => {
    const entry = project({ 'setup.py': SETUP }, [loading]);
    assert.match(write([entry], { colour: true }), /\x1b\[31m/);
    const bare = write([entry], { colour: true }).replace(/\x1b\[\d+m/g, '');
    assert.equal(bare, write([entry]), 'colours change nothing else');
  });
});
