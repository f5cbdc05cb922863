/** Random Python for property tests: functions that call each other, classes, containers, branches, globals, effects. */
import fc from 'fast-check';

interface Grammar {
  expression: string;
  statement: readonly string[];
  block: readonly string[];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

const { block, expression, statement } = fc.letrec((tie): { [K in keyof Grammar]: fc.Arbitrary<Grammar[K]> } => {
  const e = tie('expression') as fc.Arbitrary<string>;
  const inner = tie('block') as fc.Arbitrary<readonly string[]>;
  const one = tie('statement') as fc.Arbitrary<readonly string[]>;
  const name = fc.constantFrom('x', 'y', 'G', 'L', 'D', 'O');
  const fn = fc.constantFrom('f0', 'f1', 'f2', 'f3', 'helpers.run', 'helpers.keep', 'unknown');
  const templates = (...patterns: string[]): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(...patterns), e, e, fn).map(([pattern, a, b, f]) => pattern.replaceAll('$a', a).replaceAll('$b', b).replaceAll('$f', f));
  return {
    expression: fc.oneof(
      { maxDepth: 2 },
      { weight: 3, arbitrary: fc.oneof(name, fc.constantFrom('"t"', '"make "', '1', 'None', 'os.environ["A"]', 'os.environ.get("B", "cc")', 'sys.argv[1]', '[]', '{}', 'open("data.txt").read()', 'lambda q: f0(q)', 'C', 'f1', 'self', 'O.a')) },
      { weight: 3, arbitrary: templates('$f($a)', '$f($a, $b)', '$f($a, y=$b)', '$f(*L)', '$f($a)', 'f0($a) + f0($a)') },
      { weight: 3, arbitrary: templates('$a + $b', 'f"{$a} z"', '[$a, $b]', '{"k": $a, "setup.py": "import os\\nos.system(1)"}', '($a, $b)', '$a if $b else x', '[$f(i) for i in L]', 'L[0]', 'D["k"]', 'D.get("k", $a)', 'C($a)', 'C($a).a', 'C($a).m($b)', 'O.m($a)', 'K.make($a)', '$a == $b', 'int($a)', 'shlex.quote($a)', 'getattr(O, "a")', 'getattr(O, $a)', 'functools.partial($f, $a)', 'functools.partial($f, $a)()', 'dict(k=$a)', 'list(L)', 'exec', '(z := $a)', 'sorted($a, key=$f)', 'outer($a)($b)', '" ".join([$a, $b])', '$a % ($b,)') },
    ),
    statement: fc.oneof(
      { maxDepth: 2 },
      {
        weight: 6,
        arbitrary: templates(
          'x = $a', 'y = $f($a)', 'L.append($a)', 'D["k"] = $a', 'D.update(k=$a)', 'O.a = $a', 'O.b.append($a)', 'self.a = $a', 'C.a = $a', 'x.append($a)', 'x["k"] = $a', 'os.system($a)', 'subprocess.run([$a, $b])', '$f($a)', '$f($a, $b)', 'exec($a)',
          'L.append(x)', 'os.system(x)', 'subprocess.run(["cc", $a])', 'D["j"] = x', 'x = $f(x)', 'y = $f(x) + $f(y)', 'open("out.py", "w").write($a)', 'os.system("python out.py")', 'subprocess.call(["python", "-c", $a])', 'atexit.register($f)', 'threading.Thread(target=lambda: $f($a))', 'import helpers', 'from helpers import keep as f3',
          'assert x in ("a", "b")', 'x, y = $a, $b', 'x += $a', 'L += [$a]', 'del x', 'importlib.import_module($a)', 'getattr(os, $a)($b)', 'setattr(O, "a", $a)', 'helpers.state = $a', 'x = helpers.state', 'raise ValueError($a)', 'yield_ = $a', 'hashlib.sha256($a)', 'G = $a',
        ).map((text) => text.split('\n')),
      },
      { weight: 2, arbitrary: e.map((value) => [`return ${value}`]) },
      { weight: 1, arbitrary: fc.tuple(e, inner, inner).map(([test, a, b]) => [`if ${test}:`, ...indented(a), 'else:', ...indented(b)]) },
      { weight: 1, arbitrary: fc.tuple(e, inner).map(([over, body]) => [`for x in ${over}:`, ...indented(body)]) },
      { weight: 1, arbitrary: inner.map((body) => ['try:', ...indented(body), 'except OSError as error:', '    x = error']) },
      { weight: 1, arbitrary: e.map((value) => [`x = ${value}`, 'os.system(x)']) },
      { weight: 1, arbitrary: inner.map((body) => ['def outer(q):', ...indented(body), '    return lambda r: f1(q)']) },
      { weight: 1, arbitrary: inner.map((body) => ['def inner(q):', ...indented(body), 'x = inner(x)']) },
      { weight: 1, arbitrary: inner.map((body) => ['while y:', ...indented(body)]) },
    ),
    block: fc.array(one, { minLength: 1, maxLength: 3, depthIdentifier: 'block' }).map((parts) => parts.flat()),
  };
});

const parameters = fc.constantFrom('x', 'x, y=None', 'x, y="d", *L', 'x=os.environ.get("D"), **D', 'x, *, y=[]');
const method = (name: string): fc.Arbitrary<string[]> => block.map((body) => [`def ${name}(self, x=None, y=None):`, ...indented(body)]);

/** One top-level statement, as text. */
const unit: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom('f0', 'f1', 'f2', 'f3', 'build_wheel', 'outer', 'test_x'), parameters, block).map(([name, params, body]) => [`def ${name}(${params}):`, ...indented(body)]) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('C', 'C(K)', 'K', 'K(build_ext)'), expression, method('__init__'), method('m'), method('run')).map(([name, value, ...methods]) =>
      [`class ${name}:`, `    a = ${value}`, '    b = []', ...methods.flatMap(indented), '    @staticmethod', '    def make(x):', '        return K(x)', '    @property', '    def p(self):', '        return self.a']),
  },
  { weight: 4, arbitrary: statement },
  { weight: 1, arbitrary: fc.constantFrom(['O = C("o")'], ['L = ["a", "b"]'], ['D = {"k": "v"}'], ['setup(cmdclass={"build_ext": K, "run": C})'], ['G = "g"'], ['# a remark'], ['exec("os.system(os.environ[\'T\'])")'], ['']) },
).map((lines) => lines.join('\n'));

const HEAD = 'import os, sys, subprocess, atexit, shlex, functools, threading, importlib, hashlib\nfrom setuptools import setup\nfrom setuptools.command.build_ext import build_ext\nimport helpers';

/** A program as its top-level statements. */
export const program: fc.Arbitrary<readonly string[]> = fc.array(unit, { minLength: 3, maxLength: 6 });

export const textOf = (units: readonly string[]): string => `${HEAD}\n${units.join('\n')}\n`;

export interface ProgramEdit {
  readonly kind: 'insert' | 'remove' | 'replace' | 'swap' | 'shift';
  readonly at: number;
  readonly unit: string;
}

export const edit: fc.Arbitrary<ProgramEdit> = fc.record({ kind: fc.constantFrom('insert', 'remove', 'replace', 'swap', 'shift'), at: fc.nat(12), unit });

export function applyEdit(units: readonly string[], { kind, at, unit: text }: ProgramEdit): readonly string[] {
  const place = units.length === 0 ? 0 : at % units.length;
  switch (kind) {
    case 'insert': return units.toSpliced(place, 0, text);
    case 'remove': return units.toSpliced(place, 1);
    case 'replace': return units.toSpliced(place, 1, text);
    case 'swap': return place + 1 < units.length ? units.toSpliced(place, 2, units[place + 1]!, units[place]!) : units;
    case 'shift': return ['# shifts all that follows', ...units];
  }
}
