/** Highlighting of suppression comments. */
import assert from 'node:assert/strict';
import { fixture, textsIn, tokenAt, tokenize } from './grammar';

const RULE = 'entity.name.tag.rule.buildglass';
const REASON = 'markup.italic.reason.buildglass';
const KEYWORD = 'keyword.control.ignore.buildglass';

describe('highlighting of suppression comments', () => {
  it('names keyword, rules and reason in a comment that follows code', async () => {
    const [, line] = await tokenize('source.python', fixture('suppressions.py'));
    assert.deepEqual(textsIn([line!], KEYWORD), ['ignore']);
    assert.deepEqual(textsIn([line!], 'keyword.other.tool.buildglass'), ['buildglass']);
    assert.deepEqual(textsIn([line!], RULE), ['shell-command', 'dynamic-import']);
    assert.deepEqual(textsIn([line!], REASON), ['runs on our machines only']);
  });

  it('keeps it a comment', async () => {
    const lines = await tokenize('source.python', fixture('suppressions.py'));
    assert.ok(tokenAt(lines, 1, 'shell-command').scopes.includes('comment.line.number-sign.suppression.buildglass'));
    assert.ok(tokenAt(lines, 2, '#').scopes.includes('comment.line.number-sign.suppression.buildglass'));
  });

  it('takes it without blanks, and after another comment', async () => {
    const lines = await tokenize('source.python', fixture('suppressions.py'));
    assert.deepEqual(textsIn([lines[2]!], RULE), ['shell-command']);
    assert.deepEqual(textsIn([lines[3]!], RULE), ['process-signal']);
    assert.deepEqual(textsIn([lines[3]!], REASON), ['the worker is ours']);
  });

  it('leaves what suppresses nothing as it is: no reason, no rule, a string', async () => {
    const lines = (await tokenize('source.python', fixture('suppressions.py'))).slice(4);
    assert.deepEqual(lines.flat().flatMap((token) => token.scopes).filter((scope) => scope.endsWith('.buildglass')), []);
  });

  it('highlights TOML, after a value and on a line of its own', async () => {
    const lines = await tokenize('source.toml', fixture('pyproject.toml'));
    assert.deepEqual(textsIn(lines, RULE), ['in-tree-backend', 'in-tree-backend']);
    assert.deepEqual(textsIn(lines, REASON), ['written by us', 'written by us']);
    assert.deepEqual(textsIn([lines[5]!], KEYWORD), []);
  });

  it('highlights TOML where comments are matched with the blanks before them', async () => {
    const lines = await tokenize('source.toml', fixture('pyproject.toml'), { host: 'greedy-toml.json' });
    assert.deepEqual(textsIn(lines.slice(0, 5), REASON), ['written by us', 'written by us']);
    const others = await tokenize('source.toml', 'a = 1  # buildglass: ignore[in-tree-backend]', { host: 'greedy-toml.json' });
    assert.deepEqual(textsIn(others, 'comment.line.number-sign.toml'), ['# buildglass: ignore[in-tree-backend]']);
  });

  it('leaves the lines that follow as they are', async () => {
    const text = 'f(a.b,  # buildglass: ignore[shell-command] fine\n  c.d)\nx = y.z  # buildglass: ignore[shell-command] fine\nw = 1';
    const lines = await tokenize('source.python', text);
    const without = await tokenize('source.python', text, { injected: false });
    assert.deepEqual(textsIn(lines, REASON), ['fine', 'fine']);
    assert.deepEqual([lines[1], lines[3]], [without[1], without[3]]);
  });

  it('highlights setup.cfg', async () => {
    const lines = await tokenize('source.ini', '[metadata]\n# buildglass: ignore[attribute-import] only literals there\nversion = attr: pkg.version');
    assert.deepEqual(textsIn(lines, RULE), ['attribute-import']);
    assert.deepEqual(textsIn(lines, REASON), ['only literals there']);
  });
});
