/** What is installed beside setuptools and makes it run more: setuptools-scm, setuptools-rust, versioningit, pbr. */
import { BUILD_HOOKS, type Hook } from '../hooks';
import { CARGO_CONFIG, CARGO_PROGRAM, PUT_IN_PLACE } from './rust';
import type { Plugin, Vector } from './backend';
import { gitDescribes } from './git';
import { PBR_VECTORS } from './setuptools';

/** One call of git, with no shell behind it: the text is split into words, never given to a shell. */
export const GIT_COMMAND = /^git(?:\.exe)? describe\b(?![^]*(?:--exec|--upload-pack|\s-c\s))/;

const ON_SETUPTOOLS: readonly string[] = ['setuptools', 'pbr', 'jupyter-packaging'];

const GIT_DESCRIBE = {
  odd: { because: 'it is started in place of `git describe`', unless: GIT_COMMAND },
  title: 'git describe command',
  target: 'command',
  kind: 'spawn',
  hooks: BUILD_HOOKS,
  certainty: 'conditional',
  condition: 'when the project is a git work tree',
  role: 'project-config',
  source: 'setuptools-scm: src/setuptools_scm/git.py, configuration describe_command',
} as const;

const SCHEME = {
  title: 'version scheme',
  pattern: /^[^:]+:[^:]+$/,
  importableRoot: true,
  target: 'module:object',
  kind: 'import',
  hooks: BUILD_HOOKS,
  certainty: 'certain',
  role: 'helper-module',
  source: 'setuptools-scm: src/setuptools_scm/version.py, _call_version_scheme',
} as const;

const WRITES = {
  title: 'version file',
  target: 'script',
  kind: 'write-code',
  hooks: BUILD_HOOKS,
  certainty: 'certain',
  never: 'a version is written into this file; nothing imports it during the build',
  role: 'package-module',
  source: 'https://setuptools-scm.readthedocs.io/en/latest/config/',
} as const;

export const SETUPTOOLS_SCM: Plugin = {
  name: 'setuptools-scm',
  distributions: ['setuptools-scm'],
  hosts: ON_SETUPTOOLS,
  vectors: [
    { ...GIT_DESCRIBE, id: 'setuptools-scm-describe', key: ['tool', 'setuptools_scm', 'scm', 'git', 'describe_command'] },
    { ...GIT_DESCRIBE, id: 'setuptools-scm-describe-deprecated', key: ['tool', 'setuptools_scm', 'git_describe_command'] },
    ...gitDescribes('setuptools-scm', BUILD_HOOKS),
    { ...SCHEME, id: 'setuptools-scm-version-scheme', key: ['tool', 'setuptools_scm', 'version_scheme'] },
    { ...SCHEME, id: 'setuptools-scm-local-scheme', key: ['tool', 'setuptools_scm', 'local_scheme'] },
    { ...WRITES, id: 'setuptools-scm-version-file', key: ['tool', 'setuptools_scm', 'version_file'] },
    { ...WRITES, id: 'setuptools-scm-write-to', key: ['tool', 'setuptools_scm', 'write_to'] },
  ],
  source: 'https://setuptools-scm.readthedocs.io/en/latest/config/',
};

const CRATE = {
  title: 'build script of a crate',
  default: 'Cargo.toml',
  member: 'build.rs',
  target: 'script',
  kind: 'exec-text',
  hooks: ['W', 'E'],
  certainty: 'conditional',
  condition: 'when the crate has this build script',
  role: 'build-hook',
  source: 'https://setuptools-rust.readthedocs.io/en/latest/reference.html; https://doc.rust-lang.org/cargo/reference/build-scripts.html',
} as const;

const rustVectors = (table: 'ext-modules' | 'bins'): readonly Vector[] => [
  { ...CRATE, id: `setuptools-rust-${table}`, key: ['tool', 'setuptools-rust', table, '*', 'path'] },
  {
    id: `setuptools-rust-${table}-flags`, title: 'program that a compiler option names', key: ['tool', 'setuptools-rust', table, '*', 'rustc-flags'],
    odd: PUT_IN_PLACE, flags: ['-Clinker=', 'linker='], target: 'program', kind: 'spawn', hooks: ['W', 'E'], certainty: 'certain', role: 'build-hook',
    source: 'https://doc.rust-lang.org/rustc/codegen-options/index.html#linker',
  },
  {
    id: `setuptools-rust-${table}-args`, title: 'program in cargo configuration', key: ['tool', 'setuptools-rust', table, '*', 'args'],
    odd: PUT_IN_PLACE, flags: ['--config=', '--config'], pattern: CARGO_PROGRAM, target: 'program', kind: 'spawn', hooks: ['W', 'E'], certainty: 'certain', role: 'build-hook',
    source: 'https://doc.rust-lang.org/cargo/reference/config.html#command-line-overrides',
  },
  {
    id: `setuptools-rust-${table}-env`, title: 'compiler that an environment variable names', key: ['tool', 'setuptools-rust', table, '*', 'env', '*'],
    target: 'setting', kind: 'environment', hooks: ['W', 'E'], certainty: 'conditional', condition: 'when the variable names a program, as RUSTC_WRAPPER does', role: 'project-config',
    source: 'https://doc.rust-lang.org/cargo/reference/environment-variables.html',
  },
];

export const SETUPTOOLS_RUST: Plugin = {
  name: 'setuptools-rust',
  distributions: ['setuptools-rust'],
  hosts: ON_SETUPTOOLS,
  vectors: [...rustVectors('ext-modules'), ...rustVectors('bins'), ...CARGO_CONFIG(['W', 'E'])],
  source: 'setuptools-rust: setuptools_rust/setuptools_ext.py, pyprojecttoml_config',
};

export const PBR_PLUGIN: Plugin = {
  name: 'pbr',
  distributions: ['pbr'],
  hosts: ['setuptools', 'jupyter-packaging'],
  vectors: PBR_VECTORS.map((vector): Vector => ({ ...vector, certainty: 'conditional', condition: 'when setup.py says pbr=True' })),
  source: 'pbr: pbr/core.py',
};

const METHOD = {
  title: 'versioningit method',
  searchIn: 'module-dir',
  target: 'module',
  kind: 'import',
  certainty: 'certain',
  role: 'build-hook',
  source: 'versioningit: src/versioningit/methods.py, CustomMethodSpec',
} as const;

/** The host decides when versions are asked for. */
const versioningit = (name: string, hosts: readonly string[], hooks: readonly Hook[]): Plugin => ({
  name,
  distributions: ['versioningit'],
  hosts,
  vectors: [{ ...METHOD, id: 'versioningit-method', key: ['tool', 'versioningit', '*', 'method', 'module'], hooks }, ...gitDescribes('versioningit', hooks)],
  source: 'https://versioningit.readthedocs.io/en/stable/configuration.html',
});

export const VERSIONINGIT: Plugin = versioningit('versioningit', ON_SETUPTOOLS, BUILD_HOOKS);
export const VERSIONINGIT_HATCH: Plugin = versioningit('versioningit', ['hatchling'], ['MW', 'ME', 'S', 'W', 'E']);
