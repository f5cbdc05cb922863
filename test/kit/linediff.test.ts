/** The difference of two texts as suites write it. */
import { strict as assert } from 'node:assert';
import { lineDiff } from './linediff';

describe('line differences', () => {
  it('are empty for equal texts', () => assert.equal(lineDiff('a\nb\n', 'a\nb\n'), ''));
  it('show changes with two lines around', () => {
    assert.equal(lineDiff('1\n2\n3\n4\n5\n6\n', '1\n2\n3\nfour\n5\n6\n'), ' 2\n 3\n-4\n+four\n 5\n 6\n');
  });
  it('mark what they leave out', () => {
    assert.equal(lineDiff('a\n1\n2\n3\n4\n5\nb\n', 'A\n1\n2\n3\n4\n5\nB\n'), '-a\n+A\n 1\n 2\n@@\n 4\n 5\n-b\n+B\n');
  });
  it('show insertion and removal at the ends', () => {
    assert.equal(lineDiff('', 'a\n'), '+a\n');
    assert.equal(lineDiff('a\nb\n', 'b\n'), '-a\n b\n');
  });
  it('write empty unchanged lines as empty lines', () => assert.equal(lineDiff('a\n\nb\n', 'a\n\nc\n'), ' a\n\n-b\n+c\n'));
});
