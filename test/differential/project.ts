/**
 * The language of the marker projects. Everything that may run leaves a mark, named like the edge of the map that says so:
 *
 *     'setup.py': mark('setup-script')            a statement, and an expression
 *     'git.sh': script('setuptools-scm-describe') a program
 *
 * A name may go on after a colon where several edges of one row, or several things of one edge, are to be told apart.
 */
export interface Project {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** Vectors whose condition does not hold here, at all hooks or at one (`id@S`): the map says "may run", and they must not. */
  readonly unmet?: readonly string[];
  /** Vectors that leave the mark of another one: rows that tell of the same thing at other hooks. */
  readonly as?: Readonly<Record<string, string>>;
  /** Vectors that run and have no place for a mark. */
  readonly unmarked?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The folder is a git work tree with one commit and a tag. */
  readonly git?: true;
  /** Programs of the machine that it cannot do without: a compiler. */
  readonly needs?: readonly string[];
  /** Hooks that end with an error, after all marks were left; why. */
  readonly fails?: { readonly hooks: readonly string[]; readonly because: string };
}

/** Python that leaves a mark; an expression without names, so that it stands anywhere. */
export const mark = (name: string): string => `__import__("pathlib").Path(__import__("os").environ["BUILDGLASS_MARKS"], ${JSON.stringify(name)}).touch()`;

/** A program that leaves a mark and then does what `rest` says. */
export const script = (name: string, rest = ''): string => `#!/bin/sh\n: > "$BUILDGLASS_MARKS/${name}"\n${rest}\n`;

/** The names of all marks that the files can leave. */
export const marksIn = (files: Project['files']): readonly string[] =>
  [...new Set(Object.values(files).flatMap((text) => [...text.matchAll(/BUILDGLASS_MARKS\\?"\], \\?"([\w.:-]+?)\\?"|BUILDGLASS_MARKS\}?\/([\w.:-]+)|\bmark-([a-z0-9-]+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!)))];

/** `[build-system]`; `requires` begins with the distribution that has the backend. */
export const buildSystem = (backend: string, requires: readonly string[] = []): string =>
  `[build-system]\nrequires = ${JSON.stringify([...DISTRIBUTIONS[backend]!, ...requires])}\nbuild-backend = "${backend}"\n`;

/** `[build-system]` and `[project]`; `dynamic` names fields that come from elsewhere. */
export function pyproject(backend: string, rest = '', dynamic: readonly string[] = [], requires: readonly string[] = []): string {
  const fields = [...(dynamic.includes('version') ? [] : ['version = "1.0"']), ...(dynamic.length > 0 ? [`dynamic = ${JSON.stringify(dynamic)}`] : [])];
  return `${buildSystem(backend, requires)}[project]\nname = "demo"\n${fields.join('\n')}\n${rest}`;
}

/** What each backend is installed as. */
const DISTRIBUTIONS: Readonly<Record<string, readonly string[]>> = {
  'setuptools.build_meta': ['setuptools'],
  'setuptools.build_meta:__legacy__': ['setuptools'],
  'hatchling.build': ['hatchling'],
  'poetry.core.masonry.api': ['poetry-core'],
  'poetry_dynamic_versioning.backend': ['poetry-core', 'poetry-dynamic-versioning'],
  'pdm.backend': ['pdm-backend'],
  'flit_core.buildapi': ['flit-core'],
  uv_build: ['uv-build'],
  'scikit_build_core.build': ['scikit-build-core', 'cmake', 'ninja'],
  mesonpy: ['meson-python', 'ninja'],
  maturin: ['maturin'],
  'sipbuild.api': ['sip'],
  pymsbuild: ['pymsbuild'],
  'enscons.api': ['enscons'],
  trampolim: ['trampolim'],
  'py_build_cmake.build': ['py-build-cmake'],
  'pbr.build': ['pbr'],
  'jupyter_packaging.build_api': ['jupyter-packaging'],
  whey: ['whey'],
};
