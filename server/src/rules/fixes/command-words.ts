/**
 * A command line as written in a program → the words a POSIX shell would make of it, as source of a list. Only where the shell does nothing else:
 * no operators, no expansions, no variables. Source: POSIX.1-2017, Shell Command Language, 2.2 "Quoting", 2.3 "Token Recognition".
 *
 *     "git -C %s describe" % folder      ["git", "-C", str(folder), "describe"]
 */
import type { Expr, Str } from '../../syntax/python/ast';
import { dottedName } from '../../semantics/find';

/** Known text, or an expression whose text stands there. */
type Piece = { readonly text: string } | { readonly hole: Expr; /** it certainly is a text */ readonly isText: boolean };
type Source = (node: { readonly start: number; readonly end: number }) => string;

export interface Words {
  /** Source of each element of the list. */
  readonly elements: readonly string[];
  /** The first word: what is started; undefined when it is not known text. */
  readonly program: string | undefined;
  /** Whether values stand in it. */
  readonly hasValues: boolean;
}

/** What a shell does by itself: started as programs, these do nothing or something else. */
const BUILTINS = new Set(['.', ':', 'alias', 'bg', 'break', 'cd', 'chdir', 'continue', 'eval', 'exec', 'exit', 'export', 'fg', 'for', 'if', 'jobs', 'pushd', 'popd', 'read', 'return', 'set', 'shift', 'source', 'times', 'trap', 'type',
  'ulimit', 'umask', 'unset', 'until', 'wait', 'while', 'assoc', 'call', 'cls', 'copy', 'del', 'dir', 'erase', 'md', 'move', 'rd', 'ren', 'start', 'vol', 'echo', 'printf', 'test', '[']);

/** Characters that mean more to a shell than themselves, outside quotes. */
const SPECIAL = /[|&;<>()$`\\*?[\]{}\n\r^]/;

/** Undefined where a shell is needed, or it cannot be told. */
export function wordsOf(node: Expr, source: Source): Words | undefined {
  const pieces = piecesOf(node, source);
  const words = pieces && split(pieces);
  if (!words || words.length === 0) return undefined;
  const first = words[0]!;
  const program = first.every((piece) => 'text' in piece) ? first.map((piece) => (piece as { text: string }).text).join('') : undefined;
  const isInterpreter = first.length === 1 && 'hole' in first[0]! && dottedName(first[0].hole) === 'sys.executable';
  if (program === undefined ? !isInterpreter : program === '' || BUILTINS.has(program) || /^[~!#]|^\w+=/.test(program)) return undefined;
  return { elements: words.map((word) => elementOf(word, source)), program, hasValues: words.some((word) => word.some((piece) => 'hole' in piece && dottedName(piece.hole) !== 'sys.executable')) };
}

/** The pieces of an expression that puts a text together. */
function piecesOf(node: Expr, source: Source): readonly Piece[] | undefined {
  if (node.kind === 'Str') return node.bytes ? undefined : literalPieces(node);
  if (node.kind === 'BinaryOperation' && node.operator === '+') {
    const [left, right] = [piecesOf(node.left, source), piecesOf(node.right, source)];
    return left && right && [...left, ...right];
  }
  if (node.kind === 'BinaryOperation' && node.operator === '%' && node.left.kind === 'Str') return percentPieces(node.left, node.right);
  if (node.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attr === 'format' && node.func.value.kind === 'Str') return formatPieces(node.func.value, node);
  if (node.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attr === 'join' && node.func.value.kind === 'Str' && constantOf(node.func.value) === ' ') {
    const given = node.args[0]?.value;
    if (given?.kind !== 'Sequence' || given.elements.some((element) => element.kind === 'Starred')) return undefined;
    const parts = given.elements.map((element) => piecesOf(element, source));
    return parts.every((part) => part !== undefined) ? parts.flatMap((part, i) => (i === 0 ? part! : [{ text: ' ' }, ...part!])) : undefined;
  }
  return [{ hole: unquoted(node), isText: true }];
}

/** `shlex.quote(x)`: one word, whatever it holds. */
const unquoted = (node: Expr): Expr => (node.kind === 'Call' && node.args.length === 1 && /^(?:(?:shlex|pipes)\.)?quote$/.test(dottedName(node.func) ?? '') ? node.args[0]!.value : node);

/** A value that is made a text where it stands. */
function holeOf(value: Expr): Piece {
  const inner = unquoted(value);
  return { hole: inner, isText: inner !== value || dottedName(value) === 'sys.executable' };
}

function literalPieces(node: Str): readonly Piece[] | undefined {
  const pieces = node.parts.map((part): Piece | undefined => {
    if (part.kind === 'text') return { text: part.cooked };
    return part.formatted || part.echo !== undefined ? undefined : holeOf(part.value);
  });
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

function constantOf(node: Str): string | undefined {
  return node.parts.every((part) => part.kind === 'text') ? node.parts.map((part) => (part as { cooked: string }).cooked).join('') : undefined;
}

function percentPieces(format: Str, given: Expr): readonly Piece[] | undefined {
  const text = constantOf(format);
  const values = given.kind === 'Sequence' && given.type === 'tuple' ? given.elements : [given];
  if (text === undefined || given.kind === 'DictDisplay' || values.some((value) => value.kind === 'Starred')) return undefined;
  const parts = text.split(/(%[sd%]|%)/);
  const pieces: Piece[] = [];
  let next = 0;
  for (const part of parts) {
    if (part === '%') return undefined;
    if (part === '%%') pieces.push({ text: '%' });
    else if (part === '%s' || part === '%d') {
      const value = values[next++];
      if (!value) return undefined;
      pieces.push(holeOf(value));
    } else if (part !== '') pieces.push({ text: part });
  }
  return next === values.length ? pieces : undefined;
}

function formatPieces(format: Str, call: Expr & { readonly kind: 'Call' }): readonly Piece[] | undefined {
  const text = constantOf(format);
  if (text === undefined || /\{\{|\}\}/.test(text) || call.args.some(({ keyword }) => keyword === '*' || keyword === '**')) return undefined;
  const positional = call.args.filter(({ keyword }) => keyword === undefined);
  let automatic = 0;
  const pieces: Piece[] = [];
  for (const part of text.split(/(\{[^{}]*\})/)) {
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== '') pieces.push({ text: part });
      continue;
    }
    if (!/^\w*$/.test(name)) return undefined;
    const value = (name === '' ? positional[automatic++] : /^\d+$/.test(name) ? positional[Number(name)] : call.args.find(({ keyword }) => keyword === name))?.value;
    if (!value) return undefined;
    pieces.push(holeOf(value));
  }
  return pieces;
}

/** Words as a shell sees them; undefined where it would do more than split. */
function split(pieces: readonly Piece[]): readonly (readonly Piece[])[] | undefined {
  const words: Piece[][] = [];
  let word: Piece[] | undefined;
  let quote: string | undefined;
  const add = (text: string): void => {
    word ??= [];
    const last = word.at(-1);
    if (last && 'text' in last) word[word.length - 1] = { text: last.text + text };
    else word.push({ text });
  };
  for (const piece of pieces) {
    if ('hole' in piece) {
      (word ??= []).push(piece);
      continue;
    }
    for (const c of piece.text) {
      if (quote !== undefined) {
        if (c === quote) quote = undefined;
        else if (c === '\n' || (quote === '"' && /[$`\\!]/.test(c))) return undefined;
        else add(c);
      } else if (c === '"' || c === "'") {
        quote = c;
        add('');
      } else if (c === ' ' || c === '\t') {
        if (word) words.push(word);
        word = undefined;
      } else if (SPECIAL.test(c) || (word === undefined && (c === '#' || c === '~'))) return undefined;
      else add(c);
    }
  }
  if (quote !== undefined) return undefined;
  if (word) words.push(word);
  return words;
}

/** One element of the list. */
function elementOf(word: readonly Piece[], source: Source): string {
  const parts = word.filter((piece) => !('text' in piece) || piece.text !== '' || word.length === 1);
  return parts.map((piece) => {
    if ('text' in piece) return pythonText(piece.text);
    const text = source(piece.hole);
    if (!piece.isText) return `str(${text})`;
    return parts.length === 1 || ['Name', 'Attribute', 'Call', 'Subscript', 'Str'].includes(piece.hole.kind) ? text : `(${text})`;
  }).join(' + ');
}

/** A text as a Python literal in double quotes. */
export const pythonText = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\t/g, '\\t')}"`;
