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
  /** The text after the first fix, by its applicability, or what stands in its way. */
  readonly safe?: string;
  readonly unsafe?: string;
  readonly nearly?: RegExp;
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
  { what: 'a parameter of that name', before: 'def f(json):\n    return __import__("json").dumps(json)\n', safe: 'def f(json):\n    import json as json_module\n    return json_module.dumps(json)\n' },
  { what: 'a global of that name in the function', before: 'from compat import os\n\ndef f():\n    os.x\n    return __import__("os").getcwd()\n', safe: 'from compat import os\n\ndef f():\n    os.x\n    import os as os_module\n    return os_module.getcwd()\n' },
  { what: 'another meaning of the name', before: 'json = 3\n__import__("json").dumps(json)\n', safe: 'json = 3\nimport json as json_module\njson_module.dumps(json)\n' },
  { what: 'names that are taken', before: 'json = json_module = 3\n__import__("json").dumps(json)\n', safe: 'json = json_module = 3\nimport json as json_module_2\njson_module_2.dumps(json)\n' },
  { what: 'a submodule whose top means something else', before: 'a = 3\nx = __import__("a.b").c\n', nearly: /means something else here/ },
  { what: 'a name that something else may bind', before: 'from compat import *\n__import__("json").dumps(1)\n', safe: 'from compat import *\nimport json as json_module\njson_module.dumps(1)\n' },
  { what: 'an imported name that is shadowed', before: 'import os\n\ndef f(os):\n    return __import__("os").getcwd()\n', safe: 'import os\n\ndef f(os):\n    import os as os_module\n    return os_module.getcwd()\n' },
  { what: 'a class body', before: 'class A:\n    x = __import__("os").sep\n', nearly: /attribute of the class/ },
  { what: 'a reserved word', before: 'import importlib\nm = importlib.import_module("a.class")\n', nearly: /reserved word/ },
  { what: 'a lambda, which runs later', before: 'f = lambda: __import__("os").sep\n', nearly: /in a lambda/ },
  { what: 'an elif', before: 'if x:\n    pass\nelif __import__("os").sep:\n    pass\n', nearly: /before an `elif`/ },
  { what: 'a statement behind another', before: 'x = 1; __import__("os").sep\n', nearly: /before the statement on its line/ },
  { what: 'more arguments', before: 'm = __import__("a.b", fromlist=["c"])\n', nearly: /submodules that it names/ },
  { what: 'a relative name', before: 'import importlib\ndef f():\n    return importlib.import_module(".b", __package__)\n', safe: 'import importlib\ndef f():\n    from . import b as b_module\n    return b_module\n' },
  { what: 'a relative name below', before: 'import importlib\nb = importlib.import_module(".a.b", package=__package__)\n', safe: 'import importlib\nfrom .a import b\n' },
  { what: 'a relative name of another package', before: 'import importlib\nb = importlib.import_module(".b", "a")\n', nearly: /not the package of this file/ },
  { what: 'a reference to an attribute', before: 'import pkgutil\nf = pkgutil.resolve_name("a.b:c")\n', safe: 'import pkgutil\nfrom a.b import c as f\n' },
  { what: 'a reference in an expression', before: 'import pkgutil\nprint(1, pkgutil.resolve_name("a.b:c.d")(2))\n', safe: 'import pkgutil\nimport a.b\nprint(1, a.b.c.d(2))\n' },
  { what: 'a reference without a colon', before: 'import pkgutil\nf = pkgutil.resolve_name("a.b.c")\n', nearly: /found out at run time/ },
  { what: 'a module that is run', before: 'import runpy\nrunpy.run_module("a.b")\n', nearly: /runs the module anew/ },
  {
    what: 'a finite set', before: 'import importlib\nfor n in ("a", "b.c"):\n    m = importlib.import_module(n)\n',
    safe: 'import importlib\nfor n in ("a", "b.c"):\n    if n == "a":\n        import a as m\n    elif n == "b.c":\n        import b.c as m\n    else:\n        raise ModuleNotFoundError(f"No module named {n!r}")\n',
  },
  { what: 'a finite set of dotted names whose tops are taken', before: 'for n in ("a.x", "b.y"):\n    m = __import__(n)\n', nearly: /no import statement does both/ },
  {
    what: 'a finite set that is put together', before: 'import importlib, sys\nm = importlib.import_module("a." + ("x" if sys.argv else "y"))\n',
    safe: 'import importlib, sys\nmodule_name = "a." + ("x" if sys.argv else "y")\nif module_name == "a.x":\n    import a.x as m\nelif module_name == "a.y":\n    import a.y as m\nelse:\n    raise ModuleNotFoundError(f"No module named {module_name!r}")\n',
  },
  { what: 'a finite set in a class body', before: 'class A:\n    for n in ("a", "b"):\n        print(__import__(n))\n', nearly: /attributes of the class/ },
  { what: 'a finite set in a comprehension', before: 'import importlib\nm = [importlib.import_module(n) for n in ("a", "b")]\n', nearly: /comprehension/ },
  {
    what: 'an open name', before: 'import os\nm = __import__(os.environ.get("M", "a"))\n',
    unsafe: 'import os\nmodule_name = os.environ.get("M", "a")\nif module_name not in {"a"}:\n    raise ValueError(f"module not allowed: {module_name!r}")\nm = __import__(module_name)\n',
  },
  {
    what: 'an open name where a missing module is expected', before: 'import os\nn = os.environ.get("M", "a")\ntry:\n    m = __import__(n)\nexcept ImportError:\n    m = None\n',
    unsafe: 'import os\nn = os.environ.get("M", "a")\ntry:\n    if n not in {"a"}:\n        raise ImportError(f"module not allowed: {n!r}")\n    m = __import__(n)\nexcept ImportError:\n    m = None\n',
  },
  {
    what: 'an open name in a function that raises one error', before: 'import runpy\ndef f(n="a"):\n    if not n:\n        raise RuntimeError("no name")\n    runpy.run_module(n)\n',
    unsafe: 'import runpy\ndef f(n="a"):\n    if not n:\n        raise RuntimeError("no name")\n    if n not in {"a"}:\n        raise RuntimeError(f"module not allowed: {n!r}")\n    runpy.run_module(n)\n',
  },
  {
    what: 'an open reference', before: 'import os, pkgutil\nn = os.environ.get("F", "a:f")\npkgutil.resolve_name(n)()\n',
    unsafe: 'import os, pkgutil\nn = os.environ.get("F", "a:f")\nif n not in {"a:f"}:\n    raise ValueError(f"module not allowed: {n!r}")\npkgutil.resolve_name(n)()\n',
  },
  {
    what: 'a module file from an open path', before: 'import os\nfrom importlib.util import spec_from_file_location\nspec = spec_from_file_location("h", os.environ.get("HOOK", "h.py"))\nspec.loader.exec_module(spec)\n',
    unsafe: 'import os\nfrom importlib.util import spec_from_file_location\npython_file = os.environ.get("HOOK", "h.py")\nif python_file not in {"h.py"}:\n    raise ValueError(f"path not allowed: {python_file!r}")\nspec = spec_from_file_location("h", python_file)\nspec.loader.exec_module(spec)\n',
  },
  {
    what: 'module files of a list of paths', before: 'import os\nfrom importlib.util import spec_from_file_location\nfor spec in [spec_from_file_location("h", path) for path in os.environ["HOOKS"].split()]:\n    spec.loader.exec_module(spec)\n',
    nearly: /comprehension/,
  },
  { what: 'an open name in a lambda', before: 'import os\nbackend = lambda: __import__(os.environ["M"])\n', nearly: /in a lambda/ },
];

describe('fixes of imports', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const { what, before: text, safe, unsafe, nearly } of CASES) {
    it(`${what}: ${safe !== undefined ? 'safe' : unsafe !== undefined ? 'unsafe' : 'nearly'}`, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', textFile(text));
      const findings = project.snapshot().report().findings.filter(({ rule }) => rule === 'dynamic-import');
      assert.equal(findings.length, 1, 'there is one finding');
      const [fix] = findings[0]!.fixes;
      assert.equal(fix?.applicability, safe !== undefined ? 'safe' : unsafe !== undefined ? 'unsafe' : 'display-only', fix?.reason);
      if (nearly) assert.match(fix?.reason ?? '', nearly);
      else assert.equal(applyEdits(text, fix!.edits), safe ?? unsafe);
    });
  }
});
