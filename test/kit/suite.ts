/**
 * Reads a Markdown suite: headings are tests, fences are files or blocks.
 *
 *     ## A heading is a test            sub-headings are tests of their own; they inherit only `config`
 *     Prose is for the reader.
 *     `helper.py`:                      names the next fence; without it a python fence is `setup.py`
 *     ```python crlf bom                optional words: CRLF line ends, a byte order mark
 *     ```runs                           blocks: config, runs, fix, layer, snapshot (see blocks.ts)
 */
import { PERSONAS, type Persona } from '../../server/src/findings/rule';
import { DEFAULT_CONFIG, type Config } from './analysis';
import { readMarkers, SuiteError, type MarkedText } from './markers';

export type BlockKind = 'runs' | 'fix' | 'layer' | 'snapshot';

export interface Block {
  readonly kind: BlockKind;
  /** The info string after the kind. */
  readonly info: string;
  readonly body: string;
  /** 0-based indices into the suite's lines: the body is `lines.slice(from, to)`. */
  readonly from: number;
  readonly to: number;
}

export interface SuiteFile extends MarkedText {
  readonly path: string;
}

export interface SuiteTest {
  /** The headings from the outermost to this one. */
  readonly titles: readonly string[];
  /** 1-based line of the heading. */
  readonly line: number;
  /** Whether the heading, or one around it, promises that nothing is found. */
  readonly ok: boolean;
  readonly config: Config;
  readonly files: readonly SuiteFile[];
  readonly blocks: readonly Block[];
}

interface Section {
  readonly level: number;
  readonly title: string;
  readonly line: number;
  config: Partial<Config>;
  readonly files: SuiteFile[];
  readonly blocks: Block[];
  readonly parent: Section | undefined;
}

const LANGUAGES = new Set(['', 'python', 'py', 'toml', 'ini', 'cfg', 'sh', 'json', 'text']);

/** The tests of a suite in their order. Headings without files are chapters. Throws SuiteError. */
export function parseSuite(markdown: string): readonly SuiteTest[] {
  const lines = markdown.split(/\r?\n/);
  const sections: Section[] = [];
  let current: Section | undefined;
  let path: string | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence) {
      const end = lines.findIndex((other, n) => n > i && other.trimEnd() === fence[1]);
      if (end < 0) throw new SuiteError(i + 1, 'the fence is not closed');
      if (!current) throw new SuiteError(i + 1, 'a fence needs a heading above it');
      addFence(current, fence[2]!.trim(), path, lines.slice(i + 1, end), i + 1);
      path = undefined;
      i = end;
      continue;
    }
    const heading = /^(#+)\s+(.+?)\s*$/.exec(line);
    if (heading) {
      const level = heading[1]!.length;
      let parent = current;
      while (parent && parent.level >= level) parent = parent.parent;
      current = { level, title: heading[2]!, line: i + 1, config: {}, files: [], blocks: [], parent };
      sections.push(current);
    }
    const name = /^`([^`]+)`:\s*$/.exec(line);
    if (name) path = name[1];
    else if (path !== undefined && line.trim() !== '') throw new SuiteError(i + 1, `\`${path}\`: is not followed by a fence`);
  }
  if (path !== undefined) throw new SuiteError(lines.length, `\`${path}\`: is not followed by a fence`);
  return sections.flatMap((section) => testOf(section) ?? []);
}

function addFence(section: Section, info: string, path: string | undefined, body: readonly string[], bodyAt: number): void {
  const [word = '', ...words] = info.split(/\s+/);
  if (path === undefined && word === 'config') {
    section.config = { ...section.config, ...readConfig(body, bodyAt + 1) };
  } else if (path === undefined && isBlockKind(word)) {
    section.blocks.push({ kind: word, info: info.slice(word.length).trim(), body: body.map((line) => `${line}\n`).join(''), from: bodyAt, to: bodyAt + body.length });
  } else {
    if (!LANGUAGES.has(word)) throw new SuiteError(bodyAt, `unknown block or language \`${word}\``);
    if (path === undefined && !['', 'python', 'py'].includes(word)) throw new SuiteError(bodyAt, `name the file: a line \`path\`: before the ${word} fence`);
    const file = path ?? 'setup.py';
    if (section.files.some((other) => other.path === file)) throw new SuiteError(bodyAt, `two files are named ${file}`);
    const odd = words.find((option) => option !== 'crlf' && option !== 'bom');
    if (odd !== undefined) throw new SuiteError(bodyAt, `unknown word \`${odd}\` after the language`);
    const marked = readMarkers(body, bodyAt + 1);
    section.files.push({ ...marked, path: file, text: (words.includes('bom') ? '\ufeff' : '') + (words.includes('crlf') ? marked.text.replaceAll('\n', '\r\n') : marked.text) });
  }
}

const isBlockKind = (word: string): word is BlockKind => ['runs', 'fix', 'layer', 'snapshot'].includes(word);

function readConfig(lines: readonly string[], firstLine: number): Partial<Config> {
  let config: Partial<Config> = {};
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const [, key, value = ''] = /^([a-z]+):\s*(\S+)\s*$/.exec(line) ?? [];
    if (key === 'persona' && (PERSONAS as readonly string[]).includes(value)) config = { ...config, persona: value as Persona };
    else if (key === 'trust' && (value === 'true' || value === 'false')) config = { ...config, trust: value === 'true' };
    else if (key === 'alarms' && value === 'only') config = { ...config, alarms: true };
    else if (key === 'modules' && value === 'all') config = { ...config, modules: true };
    else throw new SuiteError(firstLine + i, 'config takes `persona: regular|pedantic|auditor`, `trust: true|false`, `alarms: only` and `modules: all`');
  });
  return config;
}

function testOf(section: Section): SuiteTest | undefined {
  if (section.files.length === 0) {
    if (section.blocks.length > 0) throw new SuiteError(section.line, 'a block needs files under the same heading');
    return undefined;
  }
  const chain: Section[] = [];
  for (let at: Section | undefined = section; at; at = at.parent) chain.unshift(at);
  return {
    titles: chain.map((each) => each.title),
    line: section.line,
    ok: chain.some((each) => /^OK\b/.test(each.title)),
    config: chain.reduce<Config>((config, each) => ({ ...config, ...each.config }), DEFAULT_CONFIG),
    files: section.files,
    blocks: section.blocks,
  };
}
