/**
 * Reads PowerShell roughly: statements, their words without quotes and back-ticks, and the texts in it that are programs again
 * (https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules). Literals that are put
 * together with `+` are put together. Total: what is left open ends with the text.
 *
 *     i`ex ('a'+"b"); python -c 'x'      [iex, (, ab, )] [python, -c, x]
 */
import type { Word } from './script';

export interface Token extends Word {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface Statement {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** What goes into it comes from the statement before. */
  readonly piped: boolean;
}

export function readPowerShell(text: string): Statement[] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  let piped = false;
  const end = (pipes: boolean): void => {
    if (tokens.length > 0) statements.push({ start: tokens[0]!.start, end: tokens.at(-1)!.end, tokens: joined(tokens), piped });
    if (tokens.length > 0 || !pipes) piped = pipes;
    tokens = [];
  };
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at, at + 4);
    const skipped = /^(?:[^\S\n]|`\r?\n)/.exec(rest)?.[0].length ?? (rest.startsWith('<#') ? behind(text, '#>', at) : rest[0] === '#' ? toLineEnd(text, at) : 0);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const separator = /^(?:&&|\|\||[;\n|{}])/.exec(rest)?.[0];
    if (separator !== undefined) {
      end(separator === '|');
      at += separator.length;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  end(false);
  return statements;
}

/** How far it is to behind the mark, or to the end. */
function behind(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at + mark.length);
  return (found === -1 ? text.length : found + mark.length) - at;
}

function toLineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return (found === -1 ? text.length : found) - at;
}

function readToken(text: string, start: number): Token {
  const characters: string[] = [];
  const offsets: number[] = [];
  const take = (at: number, character = text[at]!): void => {
    characters.push(character);
    offsets.push(at);
  };
  const token = (end: number, quoted: boolean): Token => ({ text: characters.join(''), offsets, expansions: [], start, end, quoted });
  const c = text[start]!;
  const hereString = /^@(['"])[^\S\n]*\n/.exec(text.slice(start, start + 40));
  if (hereString) {
    const from = start + hereString[0].length;
    const found = text.indexOf(`\n${hereString[1]!}@`, from - 1);
    const to = found === -1 ? text.length : found;
    for (let at = from; at < to; at++) take(at);
    return token(Math.min(to + 3, text.length), true);
  }
  if (/[(),]/.test(c)) {
    take(start);
    return token(start + 1, false);
  }
  if (c !== "'" && c !== '"') {
    let at = start;
    for (; at < text.length && !/[\s;|{}(),'"]/.test(text[at]!); at++) {
      if (text[at] === '`' && at + 1 < text.length) at++;
      take(at);
    }
    // A lone quote or separator after a back-tick never gets here; still, every token is at least one character long.
    return token(Math.max(at, start + 1), false);
  }
  let at = start + 1;
  for (; at < text.length; at++) {
    if (text[at] === c) {
      if (text[at + 1] !== c) break;
      at++;
    } else if (c === '"' && text[at] === '`' && at + 1 < text.length) {
      at++;
      take(at, { n: '\n', t: '\t', r: '\r', 0: '\0' }[text[at]!] ?? text[at]!);
      continue;
    }
    take(at);
  }
  return token(Math.min(at + 1, text.length), true);
}

/** `'a' + 'b'` is one literal. */
function joined(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const plus = result.at(-1);
    const before = result.at(-2);
    if (token.quoted && plus?.text === '+' && !plus.quoted && before?.quoted) {
      result.splice(-2, 2, { ...before, text: before.text + token.text, offsets: [...before.offsets, ...token.offsets], end: token.end });
    } else result.push(token);
  }
  return result;
}

/** The statements as one would write them without tricks: words apart by blanks only where they were. */
export function plainPowerShell(statements: readonly Statement[], isLeftOut: (token: Token) => boolean): string {
  return statements.map(({ tokens, piped }) => (piped ? '| ' : '') + tokens.map((token, i) => {
    const before = tokens[i - 1];
    const text = isLeftOut(token) ? '…' : token.quoted ? `'${token.text}'` : token.text;
    return before && before.end < token.start ? ` ${text}` : text;
  }).join('')).join('\n');
}
