/**
 * What `[tool.buildglass]` in pyproject.toml may hold: one row a key. The reader, the editor's completion and hover, and the JSON schema
 * are made from these rows.
 *
 *     [tool.buildglass]
 *     allow-imports = ["setuptools.build_meta", "tides.plugins.*"]
 *     allow-commands = ["git"]
 */

export type AllowKey = 'allow-imports' | 'allow-commands';

export interface AllowField {
  /** What the names of the list are, for sentences: "a module". */
  readonly names: string;
  readonly says: string;
  readonly example: string;
  /** The name of the user's own setting for the same. */
  readonly setting: 'allowImports' | 'allowCommands';
  /** What every name of the list matches, for schemas. */
  readonly pattern: string;
  /** Why a text is no name of the list, in plain words without a full stop; undefined for a good one. */
  readonly problem: (text: string) => string | undefined;
}

export const ALLOW_FIELDS: Readonly<Record<AllowKey, AllowField>> = {
  'allow-imports': {
    names: 'a module',
    says: 'Modules that may be imported by a computed name: dotted names. `*` stands for one whole part between dots, `**` at the end for one or more. An import whose possible names are all allowed is not reported.',
    example: 'allow-imports = ["setuptools.build_meta", "tides.plugins.*"]',
    setting: 'allowImports',
    pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*(\\.([\\p{L}_][\\p{L}\\p{N}_]*|\\*))*(\\.\\*\\*)?$',
    problem: importProblem,
  },
  'allow-commands': {
    names: 'a program',
    says: 'Programs that may be started with any arguments, without a shell: the name as the argument list has it. What is downloaded or decoded is reported all the same, and so is every command line for a shell.',
    example: 'allow-commands = ["git", "cmake"]',
    setting: 'allowCommands',
    pattern: '^[^\\s*?\\[\\]]+$',
    problem: (text) => (/^[^\s*?[\]]+$/.test(text) ? undefined : 'a program is named by one word, without wildcards'),
  },
};

export const ALLOW_KEYS = Object.keys(ALLOW_FIELDS) as readonly AllowKey[];

export const isAllowKey = (key: string): key is AllowKey => Object.hasOwn(ALLOW_FIELDS, key);

/** More names than this in one list are not read. */
export const MOST_NAMES = 1000;

function importProblem(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.some((part) => part.includes('*') && part !== '*' && part !== '**')) return '`*` stands for a whole part between dots';
  if (!parts.every((part) => part === '*' || part === '**' || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) return 'it is not a dotted name';
  if (parts.slice(0, -1).includes('**')) return '`**` can only be the last part';
  return parts[0]!.startsWith('*') ? 'the first part has to be a name' : undefined;
}
