/** Highlighting of build files that backend tests keep in strings. */
import assert from 'node:assert/strict';
import { fixture, textsIn, tokenAt, tokenize, type Token } from './grammar';

const SCRIPT = 'meta.embedded.block.setup-script.python';
const CONFIG = 'meta.embedded.block.project-config.toml';

describe('highlighting of embedded build files', () => {
  let lines: Token[][];
  before(async () => {
    lines = await tokenize('source.python', fixture('backend_test.py'));
  });

  it("highlights Python in 'setup.py': DALS(\"\"\"…\"\"\")", () => {
    const name = tokenAt(lines, 4, '__import__');
    assert.ok(name.scopes.includes(SCRIPT));
    assert.ok(name.scopes.includes('support.function.builtin.python'));
    assert.ok(!name.scopes.some((scope) => scope.startsWith('string.')));
  });

  it('keeps the scopes of the key, the quotes and the call', () => {
    assert.ok(tokenAt(lines, 2, 'setup.py').scopes.includes('string.quoted.single.python'));
    assert.ok(tokenAt(lines, 2, ':').scopes.includes('punctuation.separator.dict.python'));
    assert.ok(tokenAt(lines, 2, 'DALS').scopes.includes('meta.function-call.generic.python'));
    for (const line of [3, 6]) assert.ok(tokenAt(lines, line, '"""').scopes.includes('string.quoted.multi.python'));
  });

  it('highlights suppressions in there', () => {
    assert.deepEqual(textsIn([lines[5]!], 'entity.name.tag.rule.buildglass'), ['dynamic-import']);
  });

  it('takes a string that follows the key directly, with its first and last line', () => {
    assert.deepEqual(textsIn(lines.slice(13, 15), SCRIPT), ['import os', 'import sys']);
    assert.ok(tokenAt(lines, 14, 'import').scopes.includes('keyword.control.import.python'));
  });

  it('ends with the string, whatever the script leaves open', () => {
    assert.ok(tokenAt(lines, 16, 'class').scopes.includes(SCRIPT));
    assert.ok(tokenAt(lines, 18, '"""').scopes.includes('string.quoted.multi.python'));
    assert.ok(!tokenAt(lines, 18, ',').scopes.includes(SCRIPT));
  });

  it('leaves other files, other strings and names as they are', async () => {
    const without = await tokenize('source.python', fixture('backend_test.py'), { injected: false });
    for (const line of [10, 30]) assert.deepEqual(lines[line], without[line]);
    for (const line of [19, 20]) assert.deepEqual(textsIn([lines[line]!], SCRIPT), []);
    assert.ok(tokenAt(lines, 19, 'import os').scopes.includes('string.quoted.single.python'));
  });

  it('highlights TOML in pyproject.toml', () => {
    assert.deepEqual(textsIn(lines.slice(21, 26), CONFIG).map((text) => text.trim()), ['[build-system]', 'requires = []', '']);
    assert.deepEqual(tokenAt(lines, 24, 'requires').scopes.filter((scope) => scope.endsWith('.toml')), [CONFIG, 'variable.other.key.toml']);
  });

  it('leaves the rest of the file as it is without the extension', async () => {
    const text = fixture('backend_test.py');
    const without = await tokenize('source.python', text, { injected: false });
    assert.deepEqual(lines.slice(27), without.slice(27));
    assert.deepEqual(lines.slice(0, 2), without.slice(0, 2));
  });
});
