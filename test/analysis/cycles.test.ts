/** Containers that hold themselves: whatever is done with them comes to an end, and what stands behind it is found. */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { projectOf } from './snippets';

const BEGINNING = `import os, subprocess, sys, shlex, importlib, functools, itertools, json, copy, base64, shutil, urllib.request, threading, pickle, string
class C: pass
L = ["a", "b"]
D = {"k": "v"}
O = C()
L.append(L)
L.append(D)
D["d"] = D
D["l"] = L
O.o = O
O.l = L
O.__dict__["d"] = D
T = (L, D, O)
S = [os.environ["A"]]
S.append(S)
E = []
E.append(E)
P = functools.partial(os.system, L, D)
`;

const VALUES = ['E', '(E, E)', 'unknown(E)', 'L', 'D', 'O', 'T', 'S', 'P', 'L[2]', '[L]', '{"x": D}', 'f"{L} {D}"', '"%s" % (L,)', 'str(D)', 'repr(L)', '"".join(L)', 'list(L)', 'copy.deepcopy(L)', 'sorted(L)', 'L + L', 'L * 3', 'L[:]', 'dict(D)', 'json.dumps(D)', '[*L, *S]', '{**D}', 'vars(O)', 'functools.reduce(lambda a, b: a + b, L)', 'list(itertools.chain(L, S))', 'sum(L, [])', 'L == S', 'max(L)', 'len(D)', 'next(iter(L))', 'set(T)', 'pickle.loads(L)', 'base64.b64decode(L)', 'string.Template(L).substitute(D)'];

const USES = ['os.system(X)', 'subprocess.run(X, env=X)', 'subprocess.Popen([X, X], stdin=X).communicate(X)', 'exec(X)', 'eval(X, X)', '__import__(X)', 'importlib.import_module(X)', 'open(X, "w").write(X)', 'getattr(os, X)(X)', 'getattr(X, "a")(X)', 'setattr(X, X, X)', 'os.environ.update(X)', 'os.environ["A"] = X', 'shutil.rmtree(X)', 'shutil.copy(X, X)', 'urllib.request.urlopen(X, X)', 'threading.Thread(target=X, args=X, kwargs=X).start()', 'def f(x, *y, z=X, **w): return f(x, *y, **w)\nf(X, *X, **X)', 'for x in X:\n    os.system(x)', 'if X in X:\n    os.system(X)', 'assert X in ("a", "b")\nos.system(X)', 'x, *y = X\nos.system(y)', 'globals().update(X)', 'sys.argv = X\nfrom setuptools import setup\nsetup(cmdclass=X, **X)', 'shlex.join(X)', 'type("N", (C,), X)().k', 'match X:\n    case [a, *b]:\n        os.system(b)\n    case {"k": c}:\n        os.system(c)'];

describe('containers that hold themselves', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const use of USES) {
    it(use.replaceAll('\n', ' ¶ '), () => {
      const source = `${BEGINNING}${VALUES.map((value) => use.replaceAll('X', value)).join('\n')}\nos.system(os.environ["TAIL"])\n`;
      const { findings, files } = projectOf(parsers, { 'setup.py': source }).snapshot().report();
      assert.ok(files[0]!.complete, findings.filter(({ rule }) => rule === 'not-analysed').map(({ message }) => message).join());
      assert.ok(findings.some(({ message }) => message.includes('`TAIL`')));
    });
  }
});
