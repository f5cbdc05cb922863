/** Command lines into words, as a POSIX shell quotes them. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { splitCommands } from '../../server/src/syntax/shell/words';

describe('splitCommands', () => {
  const table: readonly [line: string, commands: string[][]][] = [
    ['', []], ['   \t', []], ['make', [['make']]], ['  make   install\t-j 2 ', [['make', 'install', '-j', '2']]],
    ["echo 'a  b' \"c d\"", [['echo', 'a  b', 'c d']]], ["a'b'\"c\"d", [['abcd']]], ["echo ''", [['echo', '']]], ['""', [['']]],
    [String.raw`echo a\ b \"c\' \\`, [['echo', 'a b', '"c\'', '\\']]], [String.raw`echo "a\"b" "\$x" "\\" "\n"`, [['echo', 'a"b', '$x', '\\', String.raw`\n`]]],
    [String.raw`echo 'a\'b`, [['echo', String.raw`a\b`]]], [String.raw`cd C:\tools\bin`, [['cd', String.raw`C:\tools\bin`]]],
    ['python -c "import os" && rm -f x', [['python', '-c', 'import os'], ['rm', '-f', 'x']]], ['a;b ; c', [['a'], ['b'], ['c']]], ['a | b || c & d', [['a'], ['b'], ['c'], ['d']]],
    ['(cd x; make)', [['cd', 'x'], ['make']]], ['a\nb\n\nc', [['a'], ['b'], ['c']]], [';;&&', []], ["echo ';' \"&& |\"", [['echo', ';', '&& |']]], [String.raw`echo a\;b`, [['echo', 'a;b']]],
    ["echo 'open", [['echo', 'open']]], ['echo "open', [['echo', 'open']]], ['echo "a\\', [['echo', 'a\\']]], ['echo \\', [['echo', '\\']]],
    ['CC=gcc make "X=a b"', [['CC=gcc', 'make', 'X=a b']]], ["a 'line 1\nline 2'", [['a', 'line 1\nline 2']]],
  ];
  for (const [line, commands] of table) it(JSON.stringify(line), () => assert.deepEqual(splitCommands(line), commands));

  const words = fc.array(fc.array(fc.string({ unit: fc.constantFrom(...'ab "\'\\;&|()$\n\t') }), { minLength: 1, maxLength: 4 }), { maxLength: 4 });
  it('takes single quotes by the letter', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`;
    fc.assert(fc.property(words, (commands) => assert.deepEqual(splitCommands(commands.map((command) => command.map(quote).join(' ')).join(' && ')), commands)));
  });
  it('takes double quotes with their escapes', () => {
    const quote = (word: string): string => `"${word.replace(/["\\$`]/g, '\\$&')}"`;
    fc.assert(fc.property(words, (commands) => assert.deepEqual(splitCommands(commands.map((command) => command.map(quote).join(' ')).join(';')), commands)));
  });
});
