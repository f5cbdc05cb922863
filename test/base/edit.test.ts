/** Edits that are applied together: which may, and what comes out. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applyEdits, areDisjoint, composeEdits, type TextEdit } from '../../server/src/base/edit';

const edit = (start: number, end: number, newText = '_'): TextEdit => ({ span: { start, end }, newText });

describe('edits', () => {
  const table: readonly [what: string, edits: readonly TextEdit[], disjoint: boolean][] = [
    ['none', [], true],
    ['one', [edit(0, 3)], true],
    ['two apart', [edit(0, 1), edit(2, 3)], true],
    ['two that touch', [edit(0, 2), edit(2, 3)], true],
    ['two that share a character', [edit(0, 2), edit(1, 3)], false],
    ['one inside another', [edit(0, 9), edit(3, 4)], false],
    ['one inside another, and a third after it', [edit(0, 9), edit(3, 4), edit(5, 6)], false],
    ['the same twice', [edit(0, 2), edit(0, 2)], false],
    ['two insertions at one place', [edit(2, 2), edit(2, 2)], false],
    ['two insertions apart', [edit(2, 2), edit(3, 3)], true],
    ['an insertion within a replacement', [edit(0, 4), edit(2, 2)], false],
    ['an insertion where a replacement starts', [edit(2, 4), edit(2, 2)], false],
    ['an insertion where a replacement ends', [edit(2, 4), edit(4, 4)], false],
    ['an insertion right before a replacement', [edit(2, 4), edit(1, 1)], true],
  ];
  for (const [what, edits, disjoint] of table) {
    it(`${disjoint ? 'may be' : 'may not be'} ${what}`, () => {
      assert.equal(areDisjoint(edits), disjoint);
      assert.equal(areDisjoint([...edits].reverse()), disjoint);
      if (disjoint) applyEdits('0123456789', edits);
      else assert.throws(() => applyEdits('0123456789', edits), RangeError);
    });
  }

  it('refer to the text before', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, ''), edit(0, 1, 'AAA'), edit(2, 2, '-')]), 'AAAb-cdf');
  });

  /** A text cut into pieces, some of which are replaced; pieces that stay lie between insertions and their neighbours. */
  const piece = fc.record({ old: fc.string({ minLength: 1, maxLength: 4 }), replaced: fc.boolean(), newText: fc.string({ maxLength: 4 }) });
  it('replace pieces and leave the others alone, in whatever order they come', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (pieces, order) => {
      let at = 0;
      const edits: TextEdit[] = [];
      for (const { old, replaced, newText } of pieces) {
        if (replaced) edits.push(edit(at, at + old.length, newText));
        at += old.length;
      }
      const shuffled = edits.map((one) => ({ one, key: order.next().value! })).sort((a, b) => a.key - b.key).map(({ one }) => one);
      const text = pieces.map(({ old }) => old).join('');
      assert.ok(areDisjoint(shuffled));
      assert.equal(applyEdits(text, shuffled), pieces.map(({ old, replaced, newText }) => (replaced ? newText : old)).join(''));
    }));
  });

  it('are composed: at once the same as one after the other', () => {
    const text = fc.string({ maxLength: 16 });
    /** Edits on a text of some length, made disjoint by leaving out what collides. */
    const some = fc.array(fc.tuple(fc.nat(18), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 5 });
    const fitting = (length: number, wishes: readonly (readonly [number, number, string])[]): TextEdit[] => wishes.reduce<TextEdit[]>((all, [start, size, newText]) => {
      const next = [...all, edit(Math.min(start, length), Math.min(start + size, length), newText)];
      return areDisjoint(next) ? next : all;
    }, []);
    fc.assert(fc.property(text, some, some, (before, firstWishes, secondWishes) => {
      const first = fitting(before.length, firstWishes);
      const between = applyEdits(before, first);
      const second = fitting(between.length, secondWishes);
      const both = composeEdits(first, second);
      assert.ok(areDisjoint(both));
      assert.equal(applyEdits(before, both), applyEdits(between, second));
    }), { numRuns: 2000 });
    assert.deepEqual(composeEdits([edit(2, 3, 'xyz')], [edit(0, 0, '!'), edit(3, 4, '')]), [edit(0, 0, '!'), edit(2, 3, 'xz')]);
    assert.deepEqual(composeEdits([edit(4, 4, 'new')], [edit(4, 7, '')]), [], 'what was put in and taken out again was never there');
  });

  it('are disjoint exactly when no place is claimed twice', () => {
    // A replacement claims its characters and the gaps at both ends, a gap for one replacement on each side; an insertion claims its gap whole.
    const claims = ({ span: { start, end } }: TextEdit): string[] => (start === end
      ? [`left of ${start}`, `right of ${start}`]
      : [`right of ${start}`, `left of ${end}`, ...Array.from({ length: end - start - 1 }, (_, i) => [`left of ${start + 1 + i}`, `right of ${start + 1 + i}`]).flat()]);
    const edits = fc.array(fc.tuple(fc.nat(8), fc.nat(3)).map(([start, length]) => edit(start, start + length)), { maxLength: 4 });
    fc.assert(fc.property(edits, (some) => {
      const all = some.flatMap(claims);
      assert.equal(areDisjoint(some), new Set(all).size === all.length);
    }), { numRuns: 1000 });
  });
});
