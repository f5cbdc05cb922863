/** Backends that compile: maturin and setuptools-rust with crates that need nothing, py-build-cmake, and trampolim, which stands alone. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mark, type Project, pyproject, script } from '../project';

/** Where rustup keeps compilers: hooks run with a home folder of their own. */
const RUST = { RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup') };

const CRATE = {
  'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n', 'Cargo.lock': 'version = 3\n\n[[package]]\nname = "demo"\nversion = "1.0.0"\n', 'src/main.rs': 'fn main() {}\n',
};
const BUILD_RS = (id: string): string => `fn main() { std::fs::write(format!("{}/${id}", std::env::var("BUILDGLASS_MARKS").unwrap()), "").unwrap(); }\n/* BUILDGLASS_MARKS/${id} */\n`;
const WRAPPER = (id: string): string => script(id, 'exec "$@"');
const MATURIN = (rest = ''): string => pyproject('maturin', `[tool.maturin]\nbindings = "bin"\n${rest}`);
const RUST_BINS = (rest = ''): string => pyproject('setuptools.build_meta', `[tool.setuptools]\npackages = []\n[[tool.setuptools-rust.bins]]\ntarget = "demo"\n${rest}`, [], ['setuptools-rust']);

const CMAKE_FILE = (id: string): string => `cmake_minimum_required(VERSION 3.15)\nproject(demo LANGUAGES NONE)\nfile(WRITE "$ENV{BUILDGLASS_MARKS}/${id}" "")\n`;
const CMAKE = (rest = ''): string => pyproject('py_build_cmake.build', `description = "d"\n[tool.py-build-cmake.module]\ndirectory = "."\n[tool.py-build-cmake.cmake]\nbuild_tool_args = []\n${rest}`);
const TRAMPOLIM = pyproject('trampolim');

export const COMPILED_PROJECTS: readonly Project[] = [
  { title: 'maturin: build script of the crate', needs: ['cargo'], env: RUST, files: { ...CRATE, 'pyproject.toml': MATURIN(), 'build.rs': BUILD_RS('maturin-build-script'), 'setup.py': mark('setup-script') } },
  {
    title: 'maturin: a wrapper in cargo configuration', needs: ['cargo'], env: RUST,
    files: { ...CRATE, 'pyproject.toml': MATURIN(), '.cargo/config.toml': '[build]\nrustc-wrapper = "./w.sh"\n', 'w.sh': WRAPPER('cargo-rustc-wrapper') },
  },
  {
    title: 'maturin: a wrapper in pyproject.toml', needs: ['cargo'], env: RUST,
    files: { ...CRATE, 'pyproject.toml': MATURIN(`config = ["build.rustc-wrapper='./w.sh'"]\n`), 'w.sh': WRAPPER('maturin-config') },
  },
  {
    title: 'setuptools-rust: build script of the crate', needs: ['cargo'], env: RUST,
    files: { ...CRATE, 'pyproject.toml': RUST_BINS(), 'build.rs': BUILD_RS('setuptools-rust-bins') },
  },
  {
    title: 'setuptools-rust: a wrapper in an argument', needs: ['cargo'], env: RUST, unmet: ['setuptools-rust-bins'],
    files: { ...CRATE, 'pyproject.toml': RUST_BINS(`args = ["--config", "build.rustc-wrapper='./w.sh'"]\n`), 'w.sh': WRAPPER('setuptools-rust-bins-args') },
  },
  { title: 'py-build-cmake: CMake', files: { 'pyproject.toml': CMAKE(), 'CMakeLists.txt': CMAKE_FILE('py-build-cmake'), 'demo.py': '"""d"""\n__version__ = "1.0"\n', 'setup.py': mark('setup-script') } },
  { title: 'trampolim: .trampolim.py', files: { 'pyproject.toml': TRAMPOLIM, '.trampolim.py': mark('trampolim-script'), 'demo.py': '', 'setup.py': mark('setup-script') } },
];
