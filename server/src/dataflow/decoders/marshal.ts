/**
 * Reads what CPython's marshal module wrote, for the names and texts in it; bytecode is not looked at, and nothing is run. The format
 * has no version, so the layout of code objects is told by what stands where (https://github.com/python/cpython/blob/main/Python/marshal.c):
 *
 *     Python 2          4 numbers   code consts names varnames freevars cellvars filename name  line  lnotab
 *     3.0 to 3.7        5 numbers   the same
 *     3.8 to 3.10       6 numbers   the same
 *     3.11 and later    5 numbers   code consts names locals kinds filename name qualname  line  lines exceptions
 *
 * Total: whatever the bytes, it ends, and gives undefined for what is no marshalled object.
 */
import { decodeCharset } from '../exact/charsets';

export type Item =
  | { readonly kind: 'text' | 'bytes'; readonly text: string }
  | { readonly kind: 'sequence'; readonly items: readonly Item[] }
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'other' };

export interface Code {
  readonly name: string;
  readonly filename: string;
  /** Global names, attributes and modules that it uses. */
  readonly names: readonly string[];
  readonly locals: readonly string[];
  readonly constants: readonly Item[];
}

const DEEPEST = 200;
/** Objects that are read, wrong guesses included. */
const MOST_OBJECTS = 500_000;

export function readMarshal(data: string): Item | undefined {
  try {
    return new Reader(data).object(0);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** All code objects in an item: it itself, and those among its constants. */
export const codesIn = (item: Item): Code[] => [...reachable(item)].flatMap((one) => (one.kind === 'code' ? [one.code] : []));

/** The texts in an item, those among the constants of its code included. */
export const textsIn = (item: Item): string[] => [...reachable(item)].flatMap((one) => (one.kind === 'text' || one.kind === 'bytes' ? [one.text] : []));

/** Each object once, however often it is referred to: references multiply without end. */
function reachable(item: Item): Set<Item> {
  const found = new Set([item]);
  for (const one of found) {
    for (const inner of one.kind === 'sequence' ? one.items : one.kind === 'code' ? one.code.constants : []) found.add(inner);
  }
  return found;
}

class Malformed extends Error {}

const OTHER: Item = { kind: 'other' };
const FLAG_REFERENCE = 0x80;

class Reader {
  private at = 0;
  private left = MOST_OBJECTS;
  private references: Item[] = [];
  /** Python 2's interned strings, which it refers to by number. */
  private interned: Item[] = [];

  constructor(private readonly data: string) {}

  private byte(): number {
    if (this.at >= this.data.length) throw new Malformed();
    return this.data.charCodeAt(this.at++) & 0xff;
  }

  private take(length: number): string {
    if (length < 0 || this.at + length > this.data.length) throw new Malformed();
    return this.data.slice(this.at, (this.at += length));
  }

  private int(): number {
    const bytes = this.take(4);
    return bytes.charCodeAt(0) | (bytes.charCodeAt(1) << 8) | (bytes.charCodeAt(2) << 16) | (bytes.charCodeAt(3) << 24);
  }


  object(depth: number): Item {
    if (depth > DEEPEST || --this.left < 0) throw new Malformed();
    const byte = this.byte();
    // An object may be referred to from within itself: its number is taken before it is read.
    const slot = byte & FLAG_REFERENCE ? this.references.push(OTHER) - 1 : undefined;
    const item = this.read(String.fromCharCode(byte & ~FLAG_REFERENCE), depth);
    if (slot !== undefined) this.references[slot] = item;
    return item;
  }

  private read(type: string, depth: number): Item {
    switch (type) {
      case '0': case 'N': case 'F': case 'T': case 'S': case '.':
        return OTHER;
      case 'i':
        this.take(4);
        return OTHER;
      case 'I': case 'g':
        this.take(8);
        return OTHER;
      case 'y':
        this.take(16);
        return OTHER;
      case 'f':
        this.take(this.byte());
        return OTHER;
      case 'x':
        this.take(this.byte());
        this.take(this.byte());
        return OTHER;
      case 'l':
        this.take(Math.abs(this.int()) * 2);
        return OTHER;
      case 's':
        return { kind: 'bytes', text: this.take(this.int()) };
      case 't': {
        const item = this.utf8(this.take(this.int()));
        this.interned.push(item);
        return item;
      }
      case 'R':
        return this.known(this.interned);
      case 'r':
        return this.known(this.references);
      case 'u':
        return this.utf8(this.take(this.int()));
      case 'a': case 'A':
        return { kind: 'text', text: this.take(this.int()) };
      case 'z': case 'Z':
        return { kind: 'text', text: this.take(this.byte()) };
      case ')':
        return this.items(this.byte(), depth);
      case '(': case '[': case '<': case '>':
        return this.items(this.int(), depth);
      case ':':
        return this.items(3, depth);
      case '{': {
        const items: Item[] = [];
        while (this.data[this.at] !== '0') items.push(this.object(depth + 1));
        this.at++;
        return { kind: 'sequence', items };
      }
      case 'c':
        return { kind: 'code', code: this.code(depth) };
      default:
        throw new Malformed();
    }
  }

  /** CPython writes lone surrogates as they are: what is no UTF-8 stays bytes. */
  private utf8(text: string): Item {
    return { kind: 'text', text: decodeCharset(text, 'utf-8') ?? text };
  }

  private known(items: readonly Item[]): Item {
    const item = items[this.int()];
    if (!item) throw new Malformed();
    return item;
  }

  private items(count: number, depth: number): Item {
    if (count < 0 || count > this.data.length - this.at) throw new Malformed();
    const items: Item[] = [];
    for (let i = 0; i < count; i++) items.push(this.object(depth + 1));
    return { kind: 'sequence', items };
  }

  /** Tries the layouts; what a wrong guess read is forgotten. */
  private code(depth: number): Code {
    const before = { at: this.at, references: [...this.references], interned: [...this.interned] };
    for (const numbers of [6, 5, 4]) {
      this.at = before.at + 4 * numbers;
      if (!this.mayBeBytes()) continue;
      try {
        return this.codeAfterNumbers(depth);
      } catch (error) {
        if (!(error instanceof Malformed) || this.left < 0) throw error;
        this.references = [...before.references];
        this.interned = [...before.interned];
      }
    }
    throw new Malformed();
  }

  private mayBeBytes(): boolean {
    const type = String.fromCharCode(this.data.charCodeAt(this.at) & ~FLAG_REFERENCE);
    if (type === 'r' || type === 'R') return true;
    if (type !== 's' && type !== 't') return false;
    const length = this.data.slice(this.at + 1, this.at + 5);
    const size = length.charCodeAt(0) + length.charCodeAt(1) * 0x100 + length.charCodeAt(2) * 0x10000 + length.charCodeAt(3) * 0x1000000;
    return this.at + 5 + size <= this.data.length;
  }

  private codeAfterNumbers(depth: number): Code {
    const next = (): Item => this.object(depth + 1);
    next();
    const constants = next();
    const names = next();
    const locals = next();
    if (constants.kind !== 'sequence' || names.kind !== 'sequence' || locals.kind !== 'sequence') throw new Malformed();
    const isNew = next().kind === 'bytes';
    if (!isNew) next();
    const filename = next();
    const name = next();
    if (isNew) next();
    this.int();
    next();
    if (isNew) next();
    const one = (item: Item): string => (item.kind === 'text' || item.kind === 'bytes' ? item.text : '');
    return { name: one(name), filename: one(filename), names: names.items.map(one), locals: locals.items.map(one), constants: constants.items };
  }
}
