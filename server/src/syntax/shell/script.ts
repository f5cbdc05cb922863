/**
 * Reads shell text: POSIX shells (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html) and, as a dialect, cmd.exe
 * (https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/cmd). What matters is which simple commands there
 * are, what is piped into which, and what each word says once quotes are gone:
 *
 *     python -c "import os" && echo x | sh      [[python, -c, import os]] && [[echo, x] [sh]]
 *
 * Every character of a word knows where it stood. Total: what is left open ends with the text; reserved words are stepped over, so
 * that branches and loops are read as the commands in them.
 */
export interface Word {
  readonly text: string;
  /** Of each UTF-16 unit of `text` its offset in the script. */
  readonly offsets: readonly number[];
  /** What the shell puts in place of a part of the word, in order. */
  readonly expansions: readonly Expansion[];
}

/** `$NAME` or `$(script)`, as it stands at `from` to `to` of the word's text. */
export interface Expansion {
  readonly from: number;
  readonly to: number;
  readonly name?: string;
  readonly script?: Script;
}

export interface Redirect {
  /** ">", ">>", "<", ">&", … without a descriptor. */
  readonly operator: string;
  readonly target: Word;
}

export interface Command {
  readonly start: number;
  readonly end: number;
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** A here-document or here-string. */
  readonly input?: Word;
  /** A subshell instead of words. */
  readonly group?: Script;
}

export interface Pipeline {
  readonly commands: readonly Command[];
  /** What stands behind it: "&&", "||", ";", "&", or "" at the end. */
  readonly connector: string;
}

export type Script = readonly Pipeline[];

export type Dialect = 'posix' | 'cmd';

/** Substitutions nested deeper are words like any other. */
const DEEPEST = 16;

export const readShell = (text: string, dialect: Dialect = 'posix'): Script => new ShellReader(text, dialect).script(undefined);

/** Words before a command that do not change which command it is. */
const STEPPED_OVER = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'fi', 'done', 'esac', '}', 'time', 'coproc']);

class ShellReader {
  private at = 0;
  private depth = 0;
  /** Here-documents whose text follows the line. */
  private pending: { delimiter: string; tabs: boolean; set: (body: Word) => void }[] = [];

  constructor(private readonly text: string, private readonly dialect: Dialect) {}

  /** Up to the closing character, which is taken. */
  script(close: ')' | '`' | undefined): Script {
    const pipelines: Pipeline[] = [];
    let commands: Command[] = [];
    const end = (connector: string): void => {
      if (commands.length > 0) pipelines.push({ commands, connector });
      commands = [];
    };
    while (this.at < this.text.length) {
      this.blanks();
      const c = this.text[this.at];
      if (c === undefined) break;
      if (c === close) {
        this.at++;
        end('');
        return pipelines;
      }
      const operator = this.operator();
      if (operator === '\n') this.hereDocuments();
      if (operator === '|' || operator === '|&') continue;
      if (operator !== undefined) {
        end(/[\n()]/.test(operator) ? ';' : operator);
        continue;
      }
      const command = this.command(close);
      if (command) commands.push(command);
    }
    end('');
    return pipelines;
  }

  private blanks(): void {
    for (;;) {
      const c = this.text[this.at];
      if (c === ' ' || c === '\t' || c === '\r' || c === '\v' || c === '\f') this.at++;
      else if (this.dialect === 'posix' && c === '\\' && /^\\\r?\n/.test(this.text.slice(this.at, this.at + 3))) this.at = this.text.indexOf('\n', this.at) + 1;
      else if (this.dialect === 'posix' && c === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else return;
    }
  }

  /** What separates commands; a stray parenthesis separates as well. */
  private operator(): string | undefined {
    const operators = this.dialect === 'posix' ? /^(?:&&|\|\||\|&|;;&?|;&|[;|\n)]|&(?!>))/ : /^(?:&&|\|\||[|&\n()])/;
    const operator = operators.exec(this.text.slice(this.at, this.at + 3))?.[0];
    if (operator !== undefined) this.at += operator.length;
    return operator;
  }

  private command(close: ')' | '`' | undefined): Command | undefined {
    const start = this.at;
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    let input: Word | undefined;
    for (;;) {
      this.blanks();
      const c = this.text[this.at];
      if (c === undefined || c === close) break;
      const redirect = /^(?:\d*)(<<<|<<-?|&>>?|>>|>\||[<>]&|<>|[<>](?!\())/.exec(this.text.slice(this.at, this.at + 8));
      if (redirect) {
        this.at += redirect[0].length;
        this.blanks();
        const operator = redirect[1]!;
        const target = this.word(close);
        if (operator === '<<<') input = target;
        else if (operator.startsWith('<<') && this.dialect === 'posix') {
          this.pending.push({ delimiter: target.text, tabs: operator === '<<-', set: (body) => { input = body; } });
          // Its text belongs to this command: it is read as soon as the line ends.
          this.readAhead();
        } else redirects.push({ operator, target });
        continue;
      }
      if (this.endsCommand(words.length)) break;
      if (c === '(' && this.dialect === 'posix') {
        this.at++;
        if (words.length > 0 || this.depth >= DEEPEST) break;
        const group = this.nested(')');
        return { start, end: this.at, assignments, words, redirects, group };
      }
      const from = this.at;
      const word = this.word(close);
      if (this.at === from) {
        this.at++;
        continue;
      }
      const raw = this.text.slice(from, this.at);
      if (words.length === 0 && STEPPED_OVER.has(raw) && this.dialect === 'posix') continue;
      const assigned = words.length === 0 && this.dialect === 'posix' ? /^(\w+)\+?=/.exec(raw) : null;
      if (assigned) assignments.push({ name: assigned[1]!, value: sliceWord(word, assigned[0].length) });
      else words.push(word);
    }
    if (words.length + assignments.length + redirects.length === 0 && input === undefined) return undefined;
    return { start, end: this.trimmedEnd(start), assignments, words, redirects, ...(input && { input }) };
  }

  /** Here-documents are queued when they are announced and read when the line is over; the command has to wait for its own. */
  private readAhead(): void {
    const end = this.text.indexOf('\n', this.at);
    if (end === -1) return;
    const resume = this.at;
    this.at = end + 1;
    this.hereDocuments();
    this.skipped.push({ from: end + 1, to: this.at });
    this.at = resume;
  }

  /** Texts of here-documents, to be stepped over when their place comes. */
  private readonly skipped: { from: number; to: number }[] = [];

  private hereDocuments(): void {
    for (const hole of this.skipped) if (hole.from === this.at) this.at = hole.to;
    for (const { delimiter, tabs, set } of this.pending.splice(0)) {
      const kept: Word[] = [];
      while (this.at < this.text.length) {
        const newline = this.text.indexOf('\n', this.at);
        const next = newline === -1 ? this.text.length : newline + 1;
        const from = tabs ? this.at + /^\t*/.exec(this.text.slice(this.at, next))![0].length : this.at;
        this.at = next;
        if (this.text.slice(from, next).trimEnd() === delimiter) break;
        kept.push(plainWord(this.text, from, next));
      }
      set(joinWords(kept));
    }
  }

  private endsCommand(words: number): boolean {
    const c = this.text[this.at]!;
    if (this.dialect === 'cmd') return /[|&\n]/.test(c) || (words === 0 && /[()]/.test(c));
    return /[|;\n)]/.test(c) || (c === '&' && this.text[this.at + 1] !== '>');
  }

  private trimmedEnd(start: number): number {
    let end = this.at;
    while (end > start && /\s/.test(this.text[end - 1]!)) end--;
    return end;
  }

  private nested(close: ')' | '`'): Script {
    this.depth++;
    const script = this.script(close);
    this.depth--;
    return script;
  }

  /** One word; empty when none starts here. */
  private word(close: ')' | '`' | undefined): Word {
    const word = new WordBuilder(this.text);
    while (this.at < this.text.length) {
      const c = this.text[this.at]!;
      if (/\s/.test(c) || c === close || (this.dialect === 'posix' ? /[;|&)(]/ : /[|&]/).test(c)) {
        if (!(this.dialect === 'posix' && c === '(' && this.processSubstitution(word))) break;
      } else if (c === '>' || (c === '<' && this.text[this.at + 1] !== '(')) break;
      else if (c === '"') this.doubleQuoted(word);
      else if (this.dialect === 'cmd') this.bareInCmd(word);
      else if (c === "'") this.singleQuoted(word);
      else if (c === '\\') this.escape(word, /[\s"'\\&|;()$`<>#*?~]/);
      else if (c === '$' || c === '`') this.expansion(word);
      else word.take(this.at++);
    }
    return word.done();
  }

  /** `<(script)` */
  private processSubstitution(word: WordBuilder): boolean {
    if (word.last !== '<' || this.depth >= DEEPEST) return false;
    const start = this.at++;
    const script = this.nested(')');
    word.expand(start, this.at, { script });
    return true;
  }

  private bareInCmd(word: WordBuilder): void {
    if (this.text[this.at] === '^' && this.at + 1 < this.text.length) this.at++;
    word.take(this.at++);
  }

  private singleQuoted(word: WordBuilder): void {
    const end = this.text.indexOf("'", this.at + 1);
    const stop = end === -1 ? this.text.length : end;
    for (this.at++; this.at < stop; this.at++) word.take(this.at);
    this.at = Math.min(stop + 1, this.text.length);
  }

  private doubleQuoted(word: WordBuilder): void {
    for (this.at++; this.at < this.text.length && this.text[this.at] !== '"';) {
      const c = this.text[this.at]!;
      if (this.dialect === 'cmd') {
        if (c === '\\' && this.text[this.at + 1] === '"') this.at++;
        word.take(this.at++);
      } else if (c === '\\') this.escape(word, /["\\$`\n]/);
      else if (c === '$' || c === '`') this.expansion(word);
      else word.take(this.at++);
    }
    this.closed();
  }

  /** A backslash before other characters stays: Windows paths are full of them. */
  private escape(word: WordBuilder, escapable: RegExp): void {
    const next = this.text[this.at + 1];
    if (next !== undefined && escapable.test(next)) this.at++;
    if (this.text[this.at] === '\n') this.at++;
    else word.take(this.at++);
  }

  /** `$NAME`, `${NAME}`, `$(script)`, `` `script` ``, `$'text'`; the text of the expansion stays in the word as it is written. */
  private expansion(word: WordBuilder): void {
    const start = this.at;
    const rest = this.text.slice(start, start + 80);
    if (/^\$\((?!\()/.test(rest) || rest[0] === '`') {
      if (this.depth < DEEPEST) {
        this.at += rest[0] === '`' ? 1 : 2;
        const script = this.nested(rest[0] === '`' ? '`' : ')');
        word.expand(start, this.at, { script });
        return;
      }
    } else if (rest.startsWith("$'")) {
      this.at++;
      this.ansiQuoted(word);
      return;
    }
    const name = /^\$(?:\{(\w+)\}|(\w+))/.exec(rest);
    if (!name) {
      word.take(this.at++);
      return;
    }
    this.at += name[0].length;
    word.expand(start, this.at, { name: name[1] ?? name[2]! });
  }

  /** `$'\x63url'`: escapes as in C. */
  private ansiQuoted(word: WordBuilder): void {
    for (this.at++; this.at < this.text.length && this.text[this.at] !== "'";) {
      const escape = /^\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/.exec(this.text.slice(this.at, this.at + 5));
      if (!escape) {
        word.take(this.at++);
        continue;
      }
      const code = escape[1] !== undefined ? parseInt(escape[1], 16) : escape[2] !== undefined ? parseInt(escape[2], 8) & 0xff : undefined;
      const character = code === undefined ? { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b' }[escape[3]!] ?? escape[3]! : String.fromCharCode(code);
      word.put(character, this.at);
      this.at += escape[0].length;
    }
    this.closed();
  }

  /** Steps over the closing character, if there is one. */
  private closed(): void {
    if (this.at < this.text.length) this.at++;
  }
}

class WordBuilder {
  private characters: string[] = [];
  private readonly offsets: number[] = [];
  private readonly expansions: Expansion[] = [];

  constructor(private readonly source: string) {}

  get last(): string | undefined {
    return this.characters.at(-1);
  }

  take(offset: number): void {
    if (offset < this.source.length) this.put(this.source[offset]!, offset);
  }

  put(character: string, offset: number): void {
    this.characters.push(character);
    this.offsets.push(offset);
  }

  expand(start: number, end: number, what: { name?: string; script?: Script }): void {
    const from = this.characters.length;
    for (let i = start; i < end; i++) this.take(i);
    this.expansions.push({ from, to: this.characters.length, ...what });
  }

  done(): Word {
    return { text: this.characters.join(''), offsets: this.offsets, expansions: this.expansions };
  }
}

function plainWord(source: string, start: number, end: number): Word {
  return { text: source.slice(start, end), offsets: Array.from({ length: end - start }, (_, i) => start + i), expansions: [] };
}

const joinWords = (words: readonly Word[]): Word => ({ text: words.map(({ text }) => text).join(''), offsets: words.flatMap(({ offsets }) => offsets), expansions: [] });

const sliceWord = (word: Word, from: number): Word => ({
  text: word.text.slice(from), offsets: word.offsets.slice(from), expansions: word.expansions.filter((one) => one.from >= from).map((one) => ({ ...one, from: one.from - from, to: one.to - from })),
});
