/**
 * Text → `Module`. Broken statements are blanked first (recovery.ts); statements whose text an earlier module already held
 * are taken from there, the very same objects.
 */
import type { Parse, Parsers } from '../parser';
import type { Module, SyntaxProblem, Unit } from './ast';
import { indentationProblems } from './indentation';
import { lowerUnit } from './lower-statements';
import { blankBroken } from './recovery';

export interface ParseOptions {
  /** Names the text over time, for incremental parsing. */
  readonly key?: string | undefined;
  /** Lends its statements. */
  readonly earlier?: Module | undefined;
  /** The text may stand indented as a whole, as those do that are dedented before they run. */
  readonly margin?: boolean;
}

/** The module of a text; total. */
export function parsePython(parsers: Parsers, text: string, { key, earlier, margin = false }: ParseOptions = {}): Module {
  const readable = readableText(text);
  const problems: SyntaxProblem[] = [];
  const nul = text.indexOf('\0');
  if (nul !== -1) problems.push({ start: nul, end: nul + 1, message: 'NUL byte' });
  let parsed = readable;
  let parse = parsers.parse('python', parsed, key);
  if (!parse) return brokenModule(text, 'the parser gave up: the text is too irregular');
  if (parse.hasError) {
    parse.release();
    const repaired = blankBroken(parsers, readable);
    problems.push(...repaired.problems);
    parsed = repaired.text;
    parse = parsers.parse('python', parsed);
    if (!parse) return brokenModule(text, 'the parser gave up: the text is too irregular');
  }
  const module = assemble(text, parsed, parse, problems, earlier);
  parse.release();
  // Where something was blanked, lines begin where they did not.
  return module.problems.length > 0 ? module : { ...module, problems: indentationProblems(module, margin) };
}

/** The text as CPython's tokenizer sees it, of the same length: a lone carriage return ends a line, and so a comment; a null is an error. */
const readableText = (text: string): string => text.replace(/\0/g, ' ').replace(/\r(?!\n)/g, '\n');

function brokenModule(text: string, message: string): Module {
  return { text, units: [], offsets: new Map(), problems: [{ start: 0, end: text.length, message }] };
}

/** `parsed`: the text that was given to the parser, which differs from `text` where something was blanked. */
function assemble(text: string, parsed: string, parse: Parse, found: readonly SyntaxProblem[], earlier: Module | undefined): Module {
  const lend = lender(earlier);
  const units: Unit[] = [];
  const offsets = new Map<Unit, number>();
  const problems = [...found];
  parse.visit((statement) => {
    const unit = (statement.hasError ? undefined : lend(parsed.slice(statement.start, statement.end))) ?? lowerUnit(statement.cst());
    units.push(unit);
    offsets.set(unit, statement.start);
    for (const problem of unit.problems) problems.push({ ...problem, start: problem.start + statement.start, end: problem.end + statement.start });
  });
  problems.sort((a, b) => a.start - b.start || a.end - b.end);
  return { text, units, offsets, problems };
}

/** Hands out each unit of the earlier module once, equal texts in their order. */
function lender(earlier: Module | undefined): (text: string) => Unit | undefined {
  if (!earlier) return () => undefined;
  const byText = new Map<string, Unit[]>();
  for (let i = earlier.units.length - 1; i >= 0; i--) {
    const unit = earlier.units[i]!;
    if (unit.problems.length > 0) continue;
    const same = byText.get(unit.text);
    if (same) same.push(unit);
    else byText.set(unit.text, [unit]);
  }
  return (text) => byText.get(text)?.pop();
}
