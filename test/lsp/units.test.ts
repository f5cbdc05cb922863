/** Small pieces whose mistakes would show far away: addresses of files, the places of texts, the parts of titles. */
import { deepStrictEqual, strictEqual } from 'node:assert';
import { LineIndex } from '../../server/src/base/text';
import { partsOf } from '../../server/src/findings/fix';
import { TextPlaces } from '../../server/src/lsp/convert';
import { canonical, canonicalFolder, childOf, parentOf, pathBelow } from '../../server/src/lsp/uris';

describe('addresses', () => {
  it('of one file are one, however they are spelled', () => {
    strictEqual(canonical('file:///C:/projects/a%20b.py'), canonical('file:///c%3A/projects/a b.py'));
    strictEqual(canonicalFolder('file:///home/me/'), canonicalFolder('file:///home/me'));
  });

  it('give the path below a folder, and only below', () => {
    strictEqual(pathBelow('file:///home/me', 'file:///home/me/s%C3%A4tze/%F0%9F%90%8D.py'), 'sätze/🐍.py');
    strictEqual(pathBelow('file:///home/me', 'file:///home/meshop/a.py'), undefined);
    strictEqual(pathBelow('file:///home/me', 'untitled:/home/me/a.py'), undefined);
    strictEqual(pathBelow('file:///', 'file:///a.py'), 'a.py');
    strictEqual(pathBelow('file:///home/me', canonical(childOf('file:///home/me', 'a #?%/b.py'))), 'a #?%/b.py');
  });

  it('lead upwards and end at the top', () => {
    const seen: string[] = [];
    for (let uri = parentOf('file:///a/b/c.py'); uri !== undefined; uri = parentOf(uri)) seen.push(uri);
    deepStrictEqual(seen, ['file:///a/b', 'file:///a', 'file:///']);
    strictEqual(parentOf('untitled:Untitled-1'), undefined);
  });
});

describe('titles of unsafe fixes', () => {
  for (const [title, ...parts] of [
    ['Set only `A`', 'Set only `A`'],
    ['Start `make` without a shell: a missing program raises', 'Start `make` without a shell', 'a missing program raises'],
    ['Keep `a: b`, whole', 'Keep `a: b`, whole'],
    ['Keep `a: b`: the rest goes: all of it', 'Keep `a: b`', 'the rest goes: all of it'],
    ['Allow only `tides:tool`: check the name', 'Allow only `tides:tool`', 'check the name'],
    ['Read a:b', 'Read a:b'],
    ['Ends with `one', 'Ends with `one'],
  ] as const) {
    it(`${title} → ${parts.join(' | ')}`, () => deepStrictEqual(Object.values(partsOf(title)), parts));
  }
});

describe('places', () => {
  const text = '\uFEFFa🐍\r\nb\rc\n';

  it('hide a byte order mark on the first line only', () => {
    const places = new TextPlaces(new LineIndex(text), true);
    for (const [offset, line, character] of [[1, 0, 0], [2, 0, 1], [4, 0, 3], [6, 1, 0], [8, 2, 0], [10, 3, 0]] as const) {
      deepStrictEqual(places.position(offset), { line, character });
      strictEqual(places.offset({ line, character }), offset);
    }
    deepStrictEqual(places.position(0), { line: 0, character: 0 });
  });

  it('are as in the text when the editor shows the mark', () => {
    deepStrictEqual(new TextPlaces(new LineIndex(text), false).position(2), { line: 0, character: 2 });
  });

  it('beyond the text are at its end', () => {
    const places = new TextPlaces(new LineIndex(text), true);
    strictEqual(places.offset({ line: 0, character: 99 }), 4);
    strictEqual(places.offset({ line: 99, character: 0 }), text.length);
  });
});
