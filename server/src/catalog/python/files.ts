/** Models of the standard library: files that are read, written, moved and deleted. */
import type { Model } from '../model';

const os = 'https://docs.python.org/3/library/os.html';
const shutil = 'https://docs.python.org/3/library/shutil.html';

export const FILES: readonly Model[] = [
  { call: ['builtins.open', 'io.open', 'codecs.open'], signature: 'file, mode', sinks: { 'file-read': 'file' }, returns: ['file'], result: 'open()', facts: 'https://docs.python.org/3/library/functions.html#open' },
  { call: ['str.read_text', 'str.read_bytes'], sinks: { 'file-read': 'self' }, facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.read_text' },
  { call: ['str.write_text', 'str.write_bytes', 'str.touch', 'str.mkdir'], signature: 'data', sinks: { 'file-write': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.write_text' },
  { call: ['str.unlink', 'str.rmdir'], signature: 'missing_ok', sinks: { 'file-delete': 'self' }, returns: [], facts: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.unlink' },
  { call: ['os.remove', 'os.unlink', 'os.rmdir', 'os.removedirs'], signature: 'path', sinks: { 'file-delete': 'path' }, returns: [], facts: `${os}#os.remove` },
  { call: 'shutil.rmtree', signature: 'path, ignore_errors, onerror', sinks: { 'file-delete': 'path' }, returns: [], facts: `${shutil}#shutil.rmtree` },
  { call: ['os.rename', 'os.replace', 'os.renames', 'shutil.move', 'os.symlink', 'os.link'], signature: 'src, dst', sinks: { 'file-write': 'dst' }, returns: [], facts: `${os}#os.rename` },
  { call: ['shutil.copy', 'shutil.copy2', 'shutil.copyfile', 'shutil.copytree'], signature: 'src, dst', sinks: { 'file-write': 'dst' }, returns: ['dst'], facts: `${shutil}#shutil.copy` },
  { call: ['os.mkdir', 'os.makedirs', 'os.mkfifo', 'os.mknod'], signature: 'path, mode', sinks: { 'file-write': 'path' }, returns: [], facts: `${os}#os.makedirs` },
  { call: ['os.chmod', 'os.chown', 'os.truncate'], signature: 'path, mode', sinks: { 'file-write': 'path' }, returns: [], facts: `${os}#os.chmod` },
];
