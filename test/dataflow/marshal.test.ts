/** The reader of marshalled objects: right about what CPython wrote, total on everything else. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { codesIn, type Item, readMarshal, textsIn } from '../../server/src/dataflow/decoders/marshal';
import { ask, hasPython } from './encoders';

/**
 * The same small program, compiled and dumped by several versions of CPython:
 *
 *     import os
 *
 *     class A(object):
 *         def run(self, x):
 *             return os.path.join(x, "inner")
 *
 *     def f(y, z=("t", 1.5, 2 ** 80)):
 *         return [w for w in eval(y)]
 *
 *     f("outer")
 */
const DUMPS: Readonly<Record<string, string>> = {
  '2.7.18': 'YwAAAAAAAAAABAAAAEAAAABzRQAAAGQAAGQBAGwAAFoAAGQCAGUBAGYBAGQDAIQAAIMAAFlaAgBkBABkBQBkCgBmAwBkCACEAQBaAwBlAwBkCQCDAQABZAEAUygLAAAAaf////9OdAEAAABBYwAAAAAAAAAAAQAAAEIAAABzEQAAAGUAAFoBAGQAAIQAAFoCAFJTKAEAAABjAgAAAAIAAAADAAAAQwAAAHMTAAAAdAAAagEAagIAfAEAZAEAgwIAUygCAAAATnQFAAAAaW5uZXIoAwAAAHQCAAAAb3N0BAAAAHBhdGh0BAAAAGpvaW4oAgAAAHQEAAAAc2VsZnQBAAAAeCgAAAAAKAAAAABzBAAAAHMucHl0AwAAAHJ1bgQAAABzAgAAAAABKAMAAAB0CAAAAF9fbmFtZV9fdAoAAABfX21vZHVsZV9fUgcAAAAoAAAAACgAAAAAKAAAAABzBAAAAHMucHlSAAAAAAMAAABzAgAAAAYBdAEAAAB0ZwAAAAAAAPg/aQIAAABpUAAAAGMCAAAAAwAAAAMAAABDAAAAcx0AAABnAAB0AAB8AACDAQBEXQwAfQIAfAIAXgIAcQ0AUygBAAAATigBAAAAdAQAAABldmFsKAMAAAB0AQAAAHl0AQAAAHp0AQAAAHcoAAAAACgAAAAAcwQAAABzLnB5dAEAAABmBwAAAHMCAAAAAAF0BQAAAG91dGVybAYAAAAAAAAAAAAAAAAAIAAoBAAAAFICAAAAdAYAAABvYmplY3RSAAAAAFIPAAAAKAAAAAAoAAAAACgAAAAAcwQAAABzLnB5dAgAAAA8bW9kdWxlPgEAAABzBgAAAAwCFgQVAw==',
  '3.6.15': '4wAAAAAAAAAAAAAAAAQAAABAAAAAczoAAABkAGQBbABaAEcAZAJkA4QAZANlAYMDWgJkBGQFZAZkBxMAZgNmAWQIZAmEAVoDZQNkCoMBAQBkAVMAKQvpAAAAAE5jAAAAAAAAAAAAAAAAAgAAAEAAAABzFAAAAGUAWgFkAFoCZAFkAoQAWgNkA1MAKQTaAUFjAgAAAAAAAAACAAAAAwAAAEMAAABzDgAAAHQAagFqAnwBZAGDAlMAKQJOWgVpbm5lcikD2gJvc9oEcGF0aNoEam9pbikC2gRzZWxm2gF4qQByCAAAAPoEcy5wedoDcnVuBAAAAHMCAAAAAAF6BUEucnVuTikE2ghfX25hbWVfX9oKX19tb2R1bGVfX9oMX19xdWFsbmFtZV9fcgoAAAByCAAAAHIIAAAAcggAAAByCQAAAHICAAAAAwAAAHMCAAAACAFyAgAAANoBdGcAAAAAAAD4P+kCAAAA6VAAAABjAgAAAAAAAAACAAAAAwAAAEMAAABzEgAAAGQBZAKEAHQAfACDAUQAgwFTACkDTmMBAAAAAAAAAAIAAAADAAAAUwAAAHMQAAAAZwB8AF0IfQF8AZECcQRTAHIIAAAAcggAAAApAtoCLjDaAXdyCAAAAHIIAAAAcgkAAAD6CjxsaXN0Y29tcD4IAAAAcwIAAAAGAHoVZi48bG9jYWxzPi48bGlzdGNvbXA+KQHaBGV2YWwpAtoBedoBenIIAAAAcggAAAByCQAAANoBZgcAAABzAgAAAAABchcAAABaBW91dGVyKQRyAwAAANoGb2JqZWN0cgIAAAByFwAAAHIIAAAAcggAAAByCAAAAHIJAAAA2gg8bW9kdWxlPgEAAABzBgAAAAgCEAQWAw==',
  '3.8.18': '4wAAAAAAAAAAAAAAAAAAAAAEAAAAQAAAAHM6AAAAZABkAWwAWgBHAGQCZAOEAGQDZQGDA1oCZARkBWQGZAcTAGYDZgFkCGQJhAFaA2UDZAqDAQEAZAFTACkL6QAAAABOYwAAAAAAAAAAAAAAAAAAAAACAAAAQAAAAHMUAAAAZQBaAWQAWgJkAWQChABaA2QDUwApBNoBQWMCAAAAAAAAAAAAAAACAAAABAAAAEMAAABzDgAAAHQAagGgAnwBZAGhAlMAKQJOWgVpbm5lcikD2gJvc9oEcGF0aNoEam9pbikC2gRzZWxm2gF4qQByCAAAAPoEcy5wedoDcnVuBAAAAHMCAAAAAAF6BUEucnVuTikE2ghfX25hbWVfX9oKX19tb2R1bGVfX9oMX19xdWFsbmFtZV9fcgoAAAByCAAAAHIIAAAAcggAAAByCQAAAHICAAAAAwAAAHMCAAAACAFyAgAAANoBdGcAAAAAAAD4P+kCAAAA6VAAAABjAgAAAAAAAAAAAAAAAgAAAAMAAABDAAAAcxIAAABkAWQChAB0AHwAgwFEAIMBUwApA05jAQAAAAAAAAAAAAAAAgAAAAMAAABTAAAAcxAAAABnAHwAXQh9AXwBkQJxBFMAcggAAAByCAAAACkC2gIuMNoBd3IIAAAAcggAAAByCQAAANoKPGxpc3Rjb21wPggAAABzBAAAAAYAAgB6FWYuPGxvY2Fscz4uPGxpc3Rjb21wPikB2gRldmFsKQLaAXnaAXpyCAAAAHIIAAAAcgkAAADaAWYHAAAAcwIAAAAAAXIXAAAAWgVvdXRlcikEcgMAAADaBm9iamVjdHICAAAAchcAAAByCAAAAHIIAAAAcggAAAByCQAAANoIPG1vZHVsZT4BAAAAcwYAAAAIAhAEFgM=',
  '3.11.7': '4wAAAAAAAAAAAAAAAAUAAAAAAAAA81YAAACXAGQAZAFsAFoAAgBHAGQChABkA2UBpgMAAKsDAAAAAAAAAABaAmQEZAVkBmQHeggAAGYDZgFkCIQBWgMCAGUDZAmmAQAAqwEAAAAAAAAAAAEAZAFTACkK6QAAAABOYwAAAAAAAAAAAAAAAAEAAAAAAAAA8xQAAACXAGUAWgFkAFoCZAGEAFoDZAJTACkD2gFBYwIAAAAAAAAAAAAAAAQAAAADAAAA80IAAACXAHQAAAAAAAAAAAAAAGoBAAAAAAAAAACgAgAAAAAAAAAAAAAAAAAAAAAAAAAAfAFkAaYCAACrAgAAAAAAAAAAUwApAk7aBWlubmVyKQPaAm9z2gRwYXRo2gRqb2luKQLaBHNlbGbaAXhzAgAAACAg+gRzLnB52gNydW56BUEucnVuBAAAAHMYAAAAgADdDxGMd498inyYQZh30Q8n1A8n0Agn8wAAAABOKQTaCF9fbmFtZV9f2gpfX21vZHVsZV9f2gxfX3F1YWxuYW1lX19yDQAAAKkAcg4AAAByDAAAAHIEAAAAcgQAAAADAAAAcyMAAACAAIAAgACAAIAA8AIBBSjwAAEFKPAAAQUo8AABBSjwAAEFKHIOAAAAcgQAAADaAXRnAAAAAAAA+D/pAgAAAOlQAAAAYwIAAAAAAAAAAAAAAAQAAAADAAAA8zQAAACXAGQBhAB0AQAAAAAAAAAAAAB8AKYBAACrAQAAAAAAAAAARACmAAAAqwAAAAAAAAAAAFMAKQJOYwEAAAAAAAAAAAAAAAMAAAATAAAA8xIAAACXAGcAfABdBH0BfAGRAowFUwByEgAAAHISAAAAKQLaAi4w2gF3cwIAAAAgIHIMAAAA+go8bGlzdGNvbXA+ehVmLjxsb2NhbHM+LjxsaXN0Y29tcD4IAAAAcxgAAACAANALH9ALH9ALH5AhiEHQCx/QCx/QCx9yDgAAACkB2gRldmFsKQLaAXnaAXpzAgAAACAgcgwAAADaAWZyHgAAAAcAAABzHAAAAIAA2Asf0AsflXSYQZF3lHfQCx/RCx/UCx/QBB9yDgAAANoFb3V0ZXIpBHIHAAAA2gZvYmplY3RyBAAAAHIeAAAAchIAAAByDgAAAHIMAAAA+gg8bW9kdWxlPnIhAAAAAQAAAHNvAAAA8AMBAQHYAAmACYAJgAnwBAIBKPAAAgEo8AACASjwAAIBKPAAAgEoiAbxAAIBKPQAAgEo8AACASjwCAANEJATkGGYMpFn0Ase8AABASDwAAEBIPAAAQEg8AABASDwBgABAoABgCeBCoQKgAqACoAKcg4AAAA=',
  '3.13.0': '4wAAAAAAAAAAAAAAAAUAAAAAAAAA80oAAACVAFMAUwFLAHIAGAAiAFMCGgBTA1wBNQMAAAAAAAByAlMEUwVTBlMHLQgAADQDNAFTCBoAagFyA1wDIgBTCTUBAAAAAAAAIABnASkK6QAAAABOYwAAAAAAAAAAAAAAAAEAAAAAAAAA8xoAAACVAFwAcgFTAHICUwFyA1MCGgByBFMDcgVnBCkF2gFB6QMAAABjAgAAAAAAAAAAAAAABAAAAAMAAADzQgAAAJUAWwAAAAAAAAAAAFICAAAAAAAAAAAAAAAAAAAAAAAAUgUAAAAAAAAAAAAAAAAAAAAAAABVAVMBNQIAAAAAAAAkACkCTtoFaW5uZXIpA9oCb3PaBHBhdGjaBGpvaW4pAtoEc2VsZtoBeHMCAAAAICDaBHMucHnaA3J1btoFQS5ydW4EAAAAcxcAAACAANwPEY93iXePfIl8mEGYd9MPJ9AIJ/MAAAAAqQBOKQbaCF9fbmFtZV9f2gpfX21vZHVsZV9f2gxfX3F1YWxuYW1lX1/aD19fZmlyc3RsaW5lbm9fX3IOAAAA2hVfX3N0YXRpY19hdHRyaWJ1dGVzX19yEQAAAHIQAAAAcg0AAAByBAAAAHIEAAAAAwAAAHMHAAAAhgD1AgEFKHIQAAAAcgQAAADaAXRnAAAAAAAA+D/pAgAAAOlQAAAAYwIAAAAAAAAAAAAAAAQAAAADAAAA80AAAACVAFsBAAAAAAAAAABVADUBAAAAAAAAEwBWAnMCLwBzAkgEAABvIlACTQYAAAsAIABzAm4CJABzAiAAcwJuAmYAKQFOKQHaBGV2YWwpA9oBedoBetoBd3MDAAAAICAgcg0AAADaAWZyHwAAAAcAAABzHgAAAIAA3BcbmEGUd9MLH5F3kCGKQZF30Qsf0AQf+dILH3MEAAAAjgobBNoFb3V0ZXIpBHIIAAAA2gZvYmplY3RyBAAAAHIfAAAAchEAAAByEAAAAHINAAAA2gg8bW9kdWxlPnIiAAAAAQAAAHMyAAAA8AMBAQHbAAn0BAIBKIgG9AACASjwCAANEJATkGGYMpFn0Ase9AABASDxBgABAoAnhQpyEAAAAA==',
};

const names = (item: Item | undefined): Set<string> => new Set(item ? codesIn(item).flatMap((code) => code.names) : []);

describe('readMarshal', () => {
  for (const [version, dump] of Object.entries(DUMPS)) {
    it(`reads code of CPython ${version}`, () => {
      const item = readMarshal(Buffer.from(dump, 'base64').toString('latin1'));
      assert.equal(item?.kind, 'code');
      assert.deepEqual([...names(item)].filter((name) => !name.startsWith('__')).sort(), ['A', 'eval', 'f', 'join', 'object', 'os', 'path', 'run']);
      for (const text of ['inner', 'outer', 't']) assert.ok(textsIn(item!).includes(text), text);
      const codes = codesIn(item!);
      assert.deepEqual(codes.map(({ name }) => name).filter((name) => name !== '<listcomp>').sort(), ['<module>', 'A', 'f', 'run']);
      assert.ok(codes.every(({ filename }) => filename === 's.py'));
      assert.ok(codes.find(({ name }) => name === 'run')!.locals.includes('self'));
    });
  }

  it('finds the names and texts that the python3 at hand finds', function () {
    this.timeout(60_000);
    if (!hasPython) this.skip();
    const sources = [
      'x = 1', 'import a.b.c as d\nfrom e import f\nd.g.h(f, "text", b"bytes", ("in", ("tuple", None)))', 'def f(a, *b, c=1, **d):\n    """doc"""\n    global q\n    return lambda: (a, b, q.r)',
      'class K:\n    x: int = 3\n    async def m(self):\n        async with self.y as z:\n            yield z', 'exec(__import__("base64").b64decode(b"cHJpbnQoMSk="))',
      'try:\n    pass\nexcept (ValueError, OSError) as error:\n    raise SystemExit(f"{error!r:>10}") from None', 'print({1, 2.5, 3j, 10 ** 30, -7, ..., True}, "é" * 300, "\\ud800")', '',
      `x = [${Array.from({ length: 400 }, (_, i) => `n${i}.m${i}`).join(', ')}]`,
    ];
    const script = [
      'import marshal, types', 'result = []', 'for one in data:', '    code = compile(one.decode(), "s.py", "exec")', '    names, texts, queue = set(), [], [code]',
      '    def walk(x):', '        if isinstance(x, types.CodeType): queue.append(x)', '        elif isinstance(x, (tuple, frozenset)): [walk(y) for y in x]', '        elif isinstance(x, str): texts.append(x)', '        elif isinstance(x, bytes): texts.append(x.decode("latin-1"))',
      '    while queue:', '        c = queue.pop()', '        names.update(c.co_names)', '        [walk(x) for x in c.co_consts]',
      '    result.append([marshal.dumps(code), "\\n".join(sorted(names)).encode(), "\\0".join(sorted(set(texts))).encode("utf-8", "surrogatepass"), marshal.dumps(code, 2)])',
    ].join('\n');
    const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
    for (const [i, [dump, expectedNames, expectedTexts, older]] of ask(script, sources.map((source) => Buffer.from(source).toString('latin1'))).entries()) {
      for (const data of [dump!, older!]) {
        const item = readMarshal(data);
        assert.equal([...names(item)].sort().join('\n'), utf8(expectedNames!), sources[i]);
        if (!sources[i]!.includes('ud800')) assert.deepEqual([...new Set(textsIn(item!))].sort(), expectedTexts === '' ? [] : utf8(expectedTexts!).split('\0').sort(), sources[i]);
      }
    }
  });

  it('is total on arbitrary bytes', () => {
    const bytes = fc.oneof(
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
      // Mostly types, few lengths: what gets far.
      fc.array(fc.constantFrom('c', '\xe3', ')\x02', '(\x02\0\0\0', 's\x01\0\0\0', 'z\x01', 'r\0\0\0\0', 'N', '{', '0', '\0\0\0\0', 'x', 'l\xff\xff\xff\x7f', '[\xff\xff\xff\xff'), { maxLength: 200 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(bytes, (data) => {
      const item = readMarshal(data);
      if (item) assert.ok(textsIn(item).every((text) => typeof text === 'string') && codesIn(item).length >= 0);
    }), { numRuns: 3000 });
  });

  it('is total on changed and cut dumps', () => {
    const dump = Buffer.from(DUMPS['3.11.7']!, 'base64').toString('latin1');
    fc.assert(fc.property(fc.nat(dump.length - 1), fc.nat(255), fc.nat(dump.length), (at, byte, end) => {
      readMarshal(`${dump.slice(0, at)}${String.fromCharCode(byte)}${dump.slice(at + 1)}`);
      assert.equal(readMarshal(dump.slice(0, Math.min(end, dump.length - 1))), undefined);
    }), { numRuns: 2000 });
  });

  it('ends on what refers to itself, nests without end, or claims to be endless', () => {
    assert.equal(readMarshal('\xdb\x01\0\0\0r\0\0\0\0')?.kind, 'sequence');
    const doubling = Array.from({ length: 60 }, (_, i) => `(\x02\0\0\0r${String.fromCharCode(i)}\0\0\0r${String.fromCharCode(i)}\0\0\0`.replace('(', '\xa8')).join('');
    const doubled = readMarshal(`\xa9\x3d\xda\x01a${doubling}`.replace('\xa9', ')'));
    assert.deepEqual(doubled && textsIn(doubled), ['a']);
    assert.equal(readMarshal('['.padEnd(5, '\x01').repeat(1000)), undefined);
    assert.equal(readMarshal('c'.repeat(100_000)), undefined);
    assert.equal(readMarshal(`(\xff\xff\xff\x7f${'N'.repeat(1000)}`), undefined);
  });
});
