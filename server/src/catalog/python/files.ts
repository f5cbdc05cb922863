/** Models of the standard library: files that are read, written, moved and deleted. */
import type { Model } from '../model';

const os = 'https://docs.python.org/3/library/os.html';
const archives = 'https://docs.python.org/3/library/zipfile.html';
const registry = 'https://docs.python.org/3/library/winreg.html';
const shutil = 'https://docs.python.org/3/library/shutil.html';

export const FILES: readonly Model[] = [
  { call: ['builtins.open', 'io.open', 'codecs.open'], signature: 'file, mode', sinks: { 'file-read': 'file' }, returns: ['file'], result: 'open()', facts: 'https://docs.python.org/3/library/functions.html#open' },
  { call: ['str.read_text', 'str.read_bytes'], sinks: { 'file-read': 'self' }, facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.read_text' },
  { call: ['str.write_text', 'str.write_bytes', 'str.touch', 'str.mkdir'], signature: 'data', sinks: { 'file-write': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.write_text' },
  { call: ['str.unlink', 'str.rmdir'], signature: 'missing_ok', sinks: { 'file-delete': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.unlink' },
  { call: ['str.rename', 'str.symlink_to', 'str.hardlink_to'], signature: 'target', sinks: { 'file-write': 'target' }, returns: [], saves: 'target', copies: 'self', facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.rename' },
  { call: 'str.chmod', signature: 'mode', sinks: { 'file-write': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.chmod' },
  { call: ['os.remove', 'os.unlink', 'os.rmdir', 'os.removedirs'], signature: 'path', sinks: { 'file-delete': 'path' }, returns: [], facts: `${os}#os.remove` },
  { call: 'shutil.rmtree', signature: 'path, ignore_errors, onerror', sinks: { 'file-delete': 'path' }, returns: [], facts: `${shutil}#shutil.rmtree` },
  { call: ['os.rename', 'os.replace', 'os.renames', 'shutil.move', 'os.symlink', 'os.link'], signature: 'src, dst', sinks: { 'file-write': 'dst' }, returns: [], saves: 'dst', copies: 'src', facts: `${os}#os.rename` },
  { call: ['shutil.copy', 'shutil.copy2', 'shutil.copyfile', 'shutil.copytree'], signature: 'src, dst', sinks: { 'file-write': 'dst' }, returns: ['dst'], saves: 'dst', copies: 'src', facts: `${shutil}#shutil.copy` },
  { call: ['os.mkdir', 'os.makedirs', 'os.mkfifo', 'os.mknod'], signature: 'path, mode', sinks: { 'file-write': 'path' }, returns: [], facts: `${os}#os.makedirs` },
  { call: ['os.chmod', 'os.chown', 'os.truncate'], signature: 'path, mode', sinks: { 'file-write': 'path' }, returns: [], facts: `${os}#os.chmod` },
  { call: 'str.open', signature: 'mode, buffering, encoding', sinks: { 'file-read': 'self' }, result: 'open()', facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.open' },
  { call: 'os.open', signature: 'path, flags', sinks: { 'file-read': 'path' }, returns: [], result: 'os.open()', remembers: 'path', facts: `${os}#os.open` },
  { call: ['os.listdir', 'os.scandir', 'os.walk', 'glob.glob', 'glob.iglob'], signature: 'path', returns: ['path'], facts: `${os}#os.listdir` },
  { call: ['os.setxattr', 'os.utime', 'os.lchown', 'os.lchmod'], signature: 'path, value', sinks: { 'file-write': 'path' }, returns: [], facts: `${os}#os.utime` },
  { call: 'shutil.unpack_archive', signature: 'filename, extract_dir, format', sinks: { 'file-read': 'filename', 'file-write': 'extract_dir' }, returns: [], facts: `${shutil}#shutil.unpack_archive` },
  { call: 'shutil.make_archive', signature: 'base_name, format, root_dir', sinks: { 'file-write': 'base_name', 'file-read': 'root_dir' }, returns: ['base_name'], facts: `${shutil}#shutil.make_archive` },
  { call: ['zipfile.ZipFile().extractall', 'tarfile.open().extractall', 'tarfile.TarFile().extractall', 'tarfile.TarFile.open().extractall'], signature: 'path, members', sinks: { 'file-write': 'path' }, returns: [], facts: `${archives}#zipfile.ZipFile.extractall` },
  { call: ['zipfile.ZipFile().extract', 'tarfile.open().extract', 'tarfile.TarFile().extract'], signature: 'member, path', sinks: { 'file-write': 'path' }, returns: ['path'], facts: `${archives}#zipfile.ZipFile.extract` },
  { call: ['tarfile.open', 'tarfile.TarFile', 'tarfile.TarFile.open'], signature: 'name, mode, fileobj', sinks: { 'file-read': 'name' }, reads: 'fileobj', result: 'tarfile.open()', facts: 'https://docs.python.org/3/library/tarfile.html#tarfile.open' },
  { call: ['zipfile.ZipFile().write', 'tarfile.open().add', 'tarfile.TarFile().add'], signature: 'filename, arcname', sinks: { 'file-read': 'filename' }, returns: [], facts: `${archives}#zipfile.ZipFile.write` },
  { call: ['fileinput.input', 'fileinput.FileInput', 'linecache.getlines', 'linecache.getline'], signature: 'files, inplace', sinks: { 'file-read': 'files' }, source: 'file', returns: [], facts: 'https://docs.python.org/3/library/fileinput.html#fileinput.input' },
  { call: ['pkgutil.get_data', 'importlib.resources.read_text', 'importlib.resources.read_binary', 'pkg_resources.resource_string'], signature: 'package, resource', sinks: { 'file-read': 'resource' }, source: 'file', returns: [], facts: 'https://docs.python.org/3/library/pkgutil.html#pkgutil.get_data' },
  { call: ['dbm.open', 'dbm.dumb.open', 'dbm.gnu.open', 'dbm.ndbm.open', 'anydbm.open'], signature: 'file, flag', sinks: { 'file-read': 'file' }, source: 'file', returns: [], facts: 'https://docs.python.org/3/library/dbm.html#dbm.open' },
  { call: 'sqlite3.connect', signature: 'database, timeout', sinks: { 'file-read': 'database' }, remembers: 'database', returns: ['database'], facts: 'https://docs.python.org/3/library/sqlite3.html#sqlite3.connect' },
  { call: ['sqlite3.connect().load_extension', 'sqlite3.Connection().load_extension'], signature: 'name', sinks: { 'native-library': 'name' }, returns: [], facts: 'https://docs.python.org/3/library/sqlite3.html#sqlite3.Connection.load_extension' },
  { call: 'mmap.mmap', signature: 'fileno, length', returns: ['fileno'], facts: 'https://docs.python.org/3/library/mmap.html#mmap.mmap' },
  { call: ['tempfile.mktemp', 'os.tempnam', 'os.tmpnam'], signature: 'suffix, prefix, dir', sinks: { 'temporary-name': '' }, returns: ['dir'], facts: 'https://docs.python.org/3/library/tempfile.html#tempfile.mktemp' },
  // The Windows registry.
  { call: ['winreg.OpenKey', 'winreg.OpenKeyEx', 'winreg.CreateKey', 'winreg.CreateKeyEx', '_winreg.OpenKey', '_winreg.CreateKey', 'win32api.RegOpenKeyEx'], signature: 'key, sub_key, reserved, access', returns: ['sub_key'], remembers: 'sub_key', result: 'winreg.HKEY', facts: `${registry}#winreg.OpenKey` },
  { call: ['winreg.SetValueEx', '_winreg.SetValueEx', 'win32api.RegSetValueEx'], signature: 'key, value_name, reserved, type, value', sinks: { 'registry-write': 'key' }, returns: [], facts: `${registry}#winreg.SetValueEx` },
  { call: ['winreg.SetValue', '_winreg.SetValue'], signature: 'key, sub_key, type, value', sinks: { 'registry-write': 'sub_key' }, returns: [], facts: `${registry}#winreg.SetValue` },
  { call: ['winreg.DeleteKey', 'winreg.DeleteKeyEx', 'winreg.DeleteValue'], signature: 'key, sub_key', sinks: { 'registry-write': 'sub_key' }, returns: [], facts: `${registry}#winreg.DeleteKey` },
  { call: ['winreg.QueryValueEx', 'winreg.QueryValue', 'winreg.EnumKey', 'winreg.EnumValue'], signature: 'key, value_name', returns: ['key'], facts: `${registry}#winreg.QueryValueEx` },
];
