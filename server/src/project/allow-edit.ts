/**
 * Writes names into a list of `[tool.buildglass]`, in the place and style of what is there:
 *
 *     allow-imports = ["a"]            →  allow-imports = ["a", "b"]
 *     allow-imports = [                →  allow-imports = [
 *         "a",  # why                         "a",  # why
 *     ]                                       "b",
 *                                         ]
 */
import type { TextEdit } from '../base/edit';
import { get, type TomlArray, type TomlDocument, type TomlEntry, type TomlTable } from '../syntax/toml/document';
import type { AllowKey } from './allow-fields';
import { TABLE_PATH } from './allow-list';

/** The edits on the file's text, none where the names are there already; or why there are none, a sentence. */
export type AllowEdit = { readonly edits: readonly TextEdit[] } | { readonly reason: string };

export function allowEdit(text: string, document: TomlDocument, key: AllowKey, names: readonly string[]): AllowEdit {
  if (document.problems.length > 0) return { reason: `${TABLE_PATH} has mistakes that have to be mended first.` };
  const tool = document.root.entries.get('tool')?.value;
  if (tool && (tool.kind !== 'table' || tool.form === 'inline')) return { reason: `\`tool\` in ${TABLE_PATH} is written in braces or is no table: add the names by hand.` };
  const table = get(document, ['tool', 'buildglass'])?.value;
  const writing = new Writing(text);
  if (table === undefined || (table.kind === 'table' && table.form === 'implied')) return { edits: [writing.newTable(key, names)] };
  if (table.kind !== 'table') return { reason: '`tool.buildglass` is no table: add the names by hand.' };
  const list = table.entries.get(key)?.value;
  if (list === undefined) return { edits: [writing.newList(table, key, names)] };
  if (list.kind !== 'array') return { reason: `\`${key}\` is no list of names: add the names by hand.` };
  const missing = names.filter((name) => !list.items.some((item) => item.kind === 'string' && item.value === name));
  return { edits: missing.length > 0 ? writing.longerList(list, missing) : [] };
}

class Writing {
  private readonly eol: string;

  constructor(private readonly text: string) {
    this.eol = text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** A table of its own at the end of the file. */
  newTable(key: AllowKey, names: readonly string[]): TextEdit {
    const end = this.text.length;
    const body = this.text.trimEnd();
    const gap = body === '' ? '' : this.eol.repeat(/\n$/.test(this.text) ? (/\n[ \t]*\r?\n$/.test(this.text) ? 0 : 1) : 2);
    return insert(end, `${gap}[tool.buildglass]${this.eol}${key} = ${listOf(names)}${this.eol}`);
  }

  /** A list in a table that is there, behind what stands in it. */
  newList(table: TomlTable, key: AllowKey, names: readonly string[]): TextEdit {
    const line = `${key} = ${listOf(names)}`;
    const last = [...table.entries.values()].filter(({ value }) => value.kind !== 'table' || value.form === 'inline' || value.form === 'dotted')
      .sort((a, b) => a.keySpan.start - b.keySpan.start).at(-1);
    if (table.form === 'inline') return last ? insert(endOf(last), `, ${line}`) : insert(table.span.start + 1, ` ${line} `);
    if (!last) return insert(this.lineEnd(table.span.end), `${this.eol}${line}`);
    const start = this.lineStart(last.keySpan.start);
    // A dotted key is written out with what stands in front of it: `buildglass.`.
    const before = table.form === 'dotted' ? this.text.slice(start, last.keySpan.start) : /^[ \t]*/.exec(this.text.slice(start))![0];
    return insert(this.lineEnd(endOf(last)), `${this.eol}${before}${line}`);
  }

  longerList({ span, items }: TomlArray, names: readonly string[]): TextEdit[] {
    const last = items.at(-1);
    const inner = this.text.slice(span.start + 1, span.end - 1);
    if (!last) {
      if (!inner.includes('\n')) return [insert(span.start + 1, quoted(names).join(', '))];
      const indent = this.indentAt(span.start);
      return [insert(span.start + 1, quoted(names).map((name) => `${this.eol}${indent}    ${name},`).join(''))];
    }
    const quote = this.text[last.span.start] === "'" ? "'" : '"';
    const ownLine = this.text.slice(this.lineStart(last.span.start), last.span.start).trim() === '';
    const rest = this.text.slice(last.span.end, span.end - 1);
    const indent = this.indentAt(last.span.start);
    // A comment may stand between the item and its comma.
    const comma = rest.replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length)).indexOf(',');
    const added = quoted(names, quote).map((name) => `${this.eol}${indent}${name}`).join(',') + (comma < 0 ? '' : ',');
    const at = this.lineEnd(comma < 0 ? last.span.end : last.span.end + comma + 1);
    if (!ownLine || at >= span.end) return [insert(last.span.end, quoted(names, quote).map((name) => `, ${name}`).join(''))];
    if (comma >= 0) return [insert(at, added)];
    return at === last.span.end ? [insert(at, `,${added}`)] : [insert(last.span.end, ','), insert(at, added)];
  }

  private lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The end of the line, comment included, without the line break. */
  private lineEnd(offset: number): number {
    const end = this.text.slice(offset).search(/\r?\n/);
    return end < 0 ? this.text.length : offset + end;
  }

  private indentAt(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset)))![0];
  }
}

const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });

/** Only a text in double quotes has escapes. */
const quoted = (names: readonly string[], quote = '"'): string[] => names.map((name) => (quote === "'" && !name.includes("'") ? `'${name}'` : `"${name.replace(/["\\]/g, '\\$&')}"`));

const listOf = (names: readonly string[]): string => `[${quoted(names).join(', ')}]`;

/** Where an entry ends; dotted tables end with their last entry. */
function endOf(entry: TomlEntry): number {
  let { value } = entry;
  while (value.kind === 'table' && value.form === 'dotted') {
    const inner: TomlEntry | undefined = [...value.entries.values()].sort((a, b) => a.keySpan.start - b.keySpan.start).at(-1);
    if (!inner) break;
    value = inner.value;
  }
  return value.span.end;
}
