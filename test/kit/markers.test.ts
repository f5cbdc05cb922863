/** Reading markers: what each form refers to, and which forms are refused. */
import { strict as assert } from 'node:assert';
import { readMarkers, SuiteError } from './markers';

describe('markers', () => {
  it('are taken out of the text, with the places they refer to kept', () => {
    const { text, markers, suiteLines } = readMarkers(['a()  # finding: [one]', '# source: environment', 'b("x")', '#  ^^^ finding: [two] "why"', 'c'], 10);
    assert.equal(text, 'a()\nb("x")\nc\n');
    assert.deepEqual(suiteLines, [10, 12, 14]);
    assert.deepEqual(markers.map(({ kind, line, columns, rule, text: words, suiteLine }) => ({ kind, line, columns, rule, words, suiteLine })), [
      { kind: 'finding', line: 0, columns: undefined, rule: 'one', words: undefined, suiteLine: 10 },
      { kind: 'source', line: 1, columns: undefined, rule: undefined, words: 'environment', suiteLine: 11 },
      { kind: 'finding', line: 1, columns: { start: 3, end: 6 }, rule: 'two', words: 'why', suiteLine: 13 },
    ]);
  });

  it('can share a line', () => {
    const { markers } = readMarkers(['x = f(y)  # source: file # reveal: x = ? {file}  # finding: [r] "a # b"'], 1);
    assert.deepEqual(markers.map((marker) => [marker.kind, marker.text]), [['source', 'file'], ['reveal', 'x = ? {file}'], ['finding', 'a # b']]);
  });

  it('include the column of # when a caret follows it directly', () => {
    const { markers } = readMarkers(['abc', '#^^ finding: [r]', '# ^ finding: [r]', '#^> finding: [r]'], 1);
    assert.deepEqual(markers.map((marker) => marker.columns), [{ start: 0, end: 3 }, { start: 2, end: 3 }, { start: 0 }]);
  });

  it('leave ordinary comments alone', () => {
    assert.equal(readMarkers(['x  # buildglass: ignore[r] reason  # finding: [r]', '# plain'], 1).text, 'x  # buildglass: ignore[r] reason\n# plain\n');
  });

  const refused: readonly [string, readonly string[]][] = [
    ['a rule without brackets', ['x  # finding: rule']],
    ['text without quotes', ['x  # finding: [rule] text']],
    ['a kind left out', ['x  # source:']],
    ['a reveal without a value', ['x  # reveal: name']],
    ['nothing to refer to below', ['x', '# finding: [rule]']],
    ['nothing to refer to above', ['#  ^^ finding: [rule]', 'x']],
    ['carets behind code', ['x  #  ^^ finding: [rule]']],
  ];
  for (const [what, lines] of refused) it(`refuse ${what}`, () => assert.throws(() => readMarkers(lines, 1), SuiteError));
});
