/** The page of the report in the editor, and what its manifest promises. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reportPage } from '../../client/src/report-page';
import { STYLE } from '../../server/src/report/html/style';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
  };
}

const page = reportPage({ style: STYLE, body: '<h1 id="top">Build report</h1>' });
const { contributes } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as Manifest;

describe('the page of the report', () => {
  it('can run nothing and fetch nothing', () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.equal(policy, "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<style'), 'the policy comes before what it is about');
    assert.doesNotMatch(page, /<script|<link|<iframe|\bsrc=|@import|url\(/);
  });

  it('takes every colour of the report from the theme', () => {
    const colours = [...new Set([...STYLE.matchAll(/(--[\w]+): #/g)].map(([, name]) => name!))];
    const theme = page.slice(page.indexOf(STYLE) + STYLE.length);
    assert.ok(colours.length > 5);
    assert.deepEqual(colours.filter((name) => !theme.includes(`${name}: var(--vscode-`)), []);
  });

  it('has a language, a title, a main part and a way past everything to it', () => {
    assert.match(page, /<html lang="en">/);
    assert.match(page, /<title>Build report<\/title>/);
    assert.match(page, /<a class="skip" href="#main">[^]*<main id="main" tabindex="-1">\n<h1 id="top">Build report<\/h1>\n<\/main>/);
  });
});

describe('the menu of the explorer', () => {
  const items = contributes.menus['explorer/context']?.filter(({ command }) => command === 'buildglass.review') ?? [];
  const offered = (name: string): boolean => items.some(({ when }) => {
    const [, pattern, flags] = /resourceFilename =~ \/(.*)\/(\w*)$/.exec(when) ?? [];
    assert.ok(pattern !== undefined, when);
    return new RegExp(pattern.replaceAll('\\/', '/'), flags).test(name);
  });

  it('offers the review of folders and archives, and of nothing else', () => {
    assert.equal(items.length, 1);
    assert.match(items[0]!.when, /^explorerResourceIsFolder \|\| /);
    const names = ['a-1.0.tar.gz', 'a.tgz', 'a.tar.bz2', 'a.tar.xz', 'a.tar', 'A.ZIP', 'a-1.0-py3-none-any.whl', 'a.gz', 'setup.py', 'whl', 'tar.gz.txt'];
    assert.deepEqual(names.filter(offered), names.slice(0, 7));
  });

  it('has words of its own, which the palette does not repeat', () => {
    const title = (id: string): string | undefined => contributes.commands.find(({ command }) => command === id)?.title;
    assert.equal(title('buildglass.showReport'), 'Show build report');
    assert.equal(title('buildglass.review'), 'Review what this build runs');
    assert.equal(contributes.menus['commandPalette']?.find(({ command }) => command === 'buildglass.review')?.when, 'false');
  });
});
