/** Excerpts of any text: they fit, they cannot drive the terminal, and the carets stand under the span. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../server/src/base/text';
import { excerpt, oneLine, type ExcerptPaint } from '../../server/src/report/excerpt';
import { cellsOf, visible, widthOf } from '../../server/src/report/visible';

const bare: ExcerptPaint = { gutter: (text) => text, context: (text) => text, caret: (text) => text };

/** What source looks like, and what it should not. */
const nasty = fc.array(fc.constantFrom('a', 'bc ', '\t', '\n', '\r\n', '\r', '世', '😀', '👩‍👩‍👧', '🇩🇪', 'é', '\u0301', '\x1b[2J', '\x07', '\u202e', '\u200b', '\ufeff', '\ud800', '\u{e0041}', '\u2028', '\x9b', 'x'.repeat(70)), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('excerpts', () => {
  it('fit into any width and hold nothing that a terminal obeys', () => {
    fc.assert(fc.property(nasty, fc.nat(200), fc.nat(200), fc.integer({ min: 40, max: 120 }), (text, a, b, width) => {
      const span = { start: Math.min(a, b, text.length), end: Math.min(Math.max(a, b), text.length) };
      const source = { text, lines: new LineIndex(text) };
      const lines = [...excerpt(source, span, width, bare), oneLine(source, span, width)];
      for (const line of lines) {
        assert.ok(widthOf(line) <= width, `${widthOf(line)} > ${width}: ${line}`);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cs}\u200b\u202e\u2028\ufeff\u{e0041}]/u);
      }
      assert.ok(lines.some((line) => /│ *\^+$/.test(line)), 'there is a caret');
    }), { numRuns: 500 });
  });

  it('put the carets exactly under the span when everything fits', () => {
    const part = fc.constantFrom('a', 'ab ', '世界', '😀', '\x1b', '\t', 'é');
    fc.assert(fc.property(fc.array(part, { maxLength: 4 }), part, fc.array(part, { maxLength: 4 }), (before, inside, after) => {
      const text = `x${before.join('')}${inside}${after.join('')}x`;
      const start = 1 + before.join('').length;
      const lines = excerpt({ text, lines: new LineIndex(text) }, { start, end: start + inside.length }, 200, bare);
      const columns = (cut: string): number => cellsOf(cut).reduce((sum, cell) => sum + cell.width, 0);
      assert.equal(lines[1], `     │ ${' '.repeat(columns(text.slice(0, start)))}${'^'.repeat(columns(inside))}`);
    }));
  });

  it('mark an empty span, also at the end of the file', () => {
    for (const [text, at] of [['', 0], ['ab', 2], ['ab\n', 3]] as const) {
      const lines = excerpt({ text, lines: new LineIndex(text) }, { start: at, end: at }, 80, bare);
      assert.match(lines.at(-1)!, /│ *\^$/);
    }
  });
});

describe('visible text', () => {
  it('leaves ordinary text alone, in any script', () => {
    for (const text of ['plain', 'größe', '世界', 'مرحبا', '👩‍👩‍👧', '❤️', 'e\u0301', 'नमस्ते']) assert.equal(visible(text), text);
  });

  it('spells out what hides, reorders or controls', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['\x00', '<U+0000>'], ['\x7f', '<U+007F>'], ['\n', '<U+000A>'], ['\t', '<U+0009>'], ['\u200d', '<U+200D>'], ['a\u200db', 'a<U+200D>b'], ['\u3164', '<U+3164>'],
      ['\u00a0', '<U+00A0>'], ['\u{e0100}', '<U+E0100>'], ['\udc00', '<U+DC00>'], ['\u2067', '<U+2067>'], ['😀\u{e0041}', '😀<U+E0041>'], ['a\ufe0f', 'a<U+FE0F>'],
    ];
    for (const [text, shown] of cases) assert.equal(visible(text), shown);
  });
});
