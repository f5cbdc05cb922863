import { createProject } from '/work/main/server/src/analysis/create';
import { DEFAULT_SETTINGS } from '/work/main/server/src/analysis/settings';
import { loadParsers } from '/work/main/server/src/platform/node-grammars';
import { decodeSource } from '/work/main/server/src/syntax/python/encoding';
const enc = (s: string) => new TextEncoder().encode(s);
const tail = '\nimport os\nos.system(os.environ["A"])\n';
const inputs: Record<string, Uint8Array> = {
  empty: enc(''),
  binary: new Uint8Array(5000).map((_, i) => (i * 7919) & 0xff),
  tenMB: enc('x = 1\n'.repeat(10 * 1024 * 1024 / 6) + tail),
  sevenMB: enc('x = 1\n'.repeat(7 * 1024 * 1024 / 6) + tail),
  nul: enc('x = 1\0\ny = 2' + tail + '# '.padEnd(500)),
  utf7: enc('# coding: utf-7\n+AGkAbQBwAG8AcgB0 os' + tail),
  latin1: Uint8Array.from([...'# -*- coding: latin-1 -*-\nx = "'].map(c => c.charCodeAt(0)).concat([0xe9], [...('"' + tail)].map(c => c.charCodeAt(0)))),
  python2: enc('import os\nprint "a", os.environ["B"]\nexec "x = 1" in {}\nprint >>f, 1\ntry:\n  pass\nexcept E, e:\n  raise E, "x"\nx = `1`\ny = 0777L\nif 1 <> 2: pass\n' + tail),
  parens: enc('x = ' + '('.repeat(20000) + '1' + ')'.repeat(20000) + tail),
  calls: enc('x = ' + 'f('.repeat(20000) + '1' + ')'.repeat(20000) + tail),
  lists: enc('x = ' + '['.repeat(20000) + '1' + ']'.repeat(20000) + tail),
  dicts: enc('x = ' + '{1:'.repeat(20000) + '1' + '}'.repeat(20000) + tail),
  openparens: enc('x = ' + '('.repeat(20000) + tail),
  opendicts: enc('x = ' + '{1:'.repeat(20000) + tail),
  sum: enc('x = ' + Array.from({ length: 5000 }, (_, i) => '"a' + i + '"').join(' + ') + tail),
  sumtaint: enc('import os\nx = ' + Array.from({ length: 5000 }, (_, i) => 'os.environ["A"]').join(' + ') + tail),
  and: enc('x = ' + Array.from({ length: 5000 }, (_, i) => 'a' + i).join(' and ') + tail),
  not: enc('x = ' + 'not '.repeat(5000) + 'a' + tail),
  minus: enc('x = ' + '-'.repeat(5000) + '1' + tail),
  power: enc('x = ' + Array.from({ length: 5000 }, () => '2').join(' ** ') + tail),
  ternary: enc('x = ' + '1 if a else '.repeat(5000) + '1' + tail),
  lambdas: enc('x = ' + 'lambda: '.repeat(5000) + '1' + tail),
  compare: enc('x = ' + Array.from({ length: 5000 }, () => 'a').join(' < ') + tail),
  elif: enc('if a == 0:\n  x = 0\n' + Array.from({ length: 3000 }, (_, i) => `elif a == ${i}:\n  x = ${i}\n`).join('') + 'else:\n  x = 9' + tail),
  nestedif: enc(Array.from({ length: 2000 }, (_, i) => ' '.repeat(i) + 'if a:\n').join('') + ' '.repeat(2000) + 'pass' + tail),
  elseif: enc(Array.from({ length: 500 }, (_, i) => ' '.repeat(i) + 'if a:\n' + ' '.repeat(i) + ' x\n' + ' '.repeat(i) + 'else:\n').join('') + ' '.repeat(500) + 'pass' + tail),
  functions: enc(Array.from({ length: 2000 }, (_, i) => ' '.repeat(i) + `def f${i}():\n`).join('') + ' '.repeat(2000) + 'pass' + tail),
  attrs: enc('x = a' + '.b'.repeat(20000) + tail),
  chain: enc('x = a' + '.b()'.repeat(20000) + tail),
  subs: enc('x = a' + '[0]'.repeat(20000) + tail),
  comments: enc('def f():\n    x = 1\n' + Array.from({ length: 3000 }, (_, i) => ' '.repeat(i % 60) + '# c\n').join('') + '    y = 2' + tail),
  commentsIn: enc('def f():\n' + Array.from({ length: 3000 }, (_, i) => '    # c\n').join('') + '    y = 2' + tail),
  commentsEnd: enc('def f():\n    y = 2\n' + Array.from({ length: 3000 }, (_, i) => '        # c\n').join('') + tail),
  stringBig: enc('x = "' + 'a'.repeat(2.5e6) + '"' + tail),
  stringEsc: enc('x = "' + '\\x41'.repeat(6e5) + '"' + tail),
  stringTriple: enc('x = """' + 'a\n'.repeat(1.2e6) + '"""' + tail),
  execBig: enc('x = "' + 'a=1\\n'.repeat(3e5) + '"\nexec(x)' + tail),
  unterminated: enc('x = """abc\ndef\n' + tail),
  unterminated2: enc('import os\ndef f():\n    """doc\n    x = 1\n\ndef g():\n    """other"""\n    return 2\n' + tail),
  stringopen: enc('x = "abc' + tail),
  hugeint: enc('x = ' + '9'.repeat(1e5) + tail),
  hugehex: enc('x = 0x' + 'f'.repeat(1e6) + tail),
  hugeint2: enc('x = ' + '9'.repeat(5e5) + tail),
  hugepow: enc('x = 9**9**9\ny = 10**100000\nz = 1 << 10**9\nw = "a" * 10**12\nv = [0] * 10**9' + tail),
  hugefmt: enc('x = 10**29000\ny = "%d" % x\nz = str(x)\nw = f"{x}"' + tail),
  double: enc('x = "a"\n' + 'x = x + x\n'.repeat(60) + tail),
  doublelist: enc('x = [1]\n' + 'x = x + x\n'.repeat(40) + tail),
  manyfns: enc(Array.from({ length: 3000 }, (_, i) => `def f${i}(x):\n    return f${i + 1}(x) + f${i + 1}(x)\n`).join('') + 'f0("a")' + tail),
  manycalls: enc('import os\n' + Array.from({ length: 20000 }, (_, i) => `os.system(os.environ["A${i}"])\n`).join('') + tail),
  loops: enc('x = 0\n' + Array.from({ length: 30 }, (_, i) => ' '.repeat(i) + `for i${i} in range(50):\n`).join('') + ' '.repeat(30) + 'x = x + 1' + tail),
  whiles: enc('x = 0\n' + Array.from({ length: 40 }, (_, i) => ' '.repeat(i) + `while a:\n`).join('') + ' '.repeat(40) + 'x = x + 1' + tail),
  comps: enc('x = [' + 'a' + Array.from({ length: 12 }, (_, i) => ` for a in range(50)`).join('') + ']' + tail),
  garbage: enc('%$#@! '.repeat(20000) + tail),
  garbage2: enc('def ( : ] }\n'.repeat(5000) + tail),
  halflines: enc('x = (\n'.repeat(3000) + tail),
  quotes: enc('"\n\'\n'.repeat(3000) + tail),
  triples: enc('"""\n\'\'\'\n'.repeat(3000) + tail),
  backslashes: enc('x = 1 \\\n'.repeat(3000) + tail),
  semis: enc('x = 1; '.repeat(50000) + tail),
  longtuple: enc('x = (' + '1,'.repeat(100000) + ')' + tail),
  longdict: enc('x = {' + Array.from({ length: 50000 }, (_, i) => `"k${i}": ${i}`).join(',') + '}' + tail),
  strlist: enc('x = [' + Array.from({ length: 50000 }, (_, i) => `"k${i}"`).join(',') + ']\ny = "".join(x)' + tail),
  implicit: enc('x = (' + '"a"\n'.repeat(50000) + ')' + tail),
  fstrings: enc('x = ' + 'f"{'.repeat(50) + '1' + '}"'.repeat(50) + tail),
  fstrnested: enc('x = f"' + '{a}'.repeat(20000) + '"' + tail),
  decorators: enc('@a\n'.repeat(5000) + 'def f(): pass' + tail),
  classes: enc(Array.from({ length: 1500 }, (_, i) => ' '.repeat(i) + `class C${i}:\n`).join('') + ' '.repeat(1500) + 'pass' + tail),
  inherit: enc('class C0: pass\n' + Array.from({ length: 2000 }, (_, i) => `class C${i + 1}(C${i}):\n    def m(self): return super().m()\n`).join('') + 'C2000().m()' + tail),
  tries: enc(Array.from({ length: 150 }, (_, i) => ' '.repeat(i) + 'try:\n').join('') + ' '.repeat(150) + 'pass\n' + Array.from({ length: 150 }, (_, i) => ' '.repeat(149 - i) + 'finally: pass\n').join('') + tail),
  crlf: enc('x = 1\r\n'.repeat(10) + tail.replaceAll('\n', '\r\n')),
  cr: enc('x = 1\r' + tail.replaceAll('\n', '\r')),
  ff: enc('x = 1\n\f\n' + tail),
  tabs: enc('if 1:\n\tx = 1\n        y = 2\n' + tail),
  surrogate: enc('x = "😀"; y = "\\ud800"\n' + tail),
  widename: enc('ｏｓ = 1\n𝐞𝐱𝐞𝐜 = 2' + tail),
};
(async () => {
  const parsers = await loadParsers();
  const only = process.argv[2]?.split(',');
  for (const [name, bytes] of Object.entries(inputs)) {
    if (only && !only.includes(name)) continue;
    const project = createProject(parsers, DEFAULT_SETTINGS);
    const t = performance.now();
    let said = '';
    try {
      project.set('setup.py', decodeSource(bytes, 'setup.py'));
      const r = project.snapshot().report();
      const na = r.findings.filter((f) => f.rule === 'not-analysed');
      said = `complete=${r.files[0]?.complete} tail=${r.findings.some((f) => f.rule === 'process-start' && f.message.includes('`A`'))} n=${r.findings.length} not-analysed=${na.length} ${na.slice(0, 2).map((f) => f.message + '@' + f.span.start + '-' + f.span.end).join(' | ')}`;
    } catch (e) { said = 'EXCEPTION ' + String((e as Error).stack).slice(0, 300); }
    console.log(`${(performance.now() - t).toFixed(0).padStart(6)} ms  ${name.padEnd(14)} ${said}`);
  }
})();
