/**
 * Makes a mocha test of every heading in every Markdown suite of this folder. With BUILDGLASS_UPDATE=1 it rewrites
 * generated blocks that differ (markers never); read the difference before you keep it.
 */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyser } from '../kit/analysis';
import { createAnalyser } from '../kit/analyser';
import type { BlockResult } from '../kit/blocks';
import { runTest, updateSuite } from '../kit/run';
import { parseSuite, type SuiteTest } from '../kit/suite';

const updating = process.env['BUILDGLASS_UPDATE'] === '1';
const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).sort();

describe('suites', () => {
  let analyser: Analyser;
  before(async () => {
    analyser = await createAnalyser();
  });

  it('are found', () => assert.ok(suites.length > 0));

  for (const name of suites) {
    describe(name.replaceAll('\\', '/'), () => {
      const file = join(__dirname, name);
      const markdown = readFileSync(file, 'utf8');
      const updates: BlockResult['updates'][number][] = [];
      for (const test of testsOf(markdown)) {
        if (typeof test === 'string') {
          it('can be read', () => assert.fail(test));
          continue;
        }
        it(test.titles.join(' › '), () => {
          const result = runTest(test, analyser);
          updates.push(...result.updates);
          const failures = updating ? runTest({ ...test, blocks: updated(test, result) }, analyser).failures : result.failures;
          if (failures.length > 0) assert.fail(`${name}\n\n${failures.join('\n\n')}`);
        });
      }
      after(() => {
        if (updating && updates.length > 0) writeFileSync(file, updateSuite(markdown, updates));
      });
    });
  }
});

function testsOf(markdown: string): readonly (SuiteTest | string)[] {
  try {
    return parseSuite(markdown);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The test's blocks as the update will leave them, so that an update reports only what it cannot repair. */
const updated = (test: SuiteTest, { updates }: BlockResult): SuiteTest['blocks'] =>
  test.blocks.map((block) => ({ ...block, body: updates.find((one) => one.block === block)?.body ?? block.body }));
