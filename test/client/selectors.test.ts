/** Which documents are copies of others: nothing is said of them, for it would be said twice. */
import { strictEqual } from 'node:assert';
import { URI } from 'vscode-uri';
import { isCopy } from '../../client/src/selectors';

describe('documents that are copies', () => {
  for (const [uri, expected] of [
    ['git:/project/setup.py?ref', true],
    ['vscode-bulkeditpreview-editor:/project/setup.py', true],
    ['vscode-notebook-cell:/project/build.ipynb#W0', true],
    ['file:///project/setup.py', false],
    ['untitled:Untitled-1', false],
    ['vscode-vfs://github/owner/project/setup.py', false],
    ['vscode-remote://host/project/setup.py', false],
  ] as const) {
    it(`${uri}: ${expected ? 'a copy' : 'looked at'}`, () => strictEqual(isCopy(URI.parse(uri)), expected));
  }
});
