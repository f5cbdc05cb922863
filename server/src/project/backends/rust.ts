/** maturin: https://www.maturin.rs/config, and what cargo runs for every backend that calls it. */
import type { Hook } from '../hooks';
import type { Backend, Vector } from './backend';

/** `sccache` keeps what a compiler made: https://github.com/mozilla/sccache#usage; the linkers are programs of compilers. */
export const PUT_IN_PLACE = {
  because: 'it is started in place of the compiler or the linker',
  unless: /^(?:sccache|ccache|rustc|cc|gcc|clang|lld|rust-lld|lld-link|link\.exe|[\w.-]+-(?:gcc|clang|ld)|(?:clang|gcc|lld)-?[\d.]+)$/,
} as const;

const CARGO = 'https://doc.rust-lang.org/cargo/reference/config.html';

/** The programs that cargo's own configuration in the project names. */
export const CARGO_CONFIG = (hooks: readonly Hook[]): readonly Vector[] =>
  ['.cargo/config.toml', '.cargo/config'].flatMap((file): Vector[] => {
    const row = { odd: PUT_IN_PLACE, file, target: 'program', kind: 'spawn', hooks, certainty: 'certain', role: 'build-hook', source: CARGO } as const;
    const suffix = file.endsWith('.toml') ? '' : '-old';
    return [
      { ...row, id: `cargo-rustc-wrapper${suffix}`, title: 'wrapper of the Rust compiler', key: ['build', 'rustc-wrapper'] },
      { ...row, id: `cargo-workspace-wrapper${suffix}`, title: 'wrapper of the Rust compiler', key: ['build', 'rustc-workspace-wrapper'] },
      { ...row, id: `cargo-rustc${suffix}`, title: 'Rust compiler', key: ['build', 'rustc'] },
      ...([['', ['env', '*']], ['-table', ['env', '*', 'value']]] as const).map(([form, key]): Vector => (
        { file, id: `cargo-env${form}${suffix}`, title: 'environment of compilers and build scripts', key, target: 'setting', kind: 'environment', hooks, certainty: 'certain', role: 'project-config', source: `${CARGO}#env` })),
      ...([['', ['build', 'rustflags']], ['-target', ['target', '*', 'rustflags']]] as const).map(([form, key]): Vector => (
        { ...row, id: `cargo-flags${form}${suffix}`, title: 'program that a compiler option names', key, flags: ['-Clinker=', 'linker='], hooks: ['W', 'E'], ...(form === '' ? {} : { certainty: 'conditional', condition: 'when cargo builds for this target' }) })),
      { ...row, id: `cargo-linker${suffix}`, title: 'linker', key: ['target', '*', 'linker'], hooks: ['W', 'E'], certainty: 'conditional', condition: 'when cargo builds for this target' },
    ];
  });

const CRATE = {
  title: 'build script of the crate',
  target: 'script',
  kind: 'exec-text',
  hooks: ['W', 'E'],
  role: 'build-hook',
  source: 'https://doc.rust-lang.org/cargo/reference/build-scripts.html',
} as const;

/** `name = value` as `cargo --config` takes it. */
export const CARGO_PROGRAM = /^(?:build\.(?:rustc|rustc-wrapper|rustc-workspace-wrapper)|target\..+\.(?:linker|runner))\s*=\s*["']?(.+?)["']?$/;

const CONFIG = { odd: PUT_IN_PLACE, title: 'program in cargo configuration', list: 'each', target: 'program', kind: 'spawn', hooks: ['W', 'E'], certainty: 'certain', role: 'build-hook', source: 'https://www.maturin.rs/config' } as const;

export const MATURIN: Backend = {
  name: 'maturin',
  modules: ['maturin'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    {
      ...CRATE, id: 'maturin-build-script', key: ['tool', 'maturin', 'manifest-path'], autodetect: 'build.rs', member: 'build.rs',
      certainty: 'conditional', condition: 'when the crate has this build script',
    },
    { ...CRATE, id: 'maturin-build-script-named', file: 'Cargo.toml', key: ['package', 'build'], certainty: 'certain' },
    { ...CONFIG, id: 'maturin-config', key: ['tool', 'maturin', 'config'], pattern: CARGO_PROGRAM },
    { ...CONFIG, id: 'maturin-rustc-args', title: 'program that a compiler option names', key: ['tool', 'maturin', 'rustc-args'], flags: ['-Clinker=', 'linker='] },
    {
      id: 'maturin-pgo-command', title: 'profiling command', key: ['tool', 'maturin', 'pgo-command'], target: 'command', kind: 'spawn', hooks: ['W', 'E'],
      certainty: 'conditional', condition: 'when maturin is called with --pgo', role: 'project-config', source: 'https://www.maturin.rs/config',
    },
    ...CARGO_CONFIG(['MW', 'ME', 'S', 'W', 'E']),
  ],
  source: 'maturin: maturin/__init__.py',
};
