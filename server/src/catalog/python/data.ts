/** Models of the standard library: what brings data in, what turns bytes into objects, what writes, what merely passes on. */
import type { Model } from '../model';

const os = 'https://docs.python.org/3/library/os.html';

export const DATA: readonly Model[] = [
  // The environment.
  { call: ['os.getenv', 'os.environ.get', 'os.environb.get', 'os.getenvb'], signature: 'key, default', source: 'environment', returns: ['default'], facts: `${os}#os.getenv` },
  { call: ['os.environ', 'os.environb'], attribute: true, source: 'whole-environment', facts: `${os}#os.environ` },
  { call: 'os.path.expandvars', signature: 'path', source: 'environment', returns: ['path'], facts: 'https://docs.python.org/3/library/os.path.html#os.path.expandvars' },
  { call: ['os.environ.update', 'os.environb.update'], signature: 'mapping', sinks: { 'environment-write': 'mapping' }, returns: [], facts: `${os}#os.environ` },
  { call: ['os.environ.__setitem__', 'os.environb.__setitem__'], signature: 'key, value', sinks: { 'environment-write': 'value' }, returns: [], facts: `${os}#os.environ` },
  { call: 'os.putenv', signature: 'key, value', sinks: { 'environment-write': 'value' }, returns: [], facts: `${os}#os.putenv` },
  { call: 'os.unsetenv', signature: 'key', sinks: { 'environment-write': 'key' }, returns: [], facts: `${os}#os.unsetenv` },
  { call: ['os.environ.pop', 'os.environb.pop'], signature: 'key, default', source: 'environment', returns: ['default'], facts: `${os}#os.environ` },
  { call: ['os.environ.setdefault', 'os.environb.setdefault'], signature: 'key, default', sinks: { 'environment-write': 'default' }, source: 'environment', returns: ['default'], facts: `${os}#os.environ` },
  { call: ['os.chdir', 'os.fchdir'], signature: 'path', sinks: { directory: 'path' }, returns: [], facts: `${os}#os.chdir` },
  { call: 'os.chroot', signature: 'path', sinks: { directory: 'path' }, returns: [], facts: `${os}#os.chroot` },
  // Other inputs.
  { call: 'sys.argv', attribute: true, source: 'arguments', facts: 'https://docs.python.org/3/library/sys.html#sys.argv' },
  { call: ['builtins.input', 'builtins.raw_input', 'sys.stdin.read', 'sys.stdin.readline', 'sys.stdin.readlines', 'sys.stdin.buffer.read', 'getpass.getpass'], source: 'user-input', returns: [], facts: 'https://docs.python.org/3/library/functions.html#input' },
  // Deserializers.
  {
    call: ['pickle.loads', 'cPickle.loads', '_pickle.loads', 'dill.loads', 'cloudpickle.loads', 'joblib.load', 'pickle.load', 'cPickle.load', '_pickle.load', 'dill.load', 'cloudpickle.load'],
    signature: 'data', sinks: { deserialize: 'data' }, facts: 'https://docs.python.org/3/library/pickle.html#module-pickle',
  },
  { call: ['pickle.Unpickler().load', 'cPickle.Unpickler().load'], sinks: { deserialize: 'self' }, facts: 'https://docs.python.org/3/library/pickle.html#pickle.Unpickler' },
  { call: 'pickle.Unpickler', signature: 'file', returns: ['file'], facts: 'https://docs.python.org/3/library/pickle.html#pickle.Unpickler' },
  { call: ['marshal.loads', 'marshal.load'], signature: 'data', sinks: { deserialize: 'data' }, decodes: 'marshal', returns: ['data'], facts: 'https://docs.python.org/3/library/marshal.html' },
  { call: ['pandas.read_pickle', 'numpy.load', 'torch.load'], signature: 'file', sinks: { deserialize: 'file' }, facts: 'https://pandas.pydata.org/docs/reference/api/pandas.read_pickle.html' },
  { call: ['jsonpickle.decode', 'jsonpickle.unpickler.decode'], signature: 'string', sinks: { deserialize: 'string' }, facts: 'https://jsonpickle.readthedocs.io/en/latest/api.html#jsonpickle.decode' },
  { call: ['shelve.open', 'shelve.DbfilenameShelf'], signature: 'filename', sinks: { deserialize: 'filename' }, facts: 'https://docs.python.org/3/library/shelve.html' },
  { call: ['yaml.load', 'yaml.load_all', 'yaml.unsafe_load', 'yaml.unsafe_load_all', 'yaml.full_load', 'yaml.full_load_all'], signature: 'stream, Loader', sinks: { deserialize: 'stream' }, facts: 'https://pyyaml.org/wiki/PyYAMLDocumentation' },
  // Waiting.
  { call: ['subprocess.Popen().wait', 'threading.Thread().join'], signature: 'timeout', sinks: { timeout: 'timeout' }, clean: true, facts: 'https://docs.python.org/3/library/subprocess.html#subprocess.Popen.wait' },
  { call: ['time.sleep'], signature: 'secs', sinks: { timeout: 'secs' }, returns: [], facts: 'https://docs.python.org/3/library/time.html#time.sleep' },
  { call: 'socket.setdefaulttimeout', signature: 'timeout', sinks: { timeout: 'timeout' }, returns: [], facts: 'https://docs.python.org/3/library/socket.html#socket.setdefaulttimeout' },
  // Archives whose members are read.
  { call: 'tarfile.open().extractfile', signature: 'member', sinks: { 'file-read': 'member' }, source: 'file', decodes: 'tar', returns: ['self'], result: 'io.BytesIO()', facts: 'https://docs.python.org/3/library/tarfile.html#tarfile.TarFile.extractfile' },
  // Harmless results.
  { call: ['builtins.len', 'builtins.hash', 'builtins.id', 'builtins.ord', 'builtins.bool', 'builtins.isinstance', 'builtins.issubclass', 'builtins.hasattr', 'builtins.callable', 'os.path.exists', 'os.path.isfile', 'os.path.isdir', 'os.path.getsize', 'builtins.print'], clean: true, facts: 'https://docs.python.org/3/library/functions.html' },
  { call: 're.compile', signature: 'pattern, flags', returns: ['pattern'], remembers: 'pattern', facts: 'https://docs.python.org/3/library/re.html#re.compile' },
  { call: 'uuid.UUID', signature: 'hex', clean: true, facts: 'https://docs.python.org/3/library/uuid.html#uuid.UUID' },
  { call: ['shlex.quote', 'pipes.quote'], signature: 's', returns: ['s'], stops: ['shell'], facts: 'https://docs.python.org/3/library/shlex.html#shlex.quote' },
  { call: ['os.path.dirname', 'os.path.basename', 'os.path.realpath', 'os.path.normpath', 'os.path.expanduser', 'os.fspath', 'os.path.normcase'], signature: 'path', returns: ['path'], facts: 'https://docs.python.org/3/library/os.path.html' },
  { call: ['ast.literal_eval'], signature: 'node_or_string', returns: ['node_or_string'], facts: 'https://docs.python.org/3/library/ast.html#ast.literal_eval' },
];
