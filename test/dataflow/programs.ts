/** Small programs that compute `x` from constants, each by one idea: what a program that decodes itself is made of. */
export const PROGRAMS: readonly (readonly [idea: string, program: string])[] = [
  ['xor loop', String.raw`
data = [110, 114]
x = ""
for c in data:
    x += chr(c ^ 1)
`],
  ['while counter', String.raw`
x = ""
i = 0
s = "metsys"
while i < len(s):
    x = s[i] + x
    i += 1
`],
  ['vigenere', String.raw`
key = "key"; text = "dscbi"; x = ""
for i, c in enumerate(text):
    k = key[i % len(key)]
    if c.isalpha():
        x += chr((ord(c) - 97 - (ord(k) - 97)) % 26 + 97)
    else:
        x += c
`],
  ['nested loops', String.raw`
x = []
for i in range(3):
    for j in range(3):
        if i == j: continue
        if j > 1: break
        x.append((i, j))
`],
  ['while true break', String.raw`
n = 0
while True:
    n += 3
    if n > 20:
        break
x = n
`],
  ['for else', String.raw`
for i in [1, 2, 3]:
    if i == 5: break
else:
    x = "none"
`],
  ['for else left', String.raw`
x = "b"
for i in [1, 2, 3]:
    if i == 2: break
else:
    x = "none"
`],
  ['function return in loop', String.raw`
def find(c):
    for i, k in enumerate("abc"):
        if k == c:
            return i
    return -1
x = [find("b"), find("z")]
`],
  ['generator', String.raw`
def gen(n):
    while n:
        yield n
        n -= 1
    yield from "ab"
x = list(gen(3))
`],
  ['bytearray', String.raw`
b = bytearray(b"abc")
for i in range(len(b)):
    b[i] ^= 1
b.append(33)
x = b.decode()
`],
  ['list ops', String.raw`
x = [3, 1, 2]
x.sort(); x.reverse(); x.insert(1, 9); x.remove(1); x[0] = 7; x[1:2] = [4, 5]; del x[-1]
`],
  ['dict ops', String.raw`
d = {}
for k in "abca":
    d[k] = d.get(k, 0) + 1
d.setdefault("z", []).append(1)
x = [d, d.pop("a"), sorted(d)]
`],
  ['class attrs', String.raw`
class C:
    k = 3
    parts = ["a", "b"]
    @property
    def s(self): return "".join(self.parts) * self.k
    @staticmethod
    def t(v): return v[::-1]
    @classmethod
    def u(cls, v=k): return cls.k + v
x = [C().s, C.t("xy"), C.u()]
`],
  ['closure', String.raw`
def make(n):
    def add(v, w=n): return v + n * w
    return add
x = make(3)(4)
`],
  ['walrus', String.raw`
x = [y := 5, y ** 2, [z := i for i in range(3)], z]
`],
  ['aug', String.raw`
x = "a"
x *= 3
x += "b"
y = [1]; y += [2]; y *= 2
x = (x, y)
`],
  ['unpack', String.raw`
a, *b, c = "hello"
(d, e), f = [(1, 2), 3]
x = (a, b, c, d, e, f)
`],
  ['partial', String.raw`
import functools
f = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=5)
x = f(2)
`],
  ['cycle xor', String.raw`
import itertools
x = bytes(a ^ b for a, b in zip(b"\x1f\x0a", itertools.cycle(b"key")))
`],
  ['state machine', String.raw`
state = 0
x = ""
while state != 3:
    if state == 0:
        x += "s"; state = 2
    elif state == 1:
        x += "c"; state = 3
    else:
        x += "b"; state = 1
`],
  ['collatz', String.raw`
n = 27
x = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    x += 1
`],
  ['nested function str building', String.raw`
def dec(s, k):
    out = []
    for ch in s:
        out.append(chr(ord(ch) - k))
    return "".join(out)
x = dec("puvlt", 1)
`],
  ['lambda fold', String.raw`
from functools import reduce
x = reduce(lambda a, b: a + chr(b), [111, 115], "")
`],
  ['mutable default', String.raw`
def f(v, acc=[]):
    acc.append(v)
    return acc
f(1)
x = f(2)
`],
  ['global', String.raw`
n = 1
def g():
    global n
    n = n + 1
g(); g()
x = n
`],
  ['iterators', String.raw`
it = iter([1, 2, 3, 4])
x = [next(it), next(it), list(it)]
`],
  ['dunder ops', String.raw`
class V:
    def __init__(self, n): self.n = n
    def __add__(self, o): return V(self.n + o.n)
    def __str__(self): return f"<{self.n}>"
    def __len__(self): return self.n
    def __getitem__(self, i): return self.n * i
    def __eq__(self, o): return self.n == o.n
    def __contains__(self, i): return i == self.n
x = [str(V(1) + V(2)), f"{V(4)}", V(3)[4], V(1) == V(1), 3 in V(3), len(V(2))]
`],
  ['with', String.raw`
class W:
    def __enter__(self): return "in"
    def __exit__(self, *a): return None
with W() as x: pass
`],
];
