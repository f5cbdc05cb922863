/**
 * Reads TOML: tree-sitter's tree where the text parses, and where it does not, every statement on its own, so that a half-typed
 * line costs only itself.
 */
import { span, type Span } from '../../base/text';
import type { Parsers } from '../parser';
import type { TomlDocument, TomlProblem } from './document';
import { Lowering } from './lower';
import { splitStatements } from './statements';
import { TableBuilder } from './tables';

/** Texts longer than this (in UTF-16 units) are parsed in batches: on a broken text the parser's recovery is quadratic. */
const LONGEST_WHOLE = 50_000;

/** After so many broken statements the rest of a text is reported, not read: the work stays in proportion to its length. */
const MOST_BROKEN_STATEMENTS = 200;
const BATCH = 64;

/**
 * Total: never throws; what does not parse is among `problems`. `key` names the text over time (its path), which makes the next
 * parse of an edited version cheap.
 */
export function parseToml(parsers: Parsers, text: string, key?: string): TomlDocument {
  const reading = new Reading(parsers, text);
  if (text.startsWith('\ufeff')) {
    reading.problems.push({ kind: 'byte-order-mark', message: 'the file starts with a byte order mark, which `tomllib` refuses', span: span(0, 1) });
  }
  const outcome = text.length > LONGEST_WHOLE ? 'broken' : reading.parse(span(0, text.length), 'only-if-clean', key);
  if (outcome === 'gave-up') reading.giveUp(span(0, text.length));
  else if (outcome === 'broken') reading.recover(splitStatements(text, text.startsWith('\ufeff') ? 1 : 0));
  return reading.finish();
}

class Reading {
  readonly problems: TomlProblem[] = [];
  private readonly builder: TableBuilder;
  private broken = 0;

  constructor(private readonly parsers: Parsers, private readonly text: string) {
    this.builder = new TableBuilder(span(0, text.length), this.problems);
  }

  /** Parses a part of the text; adds it to the document when it is clean, or when told to take it as it is. */
  parse(part: Span, accept: 'only-if-clean' | 'always', key?: string): 'taken' | 'broken' | 'gave-up' {
    const isWhole = part.start === 0 && part.end === this.text.length;
    const parse = this.parsers.parse('toml', isWhole ? this.text : this.text.slice(part.start, part.end), key);
    if (!parse) return 'gave-up';
    try {
      if (parse.hasError && accept === 'only-if-clean') return 'broken';
      let sawError = false;
      parse.visit((statement) => {
        if (statement.kind === 'comment') return;
        sawError = new Lowering(statement.cst(), this.text, part.start, this.builder, this.problems).run() || sawError;
      });
      if (parse.hasError) {
        this.broken++;
        // The error may lie above all nodes that were lowered.
        if (!sawError) this.problems.push({ kind: 'syntax', message: 'this is not TOML', span: part });
      }
      return 'taken';
    } finally {
      parse.release();
    }
  }

  /** Reads batches of statements, and halves those that are broken until only the broken statements are left alone. */
  recover(statements: readonly Span[]): void {
    const parts: [number, number][] = [];
    for (let from = 0; from < statements.length; from += BATCH) parts.push([from, Math.min(from + BATCH, statements.length)]);
    parts.reverse();
    for (let part = parts.pop(); part; part = parts.pop()) {
      const [from, to] = part;
      const at = span(statements[from]!.start, statements[to - 1]!.end);
      if (this.broken >= MOST_BROKEN_STATEMENTS) {
        this.giveUp(span(at.start, statements.at(-1)!.end));
        return;
      }
      const isSingle = to - from === 1;
      const outcome = this.parse(at, isSingle ? 'always' : 'only-if-clean');
      if (isSingle && outcome === 'gave-up') this.giveUp(at);
      if (!isSingle && outcome !== 'taken') {
        const middle = (from + to) >> 1;
        parts.push([middle, to], [from, middle]);
      }
    }
  }

  giveUp(at: Span): void {
    this.problems.push({ kind: 'limit', message: 'too much here does not parse as TOML; the rest was not read', span: at });
  }

  finish(): TomlDocument {
    const problems = [...this.problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    return { root: this.builder.root, problems };
  }
}
