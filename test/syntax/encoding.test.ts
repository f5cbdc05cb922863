/** Bytes → text, as Python reads source files. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { decodeSource } from '../../server/src/syntax/python/encoding';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array, path = 'setup.py'): string => {
  const content = decodeSource(bytes, path);
  assert.ok(content.kind === 'text', JSON.stringify(content));
  return content.text;
};
const noteOf = (bytes: Uint8Array, path = 'setup.py'): string => {
  const content = decodeSource(bytes, path);
  return content.kind === 'text' ? content.note ?? '' : content.kind === 'unreadable' ? content.reason : '';
};

describe('decoding', () => {
  it('reads UTF-8 without a word', () => assert.deepEqual(decodeSource(utf8('x = "é😀"\n'), 'setup.py'), { kind: 'text', text: 'x = "é😀"\n' }));
  it('reads all of Unicode back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const content = `x${text.replaceAll('\0', '').replace(/[\ud800-\udfff]/gu, '?')}`;
      assert.deepEqual(decodeSource(utf8(content), 'setup.cfg'), { kind: 'text', text: content });
    }));
  });
  it('keeps the byte order mark as a character', () => assert.equal(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa'));
  it('reads a text that holds the replacement character', () => assert.deepEqual(decodeSource(utf8('"\ufffd é"'), 'setup.py'), { kind: 'text', text: '"\ufffd é"' }));

  describe('obeys the cookie', () => {
    it('of Latin-1, without a word', () => {
      for (const name of ['latin-1', 'latin1', 'iso-8859-1', 'ISO_8859-1', 'cp1252', 'l1']) {
        assert.deepEqual(decodeSource(latin1(`# -*- coding: ${name} -*-\nx = "\xe9"\n`), 'setup.py'), { kind: 'text', text: `# -*- coding: ${name} -*-\nx = "é"\n` }, name);
      }
    });
    it('in the second line', () => assert.match(textOf(latin1('#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\nx = "\xe9"\n')), /é/));
    it('in the second line, below a blank one', () => assert.match(textOf(latin1('\n# coding=latin-1\nx = "\xe9"\n')), /é/));
    it('not below code', () => assert.match(noteOf(latin1('x = 1\n# coding: koi8-r\ny = "\xe9"\n')), /not valid utf-8/));
    it('not in the third line', () => assert.match(noteOf(latin1('#\n#\n# coding: koi8-r\ny = "\xe9"\n')), /not valid utf-8/));
    it('not in a string', () => assert.match(noteOf(latin1('"# coding: koi8-r \xe9"\n')), /not valid utf-8/));
    it('not in files of other languages', () => assert.equal(textOf(utf8('# coding: utf-7\nx = +AGE-'), 'setup.cfg'), '# coding: utf-7\nx = +AGE-'));
    it('not against a byte order mark', () => assert.equal(textOf(utf8('\ufeff# coding: utf-7\n+AGE-\n')), '\ufeff# coding: utf-7\n+AGE-\n'));
  });

  it('reveals what UTF-7 hides, and says so', () => {
    const bytes = utf8('# coding: utf-7\n+AGUAeABlAGM-("x")\n');
    assert.match(textOf(bytes), /\nexec\("x"\)\n/);
    assert.match(noteOf(bytes), /unusual encoding "utf-7"/);
  });
  it('says that a codec is not known', () => assert.match(noteOf(utf8('# coding: made-up\nx\n')), /"made-up" is not known here; it was read as UTF-8/));
  it('does not repeat what it was told to print', () => assert.match(noteOf(utf8('# coding: x.-_y\nx\n')), /"x\.--y" is not known/));
  it('says that bytes are not UTF-8', () => {
    assert.equal(textOf(latin1('x = "\xe9"\n')), 'x = "é"\n');
    assert.match(noteOf(latin1('x = "\xe9"\n')), /not valid utf-8; it was read as Latin-1/);
  });

  describe('of nulls', () => {
    it('refuses what is mostly binary', () => assert.match(noteOf(new Uint8Array(100)), /not text/));
    it('reads a text with one of them', () => assert.equal(textOf(utf8(`x = 1\0${'# '.padEnd(100)}`)).length, 106));
  });
  it('reads nothing', () => assert.deepEqual(decodeSource(new Uint8Array(), 'setup.py'), { kind: 'text', text: '' }));
  it('is total', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('a.py', 'a.toml'), (bytes, path) => {
      assert.ok(['text', 'unreadable'].includes(decodeSource(bytes, path).kind));
    }));
  });
});
