/** Models of the standard library: running Python code and importing modules by name. */
import type { Model } from '../model';

const functions = 'https://docs.python.org/3/library/functions.html';
const importlib = 'https://docs.python.org/3/library/importlib.html';

export const EXECUTION: readonly Model[] = [
  { call: 'builtins.exec', signature: 'object, globals, locals, closure', sinks: { code: 'object' }, returns: [], facts: `${functions}#exec` },
  { call: 'builtins.eval', signature: 'expression, globals, locals', sinks: { code: 'expression' }, facts: `${functions}#eval` },
  { call: 'builtins.compile', signature: 'source, filename, mode, flags, dont_inherit, optimize', sinks: { code: 'source' }, returns: ['source'], facts: `${functions}#compile` },
  { call: 'builtins.execfile', signature: 'filename, globals, locals', sinks: { 'run-path': 'filename' }, returns: [], facts: 'https://docs.python.org/2/library/functions.html#execfile' },
  { call: 'builtins.__import__', signature: 'name, globals, locals, fromlist, level', sinks: { import: 'name' }, facts: `${functions}#import__` },
  { call: ['importlib.import_module', 'importlib.__import__'], signature: 'name, package', sinks: { import: 'name' }, facts: `${importlib}#importlib.import_module` },
  { call: 'importlib.reload', signature: 'module', sinks: { import: 'module' }, returns: ['module'], facts: `${importlib}#importlib.reload` },
  {
    call: 'importlib.util.spec_from_file_location', signature: 'name, location, loader, submodule_search_locations', returns: ['location'], remembers: 'location',
    result: 'importlib.machinery.ModuleSpec', facts: `${importlib}#importlib.util.spec_from_file_location`,
  },
  { call: 'importlib.util.module_from_spec', signature: 'spec', returns: ['spec'], facts: `${importlib}#importlib.util.module_from_spec` },
  {
    call: ['importlib.machinery.ModuleSpec.loader.exec_module', 'importlib.machinery.SourceFileLoader().exec_module'], signature: 'module',
    sinks: { 'run-spec': 'self' }, returns: [], facts: `${importlib}#importlib.abc.Loader.exec_module`,
  },
  {
    call: ['importlib.machinery.ModuleSpec.loader.load_module', 'importlib.machinery.SourceFileLoader().load_module'], signature: 'name',
    sinks: { 'run-spec': 'self' }, facts: `${importlib}#importlib.abc.Loader.load_module`,
  },
  {
    call: ['importlib.machinery.SourceFileLoader', 'importlib.machinery.SourcelessFileLoader', 'importlib.machinery.ExtensionFileLoader'], signature: 'fullname, path',
    returns: ['path'], remembers: 'path', result: 'importlib.machinery.SourceFileLoader()', facts: `${importlib}#importlib.machinery.SourceFileLoader`,
  },
  { call: ['imp.load_source', 'imp.load_compiled', 'imp.load_dynamic'], signature: 'name, pathname, file', sinks: { 'run-path': 'pathname' }, facts: 'https://docs.python.org/3.11/library/imp.html' },
  { call: 'imp.load_module', signature: 'name, file, pathname, description', sinks: { 'run-path': 'pathname' }, facts: 'https://docs.python.org/3.11/library/imp.html#imp.load_module' },
  { call: 'runpy.run_path', signature: 'path_name, init_globals, run_name', sinks: { 'run-path': 'path_name' }, facts: 'https://docs.python.org/3/library/runpy.html#runpy.run_path' },
  { call: 'runpy.run_module', signature: 'mod_name, init_globals, run_name, alter_sys', sinks: { import: 'mod_name' }, facts: 'https://docs.python.org/3/library/runpy.html#runpy.run_module' },
  { call: 'pkgutil.resolve_name', signature: 'name', sinks: { import: 'name' }, facts: 'https://docs.python.org/3/library/pkgutil.html#pkgutil.resolve_name' },
  { call: 'zipimport.zipimporter().load_module', signature: 'fullname', sinks: { 'run-spec': 'self' }, facts: 'https://docs.python.org/3/library/zipimport.html' },
  { call: 'zipimport.zipimporter', signature: 'archivepath', returns: ['archivepath'], remembers: 'archivepath', facts: 'https://docs.python.org/3/library/zipimport.html' },
  { call: 'code.interact', signature: 'banner, readfunc, local, exitmsg', sinks: { terminal: '' }, returns: [], facts: 'https://docs.python.org/3/library/code.html#code.interact' },
  { call: ['code.InteractiveInterpreter().runsource', 'code.InteractiveConsole().runsource', 'code.InteractiveConsole().push'], signature: 'source, filename, symbol', sinks: { code: 'source' }, returns: [], facts: 'https://docs.python.org/3/library/code.html' },
  { call: 'codeop.compile_command', signature: 'source, filename, symbol', sinks: { code: 'source' }, returns: ['source'], facts: 'https://docs.python.org/3/library/codeop.html' },
  { call: ['timeit.timeit', 'timeit.repeat'], signature: 'stmt, setup', sinks: { code: 'stmt' }, facts: 'https://docs.python.org/3/library/timeit.html' },
  { call: ['imp.find_module', 'importlib.util.find_spec', 'pkgutil.find_loader', 'pkgutil.get_loader', 'importlib.find_loader', 'importlib.machinery.PathFinder.find_spec'], signature: 'name, path', returns: ['name', 'path'], remembers: 'name', result: 'importlib.machinery.ModuleSpec', facts: `${importlib}#importlib.util.find_spec` },
  { call: 'imp.load_package', signature: 'name, path', sinks: { 'run-path': 'path' }, facts: 'https://docs.python.org/3.11/library/imp.html' },
  { call: ['imp.init_builtin', 'imp.init_frozen'], signature: 'name', sinks: { import: 'name' }, facts: 'https://docs.python.org/3.11/library/imp.html' },
  { call: ['zipimport.zipimporter().exec_module'], signature: 'module', sinks: { 'run-spec': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/zipimport.html#zipimport.zipimporter.exec_module' },
  { call: ['code.InteractiveInterpreter().runcode', 'code.InteractiveConsole().runcode'], signature: 'code', sinks: { code: 'code' }, returns: [], facts: 'https://docs.python.org/3/library/code.html#code.InteractiveInterpreter.runcode' },
  { call: ['codeop.Compile()', 'codeop.CommandCompiler()'], signature: 'source, filename, symbol', sinks: { code: 'source' }, returns: ['source'], facts: 'https://docs.python.org/3/library/codeop.html#codeop.Compile' },
  { call: ['six.exec_', 'future.utils.exec_', 'past.builtins.execfile'], signature: 'code, globals', sinks: { code: 'code' }, returns: [], facts: 'https://six.readthedocs.io/#six.exec_' },
  { call: ['types.FunctionType', 'types.CodeType'], signature: 'code, globals', sinks: { code: 'code' }, returns: ['code'], facts: 'https://docs.python.org/3/library/types.html#types.CodeType' },
];
