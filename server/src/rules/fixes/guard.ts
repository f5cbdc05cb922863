/**
 * Fixes for what stays open: a test before the call that lets known names through and raises what callers expect. The analyser sees in the
 * test what a reader sees, that the name is one of those (dataflow/guards.ts).
 */
import { type Point, spanInProgram } from '../../dataflow/source';
import type { Value } from '../../dataflow/value';
import { finiteTexts } from '../../dataflow/value';
import { blocksOf, enclosing } from '../../semantics/enclosing';
import type { Stmt } from '../../syntax/python/ast';
import type { DraftFix } from '../rule';
import { insertBefore, lineEnd, named, nearly, obstacle, surroundings } from './statement';

export interface Wording {
  /** What is checked, for the title: "the name before importing". */
  readonly checks: string;
  /** "module", for the message. */
  readonly noun: string;
  /** How the value is called where it has no name. */
  readonly called: string;
  readonly plural: string;
  /** What is compared, where it is not the value itself: the module of a reference. */
  readonly part?: (name: string) => string;
}

/** The texts among what a value may be. */
export const knownTexts = (value: Value): readonly string[] => [...new Set(value.shapes.flatMap((shape) => finiteTexts({ shapes: [shape], taints: [] }) ?? []))].filter((text) => text !== '');

/** `allowed`: what is let through; nothing is offered for none. */
export function guard(point: Point, argument: Point, allowed: readonly string[], words: Wording): DraftFix[] {
  const names = [...new Set(allowed)].sort();
  if (names.length === 0) return [nearly(`Check ${words.checks}`, `No ${words.noun} is known that could be allowed${words.plural === 'modules' ? ': name those that you mean in `allow-imports`' : ''}.`)];
  const title = `Allow only ${names.length === 1 ? `\`${names[0]!}\`` : `${names.length} ${words.plural}`}: check ${words.checks}`;
  const where = surroundings(point);
  if (!where || where.indent === undefined) return [nearly(title, obstacle(point)!)];
  const subject = named(argument, words.called);
  if (!subject) return [nearly(title, `The ${words.noun} is computed over several lines: give it a name first.`)];
  const tested = words.part?.(subject.name) ?? subject.name;
  const lines = [
    ...(subject.line === undefined ? [] : [subject.line]),
    `if ${tested} not in {${names.map(literal).join(', ')}}:`,
    // Quotes of the same kind inside an f-string are not understood before Python 3.12.
    `    raise ${errorFor(point)}(f"${words.noun} not allowed: {${(tested.includes('"') ? subject.name : tested)}!r}")`,
  ];
  const insertion = insertBefore(where, lines, lineEnd(point.program.module.text))!;
  const edits = subject.line === undefined ? [insertion] : [insertion, { span: spanInProgram(argument), newText: subject.name }];
  return [{ title, applicability: 'unsafe', edits }];
}

/** A Python literal. What needs an escape that JSON and Python write differently does not occur in names and paths. */
export const literal = (text: string): string => JSON.stringify(text);

/** Errors that a reader expects to be raised with one message. */
const USUAL = new Set(['ValueError', 'TypeError', 'RuntimeError', 'ImportError', 'ModuleNotFoundError', 'LookupError', 'OSError', 'NotImplementedError', 'SystemExit']);

/**
 * The error that the surroundings expect: an import's own where somebody catches that, the only one that the function raises besides, else
 * the one for a value that cannot be.
 */
export function errorFor(point: Point): string {
  const statements = enclosing(point.unit, point.start, point.end)?.statements ?? [];
  for (const statement of [...statements].reverse()) {
    if (statement.kind === 'FunctionDef') break;
    if (statement.kind !== 'Try' || !statement.body.some((one) => one.start <= point.start && point.end <= one.end)) continue;
    if (statement.handlers.some(({ type }) => type && /\b(?:ImportError|ModuleNotFoundError)\b/.test(point.unit.text.slice(type.start, type.end)))) return 'ImportError';
  }
  const owner = statements.findLast((statement) => statement.kind === 'FunctionDef');
  const raised = new Set<string>();
  const visit = (block: readonly Stmt[]): void => {
    for (const one of block) {
      if (one.kind === 'Raise' && one.value) {
        const type = one.value.kind === 'Call' ? one.value.func : one.value;
        raised.add(type.kind === 'Name' ? type.id : '');
      }
      if (one.kind !== 'FunctionDef' && one.kind !== 'ClassDef') blocksOf(one).forEach(visit);
    }
  };
  if (owner) blocksOf(owner).forEach(visit);
  const [only] = raised;
  return raised.size === 1 && USUAL.has(only!) ? only! : 'ValueError';
}
