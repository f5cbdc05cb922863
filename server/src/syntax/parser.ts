/**
 * The only door to tree-sitter. Turns text into a compact concrete syntax tree (`Cst`), one top-level statement at a time,
 * so that an edit converts only the statements it touched.
 *
 * A Cst is a preorder table; `after[n]` is the index of the first node behind n's subtree:
 *
 *     index   kind               after
 *     0       call               4        children of 0: 1, 2 (= after[1] … until after[0])
 *     1         identifier       2
 *     2         argument_list    4
 *     3           string         4
 *
 * Offsets are UTF-16 code units, relative to `Cst.base` (the start of the statement in the text).
 * Facts about the parser (cancelling, positions, memory) were measured on web-tree-sitter 0.25.10 with tree-sitter-wasms 0.1.13.
 */
import { type Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';

export type LanguageName = 'python' | 'toml';

/** Index of a node in a `Cst`. The root is 0. */
export type CstNode = number;

export class Cst {
  constructor(
    /** Absolute offset of the root in the parsed text. */
    readonly base: number,
    /** The root's own text. */
    readonly text: string,
    private readonly kindNames: readonly string[],
    private readonly fieldNames: readonly string[],
    private readonly kinds: ArrayLike<number>,
    private readonly fields: ArrayLike<number>,
    private readonly starts: ArrayLike<number>,
    private readonly ends: ArrayLike<number>,
    private readonly afters: ArrayLike<number>,
    private readonly flags: ArrayLike<number>,
  ) {}

  kind(node: CstNode): string {
    return this.kindNames[this.kinds[node]!]!;
  }

  /** The name of the field the node fills in its parent, or ''. */
  field(node: CstNode): string {
    return this.fieldNames[this.fields[node]!]!;
  }

  start(node: CstNode): number {
    return this.starts[node]!;
  }

  end(node: CstNode): number {
    return this.ends[node]!;
  }

  /** Index of the first node behind the subtree. */
  after(node: CstNode): CstNode {
    return this.afters[node]!;
  }

  isNamed(node: CstNode): boolean {
    return (this.flags[node]! & NAMED) !== 0;
  }

  /** An ERROR node, or a token that the parser had to invent. */
  isError(node: CstNode): boolean {
    return (this.flags[node]! & ERROR) !== 0;
  }

  textOf(node: CstNode): string {
    return this.text.slice(this.starts[node]!, this.ends[node]!);
  }

  children(node: CstNode): CstNode[] {
    const result: CstNode[] = [];
    for (let child = node + 1; child < this.afters[node]!; child = this.afters[child]!) result.push(child);
    return result;
  }

  /** Named children without comments. */
  named(node: CstNode): CstNode[] {
    return this.children(node).filter((child) => this.isNamed(child) && this.kind(child) !== 'comment');
  }

  /** The first child in a field. */
  child(node: CstNode, field: string): CstNode | undefined {
    for (let child = node + 1; child < this.afters[node]!; child = this.afters[child]!) {
      if (this.field(child) === field) return child;
    }
    return undefined;
  }

  childrenOf(node: CstNode, field: string): CstNode[] {
    return this.children(node).filter((child) => this.field(child) === field);
  }

  /** Number of nodes; the table is a preorder, so 0..size-1 visits everything without recursion. */
  get size(): number {
    return this.kinds.length;
  }
}

const NAMED = 1;
const ERROR = 2;

/** A statement (Python) or a pair or table (TOML) at the top level of the text. */
export interface TopLevel {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** Whether its subtree holds an ERROR or a missing token. */
  readonly hasError: boolean;
  /** Converts the subtree, once. */
  cst(): Cst;
}

export interface Parse {
  /**
   * Shows each top-level statement in turn. `cst()` is for the duration of the call: whoever needs a statement converts it at once,
   * whoever knows it already does not.
   */
  visit(each: (statement: TopLevel) => void): void;
  readonly hasError: boolean;
  /** Frees the parser's memory. Every parse must be released; what `cst()` gave stays valid. */
  release(): void;
}

export interface Parsers {
  /**
   * Parses a text. `undefined` when the parser's step budget ran out (hostile input can be quadratic).
   * `key` names the text over time (a path): the next parse with the same key starts from this one.
   */
  parse(language: LanguageName, text: string, key?: string): Parse | undefined;
}

/** Trees that are kept for incremental parsing: as many as a person has files open. */
const KEPT_TREES = 16;

/**
 * The parser calls back once per 100 operations. Honest texts need fewer than one call per 40 characters; ten times that, with a
 * floor for small texts, ends quadratic inputs after about a second and gives the same answer on every machine.
 */
const callbacksAllowed = (length: number): number => 20_000 + length / 4;

/** Loads the runtime and the grammars from their wasm bytes. */
export async function createParsers(wasm: { runtime: Uint8Array; python: Uint8Array; toml: Uint8Array }): Promise<Parsers> {
  const { Language: LanguageClass, Parser: ParserClass } = await import('web-tree-sitter');
  await ParserClass.init({ wasmBinary: wasm.runtime, locateFile: (name: string) => name });
  const languages = { python: await LanguageClass.load(wasm.python), toml: await LanguageClass.load(wasm.toml) };
  return new TreeSitter(new ParserClass(), languages);
}

class TreeSitter implements Parsers {
  private readonly kept = new Map<string, { language: LanguageName; text: string; tree: Tree }>();
  private readonly names: Record<LanguageName, Names>;

  constructor(private readonly parser: Parser, private readonly languages: Record<LanguageName, Language>) {
    this.names = { python: namesOf(languages.python), toml: namesOf(languages.toml) };
  }

  parse(language: LanguageName, text: string, key?: string): Parse | undefined {
    const earlier = key === undefined ? undefined : this.kept.get(key);
    let tree: Tree | undefined;
    if (earlier && earlier.language === language) {
      editTree(earlier.tree, earlier.text, text);
      tree = this.run(language, text, earlier.tree);
      // Error recovery may depend on where a parse started; a result must not.
      if (tree?.rootNode.hasError) {
        tree.delete();
        tree = this.run(language, text);
      }
    } else {
      tree = this.run(language, text);
    }
    if (key !== undefined) {
      this.kept.delete(key);
      earlier?.tree.delete();
    }
    if (!tree) return undefined;
    if (key !== undefined) this.keep(key, language, text, tree.copy());
    return this.present(language, text, tree);
  }

  private run(language: LanguageName, text: string, old?: Tree): Tree | undefined {
    this.parser.setLanguage(this.languages[language]);
    let left = callbacksAllowed(text.length);
    const tree = this.parser.parse(text, old, { progressCallback: () => --left < 0 });
    // After a cancelled parse the parser would resume; the next text is another one.
    if (!tree) this.parser.reset();
    return tree ?? undefined;
  }

  private keep(key: string, language: LanguageName, text: string, tree: Tree): void {
    this.kept.set(key, { language, text, tree });
    if (this.kept.size <= KEPT_TREES) return;
    const [oldest, entry] = this.kept.entries().next().value!;
    entry.tree.delete();
    this.kept.delete(oldest);
  }

  private present(language: LanguageName, text: string, tree: Tree): Parse {
    const names = this.names[language];
    const { hasError } = tree.rootNode;
    return {
      hasError,
      release: () => tree.delete(),
      visit: (each) => {
        // One cursor for all: a node object for each statement would cost more than the parse.
        const cursor = tree.walk();
        try {
          for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
            const isBroken = hasError && cursor.currentNode.hasError;
            each({ kind: cursor.nodeType, start: cursor.startIndex, end: cursor.endIndex, hasError: isBroken, cst: () => convert(cursor, text, names, isBroken) });
          }
        } finally {
          cursor.delete();
        }
      },
    };
  }
}

interface Names {
  /** By symbol; the last one stands for ERROR nodes. */
  readonly kinds: readonly string[];
  /** Whether nodes of a symbol are named. */
  readonly named: readonly boolean[];
  readonly fields: readonly string[];
}

function namesOf(language: Language): Names {
  const fields = language.fields.map((name) => name ?? '');
  fields[0] = '';
  return { kinds: [...language.types, 'ERROR'], named: language.types.map((_, symbol) => language.nodeTypeIsNamed(symbol)), fields };
}

/** tree-sitter's symbol of ERROR nodes, which is not among a language's types. */
const ERROR_KIND = 0xffff;

/** The cursor crosses into wasm for every question: it is asked only what the symbol and `isBroken` do not tell. */
function convert(cursor: TreeCursor, text: string, names: Names, isBroken: boolean): Cst {
  const base = cursor.startIndex;
  const rootEnd = cursor.endIndex;
  const errorIndex = names.kinds.length - 1;
  const kinds: number[] = [];
  const fields: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const afters: number[] = [];
  const flags: number[] = [];
  const open: number[] = [];
  for (;;) {
    const index = kinds.length;
    const kind = cursor.nodeTypeId;
    const isError = isBroken && (kind === ERROR_KIND || cursor.nodeIsMissing);
    const isNamed = kind === ERROR_KIND || names.named[kind];
    kinds.push(kind === ERROR_KIND ? errorIndex : kind);
    fields.push(cursor.currentFieldId);
    starts.push(cursor.startIndex - base);
    ends.push(cursor.endIndex - base);
    afters.push(0);
    flags.push((isNamed ? NAMED : 0) | (isError ? ERROR : 0));
    if (cursor.gotoFirstChild()) {
      open.push(index);
      continue;
    }
    afters[index] = index + 1;
    while (open.length > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      afters[open.pop()!] = kinds.length;
    }
    if (open.length === 0) break;
  }
  return new Cst(base, text.slice(base, rootEnd), names.kinds, names.fields, kinds, fields, starts, ends, afters, flags);
}

/** Tells the old tree which part of the text changed: everything between the common beginning and the common end. */
function editTree(tree: Tree, before: string, after: string): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  tree.edit({
    startIndex: start,
    oldEndIndex: before.length - tail,
    newEndIndex: after.length - tail,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, before.length - tail),
    newEndPosition: pointAt(after, after.length - tail),
  });
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
