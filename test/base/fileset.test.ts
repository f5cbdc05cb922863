/** Paths of a project, and the file set that tests and one-off analyses use. */
import { strict as assert } from 'node:assert';
import { baseName, fileSetOf, folderOf, joinPath, textFile } from '../../server/src/base/fileset';

describe('joinPath', () => {
  const table: readonly [folder: string, relative: string, result: string | undefined][] = [
    ['', 'setup.py', 'setup.py'], ['a', 'b', 'a/b'], ['a/b', 'c/d', 'a/b/c/d'], ['a', './b', 'a/b'], ['./a/', '/b//c/', 'a/b/c'], ['', '', ''], ['a', '.', 'a'],
    ['a', '..', ''], ['a/b', '../c', 'a/c'], ['a/b', '../../c', 'c'], ['a', 'b/../c', 'a/c'], ['a', 'b/..', 'a'],
    ['', '..', undefined], ['a', '../..', undefined], ['a', '../../a', undefined], ['', 'a/../../b', undefined],
    ['a\\b', '..\\c', 'a/c'], ['', 'a\\..\\..\\b', undefined], ['a', '...', 'a/...'], ['a', '..b', 'a/..b'], ['a b', 'é', 'a b/é'],
  ];
  for (const [folder, relative, result] of table) {
    it(`${JSON.stringify(folder)} + ${JSON.stringify(relative)} ${result === undefined ? 'leaves the project' : `is ${JSON.stringify(result)}`}`, () => assert.equal(joinPath(folder, relative), result));
  }
});

describe('paths', () => {
  const table: readonly [path: string, folder: string, name: string][] = [['setup.py', '', 'setup.py'], ['a/b/c.py', 'a/b', 'c.py'], ['a/', 'a', ''], ['', '', '']];
  for (const [path, folder, name] of table) {
    it(`${JSON.stringify(path)} is ${JSON.stringify(name)} in ${JSON.stringify(folder)}`, () => {
      assert.equal(folderOf(path), folder);
      assert.equal(baseName(path), name);
    });
  }
});

describe('fileSetOf', () => {
  const files = fileSetOf({ 'b.py': 'b', 'B.py': textFile('B', 'a note'), 'a/c.py': { kind: 'listed' } });
  it('sorts by code unit', () => assert.deepEqual(files.paths(), ['B.py', 'a/c.py', 'b.py']));
  it('gives each content', () => {
    assert.deepEqual(files.get('b.py'), { kind: 'text', text: 'b' });
    assert.deepEqual(files.get('B.py'), { kind: 'text', text: 'B', note: 'a note' });
    assert.deepEqual(files.get('a/c.py'), { kind: 'listed' });
  });
  it('knows no other file', () => assert.deepEqual(['a', 'c.py', 'constructor', ''].map((path) => files.get(path)), [undefined, undefined, undefined, undefined]));
});
