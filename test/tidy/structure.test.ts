/** Layers, confinement, shape and words: the project keeps to them, and each check notices who does not. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfinement } from './confinement';
import { checkDependencies, type Manifest } from './dependencies';
import { checkCircles, checkLayers } from './layers';
import { checkShape } from './shape';
import { importsOf, projectSources, ROOT, type Sources } from './sources';
import { checkLock, checkWords } from './words';

const sources = projectSources();
const json = <T>(path: string): T => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;
const clean = (problems: readonly string[]): void => assert.deepEqual(problems, []);

/** Asserts that a check has exactly one problem with a file of this text, and that the message fits. */
function refuses(check: (bad: Sources) => readonly string[], path: string, text: string, message: RegExp): void {
  const problems = check(new Map([[path, text]]));
  assert.equal(problems.length, 1, problems.join('\n'));
  assert.match(problems[0]!, message);
}
const accepts = (check: (good: Sources) => readonly string[], path: string, text: string): void => clean(check(new Map([[path, text]])));

describe('imports', () => {
  it('are seen in all their forms', () => {
    const text = "import a from './a'; import type { B } from '../b'; export * from './c'; const d = await import('./d');\n"
      + "type E = typeof import('./e'); const f = require('./f'); import 'node:fs'; // import './no'\n";
    assert.deepEqual(importsOf('x/y.ts', text).map(({ specifier, target }) => target ?? specifier).sort(), ['b', 'node:fs', 'x/a', 'x/c', 'x/d', 'x/e', 'x/f']);
  });
});

describe('layers', () => {
  it('point down', () => clean(checkLayers(sources)));
  it('refuse an import from above', () => refuses(checkLayers, 'server/src/base/x.ts', "import '../syntax/y'", /base may not import server\/src\/syntax\/y/));
  it('refuse a type from above', () => refuses(checkLayers, 'server/src/findings/x.ts', "import type { Y } from '../rules/y'", /findings may not import/));
  it('refuse a dynamic import from above', () => refuses(checkLayers, 'server/src/rules/x.ts', "void import('../analysis/y')", /rules may not import/));
  it('refuse what is beside', () => refuses(checkLayers, 'server/src/lsp/x.ts', "import '../cli/y'", /lsp may not import/));
  it('refuse an entry as a library', () => refuses(checkLayers, 'server/src/cli/x.ts', "import '../main.cli'", /cli may not import/));
  it('refuse a folder that is no layer', () => refuses(checkLayers, 'server/src/utils/x.ts', '', /belongs to no layer/));
  it('refuse the analyser in the client', () => refuses(checkLayers, 'client/src/x.ts', "import '../../server/src/analysis/host'", /the client may not import/));
  it('let entries import everything', () => accepts(checkLayers, 'server/src/main.cli.ts', "import './cli/run'; import './platform/node'"));
  it('let the grammar loader see the parser, and only it', () => {
    accepts(checkLayers, 'server/src/platform/node-grammars.ts', "import type { P } from '../syntax/parser'");
    refuses(checkLayers, 'server/src/platform/node-files.ts', "import type { P } from '../syntax/parser'", /platform may not import/);
  });
});

describe('circles of imports', () => {
  it('do not exist', () => clean(checkCircles(sources)));
  it('are found, also through types', () => {
    const bad = new Map([['test/a.ts', "import './b'"], ['test/b.ts', "import type { C } from './c'"], ['test/c.ts', "import('./b')"]]);
    assert.deepEqual(checkCircles(bad), ['test/b.ts → test/c.ts → test/b.ts']);
  });
});

describe('confinement', () => {
  it('holds', () => clean(checkConfinement(sources)));
  it('keeps Node in the platform', () => refuses(checkConfinement, 'server/src/cli/x.ts', "import { join } from 'node:path'", /may not import node:path/));
  it('knows Node without its prefix', () => refuses(checkConfinement, 'server/src/cli/x.ts', "import 'fs/promises'", /may not import fs\/promises/));
  it('keeps the editor in the client', () => refuses(checkConfinement, 'server/src/lsp/x.ts', "import 'vscode'", /may not import vscode/));
  it('keeps the protocol in lsp', () => refuses(checkConfinement, 'server/src/analysis/x.ts', "import type { R } from 'vscode-languageserver/node'", /may not import/));
  it('keeps the parser in one file', () => refuses(checkConfinement, 'server/src/syntax/python/x.ts', "import 'web-tree-sitter'", /may not import/));
  it('keeps packages out of the core', () => refuses(checkConfinement, 'server/src/rules/x.ts', "import 'picocolors'", /may not import picocolors/));
  it('lets nobody start a program', () => refuses(checkConfinement, 'server/src/platform/node-x.ts', "import 'node:child_process'", /nothing may import/));
  it('lets nobody open a connection', () => refuses(checkConfinement, 'server/src/main.cli.ts', "import 'node:https'", /nothing may import/));
  it('keeps the clock out of the core', () => refuses(checkConfinement, 'server/src/dataflow/x.ts', 'const now = Date.now();', /may not use Date\.now/));
  it('lets nobody evaluate text', () => refuses(checkConfinement, 'client/src/x.ts', 'eval(text)', /nothing may use eval/));
  it('looks into template literals', () => refuses(checkConfinement, 'server/src/rules/x.ts', 'const x = `a ${Math.random()}`;', /Math\.random/));
  it('does not read comments and strings', () => accepts(checkConfinement, 'server/src/rules/x.ts', "// eval(x)\nconst x = 'eval(x) Date.now';\n/* process.exit */"));
});

describe('shape', () => {
  it('is kept', () => clean(checkShape(sources)));
  const header = '/** What it is for. */\n';
  it('needs a header', () => refuses(checkShape, 'server/src/base/x.ts', 'const x = 1;', /header/));
  it('needs words in the header', () => refuses(checkShape, 'server/src/base/x.ts', '/** */\nconst x = 1;', /header/));
  it('ends at a size', () => refuses(checkShape, 'test/x.ts', header + 'x;\n'.repeat(450), /451 lines/));
  it('keeps entries small', () => refuses(checkShape, 'server/src/main.cli.ts', header + 'x;\n'.repeat(40), /entry of 41 lines/));
  it('refuses façades', () => refuses(checkShape, 'server/src/rules/index.ts', header, /façade/));
  it('allows a line for the shell before the header', () => accepts(checkShape, 'scripts/x.mjs', `#!/usr/bin/env node\n${header}`));
});

describe('words', () => {
  it('of one machine are absent', () => clean(checkWords(sources)));
  const bad: readonly string[] = ['../' + 'shared/X.md', '/work' + '/main/x', '/root' + '/.npmrc', 'npm ci --registry=' + 'https://x.example', 'http://' + '10.0.0.7:80/', 'see issue' + ' 12'];
  for (const text of bad) it(`"${text.slice(0, 4)}…" is refused`, () => refuses(checkWords, 'README.md', text, /README\.md:1: names /));
  it('allow addresses made for documentation', () => accepts(checkWords, 'README.md', 'http://127.0.0.1:1 https://192.0.2.1/'));
});

describe('the lock file', () => {
  it('fetches from the public registry', () => clean(checkLock(json('package-lock.json'))));
  it('is refused with another host, or without a hash', () => {
    assert.equal(checkLock({ packages: { '': {}, 'node_modules/a': { resolved: 'https://example.org/a.tgz', integrity: 'x' } } }).length, 1);
    assert.equal(checkLock({ packages: { 'node_modules/a': { resolved: 'https://registry.npmjs.org/a.tgz' } } }).length, 1);
  });
});

describe('dependencies', () => {
  const binaries = (name: string): readonly string[] => {
    const { bin } = json<{ bin?: string | Record<string, string> }>(`node_modules/${name}/package.json`);
    return typeof bin === 'object' ? Object.keys(bin) : [];
  };
  it('are pinned, used and declared', () => clean(checkDependencies(json<Manifest>('package.json'), sources, binaries)));
  const check = (manifest: Manifest) => (bad: Sources): readonly string[] => checkDependencies(manifest, bad, () => ['tool']);
  it('are refused with a range', () => refuses(check({ dependencies: { a: '^1.0.0' } }), 'server/src/cli/x.ts', "import 'a'", /not pinned/));
  it('are refused without a use', () => refuses(check({ dependencies: { a: '1.0.0' } }), 'server/src/cli/x.ts', "import './a'", /a is not used/));
  it('are refused without a declaration', () => refuses(check({}), 'server/src/cli/x.ts', "import 'a/b'", /a is not in package\.json/));
  it('of the product are not those of its making', () => refuses(check({ devDependencies: { a: '1.0.0' } }), 'server/src/cli/x.ts', "import 'a'", /only a development/));
  it('count as used when a script runs them', () => accepts(check({ devDependencies: { a: '1.0.0' }, scripts: { x: 'tool --fast' } }), 'test/x.ts', ''));
});
