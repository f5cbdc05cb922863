/** Rules about the analysis itself: what could not be read, and comments that ask for silence. Reported by analysis/. */
import type { RuleMetadata } from '../findings/rule';

export const NOT_ANALYSED: RuleMetadata = {
  id: 'not-analysed',
  category: 'analysis',
  title: 'Not analysed',
  why: 'Buildglass skips nothing in silence. What it could not read, parse or follow to the end may do anything; code that is broken on purpose hides from every tool that skips it.',
  advice: 'Mend the syntax if it is yours. If it is not, read the place yourself before you build.',
  example: { bad: 'def build(:\n    pass', good: 'def build():\n    pass' },
  cwe: [693],
  sources: ['https://cwe.mitre.org/data/definitions/693.html'],
};

export const UNUSUAL_ENCODING: RuleMetadata = {
  id: 'unusual-encoding',
  category: 'analysis',
  title: 'Unusual source encoding',
  why: 'Python decodes a source file as its coding cookie says. A `coding: utf-7` line turns what looks like a comment or a string into code, for Python but not for most tools and reviewers.',
  advice: 'Save the file as UTF-8 and remove the cookie.',
  example: { bad: '# coding: utf-7\nprint("hello")', good: 'print("hello")' },
  cwe: [838],
  sources: ['https://peps.python.org/pep-0263/'],
};

export const SUPPRESSION: RuleMetadata = {
  id: 'suppression',
  category: 'analysis',
  title: 'Suppression comment',
  why: 'A comment that asks for silence must say why, or the next reader cannot judge it. One that silences nothing any more hides the next real finding. In code that is not yours, Buildglass lists suppressions and shows the findings all the same.',
  advice: 'Write `# buildglass: ignore[rule-id] the reason`, and remove comments that silence nothing.',
  example: {
    bad: 'import importlib\nm = importlib.import_module("json")  # buildglass: ignore[dynamic-import]',
    good: 'import importlib\nm = importlib.import_module("json")  # buildglass: ignore[dynamic-import] loaded late on purpose',
  },
  cwe: [1127],
  sources: ['https://cwe.mitre.org/data/definitions/1127.html'],
};
