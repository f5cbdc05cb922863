/**
 * Fixes in pyproject.toml, however it is written: what comes of them is TOML for Python's own reader, with the same data besides what was asked
 * for; comments and lines stay, line ends are those of the file, and a second run changes nothing.
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { filesOf } from '../../server/src/findings/fix';
import { createAnalyser } from '../kit/analyser';
import type { Analyser, Config } from '../kit/analysis';
import { applyFix, checkFix, offersOf, type Reanalyse } from '../kit/fixes';
import { shownOf } from '../kit/run';

const READ = `
import json, sys
try:
    import tomllib
except ImportError:
    sys.exit(3)
def data(text):
    try:
        return tomllib.loads(text.removeprefix("\\ufeff"))
    except tomllib.TOMLDecodeError:
        return None
json.dump([data(text) for text in json.load(sys.stdin)], sys.stdout)
`;

type Data = Readonly<Record<string, unknown>> & { readonly 'build-system'?: { readonly requires?: readonly string[] } };

/** What Python reads; undefined where it has no reader. */
function tomllib(texts: readonly string[]): readonly (Data | null)[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', READ], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1 << 26 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as (Data | null)[]);
}

const BACKEND = 'build-backend = "setuptools.build_meta"';
/** What is asked for already, in all the ways to write a list; the last is none. */
const BUILD_SYSTEMS: readonly (readonly string[])[] = [
  ['[build-system]', 'requires = ["setuptools>=68"]  # c1', BACKEND],
  ['[build-system]  # c1', "requires = ['setuptools>=68', \"wheel\" , ]", BACKEND],
  ['[ build-system ]', 'requires = [', '    "setuptools>=68",  # c1', '    # c2', '    "wheel",', ']  # c3', BACKEND],
  ['[build-system]', BACKEND, 'requires = [', '\t"setuptools>=68"  # c1', '\t, "wheel"', '\t# c2', ']'],
  ['[build-system]', 'requires = [ ]', BACKEND],
  ['[build-system]', 'requires = [', '  # c1', ']', BACKEND],
  ['[build-system]', 'requires = ["setuptools>=68", "far @ https://example.org/far-1.2.zip"]', BACKEND, '# c1'],
  ['[build-system]', 'requires = [', '  "far[x] @ git+https://example.org/far@v2.0" , # c1', '  "setuptools>=68"]', BACKEND],
  ['[build-system]', '"requires" = ["""setuptools>=68"""]', BACKEND],
  [],
];
const TOP: readonly (readonly string[])[] = [[], ['# c4', ''], ['title = "t"  # c4', ''], ['# c4', 'a.b = [1, # c5', '  2]', '']];
const INLINE: readonly string[] = ['build-system = { requires = ["setuptools>=68"], build-backend = "setuptools.build_meta" }  # c6', 'build-system.requires = [ "setuptools>=68" ] # c6'];
const TABLES: readonly (readonly string[])[] = [
  ['# c7', '[tool.black]', 'line-length = 100  # c8'], ['[[tool.x]]', 'y = 1 # c9', '', '[[tool.x]]', 'y = 2'], ['[tool.z]', 'text = """', '[build-system]', '# no comment', '"""'], ['[tool]', 'k = {a = [1, 2]}'], ['  # c10', '  [tool.w.v]', "  q = '[a]'"], ['# c11'], [''],
];

interface Project { readonly texts: Readonly<Record<string, string>>; readonly comments: readonly string[] }

interface Parts {
  readonly system: readonly string[];
  readonly inline: string | null;
  readonly top: readonly string[];
  readonly tables: readonly (readonly string[])[];
  readonly at: number;
  readonly windows: boolean;
  readonly end: boolean;
  readonly mark: boolean;
  readonly script: boolean;
  readonly asks: string;
}

const parts: fc.Arbitrary<Parts> = fc.record({
  system: fc.constantFrom(...BUILD_SYSTEMS), inline: fc.option(fc.constantFrom(...INLINE), { freq: 6 }), top: fc.constantFrom(...TOP), tables: fc.uniqueArray(fc.constantFrom(...TABLES), { maxLength: 3 }), at: fc.nat(3),
  windows: fc.boolean(), end: fc.boolean(), mark: fc.boolean(), script: fc.boolean(), asks: fc.constantFrom('helper>=1', 'Wheel', 'setuptools', "helper ; python_version < '3'", 'wheel>=0.1'),
});

function projectOf({ system, inline, top, tables, at, windows, end, mark, script, asks }: Parts): Project {
  const eol = windows ? '\r\n' : '\n';
  const sections = inline === null ? [...tables.slice(0, at), ...(system.length > 0 ? [system] : []), ...tables.slice(at)] : tables;
  const lines = [...top, ...(inline === null ? [] : [inline]), ...sections.flatMap((one) => [...one, '']).slice(0, -1)];
  const text = (mark ? '\ufeff' : '') + lines.join(eol) + (end ? eol : '');
  const setup = script ? `from setuptools import setup${eol}setup(name="tides", setup_requires=["${asks}"])${eol}` : `from setuptools import setup${eol}setup()${eol}`;
  const cfg = script ? {} : { 'setup.cfg': ['[metadata]', 'name = tides', '[options]', 'setup_requires =', `    ${asks}`, 'packages = find:'].join(eol) + (end ? eol : '') };
  return { texts: { 'pyproject.toml': text, 'setup.py': setup, ...cfg }, comments: text.match(/# c\d+/g) ?? [] };
}

/** One of each, whatever chance brings. */
const EACH: readonly Project[] = BUILD_SYSTEMS.map((system, i) => projectOf({ system, inline: null, top: TOP[i % TOP.length]!, tables: [TABLES[i % TABLES.length]!], at: i % 2, windows: i % 3 === 0, end: i % 2 === 0, mark: false, script: i % 2 === 1, asks: 'helper>=1' }));

const CONFIG: Config = { persona: 'pedantic', trust: false, alarms: false };

describe('fixes in TOML', () => {
  let analyser: Analyser;
  before(async () => {
    analyser = await createAnalyser();
  });

  it('keep all of it but what they are about', function () {
    this.timeout(240_000);
    if (!tomllib([])) this.skip();
    const titles = new Set<string>();
    fc.assert(fc.property(fc.array(parts.map(projectOf), { minLength: 25, maxLength: 25 }), (projects) => {
      const problems: string[] = [];
      const pairs = [...EACH, ...projects].flatMap((one) => fixed(one, problems).map((pair) => ({ ...pair, before: one.texts['pyproject.toml']! })));
      pairs.forEach(({ title }) => titles.add(title.replace(/`[^`]*`/g, '…')));
      const read = tomllib(pairs.flatMap(({ before, after }) => [before, after]))!;
      pairs.forEach(({ say }, i) => {
        const [old, now] = [read[2 * i], read[2 * i + 1]];
        if (!old) return;
        if (!now) problems.push(say('Python does not read it'));
        else if (JSON.stringify(without(now)) !== JSON.stringify(without(old))) problems.push(say('other data changed'));
        else if (!(old['build-system']?.requires ?? []).every((one) => one.includes('@') || now['build-system']!.requires!.includes(one))) problems.push(say('requirements are gone'));
      });
      assert.deepEqual(problems, []);
    }), { numRuns: 4, endOnFailure: true });
    assert.deepEqual([...titles].sort(), ['Ask the index for …, which may hold something else', 'Move … to …: … no longer fetches it', 'Write out … as frontends assume it']);
  });

  interface Pair { readonly after: string; readonly title: string; readonly say: (what: string) => string }

  function fixed({ texts, comments }: Project, problems: string[]): readonly Pair[] {
    const seen: Reanalyse = (now) => {
      const analysis = analyser.analyse(now, CONFIG);
      return { analysis, shown: shownOf(analysis, CONFIG) };
    };
    const before = seen(texts);
    const text = texts['pyproject.toml']!;
    return offersOf(before.shown).filter(({ fix }) => fix.applicability !== 'display-only').flatMap((offer) => {
      const after = applyFix(texts, offer.fix)?.['pyproject.toml'] ?? '';
      const say = (what: string): string => `${what}: ${offer.fix.title}\n${JSON.stringify(text)}\nbecame\n${JSON.stringify(after)}`;
      problems.push(...checkFix(texts, offer, before, seen).map(say));
      const own = filesOf(offer.fix).filter(({ path }) => path === 'pyproject.toml').flatMap(({ edits }) => edits);
      if (!own.every(({ span }) => span.start === span.end || text.slice(span.start, span.end).includes(' @ '))) problems.push(say('it takes something out'));
      if (/(?:^|[^\r])\n/.test(after) && text.includes('\r\n')) problems.push(say('it mixes line ends'));
      if ((after.match(/# c\d+/g) ?? []).join() !== comments.join()) problems.push(say('comments are gone'));
      if (after.lastIndexOf('\ufeff') > 0) problems.push(say('a mark stands inside'));
      return own.length > 0 ? [{ after, title: offer.fix.title, say }] : [];
    });
  }
});

const without = (data: Data): unknown => ({ ...data, 'build-system': undefined });
