/**
 * Makes a mocha test of every heading in the suites of maps/: files, and the whole execution map they give, one edge a line. With
 * BUILDGLASS_UPDATE=1 it rewrites the maps; read the difference before you keep it.
 *
 *     pip download → MW ME S W E → pyproject.toml:5:8 tool.hatch.version.path → exec-text v.py
 */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../server/src/base/text';
import type { Edge } from '../../server/src/project/edges';
import { BUILD_HOOKS, HOOK_ORDER } from '../../server/src/project/hooks';
import type { Parsers } from '../../server/src/syntax/parser';
import { updateSuite } from '../kit/run';
import { parseSuite, type SuiteTest } from '../kit/suite';
import { testParsers } from '../syntax/toml-parsers';
import { projectOf, targetText } from './kit';

const updating = process.env['BUILDGLASS_UPDATE'] === '1';
const folder = join(__dirname, 'maps');

describe('execution maps', function () {
  this.timeout(60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });

  for (const name of readdirSync(folder).filter((one) => one.endsWith('.md')).sort()) {
    describe(name, () => {
      const file = join(folder, name);
      const markdown = readFileSync(file, 'utf8');
      const updates: { block: SuiteTest['blocks'][number]; body: string }[] = [];
      for (const test of parseSuite(markdown)) {
        it(test.titles.join(' › '), () => {
          const [block] = test.blocks;
          assert.ok(block?.kind === 'runs' && test.blocks.length === 1, `line ${test.line}: a map has one \`runs\` block`);
          const texts = Object.fromEntries(test.files.map(({ path, text }) => [path, text]));
          const { edges } = projectOf(parsers, texts);
          const found = edges.map((edge) => `${lineOf(edge, texts)}\n`).join('');
          if (updating && found !== block.body) updates.push({ block, body: found });
          else assert.equal(found, block.body);
          if (test.ok) assert.deepEqual(edges.filter(({ executes, role }) => executes && role !== 'project-config').map(({ id }) => id), []);
        });
      }
      after(() => {
        if (updates.length > 0) writeFileSync(file, updateSuite(markdown, updates));
      });
    });
  }
});

function lineOf(edge: Edge, texts: Readonly<Record<string, string>>): string {
  const { via, hooks } = edge;
  const place = new LineIndex(texts[via.path] ?? '').locate(via.span.start);
  const where = via.key === '' && via.span.end === 0 ? via.path : `${via.path}:${place.line + 1}:${place.column + 1}${via.key === '' ? '' : ` ${via.key}`}`;
  const every = BUILD_HOOKS.every((hook) => hooks.includes(hook));
  const stages = every ? 'every hook' : [...hooks].sort((a, b) => HOOK_ORDER.indexOf(a) - HOOK_ORDER.indexOf(b)).join(' ');
  const what = `${edge.kind} ${targetText(edge)}`;
  const more = edge.executes ? edge.condition === undefined ? '' : ` (${edge.certainty}: ${edge.condition})` : ` (does not execute: ${edge.because ?? ''})`;
  return `${edge.commands[0] ?? '-'} → ${stages} → ${where} → ${what}${more}`;
}
