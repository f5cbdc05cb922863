/**
 * The lines that build tools themselves write into `.pth` files, whole: what is added to one makes it another line. Any other line that
 * starts with `import` is code of whoever wrote it.
 */

interface Template {
  readonly what: string;
  readonly line: RegExp;
  readonly facts: string;
}

const TEMPLATES: readonly Template[] = [
  {
    what: 'editable install of setuptools', line: /^import (__editable___\w+_finder); \1\.install\(\)$/,
    facts: 'setuptools: setuptools/command/editable_wheel.py, _TopLevelFinder',
  },
  { what: 'editable install of meson-python', line: /^import _\w+_editable_loader$/, facts: 'meson-python: mesonpy/__init__.py, _EditableWheelBuilder' },
  { what: 'editable install of scikit-build-core', line: /^import _\w+_editable$/, facts: 'scikit-build-core: src/scikit_build_core/build/wheel.py' },
  { what: 'editable install of hatchling', line: /^import _editable_impl_\w+$/, facts: 'hatch: backend/src/hatchling/builders/wheel.py; https://editables.readthedocs.io/' },
  {
    what: 'distutils of setuptools',
    line: /^import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os\.environ\.get\(var, '(?:local|stdlib)'\) == 'local'; enabled and __import__\('_distutils_hack'\)(?:\.add_shim\(\))?;?$/,
    facts: 'setuptools: setup.py, install_with_pth',
  },
  {
    what: 'namespace package of setuptools',
    line: /^import sys, ?types, ?os; ?(?:has_mfs|pep420) = sys\.version_info > \(3, [35]\); ?p = os\.path\.join\(sys\._getframe\(1\)\.f_locals\['sitedir'\], \*\((?:'\w+',? ?)+\)\); ?[\w\s.,;=()[\]{}'"%>*]*\(p not in mp\) and mp\.append\(p\)(?:; ?m and setattr\(sys\.modules\['[\w.]+'\], '\w+', m\))?$/,
    facts: 'setuptools: setuptools/namespaces.py, _nspkg_tmpl',
  },
  { what: 'measuring of subprocesses by coverage', line: /^import coverage; coverage\.process_startup\(\)$/, facts: 'https://coverage.readthedocs.io/en/latest/subprocess.html' },
];

/** What wrote the line, when it is exactly what a tool writes. Total. */
export const knownStartupLine = (line: string): string | undefined => TEMPLATES.find((template) => template.line.test(line.trim()))?.what;
