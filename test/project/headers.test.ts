/** The comment at the top of single-file scripts, read as TOML: places are those of the file, whatever stands around it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileSetOf } from '../../server/src/base/fileset';
import { headerText, mayHaveHeader, readHeaders } from '../../server/src/project/headers';
import { get, type TomlString } from '../../server/src/syntax/toml/document';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from '../syntax/toml-parsers';

describe('headers of scripts', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });

  const read = (text: string) => readHeaders(parsers, fileSetOf({ 'x.py': text }), ['x.py']).get('x.py')?.document;

  it('have the places of the file, with any text around them and any line ends', () => {
    const around = fc.array(fc.constantFrom('x = 1', '', '# comment', '#', '# ///', '"""', 'é😀'), { maxLength: 5 });
    fc.assert(fc.property(around, around, fc.constantFrom('\n', '\r\n'), fc.constantFrom('a', 'b[c]>=1', 'ü'), (before, after, end, name) => {
      const text = [...before, '', '# /// script', '# # comment', '#', `# dependencies = ["${name}"]`, '# ///', '', ...after].join(end);
      const value = get(read(text)!, ['dependencies', 0])?.value as TomlString;
      assert.equal(value.value, name);
      assert.equal(text.slice(value.contentSpan.start, value.contentSpan.end), name);
    }));
  });

  it('end at the last closing line of their comment, and are nothing without one', () => {
    assert.ok(get(read('# /// script\n# a = """\n# ///\n# """\n# b = 1\n# ///\n')!, ['b']));
    for (const text of ['# /// script\n# a = 1\n', '# /// script\n# a = 1\n\n# ///\n', '# /// script\na = 1\n# ///\n', ' # /// script\n # ///\n', '#/// script\n# ///\n', '# /// scripts\n# ///\n']) assert.equal(read(text), undefined, text);
  });

  it('are never a surprise', () => {
    const parts = fc.array(fc.constantFrom('# /// script', '# ///', '\n', '\r', '# ', '#', 'a = ', '"', '[', '\u0000', '\ufeff', ' '), { maxLength: 30 });
    fc.assert(fc.property(parts, (all) => {
      const text = all.join('');
      const header = headerText({ kind: 'text', text });
      if (header !== undefined) assert.ok(header.length <= text.length && [...header].every((one, at) => one === ' ' || one === text[at]));
      read(text);
    }));
  });

  it('of the same text are the same documents', () => {
    const first = readHeaders(parsers, fileSetOf({ 'x.py': '# /// script\n# a = 1\n# ///\n' }), ['x.py']);
    assert.equal(readHeaders(parsers, fileSetOf({ 'x.py': '# /// script\n# a = 1\n# ///\nx = 2\n' }), ['x.py'], first), first);
    assert.notEqual(readHeaders(parsers, fileSetOf({ 'x.py': '# /// script\n# a = 2\n# ///\n' }), ['x.py'], first), first);
  });

  it('are looked for where projects keep scripts', () => {
    assert.deepEqual(['x.py', 'tools/x.py', '.github/scripts/x.py', 'pkg/x.py', 'tools/a/x.py', 'x.pyi'].map(mayHaveHeader), [true, true, true, false, false, false]);
  });
});
