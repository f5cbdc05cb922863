/**
 * Whether a name is meant to be taken for another one.
 *
 *     setuptoo1s, ѕetuptools    setuptools       letters that look the same
 *     setuptoolsscm             setuptools-scm   separators left out
 *     core-flit                 flit-core        words in another order
 *     setuptols, setputools     setuptools       one letter missing, added, changed, or two swapped
 *
 * The forms are those of published studies of typosquatting: https://arxiv.org/abs/2003.03471; look-alikes are a part of
 * https://www.unicode.org/Public/security/latest/confusables.txt.
 */

export type Similarity = 'looks the same' | 'differs in separators' | 'has the same words' | 'differs by one letter' | 'differs by two letters';

/** Shorter names are too close to one another by chance. */
const SHORTEST_FOR_ONE = 5;
const SHORTEST_FOR_TWO = 9;

/** Longer ones are no names of packages. */
const LONGEST_NAME = 100;

/** Letters that are drawn alike, by what they are taken for. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(Object.entries({
  a: 'аɑα', b: 'Ьƅ', c: 'сϲⅽ', d: 'ԁⅾ', e: 'еҽ', g: 'ɡ', h: 'һ', i: 'іı1lⅰ|', j: 'јϳ', k: 'κк', m: 'ⅿ', n: 'ո', o: '0оοօ', p: 'рρ', q: 'ԛ', r: 'г', s: 'ѕ5', t: 'т', u: 'υս', v: 'ѵνⅴ', w: 'ԝ', x: 'хⅹ', y: 'уү', z: 'ᴢ2',
}).flatMap(([plain, like]) => [...like].map((letter) => [letter, plain] as const)));

/** How a name looks: letters that cannot be told apart are one letter. */
function looks(name: string): string {
  return [...name.normalize('NFKC').toLowerCase()].map((letter) => LOOKALIKES.get(letter) ?? letter).join('').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('ci', 'd');
}

const LOOKS = new Map<string, string>();

/** The same for a known name, of which there are few. */
function looksOf(known: string): string {
  const seen = LOOKS.get(known) ?? looks(known);
  LOOKS.set(known, seen);
  return seen;
}

const wordsOf = (name: string): string => name.split('-').sort().join('-');

/** The known name that a name resembles most, and how; undefined when it is known, or resembles none. Both are normalised names. */
export function resembled(name: string, known: ReadonlySet<string>): { readonly name: string; readonly how: Similarity } | undefined {
  if (known.has(name) || name.length > LONGEST_NAME) return undefined;
  const seen = looks(name);
  let second: { name: string; how: Similarity } | undefined;
  let third: { name: string; how: Similarity } | undefined;
  for (const one of known) {
    if (seen === looksOf(one)) return { name: one, how: 'looks the same' };
    if (one.length < SHORTEST_FOR_ONE) continue;
    if (name.replaceAll('-', '') === one.replaceAll('-', '')) return { name: one, how: 'differs in separators' };
    if (one.includes('-') && wordsOf(name) === wordsOf(one)) return { name: one, how: 'has the same words' };
    if (Math.abs(name.length - one.length) > 2) continue;
    const distance = editDistance(name, one);
    if (distance === 1) second ??= { name: one, how: 'differs by one letter' };
    else if (distance === 2 && one.length >= SHORTEST_FOR_TWO) third ??= { name: one, how: 'differs by two letters' };
  }
  return second ?? third;
}

/** Letters added, left out, changed, or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(above[column]! + 1, line[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) least = Math.min(least, before[column - 2]! + 1);
      line.push(least);
    }
    before = above;
    above = line;
  }
  return above[to.length]!;
}
