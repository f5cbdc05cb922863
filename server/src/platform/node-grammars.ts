/** Finds and loads the parser's wasm files on Node: beside the bundle, or in the build folder when run from source. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createParsers, type Parsers } from '../syntax/parser';

const places = [path.join(__dirname, 'grammars'), path.join(__dirname, '../../../dist/grammars')];

/** Rejects with one clear sentence when the files are missing. */
export async function loadParsers(): Promise<Parsers> {
  const folder = places.find((place) => existsSync(path.join(place, 'tree-sitter.wasm')));
  if (!folder) throw new Error('The parser files are missing: run "npm run build" first.');
  const read = (name: string): Promise<Uint8Array> => readFile(path.join(folder, name));
  const [runtime, python, toml] = await Promise.all([read('tree-sitter.wasm'), read('tree-sitter-python.wasm'), read('tree-sitter-toml.wasm')]);
  return createParsers({ runtime, python, toml });
}
