/**
 * Puts keys and values into tables by TOML's rules, and says where a text breaks them: https://toml.io/en/v1.0.0#table
 *
 * The builder goes on after every problem. The first value of a key wins; keys below something that is not a table go into a
 * table that hangs nowhere.
 */
import type { Span } from '../../base/text';
import type { TableForm, TomlArray, TomlEntry, TomlProblem, TomlTable, TomlValue } from './document';

/** One part of a dotted key. */
export interface KeyPart {
  readonly key: string;
  readonly span: Span;
}

interface OpenTable extends TomlTable {
  form: TableForm;
  span: Span;
  readonly entries: Map<string, TomlEntry>;
}

interface OpenArray extends TomlArray {
  readonly items: TomlValue[];
}

export class TableBuilder {
  readonly root: TomlTable;
  private readonly open = new WeakSet<TomlValue>();
  private current: OpenTable;

  constructor(documentSpan: Span, private readonly problems: TomlProblem[]) {
    this.current = this.table('root', documentSpan);
    this.root = this.current;
  }

  /** `[key]`: the pairs that follow belong to this table. */
  openTable(path: readonly KeyPart[], headerSpan: Span): void {
    const last = path.at(-1);
    if (!last) return;
    const parent = this.descend(path.slice(0, -1));
    const existing = parent.entries.get(last.key)?.value;
    if (existing === undefined) this.current = this.put(parent, last, this.table('header', headerSpan));
    else if (existing.kind === 'table' && this.open.has(existing)) {
      this.current = existing as OpenTable;
      if (existing.form === 'implied') {
        this.current.form = 'header';
        this.current.span = headerSpan;
      } else this.redefined(last);
    } else {
      this.redefined(last);
      this.current = this.table('header', headerSpan);
    }
  }

  /** `[[key]]`: appends a table to the array of that name. */
  openItem(path: readonly KeyPart[], headerSpan: Span): void {
    const last = path.at(-1);
    if (!last) return;
    const parent = this.descend(path.slice(0, -1));
    const existing = parent.entries.get(last.key)?.value;
    const item = this.table('item', headerSpan);
    if (existing === undefined) {
      const array: OpenArray = { kind: 'array', items: [item], span: headerSpan };
      this.open.add(array);
      parent.entries.set(last.key, { key: last.key, keySpan: last.span, value: array });
    } else if (existing.kind === 'array' && this.open.has(existing)) (existing as OpenArray).items.push(item);
    else this.redefined(last);
    this.current = item;
  }

  /** `key = value` in the table opened last. */
  addPair(path: readonly KeyPart[], value: TomlValue): void {
    this.addTo(this.current, path, value);
  }

  /** `{…}` */
  inlineTable(pairs: readonly { readonly path: readonly KeyPart[]; readonly value: TomlValue }[], at: Span): TomlTable {
    const table = this.table('inline', at);
    for (const pair of pairs) this.addTo(table, pair.path, pair.value);
    // Nothing may be added to an inline table later.
    this.open.delete(table);
    return table;
  }

  private addTo(start: OpenTable, path: readonly KeyPart[], value: TomlValue): void {
    let table = start;
    for (const [index, part] of path.entries()) {
      const existing = table.entries.get(part.key)?.value;
      if (index === path.length - 1) {
        if (existing === undefined) table.entries.set(part.key, { key: part.key, keySpan: part.span, value });
        else this.problems.push({ kind: 'duplicate-key', message: `the key ${part.key} is written twice`, span: part.span });
      } else if (existing === undefined) table = this.put(table, part, this.table('dotted', part.span));
      else if (existing.kind === 'table' && this.open.has(existing)) {
        if (existing.form !== 'dotted' && existing.form !== 'implied') this.redefined(part);
        table = existing as OpenTable;
      } else {
        this.redefined(part);
        return;
      }
    }
  }

  /** The table at a header's leading keys; an array of tables stands for its last item. */
  private descend(path: readonly KeyPart[]): OpenTable {
    let table = this.root as OpenTable;
    for (const part of path) {
      const existing = table.entries.get(part.key)?.value;
      const target = existing?.kind === 'array' && this.open.has(existing) ? existing.items.at(-1) : existing;
      if (target === undefined) table = this.put(table, part, this.table('implied', part.span));
      else if (target.kind === 'table' && this.open.has(target)) table = target as OpenTable;
      else {
        this.redefined(part);
        table = this.table('implied', part.span);
      }
    }
    return table;
  }

  private table(form: TableForm, at: Span): OpenTable {
    const table: OpenTable = { kind: 'table', form, span: at, entries: new Map() };
    this.open.add(table);
    return table;
  }

  private put(parent: OpenTable, part: KeyPart, table: OpenTable): OpenTable {
    parent.entries.set(part.key, { key: part.key, keySpan: part.span, value: table });
    return table;
  }

  private redefined(part: KeyPart): void {
    this.problems.push({ kind: 'redefined-table', message: `${part.key} is defined already`, span: part.span });
  }
}
