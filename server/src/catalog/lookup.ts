/** All models, found by access path. */
import { type Model, pathsOf } from './model';
import { DATA } from './python/data';
import { DECODERS } from './python/decoders';
import { EXECUTION } from './python/execution';
import { FILES } from './python/files';
import { NETWORK } from './python/network';
import { PROCESSES } from './python/processes';

export const MODELS: readonly Model[] = [...EXECUTION, ...PROCESSES, ...DATA, ...DECODERS, ...FILES, ...NETWORK];

const byPath = new Map(MODELS.flatMap((model) => pathsOf(model).map((path) => [path, model] as const)));

/** Modules that are other names of a module with models. */
const SAME_MODULE: readonly (readonly [alias: string, module: string])[] = [
  ['posix.', 'os.'], ['nt.', 'os.'], ['__builtin__.', 'builtins.'], ['concurrent.futures.process.', 'concurrent.futures.'], ['concurrent.futures.thread.', 'concurrent.futures.'],
  ['importlib._bootstrap_external.', 'importlib.machinery.'], ['subprocess32.', 'subprocess.'], ['fernet.', 'cryptography.fernet.'], ['urllib.urlrequest.', 'urllib.request.'], ['posixpath.', 'os.path.'], ['ntpath.', 'os.path.'],
];

/** First parts of access paths that are types, not modules. */
const TYPES = new Set(['builtins', 'str', 'list', 'dict']);

/** Top-level modules that have models: a name nobody assigned can only mean one of them, imported by other means. */
export const MODELLED_MODULES: ReadonlySet<string> = new Set(
  MODELS.flatMap((model) => pathsOf(model).map((path) => path.split(/[.(]/)[0]!)).filter((name) => !TYPES.has(name)));

/** The model of an access path; aliases such as `posix.system` are resolved. */
export const modelOf = (path: string): Model | undefined => byPath.get(path) ?? byPath.get(canonicalPath(path));

/** `posix.system` is `os.system`. */
export function canonicalPath(path: string): string {
  const same = byPath.has(path) ? undefined : SAME_MODULE.find(([alias]) => path.startsWith(alias));
  return same ? same[1] + path.slice(same[0].length) : path;
}
