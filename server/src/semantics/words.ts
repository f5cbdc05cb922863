/**
 * Which parts of a program hold a word: an index that is made once of each text, so that a question about one name does not go
 * through the whole program, and a program with many findings does not cost the square of its length.
 */
import type { Module, Unit } from '../syntax/python/ast';

/** Names as Python writes them (language reference, 2.3), and every other word that looks like one. */
const WORD = /[\p{ID_Start}_]\p{ID_Continue}*/gu;
/** Names that nobody sees. */
const EVERYTHING = /\bimport[\s\\(]*\*/;

const words = new WeakMap<Unit, readonly string[]>();
const indexes = new WeakMap<Module, ReadonlyMap<string, readonly Unit[]>>();

/** The words of a unit, each once, in the letters that Python takes them for; `*` where it imports names without naming them. */
function wordsOf(unit: Unit): readonly string[] {
  let known = words.get(unit);
  if (!known) {
    const found = new Set(unit.text.match(WORD)?.map((word) => word.normalize('NFKC')));
    if (EVERYTHING.test(unit.text)) found.add('*');
    words.set(unit, (known = [...found]));
  }
  return known;
}

function indexOf(module: Module): ReadonlyMap<string, readonly Unit[]> {
  let known = indexes.get(module);
  if (!known) {
    const index = new Map<string, Unit[]>();
    for (const unit of module.units) {
      for (const word of wordsOf(unit)) {
        const units = index.get(word);
        if (units) units.push(unit);
        else index.set(word, [unit]);
      }
    }
    indexes.set(module, (known = index));
  }
  return known;
}

/** Whether a word stands anywhere in the statements: in code, in a string, in a comment among them. */
export const holdsWord = (module: Module, word: string): boolean => indexOf(module).has(word);

/** The units that may read or bind a name: those that hold it, and those that import they do not say what. */
export function unitsWith(module: Module, name: string): readonly Unit[] {
  const index = indexOf(module);
  return [...(index.get(name) ?? []), ...(index.get('*') ?? [])];
}
