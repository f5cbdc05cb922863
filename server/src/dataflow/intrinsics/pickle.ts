/**
 * Known pickles: the calls they make are made, with what they pass. https://docs.python.org/3/library/pickle.html#module-pickle
 */
import { readPickle, type Pickled } from '../decoders/pickle';
import { keyOf } from '../exact/values';
import { bool, constantText, external, none, nothing, number, text, unknown, type Value, valueOf } from '../value';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';

/** Calls that one pickle may make. */
const MOST_CALLS = 64;
const DEEPEST = 100;

class Unpickling {
  private readonly made = new Map<Pickled, Value>();

  constructor(private readonly call: IntrinsicCall) {}

  value(item: Pickled, depth = 0): Value {
    const known = this.made.get(item);
    if (known) return known;
    const value = depth > DEEPEST ? unknown : this.make(item, depth + 1);
    this.made.set(item, value);
    return value;
  }

  private make(item: Pickled, depth: number): Value {
    switch (item.kind) {
      case 'text': return text(item.text);
      case 'bytes': return text(item.text, true);
      case 'number': return number(Number.isSafeInteger(item.value) ? BigInt(item.value) : item.value);
      case 'constant': return item.value === 'None' ? none : bool(item.value === 'True');
      case 'sequence': {
        // Before its elements: a list may hold itself.
        this.made.set(item, unknown);
        return valueOf({ kind: 'sequence', type: item.type, elements: item.items.map((one) => this.value(one, depth)) });
      }
      case 'dict': {
        this.made.set(item, unknown);
        return valueOf({ kind: 'dict', entries: new Map(item.pairs.flatMap(([key, value]) => {
          const name = this.value(key, depth);
          const known = keyOf(name);
          return known === undefined ? [] : [[known, { key: name, value: this.value(value, depth) }] as const];
        })) });
      }
      case 'global': return external(`${/^(?:__builtin__|builtins)$/.test(item.module) ? 'builtins' : item.module}.${item.name}`);
      case 'call': {
        const { machine, point } = this.call;
        return machine.call(this.value(item.callee, depth), { positional: item.args.map((arg) => ({ value: this.value(arg, depth), point })), keywords: new Map() }, point);
      }
      case 'unknown': return unknown;
    }
  }
}

/** Runs the calls; what comes out stays unknown, since the model of the function answers for it. */
const loads: Intrinsic = (call) => {
  const data = constantText(argument(call.args, 0, 'data') ?? nothing);
  if (data === undefined) return undefined;
  const unpickling = new Unpickling(call);
  for (const one of readPickle(data).calls.slice(0, MOST_CALLS)) unpickling.value(one);
  return undefined;
};

export const PICKLE_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries(
  ['pickle', 'cPickle', '_pickle', 'dill', 'cloudpickle'].map((module) => [`${module}.loads`, loads]));
