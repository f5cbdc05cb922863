/** Links and commands in what people read: they hold, and the check notices when they do not. */
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProse } from './prose';
import { projectSources, ROOT } from './sources';

describe('prose', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  it('links to files and commands that exist', () => {
    assert.deepEqual(checkProse(projectSources(), (path) => existsSync(join(ROOT, path)), Object.keys(scripts)), []);
  });
  const check = (path: string, text: string): readonly string[] => checkProse(new Map([[path, text]]), (file) => file === 'docs/a.md', ['test']);
  it('is refused with a link that leads nowhere', () => {
    assert.deepEqual(check('docs/b.md', '[a](a.md) [b](a.md#x) [c](https://example.org) [d](#y)'), []);
    assert.equal(check('b.md', '[a](a.md)').length, 1);
  });
  it('is refused with a command that does not exist', () => {
    assert.deepEqual(check('b.md', 'npm test; npm run test'), []);
    assert.equal(check('b.md', 'npm start').length, 1);
    assert.equal(check('x.mjs', 'npm run bench').length, 1);
  });
});
