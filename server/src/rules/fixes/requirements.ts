/** Fixes of what a build asks for: requirements from an index, in `[build-system]`, and that table where it is missing. */
import type { TextEdit } from '../../base/edit';
import type { Span } from '../../base/text';
import type { FileEdits, Fix } from '../../findings/fix';
import type { Edge } from '../../project/edges';
import { iniOf, type ProjectConfig } from '../../project/config';
import { normalisedName, readRequirement } from '../../project/requirement';
import { getOption } from '../../syntax/ini/document';
import { get, type TomlArray } from '../../syntax/toml/document';
import { placeOf } from '../config-rule';
import { lineEnd } from './statement';

const PYPROJECT = 'pyproject.toml';

/** What pip and build assume where nothing is said: PEP 517, "Source trees"; pip src/pip/_internal/pyproject.py. */
const DEFAULT_REQUIRES: readonly string[] = ['setuptools>=40.8.0'];
const DEFAULT_BACKEND = 'setuptools.build_meta:__legacy__';

function textOf(config: ProjectConfig, path: string): string | undefined {
  const content = config.documents.get(path)?.content;
  return content?.kind === 'text' ? content.text : undefined;
}

/** `helper @ https://example.org/helper-1.0.zip` → `helper==1.0`. */
export function fromIndex(config: ProjectConfig, edge: Edge, text: string): Fix[] {
  const { path, span } = placeOf(edge);
  const source = textOf(config, path)?.slice(span.start, span.end);
  const at = source?.indexOf(text) ?? -1;
  const [, name, rest] = /^\s*([A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?)\s*@\s*(.*)$/s.exec(text) ?? [];
  if (at < 0 || name === undefined || rest === undefined) return [];
  const marker = /\s(;.*)$/s.exec(rest)?.[1] ?? '';
  const version = versionIn(rest, name);
  const wanted = `${name.trim()}${version === undefined ? '' : `==${version}`}${marker === '' ? '' : ` ${marker}`}`;
  const own: Span = { start: span.start + at, end: span.start + at + text.length };
  return [{ title: `Ask the index for \`${wanted.replaceAll('`', '')}\`, which may hold something else`, applicability: 'unsafe', path, edits: [{ span: own, newText: wanted }] }];
}

/** The version that an archive's name or a tag says. */
function versionIn(url: string, name: string): string | undefined {
  const plain = name.replace(/\s*\[.*$/, '');
  const file = new RegExp(`/${plain.replace(/[-_.]+/g, '[-_.]+')}-v?(\\d+(?:\\.\\d+)*)(?:-[^/]*)?(?:\\.(?:tar\\.gz|zip|whl|tar\\.bz2|tgz))(?:[#?;\\s]|$)`, 'i').exec(url)?.[1];
  return file ?? /^(?:git|hg)\+[^@]*(?:@[^/@]*\/[^@]*)?@v?(\d+(?:\.\d+)+)(?:[#;\s]|$)/.exec(url)?.[1];
}

export const unpinned: (path: string) => Fix = (path) => ({
  title: 'Pin the requirement, or build with a constraints file', applicability: 'display-only', path, edits: [],
  reason: 'Which version is the right one is not written here: take it from a build that works, with `==`, or pass `pip install --build-constraint`.',
});

/** Takes `setup_requires` out of setup.cfg and adds what it asks for to `[build-system] requires`. */
export function intoBuildSystem(config: ProjectConfig, path: string): Fix[] {
  const document = iniOf(config.documents, path);
  const text = textOf(config, path);
  const option = document && getOption(document, 'options', 'setup_requires');
  if (path !== 'setup.cfg' || !option || text === undefined || document.problems.length > 0) return [];
  const moved = movedTo(config, option.lines.map((line) => line.text.trim()).filter((line) => line !== ''));
  const end = text.slice(option.span.end).search(/\n|$/) + option.span.end;
  const start = text.lastIndexOf('\n', option.keySpan.start - 1) + 1;
  return moved ? [{ ...moved, applicability: 'unsafe', path, edits: [{ span: { start, end: Math.min(text.length, end + 1) }, newText: '' }] }] : [];
}

/** The other half of moving `setup_requires`: what changes in pyproject.toml, and the title; undefined where it cannot be written there. */
export function movedTo(config: ProjectConfig, wanted: readonly string[]): { readonly title: string; readonly elsewhere: readonly FileEdits[] } | undefined {
  const isPlain = (text: string): boolean => readRequirement(text).name !== undefined && readRequirement(text).elsewhere === undefined && !/["\\#\r\n]/.test(text);
  const added = wanted.length > 0 && wanted.every(isPlain) ? addRequirements(config, wanted) : undefined;
  return added && {
    title: `Move \`setup_requires\` to ${added.creates ? 'a new `pyproject.toml`' : '`[build-system] requires`'}: \`python setup.py\` no longer fetches it${added.creates ? ', and pip before 25.3 builds in isolation' : ''}`,
    elsewhere: added.edits.length === 0 ? [] : [added],
  };
}

function addRequirements(config: ProjectConfig, wanted: readonly string[]): FileEdits | undefined {
  const text = textOf(config, PYPROJECT);
  if (text === undefined || !config.pyproject) return config.documents.has(PYPROJECT) ? undefined : { path: PYPROJECT, creates: true, edits: [{ span: { start: 0, end: 0 }, newText: tableOf(notIn(DEFAULT_REQUIRES, wanted), '\n') }] };
  if (config.pyproject.problems.length > 0) return undefined;
  if (!get(config.pyproject, ['build-system'])) return { path: PYPROJECT, edits: [insertTable(config, text, notIn(DEFAULT_REQUIRES, wanted))] };
  const requires = get(config.pyproject, ['build-system', 'requires'])?.value;
  if (requires?.kind !== 'array') return undefined;
  const known = requires.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  const missing = notIn(known, wanted).slice(known.length);
  return { path: PYPROJECT, edits: missing.length === 0 ? [] : [addItems(text, requires, missing)] };
}

/** What is known, and of what is wanted that which asks for more: a name alone asks for nothing that a bound does not. */
function notIn(known: readonly string[], wanted: readonly string[]): readonly string[] {
  const nameOf = (text: string): string => normalisedName(readRequirement(text).name ?? '');
  const same = (a: string, b: string): boolean => a.replace(/\s+/g, '') === b.replace(/\s+/g, '') || (nameOf(a) === nameOf(b) && readRequirement(b).name === b.trim());
  const result = [...known];
  for (const one of wanted) if (!result.some((other) => same(other, one))) result.push(one);
  return result;
}

function addItems(text: string, array: TomlArray, added: readonly string[]): TextEdit {
  const last = array.items.at(-1);
  const written = added.map((one) => `"${one}"`);
  if (!last) return { span: { start: array.span.start + 1, end: array.span.start + 1 }, newText: written.join(', ') };
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const indent = text.slice(lineStart, last.span.start);
  const separator = /^[ \t]*$/.test(indent) && lineStart > array.span.start ? `,${lineEnd(text)}${indent}` : ', ';
  return { span: { start: last.span.end, end: last.span.end }, newText: written.map((one) => separator + one).join('') };
}

/** The table that says what frontends assume without it. */
export function writtenOut(config: ProjectConfig, path: string): Fix {
  const text = textOf(config, PYPROJECT);
  if (text !== undefined) return { title: 'Write out `[build-system]` as frontends assume it', applicability: 'safe', path: PYPROJECT, edits: [insertTable(config, text, DEFAULT_REQUIRES)] };
  return {
    title: 'Write `pyproject.toml` with what frontends assume: pip before 25.3 then builds in isolation', applicability: 'unsafe', path, edits: [],
    elsewhere: [{ path: PYPROJECT, creates: true, edits: [{ span: { start: 0, end: 0 }, newText: tableOf(DEFAULT_REQUIRES, '\n') }] }],
  };
}

const tableOf = (requires: readonly string[], eol: string): string =>
  ['[build-system]', `requires = [${requires.map((one) => `"${one}"`).join(', ')}]`, `build-backend = "${DEFAULT_BACKEND}"`, ''].join(eol);

/** Before the first table with the comments above it; keys above all tables belong to none and stay there. */
function insertTable({ pyproject }: ProjectConfig, text: string, requires: readonly string[]): TextEdit {
  const eol = lineEnd(text);
  const headers = [...pyproject!.root.entries.values()].flatMap(({ value }) => (value.kind === 'table' && ['header', 'implied'].includes(value.form) ? [value.span.start] : value.kind === 'array' && /^\s*\[\[/.test(text.slice(value.span.start)) ? [value.span.start] : []));
  if (headers.length === 0) {
    const gap = text === '' || text === '\ufeff' ? '' : text.endsWith('\n') ? eol : eol + eol;
    return { span: { start: text.length, end: text.length }, newText: gap + tableOf(requires, eol) };
  }
  let at = text.lastIndexOf('\n', Math.min(...headers) - 1) + 1;
  while (at > 0) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  if (at === 0 && text.startsWith('\ufeff')) at = 1;
  return { span: { start: at, end: at }, newText: tableOf(requires, eol) + eol };
}
