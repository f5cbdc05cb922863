/**
 * Markers: comments in the files of a suite that say what the analyser should find there. They are taken out before the
 * analysis, so that it sees what a user would write, also inside strings and where a format has no trailing comments.
 *
 *     exec(code)   # finding: [dynamic-exec] "part of the message"      about this line
 *     # finding: [dynamic-exec]                                         alone on a line: about the next line
 *     x = exec(code)
 *     #   ^^^^^^^^^^ finding: [dynamic-exec]                            about exactly these columns of the line above
 *     exec(code)
 *     #^^^^^^^^^ finding: [dynamic-exec]                                a caret right after `#` includes the column of `#`
 *     exec("\
 *     #^^^^> finding: [dynamic-exec]                                    starts here, ends on a later line
 *
 * Columns are counted in UTF-16 code units.
 */

export type MarkerKind = 'finding' | 'spurious' | 'missing' | 'via' | 'source' | 'sink' | 'reveal';

export interface Marker {
  readonly kind: MarkerKind;
  /** 0-based line of the text without markers. */
  readonly line: number;
  /** 0-based columns, end exclusive; without `end` the span ends on a later line. */
  readonly columns?: { readonly start: number; readonly end?: number };
  /** Of finding, spurious, missing and via. */
  readonly rule?: string;
  /** A part of the message; of source and sink the kind; of reveal `name = value`. */
  readonly text?: string;
  /** 1-based line in the suite. */
  readonly suiteLine: number;
  /** As written. */
  readonly source: string;
}

export interface MarkedText {
  /** Without markers, lines joined by `\n` and ended by one. */
  readonly text: string;
  readonly markers: readonly Marker[];
  /** For each 0-based line of `text` its 1-based line in the suite. */
  readonly suiteLines: readonly number[];
}

/** A suite that cannot be read as one; the message begins with the 1-based line. */
export class SuiteError extends Error {
  constructor(readonly line: number, message: string) {
    super(`line ${line}: ${message}`);
  }
}

const START = /#[ \t]*((\^+)(>?)[ \t]*)?(finding|spurious|missing|via|source|sink|reveal):/g;

/** Separates a fence's lines from their markers. `firstLine`: 1-based line in the suite of the first one. Throws SuiteError. */
export function readMarkers(lines: readonly string[], firstLine: number): MarkedText {
  const kept: string[] = [];
  const suiteLines: number[] = [];
  const markers: Marker[] = [];
  lines.forEach((line, i) => {
    const starts = [...line.matchAll(START)];
    const first = starts[0];
    const code = first ? line.slice(0, first.index).trimEnd() : line;
    const alone = first !== undefined && code === '';
    if (!alone) {
      kept.push(code);
      suiteLines.push(firstLine + i);
    }
    starts.forEach((match, n) => {
      const source = line.slice(match.index, starts[n + 1]?.index ?? line.length).trimEnd();
      const carets = match[2];
      if (carets !== undefined && kept.length === 0) throw new SuiteError(firstLine + i, 'carets need a line above');
      if (carets !== undefined && !alone) throw new SuiteError(firstLine + i, 'carets stand on a line of their own');
      const body = source.slice(match[0].length).trim();
      markers.push({
        kind: match[4] as MarkerKind,
        line: carets === undefined && alone ? kept.length : kept.length - 1,
        ...(carets === undefined ? {} : { columns: columnsOf(match) }),
        ...readBody(match[4] as MarkerKind, body, firstLine + i),
        suiteLine: firstLine + i,
        source,
      });
    });
  });
  const dangling = markers.find((marker) => marker.line >= kept.length);
  if (dangling) throw new SuiteError(dangling.suiteLine, 'the marker has no line after it');
  return { text: kept.map((line) => `${line}\n`).join(''), markers, suiteLines };
}

function columnsOf(match: RegExpExecArray): { start: number; end?: number } {
  const carets = match.index + match[0].indexOf('^');
  const start = carets === match.index + 1 ? match.index : carets;
  return match[3] === '>' ? { start } : { start, end: carets + match[2]!.length };
}

function readBody(kind: MarkerKind, body: string, line: number): { rule?: string; text?: string } {
  if (kind === 'source' || kind === 'sink' || kind === 'reveal') {
    if (body === '' || (kind === 'reveal' && !/^\S+ = \S/.test(body))) {
      throw new SuiteError(line, kind === 'reveal' ? 'write `# reveal: name = value`' : `write \`# ${kind}: kind\``);
    }
    return { text: body };
  }
  const match = /^\[([a-z0-9-]+)\](?:[ \t]+"(.*)")?$/.exec(body);
  if (!match) throw new SuiteError(line, `write \`# ${kind}: [rule-id]\` or \`# ${kind}: [rule-id] "part of the message"\``);
  return match[2] === undefined ? { rule: match[1]! } : { rule: match[1]!, text: match[2] };
}
