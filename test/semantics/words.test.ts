/** The index of words: it names every statement that may read or bind a name, and says what stands nowhere. */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { unitsIn } from '../../server/src/semantics/find';
import { holdsWord, unitsWith } from '../../server/src/semantics/words';
import type { Module } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';

describe('words of a program', () => {
  let parse: (text: string) => Module;
  before(async () => {
    const parsers = await loadParsers();
    parse = (text) => parsePython(parsers, text);
  });
  const found = (module: Module, name: string): string[] => unitsWith(module, name).map((unit) => unit.text);

  it('stand in code, strings and comments alike', () => {
    const module = parse('import os\nx = "os"\ny = 1  # not\nposix = 2\n');
    assert.deepEqual(found(module, 'os'), ['import os', 'x = "os"']);
    assert.deepEqual([holdsWord(module, 'posix'), holdsWord(module, 'pos'), holdsWord(module, 'sys')], [true, false, false]);
  });
  it('are what Python takes their letters for', () => assert.deepEqual(found(parse('ｏs = 1\n'), 'os'), ['ｏs = 1']));
  it('may hide in an import of everything', () => assert.deepEqual(found(parse('from a import *\nx = 1\n'), 'os'), ['from a import *']));

  it('and statements are found by their place', () => {
    const module = parse('a = 1\nb = 2\nc = 3\n');
    const at = (start: number, end: number): string[] => unitsIn(module, { start, end }).map((unit) => unit.text);
    assert.deepEqual(at(7, 8), ['b = 2']);
    assert.deepEqual(at(2, 7), ['a = 1', 'b = 2']);
    assert.deepEqual(at(0, 18), ['a = 1', 'b = 2', 'c = 3']);
  });
});
