/** What the client reads on behalf of the server, and what it refuses. */
import assert from 'node:assert/strict';
import { URI } from 'vscode-uri';
import { readFile, readFolder, type Editor } from '../../client/src/files';

const FILE = 1;
const FOLDER = 2;
const LINK = 64;

class FileError extends Error {
  constructor(readonly code: string) {
    super(`${code} (a message for developers)`);
  }
}

/** A virtual workspace at `memory:/project`, and a place outside that must stay unread. */
const FILES = new Map<string, Uint8Array>([
  ['/project/setup.py', Buffer.from('import os\n')],
  ['/project/all-bytes.bin', Uint8Array.from({ length: 70_000 }, (_, i) => i % 256)],
  ['/secret', Buffer.from('secret')],
]);

function editor(overrides: Partial<Editor['fs']> = {}): Editor {
  return {
    parse: (uri) => URI.parse(uri, true),
    isInWorkspace: (uri) => uri.scheme === 'memory' && uri.path.startsWith('/project/'),
    fs: {
      stat: async (uri) => {
        const bytes = FILES.get(uri.path);
        if (uri.path === '/project/src') return { type: FOLDER, size: 0, ctime: 0, mtime: 0 };
        if (bytes === undefined) throw new FileError('FileNotFound');
        return { type: FILE, size: bytes.byteLength, ctime: 0, mtime: 0 };
      },
      readFile: async (uri) => FILES.get(uri.path)!,
      readDirectory: async (uri) => {
        if (uri.path !== '/project/src') throw new FileError('FileNotADirectory');
        return [['é.py', FILE], ['a.py', FILE | LINK], ['Z', FOLDER], ['loop', FOLDER | LINK], ['socket', 0]];
      },
      ...overrides,
    },
  };
}

const read = (uri: string, maximumBytes = 100_000) => readFile(editor(), { uri, maximumBytes });

describe('reading for the server', () => {
  it('gives the bytes of a file in base64', async () => {
    assert.deepEqual(await read('memory:/project/setup.py'), { base64: Buffer.from('import os\n').toString('base64') });
    const large = await read('memory:/project/all-bytes.bin');
    assert.ok('base64' in large);
    assert.deepEqual(new Uint8Array(Buffer.from(large.base64, 'base64')), FILES.get('/project/all-bytes.bin'));
  });

  it('refuses what is outside the workspace, also when the path only looks as if it were inside', async () => {
    const outside = { reason: 'is outside the workspace' };
    for (const uri of ['memory:/secret', 'file:///project/setup.py', 'memory:/project/../secret', 'memory:/project/%2e%2e/secret',
      'memory:/project/..%5csecret', 'no scheme', '']) {
      assert.deepEqual(await read(uri), outside, uri);
      assert.deepEqual(await readFolder(editor(), { uri }), outside, uri);
    }
  });

  it('says why a file cannot be had', async () => {
    assert.deepEqual(await read('memory:/project/missing.py'), { reason: 'does not exist' });
    assert.deepEqual(await read('memory:/project/src'), { reason: 'is a folder' });
    const refused = editor({ stat: async () => { throw new FileError('NoPermissions'); } });
    assert.deepEqual(await readFile(refused, { uri: 'memory:/project/setup.py', maximumBytes: 9 }), { reason: 'may not be read: no permission' });
  });

  it('refuses a file that is too large, before it reads it', async () => {
    const never = editor({ readFile: async () => assert.fail('was read') });
    assert.deepEqual(await readFile(never, { uri: 'memory:/project/setup.py', maximumBytes: 9 }), { reason: 'is too large: 10 bytes, where 9 are read' });
    assert.ok('base64' in await read('memory:/project/setup.py', 10));
  });

  it('refuses a file that turns out too large', async () => {
    const unknown = editor({ stat: async () => ({ type: FILE, size: 0, ctime: 0, mtime: 0 }) });
    assert.deepEqual(await readFile(unknown, { uri: 'memory:/project/setup.py', maximumBytes: 9 }), { reason: 'is too large: 10 bytes, where 9 are read' });
  });

  it('lists a folder sorted, with links to folders as other', async () => {
    assert.deepEqual(await readFolder(editor(), { uri: 'memory:/project/src' }), {
      entries: [
        { name: 'Z', kind: 'folder' },
        { name: 'a.py', kind: 'file' },
        { name: 'loop', kind: 'other' },
        { name: 'socket', kind: 'other' },
        { name: 'é.py', kind: 'file' },
      ],
    });
    assert.deepEqual(await readFolder(editor(), { uri: 'memory:/project/setup.py' }), { reason: 'is not a folder' });
  });
});
