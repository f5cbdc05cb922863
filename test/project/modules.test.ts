/** Module names to files, as Python's import system finds them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileSetOf } from '../../server/src/base/fileset';
import { importedFiles, resolveModule, searchPathFrom } from '../../server/src/project/modules';

const filesOf = (...paths: string[]) => fileSetOf(Object.fromEntries(paths.map((path) => [path, ''])));

describe('modules', () => {
  it('finds modules and packages along the search path, in its order', () => {
    const files = filesOf('a.py', 'src/a/__init__.py', 'src/b/__init__.py', 'src/b/c.py', 'tools/b.py');
    const find = (name: string, ...path: string[]) => resolveModule(files, 'setup.py', name, 0, path);
    assert.equal(find('a', '', 'src'), 'a.py');
    assert.equal(find('a', 'src', ''), 'src/a/__init__.py');
    assert.equal(find('b.c', '', 'src', 'tools'), 'src/b/c.py');
    assert.equal(find('b', 'tools', 'src'), 'tools/b.py');
    assert.equal(find('b.c', 'tools', 'src'), undefined);
    assert.equal(find('os', '', 'src'), undefined);
  });

  it('prefers a package to a module of the same name in the same folder', () => {
    assert.equal(resolveModule(filesOf('a.py', 'a/__init__.py'), '', 'a', 0, ['']), 'a/__init__.py');
  });

  it('looks through namespace packages, which any package or module on the path beats', () => {
    const files = filesOf('one/ns/x.py', 'two/ns/y.py', 'three/ns/__init__.py', 'three/ns/z.py');
    assert.equal(resolveModule(files, '', 'ns.y', 0, ['one', 'two']), 'two/ns/y.py');
    assert.equal(resolveModule(files, '', 'ns.x', 0, ['one', 'three']), undefined);
    assert.equal(resolveModule(files, '', 'ns.z', 0, ['one', 'three']), 'three/ns/z.py');
    assert.equal(resolveModule(files, '', 'ns', 0, ['one', 'two']), undefined);
  });

  it('resolves relative imports against the importing file', () => {
    const files = filesOf('p/__init__.py', 'p/x.py', 'p/q/__init__.py', 'p/q/r.py', 'top.py');
    const from = (path: string, name: string, level: number) => resolveModule(files, path, name, level, ['']);
    assert.equal(from('p/q/r.py', 'x', 2), 'p/x.py');
    assert.equal(from('p/q/__init__.py', 'r', 1), 'p/q/r.py');
    assert.equal(from('p/q/r.py', '', 1), 'p/q/__init__.py');
    assert.equal(from('p/q/r.py', '', 2), 'p/__init__.py');
    assert.equal(from('p/q/r.py', 'top', 3), 'top.py');
    assert.equal(from('p/q/r.py', 'top', 4), undefined);
    assert.equal(from('p/q/r.py', '', 3), undefined);
  });

  it('lists every file that an import executes, outermost package first', () => {
    const files = filesOf('src/a/__init__.py', 'src/a/b/__init__.py', 'src/a/b/c.py', 'n/s/m.py');
    assert.deepEqual(importedFiles(files, '', 'a.b.c', 0, ['', 'src']), ['src/a/__init__.py', 'src/a/b/__init__.py', 'src/a/b/c.py']);
    assert.deepEqual(importedFiles(files, '', 'n.s.m', 0, ['']), ['n/s/m.py']);
    assert.deepEqual(importedFiles(files, '', 'a.missing', 0, ['src']), []);
  });

  it('knows files that are listed but not read', () => {
    const files = fileSetOf({ 'a.py': { kind: 'listed' }, 'b.py': { kind: 'unreadable', reason: 'too large' } });
    assert.deepEqual(['a', 'b'].map((name) => resolveModule(files, '', name, 0, [''])), ['a.py', 'b.py']);
  });

  it('starts the search beside the outermost package, as for scripts and test modules', () => {
    const files = filesOf('pkg/tests/__init__.py', 'pkg/tests/deep/__init__.py', 'pkg/tests/deep/test_x.py', 'setup.py');
    assert.deepEqual(searchPathFrom(files, 'pkg/tests/deep/test_x.py', ['', 'src']), ['pkg', '', 'src']);
    assert.deepEqual(searchPathFrom(files, 'setup.py', ['', 'src']), ['', 'src']);
  });

  it('answers for any name with an existing file or nothing', () => {
    const files = filesOf('a.py', 'a/__init__.py', 'a/b.py', 'src/c/d.py', '..py', 'x/.py');
    const name = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '.', '..', '/', '', '__proto__', 'é'), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(fc.property(name, fc.nat(4), fc.constantFrom('a.py', 'a/b.py', '', 'src/c/d.py'), (dotted, level, from) => {
      const path = resolveModule(files, from, dotted, level, ['', 'src']);
      assert.ok(path === undefined || files.get(path) !== undefined);
    }), { numRuns: 500 });
    assert.equal(resolveModule(files, '', 'a.'.repeat(20_000), 0, ['']), undefined);
  });
});
