/** Places of layers: from a program inside a string, inside a string, back to the file that one can open. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Piece, placeOf, type Point, pointKey, type Program, spanInProgram } from '../../server/src/dataflow/source';
import { slicePieces } from '../../server/src/dataflow/texts';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Str, TextPart, Unit } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';
import type { Parsers } from '../../server/src/syntax/parser';

describe('places', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const fileOf = (text: string): Program => ({ path: 'setup.py', role: 'setup-script', module: parsePython(parsers, text) });

  /** The literal that the last statement assigns. */
  function literalOf(program: Program): { unit: Unit; value: Str } {
    assert.deepEqual(program.module.problems, []);
    const unit = program.module.units.at(-1)!;
    const statement = unit.statements.at(-1);
    assert.ok(statement?.kind === 'Assign' && statement.value?.kind === 'Str');
    return { unit, value: statement.value };
  }

  function piecesIn(program: Program): Piece[] {
    const { unit, value } = literalOf(program);
    return value.parts.filter((part): part is TextPart => part.kind === 'text').map((part) => ({ text: part.cooked, origin: { program, unit, part, at: 0 } }));
  }

  function layerIn(host: Program, pieces: readonly Piece[] = piecesIn(host)): Program {
    const { unit, value } = literalOf(host);
    const place: Point = { program: host, unit, start: value.start, end: value.end };
    return { path: host.path, role: 'decoded-layer', module: parsePython(parsers, pieces.map(({ text }) => text).join('')), layer: { id: `${host.layer?.id ?? ''}/1`, name: 'a layer', language: 'python', host, place, pieces } };
  }

  /** The point of a text in a program. */
  function pointOf(program: Program, wanted: string): Point {
    const at = program.module.text.indexOf(wanted);
    assert.ok(at !== -1, wanted);
    const unit = program.module.units.findLast((one) => program.module.offsets.get(one)! <= at)!;
    const start = at - program.module.offsets.get(unit)!;
    return { program, unit, start, end: start + wanted.length };
  }

  const shown = (file: Program, point: Point): string => {
    const { path, span } = placeOf(point);
    assert.equal(path, file.path);
    return file.module.text.slice(span.start, span.end);
  };

  it('in a file are offsets of its units', () => {
    const file = fileOf('import os\n\nos.fork()\n');
    const point = pointOf(file, 'fork');
    assert.deepEqual(spanInProgram(point), { start: 14, end: 18 });
    assert.equal(shown(file, point), 'fork');
  });

  it('in a layer lead into the literal, as the example in the header does', () => {
    const file = fileOf(String.raw`x = "import os\nos.fork()"`);
    const point = pointOf(layerIn(file), 'os.fork()');
    assert.deepEqual(spanInProgram(point), { start: 10, end: 19 });
    assert.deepEqual(placeOf(point).span, { start: 16, end: 25 });
  });

  it('in a layer of a layer are found through the escapes of both', () => {
    // The file escapes what the layer escapes: \\x66 there is \x66 here, and f within.
    const file = fileOf('pad = "é😀"\n' + String.raw`x = "import os\ny = 'os.\\x66ork();\\tos.wait()'"` + '\n');
    const outer = layerIn(file);
    assert.equal(outer.module.text, String.raw`import os` + '\n' + String.raw`y = 'os.\x66ork();\tos.wait()'`);
    const inner = layerIn(outer);
    assert.equal(inner.module.text, 'os.fork();\tos.wait()');
    assert.equal(shown(file, pointOf(inner, 'fork')), String.raw`\\x66ork`);
    assert.equal(shown(file, pointOf(inner, ';\tos')), String.raw`;\\tos`);
    assert.equal(shown(file, pointOf(inner, 'wait')), 'wait');
  });

  it('across two literals of one statement enclose both', () => {
    const file = fileOf('x = ("os.fo"\n     "rk()")\n');
    assert.equal(shown(file, pointOf(layerIn(file), 'fork')), 'fo"\n     "rk');
  });

  it('of what has no literal are those of the string that holds it', () => {
    const file = fileOf('x = "a"\n');
    const layer = layerIn(file, [...piecesIn(file), { text: ' = fork' }]);
    assert.equal(shown(file, pointOf(layer, 'fork')), '"a"');
    assert.equal(shown(file, pointOf(layer, 'a')), 'a');
    const inner = layerIn(fileOf('y = 1\nx = "b"'), [{ text: 'fork' }]);
    assert.equal(shown(inner.layer!.host, pointOf(inner, 'fork')), '"b"');
  });

  it('of nothing are empty', () => {
    const file = fileOf(String.raw`x = "a\nb"`);
    const layer = layerIn(file);
    const point = (at: number): Point => ({ program: layer, unit: layer.module.units[0]!, start: at, end: at });
    assert.deepEqual([0, 1, 2, 3].map((at) => placeOf(point(at)).span), [5, 6, 8, 9].map((at) => ({ start: at, end: at })));
  });

  it('lead from each character of a rearranged layer to the character it is', () => {
    const plain = fc.constantFrom('a', 'é', '😀', '\t').map((c) => ({ source: c, value: c }));
    const escaped = fc.constantFrom(['\\n', '\n'], ['\\x41', 'A'], ['\\\\', '\\'], ['\\U0001F600', '😀'], ['\\101', 'A'], ["\\'", "'"]).map(([source, value]) => ({ source: source!, value: value! }));
    fc.assert(fc.property(fc.array(fc.oneof(plain, escaped), { minLength: 1, maxLength: 12 }), fc.nat(12), (characters, turn) => {
      const file = fileOf(`y = 0\nx = '${characters.map(({ source }) => source).join('')}'\n`);
      const sources = new Map<number, string>();
      let at = 'y = 0\nx = \''.length;
      for (const { source } of characters) {
        sources.set(at, source);
        at += source.length;
      }
      const whole = piecesIn(file);
      const length = whole.reduce((sum, { text }) => sum + text.length, 0);
      const cut = Math.min(turn, length);
      const turned = [...slicePieces(whole, cut, length), ...slicePieces(whole, 0, cut)];
      const layer = layerIn(file, turned);
      const text = layer.module.text;
      for (let offset = 0; offset < text.length; offset++) {
        const code = text.codePointAt(offset)!;
        const isHalf = code >= 0xd800 && code <= 0xdfff;
        if (isHalf) continue;
        // Without a unit of the layer's own, offsets count from its start.
        const start = placeOf({ program: layer, unit: literalOf(file).unit, start: offset, end: offset + 1 }).span.start;
        assert.equal(characters.find(({ source }) => source === sources.get(start))?.value, String.fromCodePoint(code), `${offset}`);
      }
    }), { numRuns: 60 });
  });

  it('have keys that tell programs, layers and spans apart', () => {
    const file = fileOf('x = "x = 1"\n');
    const layer = layerIn(file);
    const keys = [pointOf(file, 'x'), pointOf(file, '='), pointOf(layer, 'x'), pointOf(layer, '=')].map(pointKey);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(pointKey(pointOf(file, 'x')), pointKey({ ...pointOf(file, 'x') }));
  });
});
