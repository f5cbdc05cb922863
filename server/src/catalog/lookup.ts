/** All models, found by access path. */
import { type Model, pathsOf } from './model';
import { DATA } from './python/data';
import { DECODERS } from './python/decoders';
import { EXECUTION } from './python/execution';
import { NETWORK } from './python/network';
import { PROCESSES } from './python/processes';

export const MODELS: readonly Model[] = [...EXECUTION, ...PROCESSES, ...DATA, ...DECODERS, ...NETWORK];

const byPath = new Map(MODELS.flatMap((model) => pathsOf(model).map((path) => [path, model] as const)));

/** Modules that are other names of a module with models. */
const SAME_MODULE: readonly (readonly [alias: string, module: string])[] = [
  ['posix.', 'os.'], ['nt.', 'os.'], ['__builtin__.', 'builtins.'], ['concurrent.futures.process.', 'concurrent.futures.'], ['concurrent.futures.thread.', 'concurrent.futures.'],
  ['importlib._bootstrap_external.', 'importlib.machinery.'], ['subprocess32.', 'subprocess.'], ['posixpath.', 'os.path.'], ['ntpath.', 'os.path.'],
];

/** The model of an access path; aliases such as `posix.system` are resolved. */
export function modelOf(path: string): Model | undefined {
  const direct = byPath.get(path);
  if (direct) return direct;
  for (const [alias, module] of SAME_MODULE) if (path.startsWith(alias)) return byPath.get(module + path.slice(alias.length));
  return undefined;
}
