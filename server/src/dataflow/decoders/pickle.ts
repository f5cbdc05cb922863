/**
 * Reads a pickle as the program it is: which globals it looks up, and which calls it makes with what. Opcodes of protocols 0 to 5 as
 * documented in https://github.com/python/cpython/blob/main/Lib/pickletools.py. Total: whatever the bytes, it ends; what stands
 * before the first mistake is kept, since calls are made as they come.
 *
 *     cos⏎system⏎(S'id'⏎tR.        call of the global os.system with ("id",)
 */
import { fromEscapes } from './notations';

export type Pickled =
  | { readonly kind: 'text' | 'bytes'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: 'None' | 'True' | 'False' }
  | { readonly kind: 'sequence'; readonly type: 'list' | 'tuple' | 'set'; readonly items: Pickled[] }
  | { readonly kind: 'dict'; readonly pairs: [Pickled, Pickled][] }
  | { readonly kind: 'global'; readonly module: string; readonly name: string }
  | Call
  | { readonly kind: 'unknown' };

interface Call {
  readonly kind: 'call';
  readonly callee: Pickled;
  readonly args: readonly Pickled[];
}

const MOST_OPERATIONS = 100_000;
const UNKNOWN: Pickled = { kind: 'unknown' };
const MARK = Symbol('mark');

/** The calls in the order they are made, and the result. */
export interface PickleProgram {
  readonly calls: readonly Call[];
  readonly result: Pickled;
}

export function readPickle(data: string): PickleProgram {
  const machine = new PickleMachine(data);
  try {
    return { calls: machine.calls, result: machine.run() };
  } catch (error) {
    if (error instanceof Malformed) return { calls: machine.calls, result: UNKNOWN };
    throw error;
  }
}

class Malformed extends Error {}

class PickleMachine {
  readonly calls: Call[] = [];
  private at = 0;
  private readonly stack: (Pickled | typeof MARK)[] = [];
  private readonly memo = new Map<number, Pickled>();

  constructor(private readonly data: string) {}

  run(): Pickled {
    for (let left = MOST_OPERATIONS; left > 0; left--) {
      const opcode = this.take(1);
      if (opcode === '.') return this.pop();
      this.step(opcode);
    }
    throw new Malformed();
  }

  private take(length: number): string {
    if (length < 0 || this.at + length > this.data.length) throw new Malformed();
    return this.data.slice(this.at, (this.at += length));
  }

  private line(): string {
    const end = this.data.indexOf('\n', this.at);
    if (end === -1) throw new Malformed();
    const text = this.data.slice(this.at, end);
    this.at = end + 1;
    return text;
  }

  private unsigned(bytes: number): number {
    return [...this.take(bytes)].reduceRight((sum, c) => sum * 256 + c.charCodeAt(0), 0);
  }

  private push(value: Pickled): void {
    this.stack.push(value);
  }

  private pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined || value === MARK) throw new Malformed();
    return value;
  }

  private top(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined || value === MARK) throw new Malformed();
    return value;
  }

  private popMark(): Pickled[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at === -1) throw new Malformed();
    const values = this.stack.splice(at) as Pickled[];
    return values.slice(1);
  }

  private text(bytes: string): Pickled {
    return { kind: 'text', text: new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))) };
  }

  private call(callee: Pickled, args: Pickled): void {
    const call: Call = { kind: 'call', callee, args: args.kind === 'sequence' ? args.items : [UNKNOWN] };
    this.calls.push(call);
    this.push(call);
  }

  private recall(index: number): void {
    this.push(this.memo.get(index) ?? UNKNOWN);
  }

  /** Grows a container in place: whoever memoised it sees it grow. */
  private add(container: Pickled, items: readonly Pickled[]): void {
    if (container.kind === 'sequence') container.items.push(...items);
    else if (container.kind === 'dict') for (let i = 0; i + 1 < items.length; i += 2) container.pairs.push([items[i]!, items[i + 1]!]);
  }

  private sequence(type: 'list' | 'tuple' | 'set', items: Pickled[]): void {
    this.push({ kind: 'sequence', type, items });
  }

  private step(opcode: string): void {
    switch (opcode) {
      case '(': this.stack.push(MARK); return;
      case '0': this.stack.pop(); return;
      case '1': this.popMark(); return;
      case '2': this.push(this.top()); return;
      case 'N': this.push({ kind: 'constant', value: 'None' }); return;
      case '\x88': this.push({ kind: 'constant', value: 'True' }); return;
      case '\x89': this.push({ kind: 'constant', value: 'False' }); return;
      // Numbers.
      case 'F': case 'I': case 'L': {
        const text = this.line().replace(/L$/, '');
        this.push(opcode === 'I' && /^0[01]$/.test(text) ? { kind: 'constant', value: text === '01' ? 'True' : 'False' } : { kind: 'number', value: Number(text) || 0 });
        return;
      }
      case 'J': this.push({ kind: 'number', value: this.unsigned(4) | 0 }); return;
      case 'K': this.push({ kind: 'number', value: this.unsigned(1) }); return;
      case 'M': this.push({ kind: 'number', value: this.unsigned(2) }); return;
      case 'G': this.take(8); this.push(UNKNOWN); return;
      case '\x8a': this.take(this.unsigned(1)); this.push(UNKNOWN); return;
      case '\x8b': this.take(this.unsigned(4)); this.push(UNKNOWN); return;
      // Texts.
      case 'S': this.push({ kind: 'text', text: fromEscapes(this.line().replace(/^(['"])([\s\S]*)\1$/, '$2'), false) ?? '' }); return;
      case 'V': this.push({ kind: 'text', text: fromEscapes(this.line(), true) ?? '' }); return;
      case 'T': this.push(this.text(this.take(this.unsigned(4)))); return;
      case 'U': this.push(this.text(this.take(this.unsigned(1)))); return;
      case 'X': this.push(this.text(this.take(this.unsigned(4)))); return;
      case '\x8c': this.push(this.text(this.take(this.unsigned(1)))); return;
      case '\x8d': this.push(this.text(this.take(this.unsigned(8)))); return;
      case 'B': this.push({ kind: 'bytes', text: this.take(this.unsigned(4)) }); return;
      case 'C': this.push({ kind: 'bytes', text: this.take(this.unsigned(1)) }); return;
      case '\x8e': case '\x96': this.push({ kind: 'bytes', text: this.take(this.unsigned(8)) }); return;
      // Containers.
      case ')': this.sequence('tuple', []); return;
      case ']': this.sequence('list', []); return;
      case '\x8f': this.sequence('set', []); return;
      case '}': this.push({ kind: 'dict', pairs: [] }); return;
      case 't': this.sequence('tuple', this.popMark()); return;
      case 'l': this.sequence('list', this.popMark()); return;
      case '\x91': this.sequence('set', this.popMark()); return;
      case '\x85': case '\x86': case '\x87': {
        const items = Array.from({ length: opcode.charCodeAt(0) - 0x84 }, () => this.pop()).reverse();
        this.sequence('tuple', items);
        return;
      }
      case 'd': {
        const items = this.popMark();
        this.push({ kind: 'dict', pairs: [] });
        this.add(this.top(), items);
        return;
      }
      case 'a': {
        const item = this.pop();
        this.add(this.top(), [item]);
        return;
      }
      case 's': {
        const value = this.pop();
        const key = this.pop();
        this.add(this.top(), [key, value]);
        return;
      }
      case 'e': case 'u': case '\x90': {
        const items = this.popMark();
        this.add(this.top(), items);
        return;
      }
      // Globals and calls.
      case 'c': this.push({ kind: 'global', module: this.line(), name: this.line() }); return;
      case '\x93': {
        const name = this.pop();
        const module = this.pop();
        this.push(name.kind === 'text' && module.kind === 'text' ? { kind: 'global', module: module.text, name: name.text } : UNKNOWN);
        return;
      }
      case 'R': case '\x81': {
        const args = this.pop();
        this.call(this.pop(), args);
        return;
      }
      case '\x92': {
        this.pop();
        const args = this.pop();
        this.call(this.pop(), args);
        return;
      }
      case 'i': {
        const callee: Pickled = { kind: 'global', module: this.line(), name: this.line() };
        this.call(callee, { kind: 'sequence', type: 'tuple', items: this.popMark() });
        return;
      }
      case 'o': {
        const [callee, ...items] = this.popMark();
        this.call(callee ?? UNKNOWN, { kind: 'sequence', type: 'tuple', items });
        return;
      }
      case 'b': this.pop(); return;
      // Memory.
      case 'p': this.memo.set(Number(this.line()), this.top()); return;
      case 'q': this.memo.set(this.unsigned(1), this.top()); return;
      case 'r': this.memo.set(this.unsigned(4), this.top()); return;
      case '\x94': this.memo.set(this.memo.size, this.top()); return;
      case 'g': this.recall(Number(this.line())); return;
      case 'h': this.recall(this.unsigned(1)); return;
      case 'j': this.recall(this.unsigned(4)); return;
      // What stands outside of the pickle.
      case 'P': this.line(); this.push(UNKNOWN); return;
      case 'Q': this.pop(); this.push(UNKNOWN); return;
      case '\x82': this.take(1); this.push(UNKNOWN); return;
      case '\x83': this.take(2); this.push(UNKNOWN); return;
      case '\x84': this.take(4); this.push(UNKNOWN); return;
      case '\x80': this.take(1); return;
      case '\x95': this.take(8); return;
      case '\x97': this.push(UNKNOWN); return;
      case '\x98': return;
      default: throw new Malformed();
    }
  }
}
