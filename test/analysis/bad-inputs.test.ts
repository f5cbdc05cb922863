/** Bad input ends without an exception, is said where it was not read, and does not hide what follows it. */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { decodeSource } from '../../server/src/syntax/python/encoding';
import { BAD_INPUTS } from './bad-inputs';
import { projectOf } from './snippets';

describe('bad input', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const [title, { content, whole, tail }] of Object.entries(BAD_INPUTS)) {
    it(`${title}: ${whole ? 'read' : 'not read, and said'}${tail ? ', and what follows is found' : ''}`, () => {
      const project = projectOf(parsers);
      project.set('setup.py', decodeSource(content, 'setup.py'));
      const { files, findings } = project.snapshot().report();
      const gaps = findings.filter((finding) => finding.rule === 'not-analysed');
      assert.equal(findings.some((finding) => finding.rule === 'process-start' && finding.message.includes('`TAIL`')), tail);
      assert.deepEqual(files.map((file) => file.complete), [whole]);
      assert.equal(gaps.length > 0, !whole);
      for (const { message, persona } of gaps) {
        assert.match(message, /^Not analysed/);
        assert.equal(persona, 'regular', 'a gap is told to everybody');
      }
    });
  }

  it('of many broken places tells the first, and how many more there are', () => {
    const { findings } = projectOf(parsers, { 'pyproject.toml': 'a=['.repeat(2_000) }).snapshot().report();
    assert.equal(findings.filter((finding) => finding.rule === 'not-analysed').length, 100);
    assert.deepEqual(findings.filter((finding) => finding.message.includes('more places')).map((finding) => finding.message), ['Not analysed: this is not TOML, and 1899 more places behind it cannot be read']);
  });

  it('in one file does not touch the others', () => {
    const project = projectOf(parsers, { 'conftest.py': 'import os\nos.system(os.environ["A"])\n' });
    project.set('setup.py', { kind: 'unreadable', reason: 'it is a folder, not a file' });
    const { findings, files } = project.snapshot().report();
    assert.deepEqual(findings.filter((finding) => finding.path === 'setup.py').map((finding) => finding.rule), ['not-analysed']);
    assert.ok(findings.some((finding) => finding.path === 'conftest.py' && finding.rule === 'process-start'));
    assert.deepEqual(files.map((file) => [file.path, file.complete]), [['conftest.py', true], ['setup.py', false]]);
  });
});
