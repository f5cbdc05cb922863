/** Files and pieces of files for the tests of the analysis host. */
import { createProject } from '../../server/src/analysis/create';
import type { Project } from '../../server/src/analysis/host';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import type { Parsers } from '../../server/src/syntax/parser';

/** Statements that may stand in any order in any file; some hold findings, some change what others mean, some are broken. */
export const STATEMENTS = [
  'import os', 'import helpers', 'from helpers import *', 'from helpers import run as system', 'import subprocess as sp', 'x = os.environ["A"]', 'x = "constant"', 'os.system(x)', 'exec(x)', 'sp.run([x])',
  'if x in ("a", "b"):\n    os.system(x)', 'def run(command):\n    os.system(command)', 'helpers.run(x)', 'run(x)', 'system(x)', 'class C:\n    def f(self):\n        return getattr(self, x)()', 'C().f()',
  'exec(open("helpers.py").read())', 'exec(open("data.txt").read())', 'exec("os.system(os.environ[\'B\'])")', 'FILES = {"setup.py": "import os\\nos.fork()\\n"}', 'x = (', 'def broken(', '# buildglass: ignore[process-start]: known', 'os.system(x)  # buildglass: ignore[process-start]: known',
  'from setuptools import setup\nsetup(cmdclass={"build": C})', 'import importlib\nimportlib.import_module(x)', '"""\ntext\n"""', 'x = x + x',
] as const;

export const PATHS = ['setup.py', 'helpers.py', 'backend.py', 'tests/test_backend.py', 'pyproject.toml', 'data.txt', 'pkg/__init__.py'] as const;

export const PYPROJECTS = [
  '', '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n', '[build-system', '[project]\nname = "p"\n',
] as const;

export const projectOf = (parsers: Parsers, files: Readonly<Record<string, string>> = {}): Project => {
  const project = createProject(parsers, DEFAULT_SETTINGS);
  for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
  return project;
};
