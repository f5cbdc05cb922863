/** What the bundles in dist/ are made of; shared by what builds them and by what lists the packages in them. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const require = createRequire(import.meta.url);

/** A program that people and editors start by its name carries a shebang and the executable bit. */
export const bundles = [
  { entry: 'server/src/main.server.ts', output: 'server.js', program: true },
  { entry: 'server/src/main.cli.ts', output: 'cli.js', program: true },
  { entry: 'client/src/node.ts', output: 'client.js', program: false },
];

/** web-tree-sitter's ES module asks for import.meta.url, which a CommonJS bundle lacks: take its CommonJS twin. */
const treeSitter = require.resolve('web-tree-sitter');
const grammars = path.join(path.dirname(require.resolve('tree-sitter-wasms/package.json')), 'out');

/** Copied to dist/grammars/. */
export const wasmFiles = [
  path.join(path.dirname(treeSitter), 'tree-sitter.wasm'),
  path.join(grammars, 'tree-sitter-python.wasm'),
  path.join(grammars, 'tree-sitter-toml.wasm'),
];

export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // ES modules first: some libraries' "main" is a UMD wrapper whose inner requires a bundler cannot follow.
  mainFields: ['module', 'main'],
  alias: { 'web-tree-sitter': treeSitter },
  external: ['vscode'],
};
