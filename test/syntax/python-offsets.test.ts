/** Spans: every node lies in its unit and in what encloses it, and names say at their place what they are. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { parsePython } from '../../server/src/syntax/python/parse';
import { printStatement, spansOf } from './python-print';
import { program } from './python-snippets';

describe('offsets', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const newline = fc.constantFrom('\n', '\r\n');
  it('lie in their unit, and names stand where they say', () => {
    fc.assert(fc.property(program, newline, (statements, end) => {
      const text = `${statements.join('\n')}\n`.replaceAll('\n', end);
      const module = parsePython(parsers, text);
      assert.deepEqual(module.problems, [], text);
      let last = 0;
      for (const unit of module.units) {
        const base = module.offsets.get(unit)!;
        assert.ok(base >= last, 'units are in order and apart');
        last = base + unit.text.length;
        assert.equal(text.slice(base, last), unit.text);
        for (const node of spansOf(unit)) {
          assert.ok(0 <= node.start && node.start <= node.end && node.end <= unit.text.length, `${node.kind}: ${node.start}–${node.end} of ${unit.text.length}`);
          const source = unit.text.slice(node.start, node.end);
          if (node.kind === 'Name') assert.equal(source.normalize('NFKC'), node['id']);
          if (node.kind === 'Attribute') assert.ok(unit.text.slice(node['attrStart'] as number, node.end).normalize('NFKC').startsWith(node['attr'] as string));
          if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') assert.ok(unit.text.slice(node['nameStart'] as number).startsWith(node['name'] as string));
          if (node.kind === 'Call') assert.match(source, /^\(?[^]*\(/);
          if (node.kind === 'Missing') assert.fail('nothing is missing');
        }
      }
    }), { numRuns: 200 });
  });

  it('of parts lie within their whole', () => {
    fc.assert(fc.property(program, (statements) => {
      const module = parsePython(parsers, `${statements.join('\n')}\n`);
      const visit = (value: unknown, from: number, to: number): void => {
        if (typeof value !== 'object' || value === null) return;
        let [start, end] = [from, to];
        if ('start' in value && 'end' in value && 'kind' in value) {
          [start, end] = [value.start as number, value.end as number];
          assert.ok(from <= start && end <= to, `${String(value.kind)} ${start}–${end} in ${from}–${to}`);
        }
        for (const child of Object.values(value)) visit(child, start, end);
      };
      for (const unit of module.units) visit(unit.statements, 0, unit.text.length);
    }), { numRuns: 100 });
  });

  it('and shapes do not depend on what stands before', () => {
    fc.assert(fc.property(program, program, (before, after) => {
      const alone = parsePython(parsers, `${after.join('\n')}\n`);
      const both = parsePython(parsers, `${before.join('\n')}\n${after.join('\n')}\n`);
      const tail = both.units.slice(-alone.units.length);
      assert.deepEqual(tail.map((unit) => unit.statements), alone.units.map((unit) => unit.statements));
      assert.deepEqual(tail.flatMap((unit) => unit.statements).map(printStatement), alone.units.flatMap((unit) => unit.statements).map(printStatement));
    }), { numRuns: 100 });
  });
});
