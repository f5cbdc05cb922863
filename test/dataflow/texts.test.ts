/** Operations on texts keep for each character where it came from; the model is the list of characters. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { concat, dedent, hole, mapCharacters, occurrences, slice, textShape, without } from '../../server/src/dataflow/texts';
import { literalText, unknown } from '../../server/src/dataflow/value';
import { charactersOf, partsOf, shapeOf } from './characters';
import DEDENTED from './dedent.json';

const parts = partsOf(fc.string({ maxLength: 6 }));

describe('texts', () => {
  it('read as the pieces they are made of', () => {
    fc.assert(fc.property(parts, (some) => {
      const text = some.map((part) => part.text).join('');
      assert.equal(literalText(shapeOf(some)), text);
      assert.equal(charactersOf(shapeOf(some)).length, text.length);
    }));
  });

  it('are sliced with their places', () => {
    fc.assert(fc.property(parts, fc.nat(40), fc.nat(40), (some, from, to) => {
      const shape = shapeOf(some);
      assert.deepEqual(charactersOf(slice(shape, from, to)!), charactersOf(shape).slice(from, to));
    }));
  });

  it('are joined with their places', () => {
    fc.assert(fc.property(fc.array(parts, { maxLength: 4 }), (several) => {
      const shapes = several.map((some) => shapeOf(some));
      assert.deepEqual(charactersOf(concat(...shapes)), shapes.flatMap(charactersOf));
    }));
  });

  it('lose what is cut out, and only that', () => {
    const bounds = fc.array(fc.nat(36), { maxLength: 6 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(fc.property(parts, bounds, (some, sorted) => {
      const shape = shapeOf(some);
      const all = charactersOf(shape);
      const cuts = Array.from({ length: sorted.length >> 1 }, (_, i) => ({ start: Math.min(sorted[2 * i]!, all.length), end: Math.min(sorted[2 * i + 1]!, all.length) }));
      const kept = [...cuts, { start: all.length, end: all.length }].map(({ start }, i) => all.slice(cuts[i - 1]?.end ?? 0, start));
      assert.deepEqual(without(shape, cuts).map(charactersOf), kept);
      const replaced = kept.flatMap((one, i) => (i === 0 ? one : ['-@900', ...one]));
      assert.deepEqual(without(shape, cuts, shapeOf([{ text: '-', start: 900 }])).flatMap(charactersOf), replaced);
    }));
  });

  it('change letter by letter in their places', () => {
    const shape = shapeOf([{ text: 'ab', start: 5 }, { text: 'c' }]);
    assert.deepEqual(charactersOf(mapCharacters(shape, (text) => text.toUpperCase())!), ['A@5', 'B@6', 'C']);
  });
  it('refuse changes of length', () => {
    assert.equal(mapCharacters(shapeOf([{ text: 'ß' }]), (text) => text.toUpperCase()), undefined);
    assert.equal(mapCharacters(shapeOf([{ text: 'ab' }, { text: 'c', start: 1 }]), (text) => `${text}.`), undefined);
  });

  it('with a hole are neither sliced, mapped nor dedented, but joined', () => {
    const shape = concat(shapeOf([{ text: 'a', start: 1 }]), hole(unknown));
    assert.deepEqual(charactersOf(shape), ['a@1', '?']);
    assert.deepEqual([literalText(shape), slice(shape, 0, 1), mapCharacters(shape, (text) => text), dedent(shape)], [undefined, undefined, undefined, undefined]);
  });

  it('stay bytes', () => {
    const bytes = shapeOf([{ text: ' a' }], true);
    assert.deepEqual([slice(bytes, 0, 1)!.bytes, mapCharacters(bytes, (text) => text)!.bytes, dedent(bytes)!.bytes, concat(shapeOf([{ text: 'a' }]), bytes).bytes, textShape([]).bytes], [true, true, true, true, false]);
  });

  it('are searched from left to right, without overlaps', () => {
    assert.deepEqual(occurrences('aaaaa', 'aa'), [{ start: 0, end: 2 }, { start: 2, end: 4 }]);
    assert.deepEqual(occurrences('a-b-c', '-', 1), [{ start: 1, end: 2 }]);
    assert.deepEqual([occurrences('abc', ''), occurrences('', 'a'), occurrences('abc', 'd')], [[], [], []]);
  });
});

describe('dedent', () => {
  // Texts and what textwrap.dedent of CPython 3.11 makes of them. Blanks other than spaces and tabs are left out: versions differ in them.
  for (const [text, dedented] of DEDENTED as [string, string][]) {
    it(`${JSON.stringify(text)} becomes ${JSON.stringify(dedented)}`, () => assert.equal(literalText(dedent(shapeOf([{ text }]))!), dedented));
  }

  it('keeps the place of each character that stays', () => {
    const lines = partsOf(fc.string({ unit: fc.constantFrom(' ', ' ', '\t', '\n', 'a', 'b'), maxLength: 8 }));
    fc.assert(fc.property(lines, (some) => {
      const shape = shapeOf(some);
      // What stays is a subsequence of what was there, in order, places included.
      const all = charactersOf(shape);
      let at = 0;
      for (const character of charactersOf(dedent(shape)!)) {
        at = all.indexOf(character, at) + 1;
        assert.ok(at > 0, character);
      }
    }));
  });
  it('points into the literal behind the margin', () => {
    assert.deepEqual(charactersOf(dedent(shapeOf([{ text: '  a\n    b\n', start: 10 }]))!), ['a@12', '\n@13', ' @16', ' @17', 'b@18', '\n@19']);
  });
});
