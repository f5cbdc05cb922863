/**
 * What single-file scripts ask for in a comment at their top, read as TOML: https://packaging.python.org/en/latest/specifications/inline-script-metadata/
 *
 *     # /// script
 *     # dependencies = ["requests"]      the document {dependencies: ["requests"]}, with the places of this file
 *     # ///
 */
import type { FileContent, FileSet } from '../base/fileset';
import type { Parsers } from '../syntax/parser';
import type { TomlDocument } from '../syntax/toml/document';
import { parseToml } from '../syntax/toml/parse';

export interface Header {
  /** As long as its end in the file, blank where the file has something else, so that offsets are those of the file. */
  readonly text: string;
  readonly document: TomlDocument;
}

/** Where projects keep scripts. Package modules are not read for it. */
const SCRIPT = /^(?:(?:scripts?|tools|bin|dev|ci|examples|\.github(?:\/scripts)?)\/)?[^/]+\.py$/;

export const mayHaveHeader = (path: string): boolean => SCRIPT.test(path);

const OPENING = /^# \/\/\/ script[ \t]*$/m;

/** The header's text, blank around it; undefined when there is none. Total. */
export function headerText(content: FileContent | undefined): string | undefined {
  if (content?.kind !== 'text') return undefined;
  const opening = content.text.includes('# /// script') ? OPENING.exec(content.text) : null;
  if (!opening) return undefined;
  const start = opening.index + opening[0].length;
  let closing: number | undefined;
  const lines: string[] = [];
  for (const [line] of content.text.slice(start).matchAll(/[^\n]*\n|[^\n]+/g)) {
    // The first is what is left of the opening line; of several that close, the last one counts.
    if (lines.length > 0 && !/^#(?:\s|$)/.test(line)) break;
    if (/^# \/\/\/\s*$/.test(line)) closing = lines.length;
    lines.push(line.replace(/^# ?/, (prefix) => ' '.repeat(prefix.length)));
  }
  return closing === undefined ? undefined : ' '.repeat(start) + lines.slice(0, closing).join('');
}

/** Those of all scripts that are read; the same map as before when none has changed. */
export function readHeaders(parsers: Parsers, files: FileSet, paths: readonly string[], earlier?: ReadonlyMap<string, Header>): ReadonlyMap<string, Header> {
  const headers = new Map<string, Header>();
  for (const path of paths) {
    const text = headerText(files.get(path));
    const known = earlier?.get(path);
    if (text !== undefined) headers.set(path, known?.text === text ? known : { text, document: parseToml(parsers, text, `${path}:script`) });
  }
  return earlier?.size === headers.size && [...headers].every(([path, header]) => earlier.get(path) === header) ? earlier : headers;
}
