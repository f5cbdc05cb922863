/** What setuptools and flit read without executing, as their own tests decide. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testFlitModule, testSetuptoolsAttr } from '../../server/src/project/static-tests';
import type { Parsers } from '../../server/src/syntax/parser';
import { parsePython } from '../../server/src/syntax/python/parse';
import { loadParsers } from '../../server/src/platform/node-grammars';

describe('static tests of backends', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const attr = (text: string, name = 'V') => testSetuptoolsAttr(parsePython(parsers, text), name);

  describe('setuptools attr', () => {
    const literals = [
      '"1.0"', "'a' 'b'", '"""x\ny"""', 'r"x"', 'b"x"', '1', '-1', '+1.5', '0', '0x1f', '1_000', '1j', '1 + 2j', '-1.5 - 2j', 'None', 'True', '...', '()', '(1,)', '1, 2', '[1, [2]]', '{1, "a"}',
      '{"a": 1, 2: [3]}', '{}', 'set()', '("x"\n  "y")',
    ];
    for (const literal of literals) it(`takes ${JSON.stringify(literal)} as it is`, () => assert.equal(attr(`V = ${literal}\n`), 'static'));

    const calls = ['f()', 'x', 'a.b', '"a" + x', '1 + 2', '1j + 2j', '"a" + "b"', '[x]', '{**x}', '{"a": f()}', 'f"{x}"', 'f"1"', 'not 1', '~1', '- -1', '-True', '"a" % 1', '2 ** 3', 'x if y else z', '[i for i in ()]', 'lambda: 1', '"a".upper()', 'set([1])', 'a[0]', '(*x,)'];
    for (const call of calls) it(`runs the module for ${JSON.stringify(call)}`, () => assert.equal(attr(`V = ${call}\n`), 'runs'));

    it('leaves open what it does not read as Python 3 does', () => {
      for (const text of ['V = 010\n', 'V = 10L\n', 'V = "a" f"b"\n', 'V = ("1")\nx = (\n']) assert.equal(attr(text), 'unknown', text);
      assert.equal(testSetuptoolsAttr(undefined, 'V'), 'unknown');
    });

    it('looks at the first top-level assignment to the name alone', () => {
      assert.equal(attr('V: str = "1"\n'), 'static');
      assert.equal(attr('A = V = "1"\n'), 'static');
      assert.equal(attr('x = f()\nV = "1"\nV = f()\n'), 'static');
      assert.equal(attr('V = f()\nV = "1"\n'), 'runs');
      assert.equal(attr('V: str\nV = "1"\n'), 'static');
      for (const text of ['', 'if 1:\n    V = "1"\n', 'try:\n    V = "1"\nfinally:\n    pass\n', 'class A:\n    V = "1"\n', 'V, W = "1", "2"\n', 'V += "1"\n', 'x.V = "1"\n', 'from a import V\n', 'def V(): pass\n']) {
        assert.equal(attr(text), 'runs', text);
      }
    });

    it('finds the names of its own object without looking at the module', () => {
      for (const name of ['name', 'spec', 'module']) assert.equal(attr('', name), 'static');
    });
  });

  describe('flit', () => {
    const both = { version: true, description: true };
    const flit = (text: string, fields = both) => testFlitModule(parsePython(parsers, text), fields);

    it('takes a docstring and a version that are literals', () => {
      assert.equal(flit('"""A."""\n__version__ = "1"\n'), 'static');
      assert.equal(flit('# c\n"""A."""\nimport os\nx = __version__ = "1"\nos.x()\n'), 'static');
      assert.equal(flit('__version__ = "1"\n', { version: true, description: false }), 'static');
      assert.equal(flit('"""A."""\n', { version: false, description: true }), 'static');
      assert.equal(flit('', { version: false, description: false }), 'static');
    });

    it('imports the module for anything else', () => {
      for (const text of ['__version__ = "1"\n', '"""A."""\n', '""\n__version__ = "1"\n', '"""A."""\n__version__ = ""\n', '"""A."""\n__version__ = f()\n', 'f"""A."""\n__version__ = "1"\n', '"""A."""\nif 1:\n    __version__ = "1"\n', 'x = 1\n"""A."""\n__version__ = "1"\n']) {
        assert.equal(flit(text), 'runs', text);
      }
    });

    it('leaves open where its releases differ', () => assert.equal(flit('"""A."""\n__version__: str = "1"\n'), 'unknown'));
  });

  it('answer for any text', () => {
    const piece = fc.constantFrom('V', '__version__', ' = ', ': str', '"1"', "'''", 'f', '(', ')', '[', ']', '\n', '    ', 'if x:', '+', '1', '\\', '#');
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const module = parsePython(parsers, pieces.join(''));
      assert.ok(['static', 'runs', 'unknown'].includes(testSetuptoolsAttr(module, 'V')));
      assert.ok(['static', 'runs', 'unknown'].includes(testFlitModule(module, { version: true, description: true })));
    }));
  });
});
