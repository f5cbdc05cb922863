/** Reading suites: which headings become tests, what belongs to them, and which Markdown is refused. */
import { strict as assert } from 'node:assert';
import { SuiteError } from './markers';
import { parseSuite } from './suite';

const fence = (info: string, ...lines: string[]): string => ['```' + info, ...lines, '```'].join('\n');

describe('suites', () => {
  it('make a test of every heading with files', () => {
    const tests = parseSuite(['# Chapter', 'Prose.', '## First', fence('python', 'x'), '## OK second', '`a/b.toml`:', '', fence('toml', 'y = 1'), fence('runs', 'edge')].join('\n'));
    assert.deepEqual(tests.map((test) => [test.titles, test.ok, test.files.map((file) => [file.path, file.text]), test.blocks.map((block) => [block.kind, block.body])]), [
      [['Chapter', 'First'], false, [['setup.py', 'x\n']], []],
      [['Chapter', 'OK second'], true, [['a/b.toml', 'y = 1\n']], [['runs', 'edge\n']]],
    ]);
  });

  it('inherit configuration from the headings around, and only from those', () => {
    const tests = parseSuite(['# A', fence('config', 'persona: auditor'), '## B', fence('python', 'x'), '### C', fence('config', 'trust: true'), fence('python', 'x'), '# D', fence('python', 'x')].join('\n'));
    assert.deepEqual(tests.map((test) => test.config), [
      { persona: 'auditor', trust: false, alarms: false }, { persona: 'auditor', trust: true, alarms: false }, { persona: 'regular', trust: false, alarms: false },
    ]);
  });

  it('add up several blocks of configuration', () => {
    const [test] = parseSuite(['# A', fence('config', 'persona: auditor'), fence('config', 'trust: true'), fence('python', 'x')].join('\n'));
    assert.deepEqual(test!.config, { persona: 'auditor', trust: true, alarms: false });
  });

  it('hold the promise of an OK heading for the headings below it', () => {
    assert.deepEqual(parseSuite(['# OK all of these', '## One', fence('python', 'x')].join('\n')).map((test) => test.ok), [true]);
    assert.deepEqual(parseSuite(['# OKAY', fence('python', 'x')].join('\n')).map((test) => test.ok), [false]);
  });

  it('write CRLF and a byte order mark on request', () => {
    assert.equal(parseSuite(['# A', fence('python crlf bom', 'x', 'y')].join('\n'))[0]!.files[0]!.text, '\ufeffx\r\ny\r\n');
  });

  it('keep shorter fences inside longer ones', () => {
    assert.equal(parseSuite(['# A', '````python', '```', '````'].join('\n'))[0]!.files[0]!.text, '```\n');
  });

  const refused: readonly [string, string][] = [
    ['an open fence', '# A\n```python\nx'],
    ['a fence before any heading', fence('python', 'x')],
    ['an unknown block', `# A\n${fence('rnus', 'x')}`],
    ['an unknown word after the language', `# A\n${fence('python clrf', 'x')}`],
    ['a fence that needs a name', `# A\n${fence('toml', 'x')}`],
    ['two files of one name', `# A\n${fence('python', 'x')}\n${fence('python', 'x')}`],
    ['a name without a fence', '# A\n`a.py`:\nprose'],
    ['a name at the very end', '# A\n`a.py`:'],
    ['unknown configuration', `# A\n${fence('config', 'persona: curious')}`],
    ['a block without files', `# A\n${fence('runs', 'x')}`],
  ];
  for (const [what, markdown] of refused) it(`refuse ${what}`, () => assert.throws(() => parseSuite(markdown), SuiteError));
});
