/** Models of what builds are made with: distutils, setuptools, pip, numpy.distutils, venv, and their ways to start programs. */
import type { Model } from '../model';

const setuptools = 'https://setuptools.pypa.io/en/latest/deprecated/distutils/apiref.html';
const pip = 'https://pip.pypa.io/en/stable/user_guide/#using-pip-from-your-program';
const copies = ['distutils', 'setuptools._distutils'];
/** A method of every command class. */
const commands = (name: string): readonly string[] => [`distutils.cmd.Command().${name}`];
const compilers = (name: string): readonly string[] => copies.flatMap((root) => [`${root}.ccompiler.new_compiler()`, `${root}.ccompiler.CCompiler()`]).map((path) => `${path}.${name}`);

export const TOOLING: readonly Model[] = [
  { call: copies.map((root) => `${root}.spawn.spawn`), signature: 'cmd, search_path, verbose, dry_run', sinks: { process: 'cmd' }, returns: [], facts: `${setuptools}#distutils.spawn.spawn` },
  { call: copies.map((root) => `${root}.spawn.find_executable`), signature: 'executable, path', returns: ['executable'], facts: `${setuptools}#distutils.spawn.find_executable` },
  { call: commands('spawn'), signature: 'cmd, search_path, level', sinks: { process: 'cmd' }, returns: [], facts: `${setuptools}#distutils.cmd.Command` },
  { call: commands('run_command'), signature: 'command', returns: [], facts: `${setuptools}#distutils.cmd.Command` },
  { call: commands('execute'), signature: 'func, args, msg, level', calls: 'func', passes: 'args', returns: [], facts: `${setuptools}#distutils.cmd.Command` },
  { call: commands('make_file'), signature: 'infiles, outfile, func, args', sinks: { 'file-write': 'outfile' }, callsLater: 'func', passes: 'args', returns: [], facts: `${setuptools}#distutils.cmd.Command` },
  { call: [...commands('copy_file'), ...commands('copy_tree'), ...commands('move_file')], signature: 'infile, outfile', sinks: { 'file-write': 'outfile' }, returns: ['outfile'], facts: `${setuptools}#distutils.file_util.copy_file` },
  { call: commands('mkpath'), signature: 'name, mode', sinks: { 'file-write': 'name' }, returns: [], facts: `${setuptools}#distutils.dir_util.mkpath` },
  { call: copies.flatMap((root) => [`${root}.file_util.copy_file`, `${root}.file_util.move_file`, `${root}.dir_util.copy_tree`]), signature: 'src, dst', sinks: { 'file-write': 'dst' }, returns: ['dst'], facts: `${setuptools}#distutils.file_util.copy_file` },
  { call: copies.map((root) => `${root}.file_util.write_file`), signature: 'filename, contents', sinks: { 'file-write': 'filename' }, returns: [], facts: `${setuptools}#distutils.file_util.write_file` },
  { call: copies.map((root) => `${root}.dir_util.remove_tree`), signature: 'directory, verbose, dry_run', sinks: { 'file-delete': 'directory' }, returns: [], facts: `${setuptools}#distutils.dir_util.remove_tree` },
  { call: copies.map((root) => `${root}.util.execute`), signature: 'func, args, msg, verbose, dry_run', callsLater: 'func', passes: 'args', returns: [], facts: `${setuptools}#distutils.util.execute` },
  { call: copies.map((root) => `${root}.util.get_platform`), clean: true, facts: `${setuptools}#distutils.util.get_platform` },
  { call: copies.map((root) => `${root}.core.run_setup`), signature: 'script_name, script_args, stop_after', sinks: { 'run-path': 'script_name' }, returns: [], facts: `${setuptools}#distutils.core.run_setup` },
  { call: ['setuptools.sandbox.run_setup', 'setuptools.sandbox.execfile', 'setuptools.sandbox._execfile'], signature: 'filename, args', sinks: { 'run-path': 'filename' }, returns: [], facts: 'https://github.com/pypa/setuptools/blob/v79.0.0/setuptools/sandbox.py' },
  { call: compilers('spawn'), signature: 'cmd', sinks: { process: 'cmd' }, returns: [], facts: `${setuptools}#distutils.ccompiler.CCompiler` },
  { call: compilers('set_executable'), signature: 'key, value', sinks: { process: 'value' }, returns: [], facts: `${setuptools}#distutils.ccompiler.CCompiler` },
  { call: ['numpy.distutils.exec_command.exec_command'], signature: 'command, execute_in, use_shell', sinks: { shell: 'command' }, source: 'process-output', returns: [], facts: 'https://numpy.org/doc/1.26/reference/distutils.html' },
  { call: ['pkg_resources.run_script', 'pkg_resources.Distribution().run_script'], signature: 'script_name, namespace', sinks: { 'run-path': 'script_name' }, returns: [], facts: 'https://setuptools.pypa.io/en/latest/pkg_resources.html' },
  { call: 'setuptools.setup', signature: 'setup_requires', sinks: { requirements: 'setup_requires' }, facts: 'https://setuptools.pypa.io/en/latest/references/keywords.html' },
  { call: ['setuptools.setup().fetch_build_eggs', 'setuptools.dist.Distribution().fetch_build_eggs', 'pkg_resources.working_set.resolve'], signature: 'requires', sinks: { process: 'requires' }, returns: [], facts: 'https://setuptools.pypa.io/en/latest/deprecated/easy_install.html' },
  {
    call: ['pip.main', 'pip._internal.main', 'pip._internal.main.main', 'pip._internal.cli.main.main', 'pip._internal.main_entry', 'pip._internal.utils.entrypoints._wrapper', 'pip.__main__._main', 'setuptools.command.easy_install.main', 'ensurepip._run_pip'],
    signature: 'args', sinks: { process: 'args' }, returns: [], facts: pip,
  },
  { call: ['ensurepip.bootstrap'], signature: 'root, upgrade', sinks: { 'file-write': 'root' }, returns: [], facts: 'https://docs.python.org/3/library/ensurepip.html#ensurepip.bootstrap' },
  { call: ['venv.create', 'venv.EnvBuilder().create', 'virtualenv.create_environment', 'virtualenv.cli_run'], signature: 'env_dir', sinks: { 'file-write': 'env_dir' }, returns: [], facts: 'https://docs.python.org/3/library/venv.html#venv.create' },
  { call: ['compileall.compile_file', 'compileall.compile_dir', 'py_compile.compile'], signature: 'file', sinks: { 'file-read': 'file' }, returns: [], facts: 'https://docs.python.org/3/library/py_compile.html#py_compile.compile' },
  { call: 'zipapp.create_archive', signature: 'source, target', sinks: { 'file-write': 'target' }, returns: [], facts: 'https://docs.python.org/3/library/zipapp.html#zipapp.create_archive' },
  { call: ['lib2to3.main.main'], signature: 'fixer_pkg, args', sinks: { import: 'fixer_pkg' }, returns: [], facts: 'https://docs.python.org/3.12/library/2to3.html' },
  { call: ['lib2to3.refactor.RefactoringTool'], signature: 'fixer_names, options', sinks: { import: 'fixer_names' }, returns: [], facts: 'https://docs.python.org/3.12/library/2to3.html#lib2to3.refactor' },
];
