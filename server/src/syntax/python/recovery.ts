/**
 * Finds the statements that make a text unparsable, so that the rest can still be read.
 *
 * tree-sitter's recovery is weak on half-typed code: an open bracket swallows the definitions below it. Here the text is cut
 * by indentation instead, each piece is parsed alone, and the smallest pieces that fail are blanked out. Blanks keep every offset:
 *
 *     x = importlib.import_module(        ·····························     (blanked, reported)
 *     def build():                        def build():
 *         return os.system(               ····pass·············             (blanked, reported)
 *     os.fork()                           os.fork()
 */
import type { Parsers } from '../parser';
import type { SyntaxProblem } from './ast';

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** Statements tried one by one; a text with more broken places is blanked in larger pieces. */
const ATTEMPTS = 2_000;

/** What may follow a decorator. */
const DECORATED = /^(?:@|(?:async|def|class)\b)/;

/** Words that continue the statement above at the same indentation. */
const CONTINUES = /^(?:else|elif|except|finally|case)\b|^[)\]}]/;

/** The text with unparsable statements blanked, and where they were. Same length, same line ends. */
export function blankBroken(parsers: Parsers, text: string): { text: string; problems: SyntaxProblem[] } {
  return new Blanking(parsers, text).run();
}

class Blanking {
  private readonly problems: SyntaxProblem[] = [];
  private readonly edits: { start: number; end: number; pass: boolean }[] = [];
  private attempts = ATTEMPTS;

  constructor(private readonly parsers: Parsers, private readonly text: string) {}

  run(): { text: string; problems: SyntaxProblem[] } {
    this.visit(statementLines(this.text), 0);
    let result = '';
    let at = 0;
    for (const edit of this.edits) {
      result += this.text.slice(at, edit.start) + blank(this.text.slice(edit.start, edit.end), edit.pass);
      at = edit.end;
    }
    return { text: result + this.text.slice(at), problems: this.problems };
  }

  /** Blanks what is broken among lines that form one block. `broken`: something among them is, for certain. */
  private visit(lines: readonly Line[], depth: number, broken = false): void {
    let blanked = 0;
    const statements = group(lines, this.text);
    for (const statement of statements) {
      if (!(broken && statements.length === 1) && this.parses(statement)) continue;
      const parts = depth < 20 ? clauses(statement, this.text) : undefined;
      const brokenDecorators = new Set(parts?.filter((part) => this.isDecorator(part) && !this.headerParses(part)));
      if (parts && brokenDecorators.size < parts.length && parts.every((part) => brokenDecorators.has(part) || this.headerParses(part))) {
        for (const part of parts) {
          if (brokenDecorators.has(part)) this.blankOut(part, false);
          else this.visit(part.slice(headerLines(part, this.text)), depth + 1, parts.length === 1);
        }
      } else if (!this.cutStray(statement)) {
        blanked++;
        this.blankOut(statement, blanked === statements.length && depth > 0);
      }
    }
  }

  private blankOut(statement: readonly Line[], pass: boolean): void {
    const start = statement[0]!.start + statement[0]!.indent;
    const end = statement.at(-1)!.end;
    this.edits.push({ start, end, pass });
    this.problems.push({ start, end: start + this.text.slice(start, end).trimEnd().length, message: 'syntax error' });
  }

  /** A bracket or an `else` that belongs to nothing is blanked alone; the statement above it is fine. */
  private cutStray(statement: readonly Line[]): boolean {
    const indent = statement[0]!.indent;
    const cut = statement.findIndex((line, i) => i > 0 && line.indent <= indent);
    if (cut === -1 || !this.parses(statement.slice(0, cut))) return false;
    this.blankOut(statement.slice(cut), false);
    return true;
  }

  private isDecorator(lines: readonly Line[]): boolean {
    return this.text[lines[0]!.start + lines[0]!.indent] === '@';
  }

  private parses(statement: readonly Line[]): boolean {
    const text = this.text.slice(statement[0]!.start, statement.at(-1)!.end);
    return this.parsesAlone(statement[0]!.indent > 0 ? `if 1:\n${text}` : text);
  }

  /** Whether `if x:` and the like would be fine with another body. */
  private headerParses(clause: readonly Line[]): boolean {
    const header = this.text.slice(clause[0]!.start, clause[headerLines(clause, this.text) - 1]!.end).trim();
    const before = /^(?:else|elif)\b/.test(header) ? 'if 1: pass\n' : /^(?:except|finally)\b/.test(header) ? 'try: pass\n' : '';
    const after = /^try\b/.test(header) ? '\nfinally: pass' : header.startsWith('@') ? '\ndef f(): pass' : '';
    return this.parsesAlone(`${before}${header}${header.startsWith('@') ? '' : ' pass'}${after}\n`);
  }

  private parsesAlone(text: string): boolean {
    if (this.attempts-- <= 0) return false;
    const parse = this.parsers.parse('python', text);
    if (!parse) return false;
    const fine = !parse.hasError;
    parse.release();
    return fine;
  }
}

const blank = (source: string, pass: boolean): string => {
  const spaces = source.replace(/[^\r\n]/g, ' ');
  if (!pass) return spaces;
  // A block needs some statement, and there may be no room for the usual one.
  return /^ {4}/.test(spaces) ? `pass${spaces.slice(4)}` : spaces.replace(/^ /, '0');
};

/** Lines that may begin a statement or continue one; blank lines and lines inside triple-quoted strings belong to the line above. */
function statementLines(text: string): Line[] {
  const insideString = tripleQuoted(text);
  const lines: Line[] = [];
  let string = 0;
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start);
    end = end === -1 ? text.length : end + 1;
    const content = text.slice(start, end);
    while (string < insideString.length && insideString[string]!.end <= start) string++;
    const hidden = string < insideString.length && insideString[string]!.start < start;
    const last = lines.at(-1);
    if (last && (hidden || content.trim() === '' || /^\s*#/.test(content))) lines[lines.length - 1] = { ...last, end };
    else lines.push({ start, end, indent: content.length - content.trimStart().length });
    start = end;
  }
  return lines;
}

/** Spans of triple-quoted strings. One that never closes, and would swallow definitions, is taken as a stray quote. */
function tripleQuoted(text: string): { start: number; end: number }[] {
  const token = /#[^\n]*|("""|''')|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
  const scan = (stray: number): { spans: { start: number; end: number }[]; open: boolean } => {
    const spans: { start: number; end: number }[] = [];
    token.lastIndex = 0;
    for (let hit = token.exec(text); hit; hit = token.exec(text)) {
      if (hit[1] === undefined || hit.index === stray) continue;
      const close = closing(text, hit.index + 3, hit[1]);
      if (close === -1) return { spans, open: true };
      spans.push({ start: hit.index, end: close + 3 });
      token.lastIndex = close + 3;
    }
    return { spans, open: false };
  };
  const first = scan(-1);
  if (!first.open) return first.spans;
  const swallowing = first.spans.find(({ start, end }) => /\n(?:def|class|import|from|@)\b/.test(text.slice(start, end)));
  return swallowing ? scan(swallowing.start).spans : first.spans;
}

function closing(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/** Cuts lines into statements: a line that is not indented deeper than the block begins one, unless it continues the last. */
function group(lines: readonly Line[], text: string): Line[][] {
  const groups: Line[][] = [];
  let block = Infinity;
  for (const line of lines) {
    if (groups.length === 0) block = line.indent;
    const head = text.slice(line.start + line.indent, line.start + line.indent + 10);
    const begins = line.indent <= block && !CONTINUES.test(head);
    const last = groups.at(-1);
    const textOf = (other: Line): string => text.slice(other.start + other.indent, other.start + other.indent + 10);
    const decorated = DECORATED.test(head) && last !== undefined && textOf(last[0]!).startsWith('@')
      && last.every((other) => other.indent > block || textOf(other).startsWith('@') || CONTINUES.test(textOf(other)));
    if (last === undefined || (begins && !decorated)) groups.push([line]);
    else last.push(line);
  }
  return groups;
}

/** The clauses of a compound statement (`if`/`else`, `try`/`except`, decorators and definition): each a header and its body; undefined when it is no such thing. */
function clauses(statement: readonly Line[], text: string): Line[][] | undefined {
  const indent = statement[0]!.indent;
  const parts: Line[][] = [];
  for (const line of statement) {
    if (parts.length === 0 || (line.indent <= indent && !closes(line, text))) parts.push([line]);
    else parts.at(-1)!.push(line);
  }
  const compound = parts.every((part) => {
    const last = part[headerLines(part, text) - 1]!;
    return text[part[0]!.start + indent] === '@' || (part.at(-1) !== last && text.slice(last.start, last.end).replace(/#.*$/m, '').trimEnd().endsWith(':'));
  });
  return compound ? parts : undefined;
}

const closes = (line: Line, text: string): boolean => /[)\]}]/.test(text[line.start + line.indent] ?? '');

/** How many lines the header of a clause takes: one, or all up to its closing bracket in the first column; a decorator is all header. */
function headerLines(clause: readonly Line[], text: string): number {
  const { start, indent } = clause[0]!;
  if (text[start + indent] === '@') return clause.length;
  return Math.max(1, clause.findLastIndex((line) => line.indent <= indent && closes(line, text)) + 1);
}
