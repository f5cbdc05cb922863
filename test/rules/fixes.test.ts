/**
 * What every fix has to keep to, on random programs: the result parses, for us and for CPython; the finding is gone, none is new, repetition
 * comes to an end; comments stay; nothing changes besides the statement and imports at the top; and every other statement means what it did.
 * (Imports have a test of their own, which runs them.)
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { filesOf, type Fix } from '../../server/src/findings/fix';
import type { Persona } from '../../server/src/findings/rule';
import { createAnalyser } from '../kit/analyser';
import type { Analyser, Config } from '../kit/analysis';
import { applyFix, checkFix, offersOf, type Reanalyse } from '../kit/fixes';
import { shownOf } from '../kit/run';
import { fixablePrograms, type Program } from './fixable-programs';

const BATCH = 60;

/**
 * Of each program its comments, and its simple statements outside some lines with the blocks around each; or null, where it does not parse.
 */
const LOOK = `
import ast, io, json, sys, tokenize, warnings
warnings.simplefilter("ignore")
def comments(source):
    return sorted(token.string for token in tokenize.generate_tokens(io.StringIO(source, newline="").readline) if token.type == tokenize.COMMENT)
def statements(node, around, spans, found):
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else []:
            if not isinstance(child, ast.AST):
                continue
            at = around + "/" + type(node).__name__ + "." + field
            simple = isinstance(child, ast.stmt) and not hasattr(child, "body")
            if simple and not any(child.lineno - 1 <= last and first <= child.end_lineno - 1 for first, last in spans):
                found.append(at + ": " + ast.dump(child))
            statements(child, at, spans, found)
    return found
def look(source, spans):
    try:
        tree = ast.parse(source.encode())
        return {"comments": comments(source.lstrip("\\ufeff")), "statements": statements(tree, "", spans, [])}
    except SyntaxError:
        return None
json.dump([look(source, spans) for source, spans in json.load(sys.stdin)], sys.stdout)
`;

interface Look { readonly comments: readonly string[]; readonly statements: readonly string[] }
type Question = readonly [string, readonly (readonly [number, number])[]];

function lookAt(programs: readonly Question[]): readonly (Look | null)[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', LOOK], { input: JSON.stringify(programs), encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as (Look | null)[]);
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const one of whole) if (one === part[at]) at++;
  return at === part.length;
}

/** What a fix changes outside the lines that it may change, besides whole lines with an import. */
function strayEdits({ text, statements }: Program, fix: Fix): readonly string[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  return fix.edits.filter(({ span, newText }) => {
    const startsLine = span.start === span.end && /(?:^\ufeff?|\n)$/.test(text.slice(0, span.start));
    if (startsLine && /^(?:import \w+\r?\n)+$/.test(newText)) return false;
    return !statements.some(({ first, last }) => first <= lineOf(span.start) && lineOf(span.end) <= last);
  }).map(({ newText }) => newText);
}

/** A fix is judged by the reader that its finding is for: what remains of a risk may be worth a word to more careful ones. */
const configOf = (persona: Persona): Config => ({ persona, trust: false, alarms: false });

const COMMENT = 'A comment stands in what would be replaced.';
const STRING = 'It stands in a string, whose quotes would end there for Python before 3.12.';
const IN_THE_WAY: readonly { readonly what: string; readonly text: string; readonly reason: string; readonly persona?: Persona }[] = [
  { what: 'a call that holds a comment', text: 'import os, subprocess\nos.system(  # by hand\n    "make " + os.environ["T"])\n', reason: COMMENT },
  { what: 'an option that a comment precedes', text: 'import os, subprocess\nsubprocess.call("make " + os.environ["T"],  # all\n    shell=True)\n', reason: COMMENT },
  { what: 'a call in a string', text: 'import os, subprocess\nprint(f"{os.system(\'make \' + os.environ[\'T\'])}")\n', reason: STRING },
  { what: 'a pipe that is kept', text: 'import os\npipe = os.popen("make " + os.environ["T"])\n', reason: 'What else the call is given, or what is done with its result, has no counterpart without a shell.' },
  { what: 'a loader that another function makes', text: 'import importlib.util, os\nspecs = [importlib.util.spec_from_file_location("hook", path) for path in os.environ["HOOKS"].split()]\nspecs[0].loader.exec_module(None)\n', reason: 'The call does not run exactly once with its statement: it stands in a lambda, a loop’s test, a comprehension, a default, or behind `and`, `or`, `if`.' },
  { what: 'a plug-in where none is allowed', persona: 'pedantic', text: 'from importlib.metadata import entry_points\n[one.load() for one in entry_points(group="tides")]\n', reason: 'No module is known that could be allowed: name those that you mean in `allow-imports`.' },
  { what: 'a call in one of several strings', text: 'import os, subprocess\nprint(\'\'\'a\'\'\' f"{os.system(\'make \' + os.environ[\'T\'])}" \'\'\'b\'\'\')\n', reason: STRING },
];

/** The file that some of the programs run. */
const ABOUT = { 'pkg/about.py': 'import sys\n\n__version__ = "1.2"  # of the package\nprint(sys.argv)\n' };

describe('fixes in random programs', () => {
  let analyser: Analyser;
  before(async () => {
    analyser = await createAnalyser();
  });

  it('keep to all of it', function () {
    if (!lookAt([])) this.skip();
    const titles = new Set<string>();
    fc.assert(fc.property(fc.array(fixablePrograms, { minLength: BATCH, maxLength: BATCH }), (programs) => {
      const problems: string[] = [];
      const pairs = programs.flatMap((program) => fixed(program, problems));
      pairs.forEach(({ title }) => titles.add(title.replace(/`[^`]*`|\d+/g, '…')));
      const looks = lookAt(pairs.flatMap(({ program: { text, statements }, after }): Question[] => [[text, statements.map(({ first, last }) => [first, last])], [after, []]]))!;
      // Some calls cannot stand where they were put: with their quotes in a string of the same.
      const valid = pairs.flatMap((pair, i) => (looks[2 * i] ? [{ ...pair, old: looks[2 * i]!, now: looks[2 * i + 1] }] : []));
      assert.ok(valid.length > BATCH / 2, `${valid.length} fixes for ${BATCH} programs`);
      for (const { say, old, now } of valid) {
        if (!now) problems.push(say('CPython does not parse it'));
        else if (now.comments.join('\n') !== old.comments.join('\n')) problems.push(say('comments are gone'));
        else if (!isSubsequence(old.statements, now.statements)) problems.push(say('other statements changed'));
      }
      assert.deepEqual(problems, []);
    }), { numRuns: 6, endOnFailure: true });
    // Which of the fixes come up is a matter of chance; nearly all do.
    assert.ok(titles.size >= 9, [...titles].join('\n'));
  }).timeout(120_000);

  it('use no module that is imported later on the line', () => {
    const fixed = (text: string): readonly (string | undefined)[] => offersOf(seenBy('regular')({ 'setup.py': text }).shown).map(({ fix }) => applyFix({ 'setup.py': text }, fix)?.['setup.py']);
    const call = 'os.system("make " + os.environ["T"])';
    const list = 'subprocess.call(["make", os.environ["T"]])';
    assert.deepEqual(fixed(`import os\n${call}; import subprocess\n`), [`import subprocess\nimport os\n${list}; import subprocess\n`]);
    assert.deepEqual(fixed(`import os\nimport subprocess; ${call}\n`), [`import os\nimport subprocess; ${list}\n`]);
  });

  for (const { what, text, reason, persona = 'regular' } of IN_THE_WAY) {
    it(`are not offered for ${what}`, () => {
      const [finding] = seenBy(persona)({ 'setup.py': text }).shown;
      assert.deepEqual(finding?.fixes.map(({ applicability, edits, reason: told }) => [applicability, edits, told]), [['display-only', [], reason]]);
    });
  }

  interface Fixed { readonly program: Program; readonly title: string; readonly after: string; readonly say: (what: string) => string }

  /** A program after each of its fixes, checked as far as it can be without Python. */
  function fixed(program: Program, problems: string[]): readonly Fixed[] {
    const texts = { 'setup.py': program.text, ...ABOUT };
    const { analysis, shown } = seenBy('pedantic')(texts);
    assert.deepEqual(analysis.incomplete, [], program.text);
    return offersOf(shown).filter(({ fix }) => fix.applicability !== 'display-only').map((offer) => {
      const { title } = offer.fix;
      const after = applyFix(texts, offer.fix)?.['setup.py'] ?? '';
      const say = (what: string): string => `${what}: ${title}\n${program.text}\nbecame\n${after}`;
      const { persona } = offer.finding;
      problems.push(...checkFix(texts, offer, { analysis, shown: shownOf(analysis, configOf(persona)) }, seenBy(persona)).map(say));
      if (filesOf(offer.fix).some(({ path }) => path !== 'setup.py')) problems.push(say('it changes other files'));
      if (strayEdits(program, offer.fix).length > 0) problems.push(say('it changes other lines'));
      if (/[^\r]\n/.test(after) !== /[^\r]\n/.test(program.text)) problems.push(say('it mixes line ends'));
      return { program, title, after, say };
    });
  }

  function seenBy(persona: Persona): Reanalyse {
    return (texts) => {
      const analysis = analyser.analyse(texts, configOf(persona));
      return { analysis, shown: shownOf(analysis, configOf(persona)) };
    };
  }
});
