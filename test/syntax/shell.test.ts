/** Readers of shell text take any text, come to an end, and point into it. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readPowerShell } from '../../server/src/syntax/shell/powershell';
import { readShell, type Script, type Word } from '../../server/src/syntax/shell/script';
import { shellText } from './shell-texts';

const inside = (whole: string, start: number, end: number): void => assert.ok(start >= 0 && start <= end && end <= whole.length, `${start}-${end} of ${whole.length}`);

function checkWord(whole: string, word: Word): void {
  assert.equal(word.offsets.length, word.text.length);
  for (const offset of word.offsets) inside(whole, offset, offset + 1);
  for (const { from, to, script } of word.expansions) {
    inside(word.text, from, to);
    if (script) checkScript(whole, script);
  }
}

function checkScript(whole: string, script: Script): void {
  for (const { commands } of script) {
    assert.notEqual(commands.length, 0);
    for (const { start, end, assignments, words, redirects, input, group } of commands) {
      inside(whole, start, end);
      for (const word of [...assignments.map(({ value }) => value), ...words, ...redirects.map(({ target }) => target), ...(input ? [input] : [])]) checkWord(whole, word);
      if (group) checkScript(whole, group);
    }
  }
}

describe('shell text', () => {
  for (const dialect of ['posix', 'cmd'] as const) {
    it(`of any kind is read, as ${dialect}`, () => fc.assert(fc.property(shellText, (whole) => checkScript(whole, readShell(whole, dialect))), { numRuns: 3_000 }));
  }

  it('of any kind is read, as PowerShell', () => {
    fc.assert(fc.property(shellText, (whole) => {
      let last = 0;
      for (const statement of readPowerShell(whole)) {
        inside(whole, statement.start, statement.end);
        assert.ok(statement.start >= last, 'statements follow each other');
        last = statement.end;
        for (const token of statement.tokens) {
          inside(whole, token.start, token.end);
          checkWord(whole, token);
        }
      }
    }), { numRuns: 3_000 });
  });

  it('that nests deeply is read', () => {
    for (const open of ['(', '$(', '`', '"$(', '<(', 'a <(', '<<A\n', '{', '@"\n', "$'"]) {
      const whole = open.repeat(5_000);
      checkScript(whole, readShell(whole));
      checkScript(whole, readShell(whole, 'cmd'));
      for (const { start, end } of readPowerShell(whole)) inside(whole, start, end);
    }
  });
});
