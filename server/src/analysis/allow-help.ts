/** Help with the table `[tool.buildglass]`: what may be written there, what stands there, and the edit that adds a name. */
import { contains, type Span } from '../base/text';
import type { Allowance } from '../findings/finding';
import type { FileEdits } from '../findings/fix';
import { ALLOW_FIELDS, ALLOW_KEYS, isAllowKey } from '../project/allow-fields';
import { allowEdit } from '../project/allow-edit';
import { type AllowEntry, type AllowOrigin, readAllowTable, TABLE_PATH } from '../project/allow-list';
import { cursorAt } from '../syntax/toml/cursor';
import { get } from '../syntax/toml/document';
import type { Snapshot } from './host';
import { code } from './markdown';

export interface TableCompletion {
  readonly kind: 'key' | 'name';
  readonly label: string;
  /** What the text replaces. */
  readonly span: Span;
  readonly newText: string;
  readonly detail: string;
  readonly markdown?: string;
}

const ORIGINS: Readonly<Record<AllowOrigin, string>> = {
  settings: 'in your settings', table: `in this project’s ${TABLE_PATH}`, project: 'named by this project’s own configuration', known: 'a build backend that Buildglass knows',
};

const inTable = (table: readonly string[]): boolean => table.length === 2 && table[0] === 'tool' && table[1] === 'buildglass';

/** What can be written at an offset of the project's pyproject.toml; the names with most say first. */
export function completeTable(snapshot: Snapshot, path: string, offset: number): readonly TableCompletion[] {
  const text = path === TABLE_PATH ? snapshot.source(path)?.text : undefined;
  const cursor = text === undefined ? undefined : cursorAt(text, offset);
  if (!cursor || !inTable(cursor.table)) return [];
  const { list, document } = snapshot.allowed();
  const table = document && get(document, ['tool', 'buildglass'])?.value;
  if (cursor.kind === 'key') {
    const written = text!.slice(cursor.span.start, cursor.span.end);
    const isThere = (key: string): boolean => key !== written && table?.kind === 'table' && table.entries.has(key);
    return ALLOW_KEYS.filter((key) => !isThere(key)).map((key) => ({
      kind: 'key', label: key, span: cursor.span, newText: /^[ \t]*=/.test(text!.slice(cursor.span.end)) ? key : `${key} = []`, detail: `list of names`, markdown: ALLOW_FIELDS[key].says,
    }));
  }
  if (!cursor.inList || !isAllowKey(cursor.key) || (cursor.quote?.length ?? 1) > 1) return [];
  const written = cursor.quote === undefined ? '' : text!.slice(cursor.span.start, cursor.span.end);
  const there = new Set(table?.kind === 'table' ? readAllowTable({ pyproject: document! }).entries[cursor.key].map(({ name }) => name) : []);
  return list.all(cursor.key).filter(({ name, origin }) => origin !== 'table' && (name === written || !there.has(name)))
    .map(({ name, origin }) => ({ kind: 'name', label: name, span: cursor.span, newText: cursor.quote === undefined ? `"${name}"` : name, detail: ORIGINS[origin] }));
}

/** Undefined where the table does not stand. */
export function explainTable(snapshot: Snapshot, path: string, offset: number): { readonly span: Span; readonly markdown: string } | undefined {
  const { list, document } = snapshot.allowed();
  const entry = path === TABLE_PATH && document ? get(document, ['tool', 'buildglass']) : undefined;
  if (entry?.value.kind !== 'table') return undefined;
  const at = { start: offset, end: offset };
  const obeyed = list.trusted ? 'It is obeyed: the project is trusted.' : 'It is listed, not obeyed: the project is not trusted.';
  for (const { key, keySpan } of entry.value.entries.values()) {
    if (isAllowKey(key) && contains(keySpan, at)) return { span: keySpan, markdown: `${code(key)}: ${ALLOW_FIELDS[key].says}\n\n${obeyed}\n\n\`\`\`toml\n${ALLOW_FIELDS[key].example}\n\`\`\`` };
  }
  const { entries } = readAllowTable({ pyproject: document! });
  for (const key of ALLOW_KEYS) {
    const here = entries[key].find(({ place }) => place && contains(place.span, at));
    if (here) return { span: here.place!.span, markdown: explainName(here, list.named(key, here.name), obeyed) };
  }
  return undefined;
}

function explainName({ name }: AllowEntry, elsewhere: readonly AllowEntry[], obeyed: string): string {
  const also = elsewhere.filter(({ origin }) => origin !== 'table').map(({ origin }) => ORIGINS[origin]);
  return [`${code(name)} may be reached by a computed name. ${obeyed}`, ...(also.length > 0 ? [`It is ${also.join(', and ')}.`] : [])].join('\n\n');
}

/** The title goes without a full stop; `reason` is a sentence: why the names cannot be allowed from here. */
export type AllowOffer = { readonly title: string } & ({ readonly edits: FileEdits } | { readonly reason: string });

/** How the user allows what a finding speaks of; undefined when there is nothing to add. */
export function allowOffer(snapshot: Snapshot, { key, names }: Allowance): AllowOffer | undefined {
  if (!isAllowKey(key)) return undefined;
  const title = `Allow ${names.length > 3 ? `${names.length} names` : names.map((name) => `\`${name}\``).join(', ')} in ${TABLE_PATH}`;
  const { list, document } = snapshot.allowed();
  const text = snapshot.source(TABLE_PATH)?.text;
  if (!document || text === undefined) return { title, reason: `There is no ${TABLE_PATH}, and making one would change how the project is built. The setting buildglass.${ALLOW_FIELDS[key].setting} can hold the names.` };
  if (!list.trusted) return { title, reason: 'The workspace is not trusted: its allow-list would be listed, not obeyed.' };
  const edit = allowEdit(text, document, key, names);
  if ('reason' in edit) return { title, reason: edit.reason };
  return edit.edits.length > 0 ? { title, edits: { path: TABLE_PATH, edits: edit.edits } } : undefined;
}
