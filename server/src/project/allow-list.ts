/**
 * The names that may be imported or started although a program computes them. They come from four places, the first has most say:
 *
 *     settings   the user's own: the editor's settings, options of the command line                   obeyed
 *     table      `[tool.buildglass]` in the project's pyproject.toml                                   obeyed when the project is trusted
 *     project    the project's own `build-backend`, scripts and entry points                           proposed in fixes
 *     known      build backends that Buildglass knows (project/backends)                               proposed in fixes
 *
 * Obeyed: what only reaches such names is no finding. What a project that is not trusted brings along is listed with the finding instead.
 */
import type { Span } from '../base/text';
import type { Place } from '../findings/finding';
import { get, type TomlEntry, type TomlValue } from '../syntax/toml/document';
import { ALLOW_FIELDS, ALLOW_KEYS, type AllowKey, isAllowKey, MOST_NAMES } from './allow-fields';
import { BACKENDS } from './backends/registry';
import type { ProjectConfig } from './config';

export type AllowOrigin = 'settings' | 'table' | 'project' | 'known';

export interface AllowEntry {
  readonly name: string;
  readonly origin: AllowOrigin;
  /** Where a file of the project says so. */
  readonly place?: Place;
}

/** The user's own lists. Names that are none are left out. */
export type AllowSettings = Readonly<Record<'allowImports' | 'allowCommands', readonly string[]>>;

export interface AllowProblem {
  readonly span: Span;
  /** One sentence in plain words, without a full stop. */
  readonly message: string;
}

export interface AllowTable {
  readonly entries: Readonly<Record<AllowKey, readonly AllowEntry[]>>;
  readonly problems: readonly AllowProblem[];
}

export const TABLE_PATH = 'pyproject.toml';

/** Reads `[tool.buildglass]`. Total: what is not understood is a problem at its place, and allows nothing. */
export function readAllowTable({ pyproject }: Pick<ProjectConfig, 'pyproject'>): AllowTable {
  const problems: AllowProblem[] = [];
  const entries: Record<AllowKey, readonly AllowEntry[]> = { 'allow-imports': [], 'allow-commands': [] };
  const table = pyproject && get(pyproject, ['tool', 'buildglass']);
  if (table?.value.kind === 'table') {
    for (const entry of table.value.entries.values()) {
      if (isAllowKey(entry.key)) entries[entry.key] = namesOf(entry, entry.key, problems);
      else problems.push({ span: entry.keySpan, message: `\`tool.buildglass\` has no key \`${shown(entry.key)}\`; there are ${ALLOW_KEYS.map((key) => `\`${key}\``).join(' and ')}` });
    }
  } else if (table) problems.push({ span: table.value.span, message: '`tool.buildglass` has to be a table' });
  return { entries, problems };
}

function namesOf({ value }: TomlEntry, key: AllowKey, problems: AllowProblem[]): AllowEntry[] {
  if (value.kind !== 'array') {
    problems.push({ span: value.span, message: `\`${key}\` has to be a list of names, not ${KIND_NAMES[value.kind]}` });
    return [];
  }
  if (value.items.length > MOST_NAMES) problems.push({ span: value.span, message: `only the first ${MOST_NAMES} names of \`${key}\` are read` });
  return value.items.slice(0, MOST_NAMES).flatMap((item): AllowEntry[] => {
    const problem = item.kind === 'string' ? ALLOW_FIELDS[key].problem(item.value) : `${KIND_NAMES[item.kind]} is not the name of ${ALLOW_FIELDS[key].names}`;
    if (problem === undefined) return [{ name: (item as TomlValue & { kind: 'string' }).value, origin: 'table', place: { path: TABLE_PATH, span: item.span } }];
    problems.push({ span: item.span, message: item.kind === 'string' ? `\`${shown(item.value)}\` in \`${key}\`: ${problem}` : problem });
    return [];
  });
}

const KIND_NAMES: Readonly<Record<TomlValue['kind'], string>> = { string: 'a text', integer: 'a number', float: 'a number', boolean: 'true or false', datetime: 'a date', array: 'a list', table: 'a table' };

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text).replace(/\s+/g, ' ').replaceAll('`', '’');

export class AllowList {
  constructor(private readonly entries: Readonly<Record<AllowKey, readonly AllowEntry[]>>, readonly trusted: boolean) {}

  /** The entry that allows a name and counts; undefined when none does. */
  allowing(key: AllowKey, name: string): AllowEntry | undefined {
    return this.entries[key].find((entry) => this.isObeyed(entry) && covers(key, entry.name, name));
  }

  /** An entry that would allow the name if the project were trusted. */
  asking(key: AllowKey, name: string): AllowEntry | undefined {
    return this.trusted ? undefined : this.entries[key].find((entry) => entry.origin === 'table' && covers(key, entry.name, name));
  }

  /** Whether everything that begins with the text is allowed: the entry names all below it. */
  allowingBelow(key: AllowKey, start: string): AllowEntry | undefined {
    return this.entries[key].find((entry) => this.isObeyed(entry) && coversBelow(key, entry.name, start));
  }

  /** What the user has said, without wildcards. */
  explicit(key: AllowKey): readonly string[] {
    return [...new Set(this.entries[key].filter((entry) => this.isObeyed(entry) && !entry.name.includes('*')).map(({ name }) => name))].sort();
  }

  /** Names without wildcards for a check in code: those of the first place that has any. */
  proposed(key: AllowKey): readonly string[] {
    for (const origin of ['settings', 'table', 'project', 'known'] as const) {
      const names = this.entries[key].filter((entry) => entry.origin === origin && !entry.name.includes('*')).map(({ name }) => name);
      if (names.length > 0) return [...new Set(names)].sort();
    }
    return [];
  }

  /** Modules that may be plug-ins: those that the user or the project's table names, else those that the project itself offers to others. */
  plugins(): readonly string[] {
    const entries = this.entries['allow-imports'].filter(({ name }) => !name.includes('*'));
    const named = entries.filter(({ origin }) => origin === 'settings' || origin === 'table');
    return [...new Set((named.length > 0 ? named : entries.filter(({ origin, place }) => origin === 'project' && place !== undefined)).map(({ name }) => name))].sort();
  }

  /** All of them, for completion: the first place that has most say first, each name once. */
  all(key: AllowKey): readonly AllowEntry[] {
    const seen = new Set<string>();
    return this.entries[key].filter(({ name }) => !seen.has(name) && seen.add(name));
  }

  /** Every entry of exactly this name. */
  named(key: AllowKey, name: string): readonly AllowEntry[] {
    return this.entries[key].filter((entry) => entry.name === name);
  }

  private isObeyed({ origin }: AllowEntry): boolean {
    return origin === 'settings' || (origin === 'table' && this.trusted);
  }
}

export function allowListOf(config: ProjectConfig, settings: AllowSettings, trusted: boolean): AllowList {
  const table = readAllowTable(config).entries;
  const of = (key: AllowKey): readonly AllowEntry[] => [
    ...settings[ALLOW_FIELDS[key].setting].map((name): AllowEntry => ({ name, origin: 'settings' })).filter(({ name }) => ALLOW_FIELDS[key].problem(name) === undefined),
    ...table[key],
  ];
  const known = BACKENDS.flatMap((backend) => backend.modules).map((name): AllowEntry => ({ name, origin: 'known' }));
  return new AllowList({ 'allow-imports': [...of('allow-imports'), ...ownModules(config), ...known], 'allow-commands': of('allow-commands') }, trusted);
}

/** The modules that the project's own keys name: its backend, its scripts, its entry points. */
function ownModules({ backend, pyproject }: ProjectConfig): readonly AllowEntry[] {
  const own: AllowEntry[] = backend.declared ? [{ name: moduleOf(backend.name), origin: 'project' }] : [];
  const add = (value: TomlValue | undefined): void => {
    if (value?.kind === 'string') own.push({ name: moduleOf(value.value), origin: 'project', place: { path: TABLE_PATH, span: value.span } });
    else if (value?.kind === 'table') for (const entry of value.entries.values()) add(entry.value);
  };
  if (pyproject) for (const key of ['scripts', 'gui-scripts', 'entry-points']) add(get(pyproject, ['project', key])?.value);
  return own.filter(({ name }) => ALLOW_FIELDS['allow-imports'].problem(name) === undefined);
}

/** The module of an object reference: `pkg.cli` of `pkg.cli:main [extra]`. */
const moduleOf = (reference: string): string => reference.split(':')[0]!.trim();

/** Whether an entry of a list covers a name: equal, or part by part, where `*` is any part and `**` one or more. */
export function covers(key: AllowKey, entry: string, name: string): boolean {
  if (entry === name) return true;
  if (key !== 'allow-imports' || !entry.includes('*')) return false;
  const [parts, given] = [entry.split('.'), name.split('.')];
  const open = parts.at(-1) === '**';
  return (open ? given.length >= parts.length : given.length === parts.length)
    && parts.every((part, i) => part === '**' || (given[i] !== '' && (part === '*' || part === given[i])));
}

/** Whether an entry covers whatever a dotted name can be that begins so: `a.b.` or `a.b.c` by `a.b.**`. */
function coversBelow(key: AllowKey, entry: string, start: string): boolean {
  if (key !== 'allow-imports' || !entry.endsWith('.**')) return false;
  const parts = entry.split('.').slice(0, -1);
  const given = start.split('.').slice(0, -1);
  return given.length >= parts.length && parts.every((part, i) => given[i] !== '' && (part === '*' || part === given[i]));
}
