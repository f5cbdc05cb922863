/** Fixes of constant imports: "safe" only where nothing else can notice; what they write, exactly. */
import { strict as assert } from 'node:assert';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { applyEdits } from '../../server/src/base/edit';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

interface Case {
  readonly what: string;
  readonly before: string;
  /** The applicability and the text after the first fix; undefined: none is offered. */
  readonly safe?: string;
  readonly unsafe?: string;
}

const CASES: readonly Case[] = [
  { what: 'a call in an expression', before: '__import__("setuptools").setup()\n', safe: 'import setuptools\nsetuptools.setup()\n' },
  { what: 'a module that is imported above', before: 'import os\n__import__("os").getcwd()\n', safe: 'import os\nos.getcwd()\n' },
  { what: 'an assignment under another name', before: 'import importlib\nm = importlib.import_module("a.b")\n', safe: 'import importlib\nimport a.b as m\n' },
  { what: 'an assignment under its own name', before: 'import importlib\njson = importlib.import_module("json")\n', safe: 'import importlib\nimport json\n' },
  { what: 'a dotted module whose top is assigned', before: 'a = __import__("a.b")\n', safe: 'import a.b\n' },
  { what: 'a dotted module whose top is used', before: 'x = __import__("a.b").c\n', safe: 'import a.b\nx = a.c\n' },
  { what: 'a call alone', before: 'import importlib\nimportlib.import_module("a.b")\n', safe: 'import importlib\nimport a.b\n' },
  { what: 'a function that does not know the name', before: 'def f():\n    return __import__("os").getcwd()\n', safe: 'def f():\n    import os\n    return os.getcwd()\n' },
  { what: 'another import before it in the statement', before: 'f(__import__("a"), x=1)\n', safe: 'import a\nf(a, x=1)\n' },
  { what: 'something that runs before it', before: 'f(prepare(), __import__("a"))\n', unsafe: 'import a\nf(prepare(), a)\n' },
  { what: 'a parameter of that name', before: 'def f(json):\n    return __import__("json").dumps(json)\n' },
  { what: 'a global of that name in the function', before: 'from compat import os\n\ndef f():\n    os.x\n    return __import__("os").getcwd()\n' },
  { what: 'another meaning of the name', before: 'json = 3\n__import__("json").dumps(json)\n' },
  { what: 'a name that something else may bind', before: 'from compat import *\n__import__("json").dumps(1)\n' },
  { what: 'an imported name that is shadowed', before: 'import os\n\ndef f(os):\n    return __import__("os").getcwd()\n' },
  { what: 'a class body', before: 'class A:\n    x = __import__("os").sep\n' },
  { what: 'a reserved word', before: 'import importlib\nm = importlib.import_module("a.class")\n' },
  { what: 'a lambda, which runs later', before: 'f = lambda: __import__("os").sep\n' },
  { what: 'more arguments', before: 'm = __import__("a.b", fromlist=["c"])\n' },
  {
    what: 'a finite set', before: 'import importlib\nfor n in ("a", "b.c"):\n    m = importlib.import_module(n)\n',
    safe: 'import importlib\nfor n in ("a", "b.c"):\n    if n == "a":\n        import a as m\n    elif n == "b.c":\n        import b.c as m\n    else:\n        raise ModuleNotFoundError(f"No module named {n!r}")\n',
  },
  { what: 'a finite set of dotted names whose tops are taken', before: 'for n in ("a.x", "b.y"):\n    m = __import__(n)\n' },
];

describe('fixes of imports', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const { what, before: text, safe, unsafe } of CASES) {
    it(`${what}: ${safe !== undefined ? 'safe' : unsafe !== undefined ? 'unsafe' : 'none'}`, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', textFile(text));
      const findings = project.snapshot().report().findings.filter(({ rule }) => rule === 'dynamic-import');
      assert.equal(findings.length, 1, 'there is one finding');
      const [fix] = findings[0]!.fixes;
      assert.equal(fix?.applicability, safe !== undefined ? 'safe' : unsafe !== undefined ? 'unsafe' : undefined);
      if (fix) assert.equal(applyEdits(text, fix.edits), safe ?? unsafe);
    });
  }
});
