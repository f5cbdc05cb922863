/**
 * Chooses the build backend as pip and build do.
 *
 *     no pyproject.toml, or no [build-system]      setuptools.build_meta:__legacy__
 *     [build-system] without build-backend         setuptools.build_meta:__legacy__
 *     build-backend = "pkg.mod:obj.attr"           module pkg.mod, then the attributes obj, attr
 *     backend-path = ["."]                         folders that come first when modules are looked for
 *
 * Sources: PEP 517, PEP 518; pip src/pip/_internal/pyproject.py; build src/build/_builder.py; pyproject-hooks (checks of backend-path).
 */
import { joinPath } from '../base/fileset';
import type { Span } from '../base/text';
import { get, getIn, type TomlDocument, type TomlEntry, type TomlValue } from '../syntax/toml/document';

export const LEGACY_MODULE = 'setuptools.build_meta';
export const LEGACY_OBJECT = '__legacy__';

export interface BackendProblem {
  /** One sentence in plain words; what pip or build refuse is called refused. */
  readonly message: string;
  /** In pyproject.toml. */
  readonly span: Span;
}

export interface BackendChoice {
  /** The module that is imported: "hatchling.build". */
  readonly name: string;
  /** What follows the colon: attributes walked from the module; '' when the module itself has the hooks. */
  readonly object: string;
  /** Whether setuptools runs with the project folder on `sys.path`. */
  readonly legacy: boolean;
  /** Whether pyproject.toml names a backend at all. */
  readonly declared: boolean;
  /** Folders as written, only those that are strings. */
  readonly backendPath: readonly { readonly value: string; readonly span: Span }[];
  /** Build requirements as written, only those that are strings; the default of the frontends when there is no [build-system]. */
  readonly requires: readonly { readonly text: string; readonly span: Span }[];
  readonly problems: readonly BackendProblem[];
  /** The value of `build-backend`, or the `build-system` key that leaves it out; undefined when neither is written. */
  readonly span: Span | undefined;
}

const KNOWN_KEYS: ReadonlySet<string> = new Set(['requires', 'build-backend', 'backend-path']);
const NOWHERE: Span = { start: 0, end: 0 };

/** Total: every wrong type becomes a problem, and what is right beside it is still read. */
export function chooseBackend(pyproject?: TomlDocument): BackendChoice {
  const problems: BackendProblem[] = (pyproject?.problems ?? []).map(({ message, span }) => ({ message: `pip refuses this file: ${message}`, span }));
  const table = pyproject && get(pyproject, ['build-system']);
  if (table && table.value.kind !== 'table') problems.push({ message: 'pip refuses it: build-system must be a table', span: table.value.span });
  if (!table || table.value.kind !== 'table') {
    return { ...legacyChoice(problems), requires: [{ text: 'setuptools>=40.8.0', span: NOWHERE }], span: undefined };
  }

  for (const entry of table.value.entries.values()) {
    if (!KNOWN_KEYS.has(entry.key)) problems.push({ message: `build refuses it: [build-system] has no key ${entry.key}`, span: entry.keySpan });
  }
  const requires = readRequires(table, problems);
  const backendPath = readBackendPath(getIn(table.value, ['backend-path']), problems);
  const backend = getIn(table.value, ['build-backend']);
  if (backend && backend.value.kind !== 'string') problems.push({ message: 'pip refuses it: build-backend must be a string', span: backend.value.span });
  if (backend?.value.kind !== 'string') return { ...legacyChoice(problems), requires, backendPath, span: backend?.value.span ?? table.keySpan };

  const [name, object] = splitObjectReference(backend.value.value);
  if (!isDottedName(name) || (object !== '' && !isDottedName(object))) {
    problems.push({ message: 'build-backend is not of the form module:object', span: backend.value.span });
  }
  return {
    name,
    object,
    legacy: name === LEGACY_MODULE && object === LEGACY_OBJECT,
    declared: true,
    backendPath,
    requires,
    problems,
    span: backend.value.span,
  };
}

/** "pkg.mod:obj.attr" → ["pkg.mod", "obj.attr"], as Python's `partition(":")`. */
export function splitObjectReference(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

const isDottedName = (text: string): boolean => /^[\p{L}\p{Nl}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{N}_]*)*$/u.test(text);

const legacyChoice = (problems: readonly BackendProblem[]) =>
  ({ name: LEGACY_MODULE, object: LEGACY_OBJECT, legacy: true, declared: false, backendPath: [], problems });

function readRequires(table: TomlEntry, problems: BackendProblem[]): BackendChoice['requires'] {
  const entry = getIn(table.value, ['requires']);
  if (!entry) {
    problems.push({ message: 'pip refuses it: [build-system] has no requires', span: table.keySpan });
    return [];
  }
  const requires = readStrings(entry.value, 'requires', problems).map(({ value, span }) => ({ text: value, span }));
  for (const { text, span } of requires) {
    if (!REQUIREMENT.test(text)) problems.push({ message: 'pip refuses it: this is not a requirement', span });
  }
  return requires;
}

/** How a requirement begins: a name, then extras, a version, a URL, a marker or nothing. What follows is left to the tools. https://peps.python.org/pep-0508/ */
const REQUIREMENT = /^\s*[a-z0-9](?:[\w.-]*[a-z0-9])?\s*(?:[[(@;<>=!~].*)?$/is;

function readBackendPath(entry: TomlEntry | undefined, problems: BackendProblem[]): BackendChoice['backendPath'] {
  if (!entry) return [];
  const folders = readStrings(entry.value, 'backend-path', problems);
  for (const { value, span } of folders) {
    const isAbsolute = value.startsWith('/') || /^[a-z]:[\\/]/i.test(value);
    if (isAbsolute || joinPath('', value) === undefined) {
      problems.push({ message: 'pip and build refuse it: backend-path must stay inside the project', span });
    }
  }
  return folders;
}

function readStrings(value: TomlValue, key: string, problems: BackendProblem[]): { value: string; span: Span }[] {
  if (value.kind !== 'array') {
    problems.push({ message: `pip refuses it: ${key} must be a list of strings`, span: value.span });
    return [];
  }
  const strings: { value: string; span: Span }[] = [];
  for (const item of value.items) {
    if (item.kind === 'string') strings.push({ value: item.value, span: item.span });
    else problems.push({ message: `pip refuses it: ${key} must be a list of strings`, span: item.span });
  }
  return strings;
}
