/**
 * From tree-sitter's tree of one or more TOML statements to keys and values.
 *
 * A tree is a preorder table, so a walk from its end meets every child before its parent: values are made bottom-up, without
 * recursion, however deep the text nests.
 */
import { span, type Span } from '../../base/text';
import type { Cst, CstNode } from '../parser';
import type { TomlProblem, TomlValue } from './document';
import { readString } from './strings';
import type { KeyPart, TableBuilder } from './tables';

/** Lowers one top-level node. `offset` is where the text that was parsed begins in the whole file. */
export class Lowering {
  private readonly values = new Map<CstNode, TomlValue>();

  constructor(
    private readonly cst: Cst,
    private readonly text: string,
    private readonly offset: number,
    private readonly builder: TableBuilder,
    private readonly problems: TomlProblem[],
  ) {}

  /** Tells whether an ERROR was met, even one that is none (see `isContinuation`). */
  run(): boolean {
    for (let node = this.cst.size - 1; node >= 0; node--) this.makeValue(node);
    const top: CstNode = 0;
    switch (this.cst.kind(top)) {
      case 'table':
      case 'table_array_element':
        this.addTable();
        break;
      case 'pair':
        this.addPair(top);
        break;
      case 'ERROR':
        this.addRemains(top);
        break;
      default:
    }
    return this.reportErrors();
  }

  private addTable(): void {
    let isOpen = false;
    for (const child of this.cst.children(0)) {
      if (!isOpen && isKey(this.cst.kind(child))) {
        isOpen = true;
        this.openTable(this.cst.kind(0) === 'table_array_element', child, this.headerSpan());
      } else if (this.cst.kind(child) === 'pair') this.addPair(child);
      else if (this.cst.kind(child) === 'ERROR') this.addRemains(child);
    }
  }

  private openTable(isItem: boolean, key: CstNode, at: Span): void {
    if (isItem) this.builder.openItem(this.keyPath(key), at);
    else this.builder.openTable(this.keyPath(key), at);
  }

  private headerSpan(): Span {
    const closing = this.cst.children(0).find((child) => this.cst.kind(child) === ']' || this.cst.kind(child) === ']]');
    return span(this.at(this.cst.start(0)), this.at(this.cst.end(closing ?? 0)));
  }

  private addPair(pair: CstNode): void {
    const parts = this.pairParts(pair);
    if (parts) this.builder.addPair(parts.path, parts.value);
  }

  private pairParts(pair: CstNode): { path: KeyPart[]; value: TomlValue } | undefined {
    const children = this.cst.children(pair);
    const key = children.find((child) => isKey(this.cst.kind(child)));
    const value = children.findLast((child) => this.values.has(child));
    return key === undefined || value === undefined ? undefined : { path: this.keyPath(key), value: this.values.get(value)! };
  }

  /** What still stands in a statement that does not parse: `[key`, `key = value`, `key = [value, value`. */
  private addRemains(error: CstNode): void {
    const children = this.cst.children(error);
    const [first, second] = children;
    if (first === undefined || second === undefined) return;
    const opening = this.cst.kind(first);
    if ((opening === '[' || opening === '[[') && isKey(this.cst.kind(second))) {
      this.openTable(opening === '[[', second, span(this.at(this.cst.start(first)), this.at(this.cst.end(second))));
      return;
    }
    if (!isKey(opening) || this.cst.kind(second) !== '=') return;
    const rest = children.slice(2);
    const values = rest.filter((child) => this.values.has(child)).map((child) => this.values.get(child)!);
    if (rest[0] !== undefined && this.cst.kind(rest[0]) === '[') {
      const at = span(this.at(this.cst.start(rest[0])), this.at(this.cst.end(error)));
      this.builder.addPair(this.keyPath(first), { kind: 'array', items: values, span: at });
    } else if (rest[0] !== undefined && this.values.has(rest[0])) this.builder.addPair(this.keyPath(first), values[0]!);
  }

  private makeValue(node: CstNode): void {
    const at = this.spanOf(node);
    // A token that the parser invented has no text.
    if (at.start === at.end) return;
    const value = this.valueOf(node, at);
    if (value) this.values.set(node, value);
  }

  private valueOf(node: CstNode, at: Span): TomlValue | undefined {
    switch (this.cst.kind(node)) {
      case 'string':
        return readString(this.text, at, this.problems);
      case 'integer':
        return { kind: 'integer', value: readInteger(this.cst.textOf(node)), span: at };
      case 'float':
        return { kind: 'float', value: readFloat(this.cst.textOf(node)), span: at };
      case 'boolean':
        return { kind: 'boolean', value: this.cst.textOf(node) === 'true', span: at };
      case 'offset_date_time':
      case 'local_date_time':
      case 'local_date':
      case 'local_time':
        return { kind: 'datetime', text: this.cst.textOf(node), span: at };
      case 'array':
        return { kind: 'array', items: this.childValues(node), span: at };
      case 'inline_table':
        return this.builder.inlineTable(this.childPairs(node), at);
      default:
        return undefined;
    }
  }

  private childValues(node: CstNode): TomlValue[] {
    return this.cst.children(node).flatMap((child) => this.values.get(child) ?? []);
  }

  private childPairs(node: CstNode): { path: KeyPart[]; value: TomlValue }[] {
    return this.cst.children(node).flatMap((child) => (this.cst.kind(child) === 'pair' ? this.pairParts(child) ?? [] : []));
  }

  /** The parts of a key. Dotted keys nest to the left, one level for each dot; in preorder their parts come in reading order. */
  private keyPath(key: CstNode): KeyPart[] {
    const parts: KeyPart[] = [];
    for (let node = key; node < this.cst.after(key); node++) {
      const at = this.spanOf(node);
      if (this.cst.kind(node) === 'bare_key') parts.push({ key: this.cst.textOf(node), span: at });
      else if (this.cst.kind(node) === 'quoted_key') parts.push({ key: readString(this.text, at, this.problems).value, span: at });
    }
    return parts;
  }

  /** One problem for each outermost region that does not parse. */
  private reportErrors(): boolean {
    let sawError = false;
    for (let node = 0; node < this.cst.size;) {
      if (!this.cst.isError(node)) {
        node++;
        continue;
      }
      sawError = true;
      if (!this.isContinuation(node)) this.problems.push({ kind: 'syntax', message: 'this is not TOML', span: this.spanOf(node) });
      node = this.cst.after(node);
    }
    return sawError;
  }

  /** A backslash and blanks before the end of a line: valid in long strings, and unknown to the grammar. `readString` checks the rest. */
  private isContinuation(error: CstNode): boolean {
    return /^\\[ \t]+$/.test(this.cst.textOf(error)) && /^[ \t]*\r?\n/.test(this.text.slice(this.spanOf(error).end, this.spanOf(error).end + 200));
  }

  private spanOf(node: CstNode): Span {
    return span(this.at(this.cst.start(node)), this.at(this.cst.end(node)));
  }

  private at(relative: number): number {
    return this.offset + this.cst.base + relative;
  }
}

const isKey = (kind: string): boolean => kind === 'bare_key' || kind === 'quoted_key' || kind === 'dotted_key';

const readInteger = (text: string): number => Number(text.replaceAll('_', '').replace(/^\+/, ''));

function readFloat(text: string): number {
  if (text.endsWith('nan')) return Number.NaN;
  if (text.endsWith('inf')) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text.replaceAll('_', ''));
}
