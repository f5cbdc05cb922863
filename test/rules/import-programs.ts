/** Programs with one dynamic import each, made at random: for what every fix of one has to keep to. They import modules that the test brings along, and are harmless. */
import fc from 'fast-check';

/** `alpha`, `beta` and `beta.gamma` can be imported; each has a `VALUE`, which is its name. */
interface Part {
  readonly setup: readonly string[];
  /** What the import is given. */
  readonly name: string;
  /** Around the statement: lines before, with the indentation of what follows, and lines after. */
  readonly open?: readonly string[];
  readonly close?: readonly string[];
}

const NAMES: readonly Part[] = [
  { setup: [], name: '"alpha"' },
  { setup: [], name: "'beta.gamma'" },
  { setup: ['name = "alpha"  # fixed'], name: 'name' },
  { setup: ['name = "alpha" if len(sys.argv) > 99 else "beta.gamma"'], name: 'name' },
  { setup: ['name = "alpha" if len(sys.argv) > 99 else "beta"'], name: 'name' },
  { setup: ['kind = "gamma" if len(sys.argv) < 99 else "delta"'], name: '"beta." + kind' },
  { setup: ['name = os.environ.get("TIDES_MODULE", "alpha")  # who knows'], name: 'name' },
  { setup: [], name: 'os.environ.get("TIDES_MODULE", "beta")' },
  { setup: ['options = {"module": os.environ.get("TIDES_MODULE", "beta.gamma")}'], name: 'options["module"]' },
  { setup: [], name: 'one', open: ['for one in ("alpha", "beta"):  # both'] },
];

const CALLS: readonly ((name: string) => string)[] = [
  (name) => `importlib.import_module(${name})`,
  (name) => `__import__(${name})`,
  (name) => `importlib.import_module(name=${name})`,
];

/** `CALL` is the import; each line that it may stand in. */
const STATEMENTS: readonly string[] = [
  'found = CALL', 'alpha = CALL', 'CALL', 'print(CALL.VALUE)', 'print(1, CALL.VALUE, len("x"))', 'found = [CALL, 1][0]', 'found = (lambda: CALL)()', 'found = last = CALL',
  'found: object = CALL', 'if CALL.VALUE:\n    print("yes")', 'print(str(2) + CALL.VALUE)', 'print([CALL.VALUE for _ in (1, 2)])', 'print(CALL.VALUE if sys else 0)', 'x = 1; print(CALL.VALUE)',
];

const AROUND: readonly { readonly open: readonly string[]; readonly close: readonly string[] }[] = [
  { open: [], close: [] },
  { open: ['def load():'], close: ['load()  # once'] },
  { open: ['class Loader:', '    def load(self, alpha=None):'], close: ['Loader().load()'] },
  { open: ['try:'], close: ['except ImportError:  # may be', '    print("none")'] },
  { open: ['if len(sys.argv) < 99:'], close: ['else:', '    print("many")'] },
  { open: ['def load():', '    try:'], close: ['    except (ImportError, KeyError):', '        raise RuntimeError("no")', 'load()'] },
  { open: ['class Held:'], close: [] },
  { open: ['with open(os.devnull) as nothing:'], close: [] },
];

const pick = <T>(from: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...from);

/** Indents as deep as the opening lines say. */
function block(open: readonly string[], body: readonly string[], close: readonly string[]): string[] {
  const last = open.at(-1);
  const indent = last === undefined ? '' : `${/^ */.exec(last)![0]}    `;
  return [...open, ...body.map((line) => indent + line), ...close];
}

export const importPrograms: fc.Arbitrary<string> = fc.record({
  name: pick(NAMES), call: pick(CALLS), statement: pick(STATEMENTS), around: pick(AROUND), inside: fc.boolean(), shadow: fc.boolean(), above: fc.boolean(), windows: fc.boolean(), note: fc.boolean(),
}).map(({ name, call, statement, around, inside, shadow, above, windows, note }) => {
  const lines = statement.replace('CALL', () => call(name.name)).split('\n');
  const body = block(name.open ?? [], [...(note ? ['# the import'] : []), `${lines[0]!}${note ? '  # here' : ''}`, ...lines.slice(1)], name.close ?? []);
  // Names of a class body cannot be read in the class's loops and lambdas alike; they are set outside.
  const within = inside && around.open[0] !== 'class Held:' ? [...name.setup, ...body] : body;
  const all = [
    '# tides', 'import importlib, os, sys', ...(above ? ['import alpha'] : []), ...(shadow ? ['beta = 3  # not the module'] : []), ...(within === body ? name.setup : []), '',
    ...block(around.open, within, around.close), '', 'print(sorted(key for key in globals() if key in ("found", "last", "x")))', '# end', '',
  ];
  return all.join(windows ? '\r\n' : '\n');
});
