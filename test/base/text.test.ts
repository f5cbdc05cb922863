/** Lines and columns of offsets, and back, for every kind of line end. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { contains, LineIndex, overlaps, span } from '../../server/src/base/text';

/** Texts made of what matters: line ends, letters, a character of two code units. */
const texts = fc.array(fc.constantFrom('\n', '\r', '\r\n', 'a', 'b ', '\t', '😀', 'é'), { maxLength: 30 }).map((parts) => parts.join(''));

/** Where the lines after the first start, by the definition of a line end. */
const startsAfterFirst = (text: string): number[] => [...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length);

describe('LineIndex', () => {
  const table: readonly [text: string, lines: readonly string[]][] = [
    ['', ['']], ['a', ['a']], ['a\n', ['a', '']], ['a\nb', ['a', 'b']], ['a\r\nb', ['a', 'b']], ['a\rb', ['a', 'b']], ['\r\r\n\n', ['', '', '', '']],
    ['a\n\rb', ['a', '', 'b']], ['a\r', ['a', '']], ['a\r\n', ['a', '']], ['a\r\rb\r\nc\nd', ['a', '', 'b', 'c', 'd']], ['a\u2028b\fc\vd', ['a\u2028b\fc\vd']],
  ];
  for (const [text, lines] of table) {
    it(`splits ${JSON.stringify(text)}`, () => {
      const index = new LineIndex(text);
      assert.deepEqual(Array.from({ length: index.lineCount }, (_, line) => index.lineSpan(line)).map(({ start, end }) => text.slice(start, end)), lines);
    });
  }

  it('counts as the example in its header does', () => {
    const index = new LineIndex('a = 1\r\nb');
    assert.deepEqual([0, 1].map((line) => index.lineSpan(line)), [span(0, 5), span(7, 8)]);
  });

  it('counts columns in UTF-16 code units', () => assert.deepEqual(new LineIndex('x\n😀b').locate(4), { line: 1, column: 2 }));

  it('clamps offsets outside the text', () => {
    const index = new LineIndex('ab\ncd');
    assert.deepEqual([-1, 0, 5, 6, Infinity].map((offset) => index.locate(offset)), [
      { line: 0, column: 0 }, { line: 0, column: 0 }, { line: 1, column: 2 }, { line: 1, column: 2 }, { line: 1, column: 2 },
    ]);
  });

  it('clamps places outside the text, and columns to their line', () => {
    const index = new LineIndex('ab\r\ncd\n');
    const at = (line: number, column: number): number => index.offset({ line, column });
    assert.deepEqual([at(-1, 5), at(0, -1), at(0, 2), at(0, 3), at(0, 99), at(1, 99), at(2, 0), at(2, 1), at(3, 0)], [0, 0, 2, 2, 2, 6, 7, 7, 7]);
    assert.deepEqual(index.lineSpan(7), span(7, 7));
  });

  it('locates as counting by hand does', () => {
    fc.assert(fc.property(texts, fc.nat(40), (text, wanted) => {
      const offset = Math.min(wanted, text.length);
      // Between \r and \n one is still on the line that they end together.
      const before = startsAfterFirst(text).filter((start) => start <= offset);
      assert.deepEqual(new LineIndex(text).locate(offset), { line: before.length, column: offset - (before.at(-1) ?? 0) });
    }));
  });

  it('finds every offset again, but for the middle of a CRLF, which becomes the end of its line', () => {
    fc.assert(fc.property(texts, (text) => {
      const index = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const inside = text[offset - 1] === '\r' && text[offset] === '\n';
        assert.equal(index.offset(index.locate(offset)), inside ? offset - 1 : offset);
      }
    }));
  });
});

describe('spans', () => {
  it('contain what lies within, ends included', () => {
    const inner: readonly [start: number, end: number, contained: boolean][] = [[2, 5, true], [3, 4, true], [2, 2, true], [5, 5, true], [1, 3, false], [4, 6, false], [6, 6, false]];
    for (const [start, end, contained] of inner) assert.equal(contains(span(2, 5), span(start, end)), contained, `${start}–${end}`);
  });
  it('overlap when they share a character or touch', () => {
    const others: readonly [start: number, end: number, touching: boolean][] = [[0, 1, false], [0, 2, true], [3, 4, true], [0, 9, true], [5, 9, true], [6, 9, false]];
    for (const [start, end, touching] of others) {
      assert.equal(overlaps(span(2, 5), span(start, end)), touching, `${start}–${end}`);
      assert.equal(overlaps(span(start, end), span(2, 5)), touching, `${start}–${end}, turned round`);
    }
  });
});
