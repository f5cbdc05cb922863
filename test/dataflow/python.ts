/**
 * Asks CPython what programs compute, and the interpreter what it believes. Both answers are written in one canonical form, so that
 * they can be compared as texts. The programs are made by the tests, pure and harmless.
 */
import { spawnSync } from 'node:child_process';
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import { runProgram } from '../../server/src/dataflow/entries';
import { reprOf } from '../../server/src/dataflow/exact/repr';
import { Dict, type Exact, exactOf, Sequence } from '../../server/src/dataflow/exact/values';
import type { World } from '../../server/src/dataflow/world';
import { parsePython } from '../../server/src/syntax/python/parse';
import type { Parsers } from '../../server/src/syntax/parser';

const CANONICAL = `
import sys, json
def canon(x):
    if isinstance(x, list): return "[" + ", ".join(map(canon, x)) + "]"
    if isinstance(x, tuple): return "(" + ", ".join(map(canon, x)) + ("," if len(x) == 1 else "") + ")"
    if isinstance(x, (set, frozenset)): return "set(" + ", ".join(sorted(map(canon, x))) + ")"
    if isinstance(x, dict): return "{" + ", ".join(canon(k) + ": " + canon(v) for k, v in x.items()) + "}"
    if x is None or isinstance(x, (bool, int, float, str, bytes, bytearray)): return repr(x)
    if hasattr(x, "__iter__"): return "<" + ", ".join(v for v, _ in zip(map(canon, x), range(200))) + ">"
    return "object"
def answer(source, name):
    scope = {}
    try:
        exec("import itertools, functools, operator, struct, math, textwrap, string, collections", scope)
        exec(source, scope)
        return canon(scope[name])
    except Exception as error:
        return None
json.dump([answer(source, "x") for source in json.load(sys.stdin)], sys.stdout)
`;

/** What `x` is after each program, or null where Python raises; undefined when there is no Python here. */
export function askPython(programs: readonly string[]): (string | null)[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', CANONICAL], { input: JSON.stringify(programs), encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as (string | null)[]);
}

const IMPORTS = 'import itertools, functools, operator, struct, math, textwrap, string, collections\n';

/** What the interpreter says `x` certainly is after the program; undefined when it does not know. */
export function askInterpreter(parsers: Parsers, program: string): string | undefined {
  const world: World = {
    catalog: DEFAULT_CATALOG, resolveModule: () => undefined, program: () => undefined, isMissing: () => false, readText: () => undefined, observe: true,
    layer: (pieces, origin, role) => ({ path: 'setup.py', role, module: parsePython(parsers, pieces.map(({ text }) => text).join('')), layer: { language: 'python', ...origin, id: '1', pieces } }),
  };
  const run = runProgram({ path: 'setup.py', role: 'setup-script', module: parsePython(parsers, `${IMPORTS}${program}\nx = x\n`) }, world);
  const last = run.assignments.filter(({ name }) => name === 'x').at(-1);
  const exact = run.gaps.length > 0 ? undefined : exactOf(last?.value);
  return exact === undefined ? undefined : canonical(exact);
}

function canonical(value: Exact): string | undefined {
  if (value instanceof Sequence) {
    const parts = value.items.map(canonical);
    if (parts.includes(undefined)) return undefined;
    const all = parts.join(', ');
    switch (value.type) {
      case 'list': return `[${all}]`;
      case 'tuple': return `(${all}${parts.length === 1 ? ',' : ''})`;
      case 'set': return `set(${[...(parts as string[])].sort().join(', ')})`;
      case 'bytearray': return reprOf(value);
      default: return `<${parts.slice(0, 200).join(', ')}>`;
    }
  }
  if (!(value instanceof Dict)) return reprOf(value);
  const parts = value.entries.map(([key, item]) => [canonical(key), canonical(item)]);
  return parts.flat().includes(undefined) ? undefined : `{${parts.map((part) => part.join(': ')).join(', ')}}`;
}
