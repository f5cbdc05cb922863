/** Rules, manifest and generated pages: the project is whole, and each check notices what is missing. */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPages, generatePages } from '../../scripts/docs-pages';
import type { RuleMetadata } from '../../server/src/findings/rule';
import { SettingsStore } from '../../server/src/lsp/server-settings';
import { RULES } from '../../server/src/rules/registry';
import { checkManifest, type SettingsManifest } from './manifest';
import { checkRules, type RuleLike } from './rules';
import { projectSources, ROOT } from './sources';

const sources = projectSources();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as SettingsManifest;
const clean = (problems: readonly string[]): void => assert.deepEqual(problems, []);

const metadata: RuleMetadata = {
  id: 'some-rule', category: 'process', title: 'Some rule', cwe: [78], sources: ['PEP 517'],
  why: 'A reason that is long enough to be one, because readers want to know why they should care about this.',
  advice: 'What to do about it, in a sentence of some length.', example: { bad: 'bad()\n', good: 'good()\n' },
};
const suite = '# Finding\n```python\nx  # finding: [some-rule]\n```\n```fix safe "Use y"\n```\n# OK\n```python\ny\n```\n';
const path = 'test/suites/rules/some-rule.md';

describe('rules', () => {
  it('are there', () => assert.ok(RULES.length > 0));
  it('are whole', () => clean(checkRules(RULES, sources)));

  const problems = (rule: Partial<RuleMetadata>, text: string | undefined = suite, fixable = true): readonly string[] =>
    checkRules([{ metadata: { ...metadata, ...rule }, fixable }], new Map(text === undefined ? [] : [[path, text]]));
  it('pass when they are whole', () => clean(problems({})));
  const lacks: readonly [string, Partial<RuleMetadata>, RegExp][] = [
    ['a proper title', { title: 'some rule.' }, /noun phrase/], ['a reason', { why: 'Bad.' }, /why it matters/], ['advice', { advice: '' }, /what to do/],
    ['an example', { example: { bad: '', good: 'x' } }, /no example/], ['a changing example', { example: { bad: 'x', good: 'x' } }, /changes nothing/],
    ['a CWE', { cwe: [] }, /names no CWE/], ['a true CWE', { cwe: [0.5] }, /no number/], ['a source', { sources: [] }, /names no source/],
  ];
  for (const [what, rule, message] of lacks) {
    it(`are refused without ${what}`, () => assert.match(problems(rule).join('\n'), message));
  }
  it('are refused with an id in another style', () => assert.match(checkRules([{ metadata: { ...metadata, id: 'SomeRule' } }], new Map()).join('\n'), /kebab-case/));
  it('are refused without a suite', () => assert.match(checkRules([{ metadata }], new Map()).join('\n'), /has no suite/));
  it('are refused without a finding', () => assert.match(problems({}, suite.replace('# finding: [some-rule]', '# finding: [other]')).join('\n'), /no finding/));
  it('are refused without an OK', () => assert.match(problems({}, suite.replace('# OK', '# Fine')).join('\n'), /starts with OK/));
  it('are refused without a fix, if fixable', () => {
    const text = suite.replace(/```fix[^]*?```\n/, '');
    assert.match(problems({}, text).join('\n'), /no fix/);
    clean(problems({}, text, false));
  });
  it('are refused twice', () => assert.match(checkRules([{ metadata }, { metadata }], new Map([[path, suite]])).join('\n'), /two rules/));
  it('are missed when there is only a suite', () => assert.match(checkRules([], new Map([[path, suite]])).join('\n'), /no such rule/));
});

describe('the manifest', () => {
  it('offers the settings of the server', () => {
    const { enable, codeLens, analysis } = new SettingsStore(assert.fail).current;
    // The editor knows whether a workspace is trusted; nobody sets it.
    const { trustProject, wholePackage, ...settings } = analysis;
    assert.deepEqual([trustProject, wholePackage], [false, false]);
    clean(checkManifest(manifest, { enable, codeLens, ...settings }));
  });
  const check = (name: string, property: object): string =>
    checkManifest({ contributes: { configuration: { properties: { [name]: property } } } }, { level: 'low' }).join('\n');
  const good = { type: 'string', default: 'low', enum: ['low', 'high'], description: 'How much.' };
  it('passes when it is in sync', () => assert.equal(check('buildglass.level', good), ''));
  it('is refused without a setting', () => assert.match(checkManifest({}, { level: 'low' }).join('\n'), /level is missing/));
  it('is refused with another default', () => assert.match(check('buildglass.level', { ...good, default: 'high' }), /has the default "high" instead of "low"/));
  it('is refused with an unknown setting', () => assert.match(check('buildglass.other', good), /not known to the analysis/));
  it('is refused with a setting of another section', () => assert.match(check('python.level', good), /not in the section/));
  it('is refused without a description', () => assert.match(check('buildglass.level', { ...good, description: '' }), /not described/));
  it('is refused with a default that is no value', () => assert.match(check('buildglass.level', { ...good, enum: ['high'] }), /none of its values/));
});

describe('generated pages', () => {
  const rules: readonly RuleLike[] = [{ metadata }];
  it('are up to date', () => clean(checkPages(generatePages(RULES, manifest), sources)));
  it('are refused when one differs, is missing or is left over', () => {
    const pages = generatePages(rules, {});
    const all = new Map(pages);
    clean(checkPages(pages, all));
    assert.match(checkPages(pages, new Map([...all, ['docs/rules/some-rule.md', 'old']])).join('\n'), /some-rule\.md: is not up to date/);
    all.delete('docs/settings.md');
    assert.match(checkPages(pages, all).join('\n'), /settings\.md: is missing/);
    assert.match(checkPages(pages, new Map([...pages, ['docs/rules/gone.md', 'x']])).join('\n'), /gone\.md: belongs to no rule/);
  });
  it('hold everything a rule says', () => {
    const page = generatePages(rules, {}).get('docs/rules/some-rule.md')!;
    for (const part of ['Some rule', 'process', metadata.why, metadata.advice, 'bad()', 'good()', 'definitions/78.html', 'PEP 517', 'ignore[some-rule]']) assert.ok(page.includes(part), part);
  });
});

describe('the hook for pre-commit', () => {
  it('starts a command that the package installs, once, on the project', () => {
    const hook = readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8');
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    const entry = /^  entry: (\S+) scan$/m.exec(hook)?.[1];
    assert.ok(entry !== undefined && bin[entry] === 'dist/cli.js');
    assert.match(hook, /^  args: \['\.'\]$/m);
    assert.match(hook, /^  pass_filenames: false$/m);
  });
});

describe('third-party notices', () => {
  const check = (): Promise<string> => new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'scripts/notices.mjs'), '--check'], (error, stdout, stderr) => resolve(`${error === null ? '' : `${error.code} `}${stdout}${stderr}`));
  });

  it('are those of what is in the bundles', async () => assert.equal(await check(), '')).timeout(120_000);

  it('are part of both packages', () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
    assert.ok(files.includes('THIRD-PARTY-NOTICES.txt'));
    assert.match(readFileSync(join(ROOT, '.vscodeignore'), 'utf8'), /^!THIRD-PARTY-NOTICES\.txt$/m);
  });
});
