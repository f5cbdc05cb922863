/**
 * What a regular expression lets through when it has to match the whole text: a few texts, or some characters only. Knows the plain
 * part of the syntax (https://docs.python.org/3/library/re.html#regular-expression-syntax) and says nothing about the rest.
 *
 *     gcc|clang        the texts "gcc" and "clang"
 *     [a-z0-9_]+       no other characters than these
 *     plug\.[a-z]+     … behind "plug."
 */
export interface Admitted {
  /** All texts that match, when they are few. */
  readonly texts?: readonly string[];
  /** The ASCII characters that can occur; letters and digits beyond ASCII may occur as well. */
  readonly characters: ReadonlySet<string>;
  /** What every match starts with. */
  readonly prefix: string;
}

const MOST_TEXTS = 64;
const LONGEST_PATTERN = 500;

const range = (from: string, to: string): string[] => Array.from({ length: Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1) }, (_, i) => String.fromCharCode(from.charCodeAt(0) + i));
const DIGITS = range('0', '9');
const LETTERS = [...range('a', 'z'), ...range('A', 'Z')];
const CLASSES: Readonly<Record<string, readonly string[]>> = { d: DIGITS, w: [...LETTERS, ...DIGITS, '_'], s: [' ', '\t', '\n', '\r', '\f', '\v'] };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

export const WORD_CHARACTERS: ReadonlySet<string> = new Set(CLASSES['w']);
export const ALPHANUMERIC: ReadonlySet<string> = new Set([...LETTERS, ...DIGITS]);
export const DIGIT_CHARACTERS: ReadonlySet<string> = new Set(DIGITS);

class Unsupported extends Error {}

/** Part of a pattern: the texts it matches, if few, the characters it may hold, and how it starts. */
interface Part {
  readonly texts: readonly string[] | undefined;
  readonly characters: readonly string[];
  readonly prefix: string;
}

const empty: Part = { texts: [''], characters: [], prefix: '' };

/**
 * `whole`: the call matches the whole text (`fullmatch`); `start`: it matches from the start (`match`). Undefined when the pattern
 * says nothing about the text as a whole.
 */
export function admitted(pattern: string, anchored: 'whole' | 'start' | 'anywhere'): Admitted | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  let body = pattern;
  const starts = anchored !== 'anywhere' || /^(?:\^|\\A)/.test(body);
  body = body.replace(/^(?:\^|\\A)/, '');
  const end = /^(?:[^\\]|\\[^])*?(\$|\\Z|\\z)$/.exec(body);
  if (!starts || (anchored !== 'whole' && !end)) return undefined;
  if (end) body = body.slice(0, -end[1]!.length);
  try {
    const reader = new Reader(body);
    const part = reader.alternatives();
    // An anchor outside of all groups binds only the alternative it stands in.
    if (!reader.atEnd || (anchored !== 'whole' && reader.hasTopAlternatives)) return undefined;
    return { ...(part.texts && { texts: part.texts }), characters: new Set(part.characters), prefix: part.texts?.length === 1 ? part.texts[0]! : part.prefix };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Reader {
  private at = 0;
  private depth = 0;
  hasTopAlternatives = false;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  alternatives(): Part {
    if (++this.depth > 20) throw new Unsupported();
    let result = this.sequence();
    while (this.text[this.at] === '|') {
      this.at++;
      if (this.depth === 1) this.hasTopAlternatives = true;
      const other = this.sequence();
      result = { texts: few([...(result.texts ?? [undefined]), ...(other.texts ?? [undefined])]), characters: [...result.characters, ...other.characters], prefix: common(startOf(result), startOf(other)) };
    }
    this.depth--;
    return result;
  }

  private sequence(): Part {
    let result = empty;
    while (!this.atEnd && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const next = this.repeated(this.atom());
      const texts = result.texts && next.texts ? few(result.texts.flatMap((a) => next.texts!.map((b) => a + b))) : undefined;
      const open = result.texts?.length === 1;
      result = { texts, characters: [...result.characters, ...next.characters], prefix: open ? result.texts![0]! + startOf(next) : result.prefix };
    }
    return result;
  }

  private repeated(part: Part): Part {
    const quantifier = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})\??/.exec(this.text.slice(this.at));
    if (!quantifier) return part;
    this.at += quantifier[0].length;
    if (quantifier[0].startsWith('?')) return { texts: part.texts && few(['', ...part.texts]), characters: part.characters, prefix: '' };
    return { texts: undefined, characters: part.characters, prefix: quantifier[0].startsWith('+') ? startOf(part) : '' };
  }

  private atom(): Part {
    const character = this.text[this.at++]!;
    switch (character) {
      case '(': {
        const group = /^\?(?::|P<\w+>)/.exec(this.text.slice(this.at));
        if (group) this.at += group[0].length;
        else if (this.text[this.at] === '?') throw new Unsupported();
        const part = this.alternatives();
        if (this.text[this.at++] !== ')') throw new Unsupported();
        return part;
      }
      case '[': return choice(this.set());
      case '\\': return choice(this.escape());
      case '.': case '^': case '$': case '*': case '+': case '?': case '{': case ')': throw new Unsupported();
      default: return choice([character]);
    }
  }

  private escape(): readonly string[] {
    const character = this.text[this.at++];
    if (character === undefined) throw new Unsupported();
    const known = CLASSES[character];
    if (known) return known;
    if (CONTROLS[character]) return [CONTROLS[character]];
    if (/[A-Za-z0-9]/.test(character)) throw new Unsupported();
    return [character];
  }

  private set(): readonly string[] {
    const result: string[] = [];
    if (this.text[this.at] === '^') throw new Unsupported();
    for (let first = true; ; first = false) {
      const character = this.text[this.at++];
      if (character === undefined) throw new Unsupported();
      if (character === ']' && !first) return result;
      const from = character === '\\' ? this.escape() : [character];
      if (from.length === 1 && this.text[this.at] === '-' && this.text[this.at + 1] !== ']' && this.text[this.at + 1] !== undefined) {
        this.at++;
        const to = this.text[this.at++]!;
        const last = to === '\\' ? this.escape() : [to];
        if (last.length !== 1) throw new Unsupported();
        result.push(...range(from[0]!, last[0]!));
      } else result.push(...from);
    }
  }
}

const choice = (characters: readonly string[]): Part => ({ texts: few(characters), characters, prefix: characters.length === 1 ? characters[0]! : '' });

const few = (texts: readonly (string | undefined)[]): readonly string[] | undefined => (texts.length <= MOST_TEXTS && !texts.includes(undefined) ? (texts as string[]) : undefined);

const startOf = (part: Part): string => (part.texts ? part.texts.reduce(common) : part.prefix);

function common(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
