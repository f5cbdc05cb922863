/**
 * From a command as people type it to the hooks that it reaches.
 *
 *     pip install --no-build-isolation .    pip install    the hooks that ask for requirements are left out
 *     python3 -m pip download ./p           pip download
 *     python -m build --wheel               python -m build, only its hooks for a wheel
 *     tox -e py312                          tox            any command that the map itself names
 *
 * What is installed is taken to be the project; where it comes from is not looked at, and `--only-binary` does not protect a folder.
 */
import { splitCommands } from '../syntax/shell/words';
import { BUILD_HOOKS, type Hook } from './hooks';

export interface CommandLine {
  /** The command of the map that it stands for. */
  readonly command: string;
  /** The only hooks it reaches; absent: whatever the command reaches. */
  readonly only?: readonly Hook[];
  /** The name under which the map may have more of the same command: "uv lock". */
  readonly also?: string;
}

/** Programs that run the command behind them, with the options that take a word. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u'], env: [], uvx: [], nice: ['-n'], time: [], xargs: [], 'uv run': [], 'pipx run': [], 'poetry run': [], 'hatch run': [], 'pdm run': [], 'coverage run': [],
};

/** Wrappers that read the requirements of a script: https://packaging.python.org/en/latest/specifications/inline-script-metadata/ */
const INSTALLERS: ReadonlySet<string> = new Set(['uv run', 'pipx run']);

/**
 * Other frontends, by the words they begin with. Reference pages: https://docs.astral.sh/uv/reference/cli/, https://hatch.pypa.io/latest/cli/reference/,
 * https://pip.pypa.io/en/stable/cli/. uv asks backends for the same hooks as pip; where it installs the project itself, the install is editable.
 */
const SAME: Readonly<Record<string, string>> = {
  'pip lock': 'pip download',
  'pip wheel': 'pip install',
  'uv pip install': 'pip install',
  'uv pip compile': 'pip download',
  'uv pip sync': 'pip install',
  'uv tool install': 'pip install',
  'pipx install': 'pip install',
  'uv lock': 'pip download',
  'uv sync': 'pip install -e',
  'uv build': 'python -m build',
  'hatch build': 'python -m build',
  'pdm build': 'python -m build',
  build: 'python -m build',
  'pyproject-build': 'python -m build',
  'py.test': 'pytest',
};

const SDIST: readonly Hook[] = ['RS', 'S'];
const WHEEL: readonly Hook[] = ['RW', 'W'];
const UNISOLATED: readonly Hook[] = BUILD_HOOKS.filter((hook) => !hook.startsWith('R'));

/** Undefined when the command is none of the map's (`known`) and none that is known to be like one. Total. */
export function readCommandLine(typed: string, known: readonly string[]): CommandLine | undefined {
  const line = readKnown(typed, known);
  const words = unwrap(splitCommands(typed)[0] ?? []);
  const also = Object.keys(SAME).filter((name) => begins(words, name)).sort(byLength)[0];
  return line && also !== undefined && known.includes(also) ? { ...line, also } : line;
}

function readKnown(typed: string, known: readonly string[]): CommandLine | undefined {
  const words = unwrap(splitCommands(typed)[0] ?? []);
  const same = Object.keys(SAME).filter((name) => begins(words, name)).sort(byLength)[0];
  const command = same === undefined ? named(words, known) : SAME[same]!;
  if (command === undefined) return undefined;
  const has = (...options: readonly string[]): boolean => words.some((word) => options.includes(word.replace(/=.*$/s, '')));
  if (command === 'pip install' || command === 'pip install -e') {
    const base = has('--dry-run') ? 'pip download' : has('-e', '--editable') ? 'pip install -e' : command;
    return isolation(has, base);
  }
  if (command === 'pip download') return isolation(has, command);
  if (command !== 'python -m build') return { command };
  if (has('--metadata')) return isolation(has, 'pip download');
  const parts = [...(has('-s', '--sdist') ? SDIST : []), ...(has('-w', '--wheel') ? WHEEL : [])];
  const only = has('-n', '--no-isolation', '--no-build-isolation') ? (parts.length > 0 ? parts : [...SDIST, ...WHEEL]).filter((hook) => UNISOLATED.includes(hook)) : parts;
  return only.length > 0 ? { command, only } : { command };
}

/** Without isolation nobody installs build requirements, and nobody asks for them. */
const isolation = (has: (...options: readonly string[]) => boolean, command: string): CommandLine =>
  (has('--no-build-isolation', '--no-isolation', '-n') ? { command, only: UNISOLATED } : { command });

/** Without what runs the command: assignments, `sudo`, `python -m`, folders and versions in the program's name. */
function unwrap(typed: readonly string[]): readonly string[] {
  let words = [...typed];
  for (;;) {
    while (/^\w+=/.test(words[0] ?? '')) words.shift();
    const program = (words[0] ?? '').replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
    if (/^(?:python|pypy|py)[\d.]*w?$/.test(program)) {
      let at = 1;
      // -W and -X take a word: https://docs.python.org/3/using/cmdline.html
      while (words[at]?.startsWith('-') === true && !/^-[A-Za-z]*m$/.test(words[at]!)) at += /^-[A-Za-z]*[WX]$/.test(words[at]!) ? 2 : 1;
      if (words[at] === undefined || !words[at]!.startsWith('-')) return ['python', ...words.slice(at)].map((word, index) => (index === 1 ? word.replace(/^\.[\\/]/, '') : word));
      words = words.slice(at + 1);
      continue;
    }
    words = [/^pip[\d.]*$/.test(program) ? 'pip' : program, ...words.slice(1)];
    const wrapper = Object.keys(WRAPPERS).filter((name) => begins(words, name)).sort(byLength)[0];
    if (wrapper === undefined || words.length === 1) return words;
    let rest = words.slice(wrapper.split(' ').length);
    while (rest[0]?.startsWith('-') === true) rest = rest.slice(WRAPPERS[wrapper]!.includes(rest[0]) ? 2 : 1);
    // Of a script, what runs it installs what the script asks for.
    if (INSTALLERS.has(wrapper) && /\.py$/i.test(rest[0] ?? '')) return words;
    words = rest;
  }
}

/** The longest command of the map that the words begin with; options between program and subcommand do not count. */
function named(words: readonly string[], known: readonly string[]): string | undefined {
  // `python -m build` lost its first two words above; only other modules of Python are looked for by their whole name.
  const spellings = (name: string): string => name.replace(/^python -m /, '');
  return known.filter((name) => begins(words, spellings(name))).sort(byLength)[0];
}

/** Whether the words that are no options begin with those of a name; an option in the name must be among the words. */
function begins(words: readonly string[], name: string): boolean {
  const wanted = name.split(' ');
  const plain = words.filter((word) => !word.startsWith('-'));
  const options = wanted.filter((word) => word.startsWith('-'));
  return wanted.filter((word) => !word.startsWith('-')).every((word, index) => plain[index] === word) && options.every((option) => words.includes(option));
}

const byLength = (a: string, b: string): number => b.length - a.length;
