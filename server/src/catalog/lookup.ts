/**
 * The catalog: all models, found by access path. A value that the host hands to the interpreter, since users may add rows of their
 * own (docs/catalog.md); `DEFAULT_CATALOG` holds the rows that come with Buildglass.
 */
import { type Model, pathsOf, type SinkKind } from './model';
import { MODELS } from './python/all';

/** Modules that are other names of a module with models. */
const SAME_MODULE: readonly (readonly [alias: string, module: string])[] = [
  ['posix.', 'os.'], ['nt.', 'os.'], ['__builtin__.', 'builtins.'], ['concurrent.futures.process.', 'concurrent.futures.'], ['concurrent.futures.thread.', 'concurrent.futures.'],
  ['importlib._bootstrap_external.', 'importlib.machinery.'], ['subprocess32.', 'subprocess.'], ['fernet.', 'cryptography.fernet.'], ['Cryptodome.', 'Crypto.'], ['urllib.urlrequest.', 'urllib.request.'], ['importlib_metadata.', 'importlib.metadata.'], ['posixpath.', 'os.path.'], ['ntpath.', 'os.path.'],
];

/** Sinks by which a program gets out of itself. */
const ACTING: ReadonlySet<string> = new Set<SinkKind>(['code', 'run-path', 'process', 'shell', 'fork', 'terminal', 'native-library', 'deserialize', 'network', 'capture', 'secret-store', 'registry-write']);

/** Classes that hand down the methods of a class with models: every command of a build is a `Command`. */
const DERIVED: readonly (readonly [classes: RegExp, base: string])[] = [
  [/^(?:setuptools(?:\._distutils)?|distutils)\.(?:command\.\w+\.\w+|core\.Command|Command|cmd\.Command)\(\)\./, 'distutils.cmd.Command().'],
];

/** First parts of access paths that are types, not modules. */
const TYPES = new Set(['builtins', 'str', 'list', 'dict']);

/** Answers kept by access path. */
const MOST_REMEMBERED = 20_000;

export class Catalog {
  /** Top-level modules that have models: a name nobody assigned can only mean one of them, imported by other means. */
  readonly modules: ReadonlySet<string>;
  private readonly byPath: ReadonlyMap<string, Model>;
  /** Models of everything in a module or class, by what stands before `.*`. */
  private readonly ofAll: ReadonlyMap<string, Model>;

  private readonly found = new Map<string, Model | undefined>();

  constructor(readonly models: readonly Model[]) {
    const rows = models.flatMap((model) => pathsOf(model).map((path) => [path, model] as const));
    this.byPath = new Map(rows);
    this.ofAll = new Map(rows.flatMap(([path, model]) => (path.endsWith('.*') ? [[path.slice(0, -2), model] as const] : [])));
    this.modules = new Set(rows.map(([path]) => path.split(/[.(]/)[0]!).filter((name) => !TYPES.has(name)));
  }

  /** With more rows. A row for a path that has one takes its place. */
  with(rows: readonly Model[]): Catalog {
    return rows.length === 0 ? this : new Catalog([...this.models, ...rows]);
  }

  /** The model of an access path; aliases such as `posix.system` are resolved. */
  modelOf(path: string): Model | undefined {
    let model = this.found.get(path);
    if (model === undefined && !this.found.has(path)) {
      // Programs make any number of paths; those of one program are asked for again and again.
      if (this.found.size > MOST_REMEMBERED) this.found.clear();
      this.found.set(path, model = this.find(path));
    }
    return model;
  }

  private find(path: string): Model | undefined {
    return this.byPath.get(path) ?? this.byPath.get(this.canonicalPath(path)) ?? this.ofAll.get(path.slice(0, Math.max(0, path.lastIndexOf('.'))));
  }

  /** What is in an object of a library, by the object's access path: `a.b()` is what `a.b` returns. */
  elementsOf(path: string): string | undefined {
    return (this.modelOf(path) ?? this.modelOf(path.replace(/\(\)$/, '')))?.elements;
  }

  /** Functions that act and all of whose names are among `names`, module and all: compiled code that holds these names may call them. */
  actingCallsNamed(names: readonly string[]): string[] {
    const known = new Set(['builtins', ...names.flatMap((name) => name.split('.'))]);
    const named = this.models.filter((model) => Object.keys(model.sinks ?? {}).some((sink) => ACTING.has(sink)))
      // Of several names of one function the most specific that fits.
      .flatMap((model) => pathsOf(model).filter((path) => path.split('.').every((part) => known.has(part))).sort((a, b) => b.length - a.length).slice(0, 1));
    return named.sort();
  }

  /** `posix.system` is `os.system`. */
  canonicalPath(path: string): string {
    if (this.byPath.has(path)) return path;
    const same = SAME_MODULE.find(([alias]) => path.startsWith(alias));
    if (same) return same[1] + path.slice(same[0].length);
    const derived = DERIVED.find(([classes]) => classes.test(path));
    return derived ? path.replace(derived[0], derived[1]) : path;
  }
}

export const DEFAULT_CATALOG = new Catalog(MODELS);
