/** Models of what changes how Python itself works, and of tools that run a program under their eyes: hooks, debuggers, profilers, start-up. */
import type { Model } from '../model';

const sys = 'https://docs.python.org/3/library/sys.html';
const debuggers = ['pdb', 'bdb.Bdb()', 'pdb.Pdb()'];

export const INTERPRETER: readonly Model[] = [
  { call: ['sys.settrace', 'sys.setprofile'], signature: 'function', sinks: { interpreter: 'function' }, callsLater: 'function', returns: [], facts: `${sys}#sys.settrace` },
  { call: 'sys.addaudithook', signature: 'hook', sinks: { interpreter: 'hook' }, callsLater: 'hook', returns: [], facts: `${sys}#sys.addaudithook` },
  { call: ['sys.meta_path.insert', 'sys.path_hooks.insert'], signature: 'index, object', sinks: { interpreter: 'object' }, returns: [], facts: `${sys}#sys.meta_path` },
  { call: ['sys.meta_path.append', 'sys.path_hooks.append'], signature: 'object', sinks: { interpreter: 'object' }, returns: [], facts: `${sys}#sys.path_hooks` },
  { call: 'sys.modules.__setitem__', signature: 'key, value', sinks: { interpreter: 'value' }, returns: [], facts: `${sys}#sys.modules` },
  { call: 'codecs.register', signature: 'search_function', sinks: { interpreter: 'search_function' }, callsLater: 'search_function', returns: [], facts: 'https://docs.python.org/3/library/codecs.html#codecs.register' },
  { call: 'gc.callbacks.append', signature: 'callback', sinks: { interpreter: 'callback' }, callsLater: 'callback', returns: [], facts: 'https://docs.python.org/3/library/gc.html#gc.callbacks' },
  { call: ['resource.setrlimit', 'resource.prlimit'], signature: 'resource, limits', sinks: { interpreter: '' }, returns: [], facts: 'https://docs.python.org/3/library/resource.html#resource.setrlimit' },
  { call: 'site.addsitedir', signature: 'sitedir, known_paths', sinks: { 'run-path': 'sitedir' }, returns: [], facts: 'https://docs.python.org/3/library/site.html#site.addsitedir' },
  { call: 'site.addpackage', signature: 'sitedir, name, known_paths', sinks: { 'run-path': 'name' }, returns: [], facts: 'https://github.com/python/cpython/blob/main/Lib/site.py' },
  // Programs under somebody's eyes.
  { call: debuggers.flatMap((name) => [`${name}.run`, `${name}.runctx`]), signature: 'statement, globals, locals', sinks: { code: 'statement' }, returns: [], facts: 'https://docs.python.org/3/library/pdb.html#pdb.run' },
  { call: debuggers.map((name) => `${name}.runeval`), signature: 'expression, globals, locals', sinks: { code: 'expression' }, facts: 'https://docs.python.org/3/library/pdb.html#pdb.runeval' },
  { call: ['pdb.set_trace', 'builtins.breakpoint', 'pdb.post_mortem', 'pdb.pm'], sinks: { terminal: '' }, returns: [], facts: 'https://docs.python.org/3/library/pdb.html#pdb.set_trace' },
  { call: ['trace.Trace().run', 'trace.Trace().runctx'], signature: 'cmd, globals, locals', sinks: { code: 'cmd' }, returns: [], facts: 'https://docs.python.org/3/library/trace.html#trace.Trace.run' },
  { call: 'trace.Trace().runfunc', signature: 'func, *args', calls: 'func', facts: 'https://docs.python.org/3/library/trace.html#trace.Trace.runfunc' },
  { call: ['profile.run', 'cProfile.run', 'profile.Profile().run', 'cProfile.Profile().run'], signature: 'command, filename, sort', sinks: { code: 'command' }, returns: [], facts: 'https://docs.python.org/3/library/profile.html#profile.run' },
  { call: ['profile.runctx', 'cProfile.runctx', 'profile.Profile().runctx', 'cProfile.Profile().runctx'], signature: 'command, globals, locals, filename', sinks: { code: 'command' }, returns: [], facts: 'https://docs.python.org/3/library/profile.html#profile.runctx' },
  { call: ['profile.Profile().runcall', 'cProfile.Profile().runcall', 'bdb.Bdb().runcall', 'pdb.runcall'], signature: 'func, *args', calls: 'func', facts: 'https://docs.python.org/3/library/profile.html#profile.Profile.runcall' },
  { call: 'timeit.Timer', signature: 'stmt, setup, timer, globals', sinks: { code: 'stmt' }, returns: [], facts: 'https://docs.python.org/3/library/timeit.html#timeit.Timer' },
  { call: ['doctest.testfile', 'doctest.run_docstring_examples', 'doctest.DocTestRunner().run'], signature: 'filename', sinks: { 'run-path': 'filename' }, returns: [], facts: 'https://docs.python.org/3/library/doctest.html#doctest.testfile' },
  { call: ['doctest.debug_src', 'doctest.debug_script'], signature: 'src, pm, globs', sinks: { code: 'src' }, returns: [], facts: 'https://docs.python.org/3/library/doctest.html#doctest.debug_src' },
  { call: 'logging.config.fileConfig', signature: 'fname, defaults, disable_existing_loggers', sinks: { 'run-path': 'fname' }, returns: [], facts: 'https://docs.python.org/3/library/logging.config.html#logging.config.fileConfig' },
  { call: 'logging.config.dictConfig', signature: 'config', sinks: { import: 'config' }, returns: [], facts: 'https://docs.python.org/3/library/logging.config.html#logging.config.dictConfig' },
  { call: 'logging.config.listen', signature: 'port, verify', sinks: { network: 'port' }, returns: [], facts: 'https://docs.python.org/3/library/logging.config.html#logging.config.listen' },
  { call: ['get_ipython().system', 'get_ipython().getoutput', 'IPython.get_ipython().system', 'IPython.get_ipython().getoutput', 'builtins.get_ipython().system', 'builtins.get_ipython().getoutput'], signature: 'cmd', sinks: { shell: 'cmd' }, source: 'process-output', returns: [], facts: 'https://ipython.readthedocs.io/en/stable/api/generated/IPython.core.interactiveshell.html' },
  { call: ['IPython.get_ipython().run_cell', 'IPython.get_ipython().ex', 'IPython.get_ipython().ev', 'builtins.get_ipython().run_cell'], signature: 'raw_cell', sinks: { code: 'raw_cell' }, returns: [], facts: 'https://ipython.readthedocs.io/en/stable/api/generated/IPython.core.interactiveshell.html' },
  { call: ['IPython.embed', 'IPython.start_ipython', 'code.InteractiveConsole().interact'], sinks: { terminal: '' }, returns: [], facts: 'https://ipython.readthedocs.io/en/stable/interactive/reference.html#embedding-ipython' },
];
