/** Parsers for tests, straight from the installed packages: no build is needed first. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createParsers, type Parsers } from '../../server/src/syntax/parser';

let loaded: Promise<Parsers> | undefined;

export function testParsers(): Promise<Parsers> {
  const locate = createRequire(__filename).resolve;
  loaded ??= createParsers({
    runtime: readFileSync(locate('web-tree-sitter/tree-sitter.wasm')),
    python: readFileSync(locate('tree-sitter-wasms/out/tree-sitter-python.wasm')),
    toml: readFileSync(locate('tree-sitter-wasms/out/tree-sitter-toml.wasm')),
  });
  return loaded;
}
