/** Files no person would write: too deep, too long, of the wrong kind. Each ends with one honest finding to look for. */

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const times = (n: number, make: (i: number) => string): string => Array.from({ length: n }, (_, i) => make(i)).join('');
const nested = (n: number, header: (i: number) => string): string => `${times(n, (i) => `${' '.repeat(i)}${header(i)}\n`)}${' '.repeat(n)}pass\n`;

export const TAIL = '\nimport os\nos.system(os.environ["TAIL"])\n';

export interface BadInput {
  readonly content: Uint8Array;
  /** Whether all of it is read. Otherwise a `not-analysed` finding must say so. */
  readonly whole: boolean;
  /** Whether what follows is still found. */
  readonly tail: boolean;
}

const text = (source: string, whole: boolean, tail = true): BadInput => ({ content: bytes(source + TAIL), whole, tail });

export const BAD_INPUTS: Readonly<Record<string, BadInput>> = {
  'nothing at all': { content: bytes(''), whole: true, tail: false },
  'a binary file': { content: new Uint8Array(5000), whole: false, tail: false },
  '10 MB of text': text('x = 1\n'.repeat(1_750_000), false, false),
  'a NUL byte': text(`x = 1\0\ny = 2\n${'#'.repeat(200)}`, false),
  'a UTF-7 cookie': { content: bytes('# coding: utf-7\n+AGkAbQBwAG8AcgB0 os\nos.system(os.environ["TAIL"])\n'), whole: true, tail: true },
  'Latin-1 with a cookie': { content: latin1(`# -*- coding: latin-1 -*-\nx = "\xe9"${TAIL}`), whole: true, tail: true },
  'Latin-1 without a cookie': { content: latin1(`x = "\xe9"${TAIL}`), whole: true, tail: true },
  'Python 2': text('print "a", b\nexec "x = 1" in {}\nprint >>f, 1\ntry:\n  pass\nexcept E, e:\n  raise E, "x"\ny = 0777L\nif 1 <> 2: pass\n', true),
  'lines that end in carriage returns': { content: bytes(`x = 1 # comment${TAIL}`.replaceAll('\n', '\r')), whole: true, tail: true },
  '20,000 nested parentheses': text(`x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, true),
  '20,000 nested dictionaries': text(`x = ${'{1:'.repeat(20_000)}1${'}'.repeat(20_000)}`, false),
  '20,000 nested lists': text(`x = ${'['.repeat(20_000)}1${']'.repeat(20_000)}`, false),
  '20,000 nested calls': text(`x = ${'f('.repeat(20_000)}1${')'.repeat(20_000)}`, false),
  '20,000 open parentheses': text(`x = ${'('.repeat(20_000)}`, false),
  'a sum of 5,000 terms': text(`x = ${times(5000, (i) => `${i > 0 ? ' + ' : ''}a${i}`)}`, true),
  'a power of 5,000 terms': text(`x = ${times(5000, (i) => `${i > 0 ? ' ** ' : ''}2`)}`, false),
  'a condition of 5,000 terms': text(`x = ${times(5000, (i) => `${i > 0 ? ' and ' : ''}a${i}`)}`, true),
  '5,000 nested conditional expressions': text(`x = ${'1 if a else '.repeat(5000)}1`, false),
  '5,000 nested lambdas': text(`x = ${'lambda: '.repeat(5000)}1`, false),
  '3,000 branches': text(`if a == 0:\n  x = 0\n${times(3000, (i) => `elif a == ${i}:\n  x = ${i}\n`)}else:\n  x = 9\n`, true),
  '2,000 nested functions': text(nested(2000, (i) => `def f${i}():`), false),
  '2,000 nested conditions': text(nested(2000, () => 'if a:'), false),
  'attributes 20,000 deep': text(`x = a${'.b'.repeat(20_000)}`, false),
  'calls 20,000 deep': text(`x = a${'.b()'.repeat(20_000)}`, false),
  'items 20,000 deep': text(`x = a${'[0]'.repeat(20_000)}`, false),
  '3,000 lines of comments': text(`def f():\n${'    # c\n'.repeat(3000)}    y = 2\n`, true),
  'a string of 2.5 MB': text(`x = "${'a'.repeat(2_500_000)}"`, true),
  'a string over 100,000 lines': text(`x = """${'a\n'.repeat(100_000)}"""`, true),
  'an open triple quote': text('x = """abc\ndef\n', false),
  'an open triple quote above functions': text('def f():\n    """doc\n    x = 1\n\ndef g():\n    """other"""\n    return 2\n', false),
  'an integer of 100,000 digits': text(`x = ${'9'.repeat(100_000)}`, true),
  'numbers that do not fit': text('x = 9**9**9\ny = 10**100000\nz = 1 << 10**9\nw = "a" * 10**12\nv = [0] * 10**9\n', true),
  'words without grammar': text('%$#@! '.repeat(20_000), false),
  '50 nested f-strings': text(`x = ${'f"{'.repeat(50)}1${'}"'.repeat(50)}`, true),
  '5,000 decorators': text(`${'@a\n'.repeat(5000)}def f(): pass\n`, true),
  'an inheritance of 500': text(`class C0: pass\n${times(500, (i) => `class C${i + 1}(C${i}):\n    def m(self): return super().m()\n`)}C500().m()\n`, true),
  'functions that call each other twice each, 60 deep': text(`${times(60, (i) => `def f${i}(x):\n    return f${i + 1}(x) + f${i + 1}(x)\n`)}f0("a")\n`, true),
};
