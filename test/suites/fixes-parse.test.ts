/**
 * Every fix that is offered anywhere in the suites leaves a file that CPython parses, if it parsed before: the files themselves, and the
 * programs in their strings.
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyser } from '../kit/analyser';
import { applyFix, offersOf } from '../kit/fixes';
import { shownOf } from '../kit/run';
import { parseSuite, type SuiteTest } from '../kit/suite';

const PARSE = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
def parses(source):
    try:
        ast.parse(source)
        return True
    except (SyntaxError, ValueError):
        return False
json.dump([parses(source) for source in json.load(sys.stdin)], sys.stdout)
`;

function parse(sources: readonly string[]): readonly boolean[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', PARSE], { input: JSON.stringify(sources), encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as boolean[]);
}

const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) => /^(?:rules[\\/].*|[^\\/]*)\.md$/.test(name)).sort();

describe('fixes in the suites', () => {
  it('leave what CPython parses', async function () {
    if (!parse([])) this.skip();
    const analyser = await createAnalyser();
    const sources: string[] = [];
    const pairs: { readonly name: string; readonly before: readonly string[]; readonly after: readonly string[] }[] = [];
    for (const name of suites) {
      for (const test of parseSuite(readFileSync(join(__dirname, name), 'utf8')) as readonly SuiteTest[]) {
        const texts = Object.fromEntries(test.files.map((file) => [file.path, file.text]));
        const programs = (now: typeof texts, withLayers: boolean): readonly string[] => [
          ...Object.entries(now).filter(([path]) => path.endsWith('.py')).map(([, text]) => text),
          ...(withLayers ? analyser.analyse(now, test.config).layers.filter(({ language }) => language === 'python').map(({ text }) => text) : []),
        ];
        for (const { finding, fix } of offersOf(shownOf(analyser.analyse(texts, test.config), test.config))) {
          const after = fix.applicability === 'display-only' ? undefined : applyFix(texts, fix);
          if (!after) continue;
          const inLayer = finding.layer !== undefined;
          pairs.push({ name: `${name}: ${test.titles.join(' › ')}: ${fix.title}`, before: programs(texts, inLayer), after: programs(after, inLayer) });
        }
      }
    }
    assert.ok(pairs.length > 20, 'there are fixes');
    for (const pair of pairs) sources.push(...pair.before, ...pair.after);
    const answers = parse(sources)!;
    let at = 0;
    const broken = pairs.filter((pair) => {
      const were = answers.slice(at, at + pair.before.length);
      const are = answers.slice(at + pair.before.length, at + pair.before.length + pair.after.length);
      at += pair.before.length + pair.after.length;
      // What did not parse before may stay so, and nothing may join it.
      return are.filter((good) => !good).length > were.filter((good) => !good).length;
    });
    assert.deepEqual(broken.map(({ name, after }) => `${name}\n${after.join('\n')}`), []);
  }).timeout(120_000);
});
