/**
 * Lines that are indented as Python does not take them. The parser's grammar reads an indented line where no block begins as if it were not
 * indented, and a line that returns to no level as the next one out; CPython refuses the whole file.
 * Levels: https://docs.python.org/3/reference/lexical_analysis.html#indentation
 */
import type { Module, Stmt, SyntaxProblem, Unit } from './ast';
import { blocksOf } from './blocks';

const DEEPER = 'this line is indented like none that it could belong to';
const MISSING = 'the block below this line is missing';
const MIXED = 'tabs and spaces are mixed, so that it depends on the width of a tab where this line belongs';

/** Of statements that were read, so long as they keep their text. */
const known = new WeakMap<Unit, readonly SyntaxProblem[]>();

/** `margin`: whether all may stand as far in as the first statement does, in text that somebody may dedent before it runs. */
export function indentationProblems({ text, units, offsets }: Module, margin: boolean): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let base: string | undefined = margin ? undefined : '';
  for (const unit of units) {
    const offset = offsets.get(unit)!;
    for (const statement of unit.statements) {
      const blanks = indentOf(text, offset + statement.start);
      base ??= blanks;
      const message = blanks === undefined || base === undefined ? undefined : difference(blanks, base);
      if (message !== undefined) problems.push({ start: offset + statement.start, end: lineEnd(text, offset + statement.start, offset + statement.end), message });
    }
    // Inside a statement, its own first line says where it stands.
    const inside = known.get(unit) ?? insideOf(unit);
    known.set(unit, inside);
    if (base === '') problems.push(...inside.map((problem) => ({ ...problem, start: problem.start + offset, end: problem.end + offset })));
  }
  return problems;
}

/** A first word that decides how far in the block below it has to stand. */
interface Head {
  readonly at: number;
  readonly end: number;
  readonly block?: readonly Stmt[];
}

function insideOf({ text, statements }: Unit): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const say = (message: string | undefined, start: number, end: number): void => {
    if (message !== undefined) problems.push({ start, end: lineEnd(text, start, end), message });
  };
  const work = statements.map((statement) => ({ statement, blanks: '' }));
  for (let item = work.pop(); item; item = work.pop()) {
    const { statement } = item;
    const heads = headsOf(text, statement);
    const cases = statement.kind === 'Match' && heads[1] ? indentOf(text, heads[1].at) : undefined;
    if (cases !== undefined) say(below(cases, item.blanks), heads[1]!.at, heads[1]!.end);
    for (const [i, { at, end, block }] of heads.entries()) {
      const blanks = cases !== undefined && i > 0 ? cases : item.blanks;
      const own = i > 0 ? indentOf(text, at) : undefined;
      if (own !== undefined) say(difference(own, blanks), at, end);
      if (!block) continue;
      const [first] = block;
      if (!first) {
        say(MISSING, at, end);
        continue;
      }
      // `elif` stands where `if` does.
      const elif = statement.kind === 'If' && block === statement.orelse && text.startsWith('elif', first.start);
      const inner = elif ? blanks : indentOf(text, first.start);
      if (inner !== undefined && !elif) say(below(inner, blanks), first.start, first.end);
      for (const one of block) {
        const here = inner === undefined ? undefined : indentOf(text, one.start);
        if (here !== undefined) say(difference(here, inner!), one.start, one.end);
        work.push({ statement: one, blanks: inner ?? blanks });
      }
    }
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The first words of a statement and of its clauses, each with its block: `try:`, `except:`; of decorated ones, decorators and the `def` below. */
function headsOf(text: string, node: Stmt): Head[] {
  const start = { at: node.start, end: node.end };
  switch (node.kind) {
    case 'FunctionDef': case 'ClassDef': {
      // Each decorator begins with the @ before it.
      const decorators = node.decorators.map((one) => ({ at: text.lastIndexOf('@', one.start), end: one.end }));
      const last = node.decorators.at(-1);
      const [word] = last ? allIn(text, last.end, node.body[0]?.start ?? node.end, /\n[ \t\f]*(async|def|class)\b/g) : [];
      return last ? [...decorators, { ...(word ?? start), block: node.body }] : [{ ...start, block: node.body }];
    }
    case 'Match': return node.cases.length === 0 ? [{ ...start, block: [] }] : [start, ...node.cases.map(({ pattern, body }) => ({ at: Math.max(text.lastIndexOf('case', pattern.start), 0), end: pattern.end, block: body }))];
    case 'With': return [{ ...start, block: node.body }];
    case 'If': case 'For': case 'While': case 'Try': {
      const [body, ...clauses] = blocksOf(node);
      const heads: Head[] = [{ ...start, block: body! }];
      let from = body!.length > 0 ? endOf(body!.at(-1)!) : node.start;
      // A word without statements has none in the tree either: it is in the text alone.
      const add = (to: number, block: readonly Stmt[]): void => {
        const words = allIn(text, from, to, /\n[ \t\f]*(else|except|finally)\b/g);
        words.forEach((word, i) => heads.push({ ...word, block: i === words.length - 1 ? block : [] }));
      };
      for (const block of clauses.filter((one) => one.length > 0)) {
        const elif = node.kind === 'If' && text.startsWith('elif', block[0]!.start);
        add(block[0]!.start, elif ? [] : block);
        if (elif) heads.push({ at: block[0]!.start, end: block[0]!.end, block });
        from = endOf(block.at(-1)!);
      }
      add(node.end, []);
      return heads;
    }
    default: return [];
  }
}

/** The end of a statement with all its blocks: those of `elif` lie behind the node that is made of it. */
function endOf(node: Stmt): number {
  let { end } = node;
  for (let last: Stmt | undefined = node; last?.kind === 'If'; last = last.orelse.at(-1)) end = Math.max(end, last.orelse.at(-1)?.end ?? 0);
  return end;
}

const allIn = (text: string, from: number, to: number, words: RegExp): { readonly at: number; readonly end: number }[] =>
  [...text.slice(from, to).matchAll(words)].map((match) => ({ at: from + match.index + match[0].length - match[1]!.length, end: from + match.index + match[0].length }));

/** The blanks before a place; undefined where something else stands there, or the line goes on from the one above. Looks no farther back than it has to. */
function indentOf(text: string, at: number): string | undefined {
  let start = at;
  while (start > 0 && ' \t\f'.includes(text[start - 1]!)) start--;
  const line = start > 0 && text[start - 1] === '\ufeff' ? start - 1 : start;
  const isFirst = line === 0 || '\r\n'.includes(text[line - 1]!);
  return isFirst && !/\\\r?\n$/.test(text.slice(Math.max(0, line - 3), line)) ? text.slice(start, at).replace(/^.*\f/, '') : undefined;
}

/** The first line is enough to see it. */
function lineEnd(text: string, start: number, end: number): number {
  const at = text.slice(start, end).search(/[\r\n]/);
  return at === -1 ? end : start + at;
}

/** Python counts columns twice, with tabs to the next multiple of eight and of one; both have to agree. */
function difference(blanks: string, expected: string): string | undefined {
  const [wide, narrow] = [8, 1].map((width) => columns(blanks, width) === columns(expected, width));
  return wide && narrow ? undefined : wide || narrow ? MIXED : DEEPER;
}

/** A block has to stand farther in than what it belongs to. */
function below(blanks: string, head: string): string | undefined {
  const [wide, narrow] = [8, 1].map((width) => columns(blanks, width) > columns(head, width));
  return wide && narrow ? undefined : wide || narrow ? MIXED : DEEPER;
}

function columns(blanks: string, width: number): number {
  let column = 0;
  for (const one of blanks) column = one === '\t' ? (Math.floor(column / width) + 1) * width : column + 1;
  return column;
}
