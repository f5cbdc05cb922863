/** Build scripts made at random that hold shapes with fixes: for what every fix has to keep to. Nothing of them is ever run. */
import fc from 'fast-check';

export interface Program {
  readonly text: string;
  /** Lines, from 0 and with both ends, that a fix may change: each one statement that holds a shape. */
  readonly statements: readonly { readonly first: number; readonly last: number }[];
}

/** One risky expression, and what has to be there before it. */
interface Shape {
  readonly modules: readonly string[];
  readonly setup?: readonly string[];
  /** Source of the expression; lines after its first stand inside brackets. */
  readonly call: string;
  /** It is a whole statement. */
  readonly alone?: boolean;
}

const SHAPES: readonly Shape[] = [
  { modules: ['os'], call: 'os.system("make " + os.environ["T"])' },
  { modules: ['os'], call: "os.system('make CFLAGS=\"-O2 -g\" %s' % os.environ['T'])" },
  { modules: ['os'], call: 'os.system(  # by hand\n    f"cc -c {os.environ[\'T\']}"\n)' },
  { modules: ['os'], call: "os.system('make ' + os.environ['T'])" },
  { modules: ['requests'], call: "requests.get('https://example.org/a')" },
  { modules: ['os'], call: 'os.system("git describe --tags")' },
  { modules: ['os'], call: 'os.popen("git log {}".format(os.environ["T"])).read()' },
  { modules: ['os'], call: 'os.popen(("git log " +\n    os.environ["T"])).read()' },
  { modules: ['os', 'subprocess'], call: 'subprocess.run("make " + os.environ["T"], shell=True)' },
  { modules: ['os', 'subprocess'], call: 'subprocess.check_output(("make " + os.environ["T"]), shell=True)' },
  { modules: ['os', 'subprocess'], call: 'subprocess.call(\n    f"make {os.environ[\'T\']}",  # the target\n    shell=True,  # as ever\n    cwd="src",\n)' },
  { modules: ['os', 'subprocess'], call: 'subprocess.check_call("make " + os.environ["T"], shell=(True))' },
  { modules: ['subprocess'], call: 'subprocess.getoutput("git \'log # 1\'")' },
  { modules: ['subprocess'], call: 'subprocess.run(["python", "gen.py"])' },
  { modules: ['os', 'sys'], call: 'os.environ.update(A=sys.argv[1], B="2")', alone: true },
  { modules: ['os', 'sys'], call: 'os.environ.update({"A": sys.argv[1], "B": "#2"},)', alone: true },
  { modules: ['os', 'sys'], call: 'os.environ.update({\n    "A": sys.argv[1],  # first\n    "B": "2",\n})', alone: true },
  { modules: ['os', 'sys'], setup: ['more = {"A": sys.argv[1]}'], call: 'os.environ.update(more)', alone: true },
  { modules: ['sys'], setup: ['class Tool:', '    def one(self): return 1', '    def two(self): return 2', 'tool = Tool()', 'name = sys.argv[1]'], call: 'getattr(tool, name)()' },
  { modules: ['sys'], setup: ['class Kit:', '    def one(self): return 1', 'kit = Kit()'], call: 'getattr(kit, sys.argv[1])(  # whichever\n    1)' },
  { modules: ['os'], call: 'eval(os.environ["SIZES"])' },
  { modules: [], call: "eval(\"{'a': (1, -2)}\")" },
  { modules: [], call: 'exec(open("pkg/about.py").read())\nprint(__version__)', alone: true },
  { modules: [], setup: ['about = {}'], call: 'exec(open("pkg/about.py").read(), about)\nprint(about["__version__"])', alone: true },
  { modules: [], setup: ['facts = {}'], call: 'exec(  # all of it\n    open("pkg/about.py").read(), facts)\nprint(facts["__version__"])', alone: true },
  { modules: ['os', 'runpy'], call: 'runpy.run_path(os.environ["HOOK"])' },
  { modules: ['os', 'runpy'], call: 'runpy.run_path(  # the hook\n    os.environ.get("HOOK", "hooks/build.py"))' },
  { modules: ['os', 'runpy'], setup: ['hook = os.environ["HOOK"]'], call: 'runpy.run_path(hook)' },
  { modules: ['os', 'pkgutil'], call: 'pkgutil.resolve_name(os.environ.get("HOOK", "hook:run"))()' },
  { modules: ['yaml'], call: 'yaml.load(open("a.yaml"))' },
  { modules: ['yaml'], call: 'yaml.load((open("a.yaml")), Loader=yaml.Loader)' },
  { modules: ['yaml'], call: 'yaml.unsafe_load(open("a.yaml"),)' },
  { modules: ['tarfile'], call: 'tarfile.open("a.tar").extractall()' },
  { modules: ['tarfile'], call: 'tarfile.open("a.tar").extractall(  # here\n    ("build")  # folder\n)' },
  { modules: ['tarfile'], call: 'tarfile.open("a.tar").extractall( )' },
  { modules: ['tempfile'], call: 'tempfile.mktemp(".c")' },
  { modules: ['tempfile'], call: 'tempfile.mktemp(\n    suffix=".c",  # for the compiler\n    dir="build",\n)' },
  { modules: ['requests'], call: 'requests.get("https://example.org/#a")' },
  { modules: ['requests'], call: 'requests.get(\n    "https://example.org/a",  # a table\n)' },
  { modules: ['requests'], call: 'requests.get(("https://example.org/a"))' },
  { modules: ['urllib.request'], call: 'urllib.request.urlopen("https://example.org/a").read()' },
  { modules: ['os', 'time'], call: 'time.sleep(int(os.environ["DELAY"]))' },
  { modules: ['os', 'subprocess'], call: 'subprocess.run(["make"], timeout=float(os.environ.get(  # seconds\n    "LIMIT", "7200")))' },
  { modules: ['os', 'signal', 'subprocess'], setup: ['child = subprocess.Popen(["make"])'], call: 'os.kill(child.pid, signal.SIGTERM)' },
  { modules: ['os', 'signal', 'sys'], setup: ['pid = int(sys.argv[1])'], call: 'os.kill(pid, signal.SIGKILL)' },
];

/** `CALL` is the expression. */
const STATEMENTS: readonly string[] = [
  'CALL', 'x = CALL', 'print(1, CALL, "a # b")', 'x = [\n    CALL,  # one\n    2]', 'x = 1; CALL', 'CALL; y = 2', 'CALL; import subprocess, ast', 'if CALL:\n    pass', 'if sys is None:\n    pass\nelif CALL:\n    pass',
  'if sys: CALL', 'while CALL:\n    break', 'for x in [CALL]: pass', 'f = lambda: CALL', 'x = [CALL for _ in (1,)]', 'x = CALL or 1', 'x = 1 if sys else CALL', 'x = (CALL  # last\n)', 'x = \\\n    CALL',
  'assert CALL, "it # failed"', 'def g(a=CALL): return a', '@str\n@(lambda f: [CALL, f])\ndef g(): pass', 'x: object = CALL', 'x = y = CALL', 'with open(str(CALL)) as h:\n    pass', 'print(f"{CALL}")', 'print("a" f"{CALL}" \'b\')', "print(f'''{CALL}''')", 'try: CALL\nexcept OSError: pass', 'print(CALL, *sys.argv)',
  'class C:\n    x = CALL', 'return_ = lambda k=CALL: k', 'del [CALL, {}][1][0:0]', 'x = {"k": CALL}["k"]', 'x = (yield_ := CALL)', 'raise SystemExit(CALL)', 'print(not CALL, -1)',
];
const ALONE: readonly string[] = ['CALL', 'x = 1; CALL', 'if sys: CALL', 'try: CALL\nfinally: pass'];

interface Around { readonly open: readonly string[]; readonly close: readonly string[] }
const AROUND: readonly Around[] = [
  { open: [], close: [] },
  { open: [], close: [] },
  { open: ['if __name__ == "__main__":  # as a program'], close: ['else:', '    z = 0'] },
  { open: ['def prepare():', '    """Says # nothing."""'], close: ['', 'prepare()'] },
  { open: ['def outer(k=1):', '    def inner():'], close: ['    return inner()', '', 'outer()'] },
  { open: ['class Step:', '    def run(self):  # later'], close: ['', 'Step().run()'] },
  { open: ['try:'], close: ['except (OSError, ValueError):', '    pass', 'finally:', '    z = 0  # always'] },
  { open: ['with open("log") as log, open("more"):'], close: [] },
];

const HEADS: readonly (readonly string[])[] = [
  [], ['#!/usr/bin/env python', '# Tides.  # all of them', ''], ['"""A build', '# not a comment', '"""', 'from __future__ import annotations', ''], ['\'one line\'; from __future__ import division'], ['from setuptools import (  # the usual', '    setup,', ')'],
];

const pick = <T>(from: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...from);

interface Part { readonly shape: Shape; readonly statement: string; readonly around: Around; readonly before: boolean; readonly after: boolean }

const part: fc.Arbitrary<Part> = pick(SHAPES).chain((shape) => fc.record({ shape: fc.constant(shape), statement: pick(shape.alone ? ALONE : STATEMENTS), around: pick(AROUND), before: fc.boolean(), after: fc.boolean() }));

/** Lines of one shape in its surroundings, and which of them hold the statement. */
function linesOf({ shape, statement, around, before, after }: Part): { lines: string[]; first: number; last: number } {
  const deepest = around.open.filter((line) => line.endsWith(':') || line.includes(':  #')).at(-1);
  const indent = deepest === undefined ? '' : `${/^ */.exec(deepest)![0]}    `;
  const [call, ...rest] = shape.alone ? shape.call.split(/\n(?=print)/) : [shape.call];
  // What continues a call is indented like the line that it begins on.
  const written = statement.split('\n').flatMap((line) => line.replace('CALL', () => call!.replaceAll('\n', `\n${/^ */.exec(line)![0]}`)).split('\n'));
  const inside = [...(shape.alone ? [] : shape.setup ?? []), ...(before ? ['# The step.', ''] : [])];
  const held = shape.alone ? shape.setup ?? [] : [];
  const [head, ...tail] = written;
  const body = [...inside, ...(tail.length === 0 && after ? [`${head!}  # it runs`] : written), ...(after ? ['# done'] : []), 'z = 1'];
  const lines = [...held, ...around.open, ...body.map((line) => (line === '' ? '' : indent + line)), ...around.close, ...rest];
  const first = held.length + around.open.length + inside.length;
  return { lines, first, last: first + written.length - 1 };
}

export const fixablePrograms: fc.Arbitrary<Program> = fc.record({
  head: pick(HEADS), parts: fc.array(part, { minLength: 1, maxLength: 2 }), together: fc.boolean(), late: fc.boolean(), windows: fc.boolean(), tabs: fc.boolean(), end: fc.boolean(), mark: fc.boolean(),
}).map(({ head, parts, together, late, windows, tabs, end, mark }) => {
  const modules = [...new Set(['sys', ...parts.flatMap(({ shape }) => shape.modules)])];
  const lines = [...head, ...(late ? ['z = 0  # before all'] : []), ...(together ? [`import ${modules.join(', ')}  # what is needed`] : modules.map((name) => `import ${name}`)), ''];
  const statements: Program['statements'][number][] = [];
  for (const one of parts) {
    const { lines: own, first, last } = linesOf(one);
    statements.push({ first: lines.length + first, last: lines.length + last });
    lines.push(...own, '');
  }
  lines.push('# end');
  const tabbed = tabs ? lines.map((line) => line.replace(/^ +/, (blanks) => '\t'.repeat(blanks.length / 4))) : lines;
  return { text: (mark ? '\ufeff' : '') + tabbed.join(windows ? '\r\n' : '\n') + (end ? (windows ? '\r\n' : '\n') : ''), statements };
});
