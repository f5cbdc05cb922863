/** The page of fixes and the suites speak of the same fixes: none without a row, none without a test. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const SUITES = join(ROOT, 'test', 'suites', 'rules');

/** A title without the names and numbers of one case. */
const plain = (title: string): string => title
  .replace(/; .* still chooses them$/, '')
  .replace(/`[^`]*`(?:, `[^`]*`)*/g, '…').replace(/\b\d+ (?=modules|entry points|known)/g, '… ').replace(/… (?:modules|entry points)(?=:)/g, '…').replace(/\bStart the program\b/, 'Start …');

const sorted = (all: Iterable<string>): string[] => [...new Set(all)].sort();

describe('the page of fixes', () => {
  it('has a row for every fix of the suites, and a suite for every row', () => {
    const inSuites = readdirSync(SUITES).filter((name) => name.endsWith('.md')).flatMap((name) => {
      const text = readFileSync(join(SUITES, name), 'utf8');
      return [...text.matchAll(/^```fix (safe|unsafe) "(.*)"$/gm)].map(([, applicability, title]) => `${basename(name, '.md')} ${applicability!}: ${plain(title!)}`);
    });
    const page = readFileSync(join(ROOT, 'docs', 'fixes.md'), 'utf8');
    const inPage = [...page.matchAll(/^\| .* \| ([^|]+) \| ([\w-]+) \| (safe|unsafe) \|$/gm)].map(([, title, rule, applicability]) => `${rule!} ${applicability!}: ${plain(title!)}`);
    assert.ok(inPage.length > 30, 'the page is read');
    assert.deepEqual(sorted(inPage), sorted(inSuites));
    assert.equal(new Set(inPage).size, inPage.length, 'no fix has two rows');
  });
});
