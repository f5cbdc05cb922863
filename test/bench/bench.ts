/**
 * `npm run bench -- [NAME…]`: how long the analysis takes beside the parse it cannot do without, how the cost of a line grows with
 * the file, and how long an editor waits after an edit. Prints each row of its Markdown tables as soon as it is measured; decides
 * nothing, because machines differ: ratios travel better than times.
 */
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { editor } from './editor';
import { lines } from './lines';
import { mapBench } from './map';
import { shapes } from './shapes';
import { done } from './table';

const BENCHES: Readonly<Record<string, (parsers: Parsers) => Promise<void>>> = { lines, shapes, map: mapBench, editor };

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw new Error(`There is no bench "${unknown}": choose from ${Object.keys(BENCHES).join(', ')}.`);
  const parsers = await loadParsers();
  const begun = performance.now();
  for (const [name, bench] of Object.entries(BENCHES)) if (names.length === 0 || names.includes(name)) await bench(parsers);
  done();
  console.error(`Measured in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  done();
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
