/** The reports for GitHub, JUnit and Markdown: golden outputs, and nothing in a project that could break out of them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FORMATS } from '../../server/src/report/formats';
import type { Entry } from '../../server/src/report/writer';
import { assertGolden } from './golden';
import { SETUP, finding, project, spanOf, write } from './sample';

const loading = finding({
  path: 'setup.py',
  span: spanOf(SETUP, 'import_module(name)'),
  message: '`import_module` imports whatever the environment variable `BACKEND` names',
  execution: { runs: ['pip download'], when: 'Runs at every build hook: `pip download` is enough.', gates: ['os.name == "nt"'] },
  flow: [
    { path: 'setup.py', span: spanOf(SETUP, 'os.environ["BACKEND"]'), label: 'read from the environment variable BACKEND' },
    { path: 'setup.py', span: spanOf(SETUP, 'import_module(name)'), label: 'reaches this call' },
  ],
  fixes: [{ title: 'Check `name` against the modules that are allowed', applicability: 'unsafe', path: 'setup.py', edits: [] }],
});

const suppressed = { path: 'setup.py', span: { start: 0, end: 0 }, rules: ['dynamic-import'], reason: 'reviewed | by two' };

const entries: readonly Entry[] = [
  project({ 'setup.py': SETUP, 'a.py': '' }, [
    finding({ path: 'setup.py', span: spanOf(SETUP, 'os'), rule: 'capability', severity: 'hint', confidence: 'low', message: 'Reads *anything* | <b>' }),
    finding({ path: 'setup.py', span: { start: 0, end: SETUP.indexOf('name') }, severity: 'warning', suppressed }),
    loading,
  ]),
  project({ 'setup.py': '' }, [], { project: '.', problems: ['the folder x, y: z cannot be read'] }),
  { project: 'gone', error: 'gone does not exist.' },
  project({}, [], { project: '/far/away' }),
];

const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom('\0', '\x1b', '\n', '\r', '\r\n', '\u0085', '\u2028', '::error::', ']]>', '<', '>', '&', '"', "'", '|', '`', '```', '\\', '%0A', '[a](b)', '![x](y)', '<script>', 'https://a.example', '@all', '\ud800'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })),
  minLength: 1, maxLength: 20,
});

/** A project in which every text that a project can choose is the same hostile one. */
function hostileProject(text: string): Entry {
  const layer = { id: 'L', name: text, role: 'decoded-layer', host: { start: 0, end: 1 }, language: 'python', text: `${text}.` } as const;
  return project({ [text]: text }, [
    finding({
      path: text, span: { start: 0, end: text.length }, message: text, flow: [{ path: text, span: { start: 0, end: 1 }, label: text }], related: [{ path: text, span: { start: 0, end: 1 }, label: text }],
      execution: { runs: [], when: text, gates: [text] }, layer: { id: 'L', name: text, span: { start: 0, end: 1 } }, fixes: [{ title: text, applicability: 'safe', path: text, edits: [] }],
    }),
    finding({ path: text, span: { start: 0, end: 1 }, severity: 'hint', message: text, suppressed: { ...suppressed, reason: text } }),
  ], { project: text, problems: [text] }, [{ layers: [layer] }]);
}

describe('the report for GitHub', () => {
  it('is a line per finding, the gravest first', () => assertGolden('formats.md', 'GitHub', write(FORMATS.github, entries)));

  it('has no more lines than it should, and each is a command of ours', () => {
    fc.assert(fc.property(hostile, (text) => {
      const lines = write(FORMATS.github, [hostileProject(text)]).split('\n');
      assert.equal(lines.pop(), '');
      assert.equal(lines.length, 3);
      for (const line of lines) assert.match(line, /^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^\p{Cc}:,]*,?)+::[^\p{Cc}\u2028\u2029]*$/u);
    }));
  });
});

const TAG = /<\?xml version="1\.0" encoding="UTF-8"\?>|<(\/?)(testsuites|testsuite|testcase|failure|error|skipped|system-out)((?: [a-z]+="(?:[^"<>&]|&(?:amp|lt|gt|quot);)*")*)(\/?)>/g;

/** The elements of a report, after checking that it is well-formed: known tags that close in order, no other markup, no character that XML forbids. */
function elementsOf(xml: string): string[] {
  assert.doesNotMatch(xml, /[^\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  assert.match(xml.replace(TAG, ''), /^(?:[^<>&]|&(?:amp|lt|gt|quot);)*$/);
  const open: string[] = [];
  const all: string[] = [];
  for (const [, closing, name, , empty] of xml.matchAll(TAG)) {
    if (name === undefined) continue;
    if (closing === '/') assert.equal(open.pop(), name);
    else {
      all.push(name);
      if (empty === '') open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return all;
}

describe('the report as JUnit XML', () => {
  it('is a suite per project and a case per finding', () => {
    const xml = write(FORMATS.junit, entries);
    elementsOf(xml);
    assertGolden('formats.md', 'JUnit', xml);
  });

  it('knows a case by words that stay when lines move, each once', () => {
    const names = (text: string): string[] => [...write(FORMATS.junit, [project({ 'setup.py': text }, ['a', 'b', 'c'].map((part) => finding({ path: 'setup.py', span: spanOf(text, part), message: part === 'b' ? 'Other' : 'Same' })))]).matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)].map(([, path, name]) => `${path} ${name}`);
    assert.deepEqual(names('a b c'), ['pkg/setup.py dynamic-import: Same', 'pkg/setup.py dynamic-import: Other', 'pkg/setup.py dynamic-import: Same (2)']);
    assert.deepEqual(names('\n\na\nb\nc'), names('a b c'));
  });

  it('has no attributes but those that junit-10.xsd knows', () => {
    const known: Readonly<Record<string, readonly string[]>> = { testsuites: ['name'], testsuite: ['name', 'tests', 'failures', 'errors', 'skipped'], testcase: ['classname', 'name'], failure: ['type', 'message'], error: ['message'], skipped: ['message'], 'system-out': [] };
    for (const trustProject of [false, true]) for (const [, closing, tag, attributes] of write(FORMATS.junit, entries, { trustProject }).matchAll(TAG)) {
      if (tag === undefined || closing === '/') continue;
      assert.deepEqual([...attributes!.matchAll(/ ([a-z]+)=/g)].map(([, name]) => name!).filter((name) => known[tag]?.includes(name) !== true), [], tag);
    }
  });

  it('skips what is silenced, and says why', () => assert.match(write(FORMATS.junit, entries, { trustProject: true }), /<skipped message="reviewed \| by two"\/>/));

  it('is well-formed, whatever a project holds', () => {
    fc.assert(fc.property(hostile, (text) => {
      assert.deepEqual(elementsOf(write(FORMATS.junit, [hostileProject(text)])).sort(), ['error', 'failure', 'system-out', 'testcase', 'testcase', 'testcase', 'testsuite', 'testsuites']);
    }));
  });
});

describe('the report as Markdown', () => {
  it('has a table, then each finding', () => assertGolden('formats.md', 'Markdown', write(FORMATS.markdown, entries)));

  it('has no summary when only findings are wanted', () => assert.doesNotMatch(write(FORMATS.markdown, entries, { quiet: true }), /analysed/));

  it('has no markup that a project brought along', () => {
    fc.assert(fc.property(hostile, (text) => {
      const output = write(FORMATS.markdown, [hostileProject(text)]);
      assert.doesNotMatch(output, /[^\n\P{Cc}]/u, 'control characters are spelled out');
      const outside = withoutCode(output);
      for (const markup of [/[<>@`]/, /!\[/, /\]\((?!https:\/\/github\.com\/buildglass\/)/, /(?<!\()https?:/]) assert.doesNotMatch(outside, markup);
      assert.equal(output.split('\n').filter((line) => /^#{1,6} /.test(line)).length, 4, 'headings are ours');
    }));
  });
});

/** Markdown without its fenced blocks, code spans and escaped characters, as CommonMark finds them. */
function withoutCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const ticks = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  assert.equal(fence, undefined, 'every block ends');
  return lines.join('\n').replace(/\\[^]|(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
}
