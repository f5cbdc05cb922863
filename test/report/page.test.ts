/** The report as a page: well-formed, accessible, self-contained, and nothing in a package that could become markup. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportBody } from '../../server/src/report/html/body';
import { recordsHtml } from '../../server/src/report/html/page';
import type { RecordEntry } from '../../server/src/report/records';
import { EMPTY, facts, hostileFacts, written } from './record-facts';

const page = (...entries: readonly RecordEntry[]): string => written(recordsHtml, entries);

const VOID = new Set(['meta', 'hr', 'rect', 'path']);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+="[^"<>]*")*) ?(\/?)>/g;

interface Element { readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly parents: readonly string[] }

/** The elements of a page, after checking that all tags close in order and that no character is left over that could open one. */
function elementsOf(html: string): readonly Element[] {
  const inside = html.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  const open: string[] = [];
  const all: Element[] = [];
  assert.doesNotMatch(inside.replace(TAG, ''), /[<>]/);
  assert.doesNotMatch(inside.replace(/&(?:amp|lt|gt|quot|#39);/g, ''), /&/);
  for (const [, closing, name, attributes, empty] of inside.matchAll(TAG)) {
    if (closing === '/') assert.equal(open.pop(), name);
    else {
      all.push({ name: name!, attributes: new Map([...attributes!.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!])), parents: [...open] });
      if (empty === '' && !VOID.has(name!)) open.push(name!);
    }
  }
  assert.deepEqual(open, []);
  return all;
}

describe('the report as a page', () => {
  const elements = elementsOf(page(facts()));
  const named = (name: string): readonly Element[] => elements.filter((element) => element.name === name);

  it('runs and fetches nothing', () => {
    const html = page(facts(), EMPTY);
    assert.match(html, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; /);
    assert.doesNotMatch(html, /<script|<img|<link|<iframe|<object|url\(|@import| on[a-z]+=|javascript:/);
    for (const { attributes } of named('a')) assert.match(attributes.get('href')!, /^(?:#|https:\/\/github\.com\/buildglass\/)/);
  });

  it('has a language, a title, landmarks and headings in order', () => {
    assert.equal(named('html')[0]!.attributes.get('lang'), 'en');
    assert.equal(named('title').filter(({ parents }) => parents.at(-1) === 'head').length, 1);
    for (const landmark of ['main', 'nav', 'header', 'footer', 'h1']) assert.equal(named(landmark).length, 1, landmark);
    const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    levels.forEach((level, index) => assert.ok(index === 0 || level <= levels[index - 1]! + 1, `h${level} after h${levels[index - 1]}`));
    assert.deepEqual(levels.filter((level) => level === 2).length, 9);
  });

  it('has ids that are unique, and every reference to one leads somewhere', () => {
    for (const html of [page(facts()), page(facts(), facts(), EMPTY, { project: 'gone', error: 'gone does not exist.' })]) {
      const ids = elementsOf(html).flatMap(({ attributes }) => attributes.get('id') ?? []);
      assert.equal(new Set(ids).size, ids.length);
      for (const { attributes } of elementsOf(html)) {
        for (const id of [...(attributes.get('aria-labelledby')?.split(' ') ?? []), ...(attributes.get('href')?.startsWith('#') === true ? [attributes.get('href')!.slice(1)] : [])]) assert.ok(ids.includes(id), id);
      }
    }
  });

  it('describes its pictures and its tables in words', () => {
    const pictures = named('svg');
    assert.equal(pictures.length, 2);
    for (const picture of pictures) assert.deepEqual([picture.attributes.get('role'), picture.attributes.get('aria-labelledby')?.split(' ').length], ['img', 2]);
    assert.match(page(facts()), /<desc id="map-text">pip download: get_requires_for_build_wheel executes setup\.py; .*installs setuptools/);
    assert.match(page(facts()), /<desc id="flows-picture-text">what is read from the environment variable TOOL at setup\.py:2 to os\.system at setup\.py:3 by 2 steps\./);
    assert.equal(named('caption').length, named('table').length);
    for (const { attributes } of named('th')) assert.ok(attributes.has('scope'));
  });

  it('draws no picture of nothing', () => assert.equal(elementsOf(page(EMPTY)).filter(({ name }) => name === 'svg').length, 0));

  it('is light, dark and printable by its style alone', () => {
    for (const rule of ['color-scheme: light dark', '@media (prefers-color-scheme: dark)', '@media print']) assert.ok(page(EMPTY).includes(rule));
  });

  it('leads to code where the caller says', () => {
    const html = reportBody(facts(), { prefix: '', linkOf: ({ path, span }) => `code:${path}?${span.start}"` });
    assert.match(html, /<a href="code:setup\.py\?\d+&quot;"><code>setup\.py:3<\/code><\/a>/);
    assert.match(html, /<a href="code:setup\.py\?0&quot;"><title>/);
  });

  it('has the same structure, whatever a package holds', () => {
    const structure = (text: string): string[] => elementsOf(page(hostileFacts(text))).map(({ name, parents }) => `${parents.join(' ')} ${name}`).filter((element) => !/ code$/.test(element));
    const usual = structure('word');
    const hostile = fc.string({ unit: fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '<script>', '</style>', '-->', 'javascript:', '\0', '\u202e', '\n', ']]>', '\ud800'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 12 });
    fc.assert(fc.property(hostile.filter((text) => text.trim() !== '' && !text.includes('`') && !/^(?:read|taken|sent|\w+ed|becomes|reaches|reads|writes|deletes)\b/i.test(text)), (text) => {
      assert.deepEqual(structure(text), usual);
      assert.doesNotMatch(page(hostileFacts(text)), /[^\n\P{Cc}]|[\u202a-\u202e\u2028\u2029]/u);
    }), { numRuns: 40 });
  });
});
