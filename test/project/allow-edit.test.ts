/** Names are added to `[tool.buildglass]` in the place and style of what is there; nothing else changes, and they are then read. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/base/edit';
import { fileSetOf } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { allowEdit } from '../../server/src/project/allow-edit';
import { readAllowTable } from '../../server/src/project/allow-list';
import { readConfig } from '../../server/src/project/config';
import type { Parsers } from '../../server/src/syntax/parser';
import { parseToml } from '../../server/src/syntax/toml/parse';

interface Case {
  readonly what: string;
  readonly before: string;
  readonly names?: readonly string[];
  /** The text after; undefined: it is not done, for this reason. */
  readonly after?: string;
  readonly reason?: RegExp;
}

const CASES: readonly Case[] = [
  { what: 'an empty file', before: '', after: '[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'another table', before: '[project]\nname = "x"\n', after: '[project]\nname = "x"\n\n[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'a file without a last line end', before: 'x = 1', after: 'x = 1\n\n[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'a file that ends with an empty line', before: 'x = 1\n\n', after: 'x = 1\n\n[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'line ends of Windows', before: 'x = 1\r\n', after: 'x = 1\r\n\r\n[tool.buildglass]\r\nallow-imports = ["b.c"]\r\n' },
  { what: 'an empty table', before: '[tool.buildglass]  # ours\n\n[tool.x]\n', after: '[tool.buildglass]  # ours\nallow-imports = ["b.c"]\n\n[tool.x]\n' },
  {
    what: 'a table with another list', before: '[tool.buildglass]\n  allow-commands = [\n    "git",\n  ]  # why\n\n[a]\n',
    after: '[tool.buildglass]\n  allow-commands = [\n    "git",\n  ]  # why\n  allow-imports = ["b.c"]\n\n[a]\n',
  },
  { what: 'a list on one line', before: '[tool.buildglass]\nallow-imports = ["a"] # why\n', after: '[tool.buildglass]\nallow-imports = ["a", "b.c"] # why\n' },
  { what: 'a list with a last comma', before: "[tool.buildglass]\nallow-imports = ['a',]\n", after: "[tool.buildglass]\nallow-imports = ['a', 'b.c',]\n" },
  { what: 'an empty list', before: '[tool.buildglass]\nallow-imports = []\n', after: '[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'an empty list with a comment', before: '[tool.buildglass]\nallow-imports = [\n  # none\n]\n', after: '[tool.buildglass]\nallow-imports = [\n    "b.c",\n  # none\n]\n' },
  {
    what: 'a list of lines', before: '[tool.buildglass]\nallow-imports = [\n  "a",  # why\n  # more\n]\n',
    after: '[tool.buildglass]\nallow-imports = [\n  "a",  # why\n  "b.c",\n  # more\n]\n',
  },
  { what: 'a list of lines without a last comma', before: '[tool.buildglass]\nallow-imports = [\n  "a",\n  "z"\n]\n', after: '[tool.buildglass]\nallow-imports = [\n  "a",\n  "z",\n  "b.c"\n]\n' },
  { what: 'a comment where the comma is missing', before: '[tool.buildglass]\nallow-imports = [\n  "z" # why, not\n]\n', after: '[tool.buildglass]\nallow-imports = [\n  "z", # why, not\n  "b.c"\n]\n' },
  { what: 'a bracket on the last line', before: '[tool.buildglass]\nallow-imports = ["a",\n  "z"]\n', after: '[tool.buildglass]\nallow-imports = ["a",\n  "z", "b.c"]\n' },
  { what: 'several names', before: '[tool.buildglass]\nallow-imports = [\n  "a",\n]\n', names: ['b', 'a', 'c'], after: '[tool.buildglass]\nallow-imports = [\n  "a",\n  "b",\n  "c",\n]\n' },
  { what: 'a name that is there', before: '[tool.buildglass]\nallow-imports = ["b.c"]\n', after: '[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'dotted keys', before: '[tool]\nbuildglass.allow-commands = ["git"] # why\nx.y = 1\n', after: '[tool]\nbuildglass.allow-commands = ["git"] # why\nbuildglass.allow-imports = ["b.c"]\nx.y = 1\n' },
  { what: 'dotted keys from the top', before: 'tool.buildglass.allow-commands = []\n[project]\n', after: 'tool.buildglass.allow-commands = []\ntool.buildglass.allow-imports = ["b.c"]\n[project]\n' },
  { what: 'braces', before: '[tool]\nbuildglass = { allow-commands = ["git"] }\n', after: '[tool]\nbuildglass = { allow-commands = ["git"], allow-imports = ["b.c"] }\n' },
  { what: 'empty braces', before: '[tool]\nbuildglass = {}\n', after: '[tool]\nbuildglass = { allow-imports = ["b.c"] }\n' },
  { what: 'a table below it only', before: '[tool.buildglass.later]\n', after: '[tool.buildglass.later]\n\n[tool.buildglass]\nallow-imports = ["b.c"]\n' },
  { what: 'braces around all tools', before: 'tool = { x = 1 }\n', reason: /braces/ },
  { what: 'something that is no table', before: '[tool]\nbuildglass = 1\n', reason: /no table/ },
  { what: 'something that is no list', before: '[tool.buildglass]\nallow-imports = "a"\n', reason: /no list/ },
  { what: 'a file with mistakes', before: '[tool.buildglass\n', reason: /mistakes/ },
];

describe('adding to the allow-list', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const edited = (text: string, names: readonly string[]): ReturnType<typeof allowEdit> => allowEdit(text, parseToml(parsers, text), 'allow-imports', names);
  const namesIn = (text: string): readonly string[] => readAllowTable(readConfig(parsers, fileSetOf({ 'pyproject.toml': text }))).entries['allow-imports'].map(({ name }) => name);

  for (const { what, before: text, names = ['b.c'], after, reason } of CASES) {
    it(`${what}: ${after === undefined ? 'not done' : 'done'}`, () => {
      const result = edited(text, names);
      if ('reason' in result) assert.match(result.reason, reason ?? /^$/);
      else assert.equal(applyEdits(text, result.edits), after);
    });
  }

  it('keeps every line, can be read afterwards, and has nothing to add then', () => {
    const word = fc.constantFrom('a', 'b.c', 'tides.plugins.*', 'x.**');
    const blanks = fc.constantFrom('', ' ', '  # why, "x"]', '\n  ', '\n', ' # a\n  # b\n    ');
    const inner = fc.constantFrom('', ' ', '\n  ', '\n', ' # a\n', '\n  # [1,\n  ');
    const list = fc.array(fc.tuple(inner, word, fc.constantFrom('"', "'"), inner), { maxLength: 4 }).chain((items) => fc.tuple(fc.boolean(), inner).map(([comma, end]) =>
      `[${items.map(([gap, name, quote, after], i) => `${gap}${quote}${name}${quote}${after}${i < items.length - 1 || comma ? ',' : ''}`).join('')}${end}]`));
    const text = fc.tuple(fc.constantFrom('', '[project]\nname = "x"\n', '# none\n\n'), fc.constantFrom('[tool.buildglass]\n', '[tool.buildglass] # ours\nallow-commands = ["git"]\n', '[tool.buildglass]\n\n# more\n'), list, blanks)
      .map(([head, table, value, tail]) => `${head}${table}allow-imports = ${value}${tail.trim().startsWith('#') ? ` ${tail.trim().split('\n')[0]!}` : ''}\n[tool.x]\ny = 1\n`);
    fc.assert(fc.property(text, fc.uniqueArray(fc.constantFrom('b.c', 'new', 'q.r.s'), { minLength: 1 }), fc.boolean(), (lines, names, windows) => {
      const before = windows ? lines.replaceAll('\n', '\r\n') : lines;
      const result = edited(before, names);
      assert.ok('edits' in result);
      assert.ok(result.edits.every(({ span }) => span.start === span.end), 'nothing is taken away');
      const after = applyEdits(before, result.edits);
      assert.deepEqual(namesIn(after), [...namesIn(before), ...names.filter((name) => !namesIn(before).includes(name))]);
      assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(before), 'line ends stay as they are');
      assert.deepEqual(edited(after, names), { edits: [] });
    }), { numRuns: 150 });
  });
});
