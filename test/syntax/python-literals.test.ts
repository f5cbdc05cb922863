/** Values of literals, and the way back from each character of a value to its place in the source. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import type { Expr, Str } from '../../server/src/syntax/python/ast';
import { cookText, numberValue, sourceOffset, stringPrefix } from '../../server/src/syntax/python/literals';
import { parsePython } from '../../server/src/syntax/python/parse';

describe('literals', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const valueOf = (source: string): Expr => {
    const module = parsePython(parsers, `x = ${source}\n`);
    assert.deepEqual(module.problems, []);
    const [statement] = module.units[0]!.statements;
    assert.ok(statement?.kind === 'Assign' && statement.value);
    return statement.value;
  };
  const str = (source: string): Str => {
    const value = valueOf(source);
    assert.ok(value.kind === 'Str');
    return value;
  };
  const textOf = (value: Str): string => value.parts.map((part) => (part.kind === 'text' ? part.cooked : '{}')).join('');

  describe('of text', () => {
    const table: readonly [source: string, value: string][] = [
      ["''", ''], ['""""""', ''], ["'a'", 'a'], ['"""a"b"""', 'a"b'], ["'a\"b'", 'a"b'], ["u'a'", 'a'], ["R'a'", 'a'],
      [String.raw`'\n\t\\\'\"\a\0'`, '\n\t\\\'"\x07\0'], [String.raw`'\x41\101\u0042\U00000043'`, 'AABC'], [String.raw`'\777'`, '\u01ff'], [String.raw`'\18'`, '\x018'], [String.raw`'\d\ '`, '\\d\\ '],
      [String.raw`'\U0001F600'`, '😀'], [String.raw`'\xg'`, '\\xg'], [String.raw`'\N{BULLET}.'`, '\ufffd.'], [String.raw`'\N{LATIN SMALL LETTER e}\N{full stop}\N{DIGIT SEVEN}\N{REVERSE SOLIDUS}'`, 'e.7\\'], ["'a\\\nb'", 'ab'], ["'a\\\r\nb'", 'ab'], ["'''a\r\nb'''", 'a\nb'],
      [String.raw`r'\n'`, '\\n'], [String.raw`r'\\'`, '\\\\'], [String.raw`r'\''`, "\\'"], [String.raw`r"""\\"""`, '\\\\'], [String.raw`'\\'`, '\\'], [String.raw`'\\\\'`, '\\\\'], [String.raw`rf'\{1}'`, '\\{}'],
      ["f'{{}}'", '{}'], ["f'a{{{1}}}b'", 'a{{}}b'], ["'{{}}'", '{{}}'], ["'a' \"b\" '''c'''", 'abc'], ["'a' f'{1}'", 'a{}'],
    ];
    for (const [source, value] of table) it(source.replace(/\r/g, '␍').replace(/\n/g, '␊'), () => assert.equal(textOf(str(source)), value));
  });

  describe('of bytes', () => {
    const table: readonly [source: string, value: string][] = [
      ["b'a'", 'a'], [String.raw`b'\xff\377'`, '\xff\xff'], [String.raw`b'\u0041'`, '\\u0041'], [String.raw`b'\N{X}'`, '\\N{X}'], [String.raw`Rb'\x'`, '\\x'], [String.raw`bR'\\'`, '\\\\'], ["b'a' b'b'", 'ab'],
    ];
    for (const [source, value] of table) {
      it(source, () => {
        assert.equal(str(source).bytes, true);
        assert.equal(textOf(str(source)), value);
      });
    }
    it("'a' is no bytes", () => assert.equal(str("'a'").bytes, false));
  });

  describe('of numbers', () => {
    const table: readonly [source: string, value: bigint | number][] = [
      ['0', 0n], ['10', 10n], ['1_000', 1000n], ['0x1F', 31n], ['0Xf_f', 255n], ['0o17', 15n], ['0b101', 5n], ['017', 15n], ['0L', 0n], ['10L', 10n], ['0777L', 511n], ['00', 0n], ['09', 9n],
      ['1.5', 1.5], ['.5', 0.5], ['1.', 1], ['1e3', 1000], ['1_0.5e-1_0', 1.05e-9], ['2j', 2], ['1e400', Infinity], [`${'9'.repeat(50)}`, BigInt('9'.repeat(50))],
    ];
    for (const [source, value] of table) it(source, () => assert.equal(numberValue(source), value));
    it('1e5j is imaginary, 0x5l is long', () => assert.deepEqual([numberValue('1e5j'), numberValue('0x5l')], [100_000, 5n]));
    it('nothing else is a number', () => assert.ok(Number.isNaN(numberValue('0xzz'))));
  });

  it('prefixes are read', () => {
    assert.deepEqual(stringPrefix('Rb"""'), { raw: true, bytes: true, format: false });
    assert.deepEqual(stringPrefix("fR'"), { raw: true, bytes: false, format: true });
    assert.deepEqual(stringPrefix('"'), { raw: false, bytes: false, format: false });
  });

  it('each character of a value leads back to where it is written', () => {
    const piece = fc.constantFrom(...['a', 'é', '😀', '\\n', '\\x41', '\\101', '\\u00e9', '\\\n', '\\\\', "\\'", '{{', '}}', '\r\n', '\\d', ' '].map((source) => ({ source })));
    const prefix = fc.record({ raw: fc.boolean(), bytes: fc.boolean(), format: fc.boolean() });
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), prefix, fc.nat(9), (pieces, letters, start) => {
      // Cooked one by one, each piece says what it is worth; put together they must say the same, at their places.
      const whole = pieces.map(({ source }) => source).join('');
      const part = cookText(whole, start, start + whole.length, letters);
      let source = start;
      let cooked = 0;
      for (const one of pieces) {
        const value = cookText(one.source, 0, one.source.length, letters).cooked;
        if (value.length > 0) assert.equal(sourceOffset(part, cooked), source, `at ${cooked} of ${JSON.stringify(whole)}`);
        assert.equal(part.cooked.slice(cooked, cooked + value.length), value);
        source += one.source.length;
        cooked += value.length;
      }
      assert.equal(part.cooked.length, cooked);
      assert.equal(sourceOffset(part, cooked), source);
    }));
  });

  it('spans enclose what stands between the quotes', () => {
    for (const [source, ...texts] of [["'abc'", 'abc'], ['rb"""x"""', 'x'], [String.raw`r'\\'`, '\\\\'], ["f'a{b}c'", 'a', 'c'], ["'a' 'b'", 'a', 'b'], ["''", '']] as const) {
      const module = `x = ${source}\n`;
      assert.deepEqual(str(source).parts.flatMap((part) => (part.kind === 'text' ? [module.slice(part.start, part.end)] : [])), texts);
    }
  });
});
