#!/usr/bin/env node
/**
 * Builds dist/: one bundle for each face of Buildglass, and the parser's wasm files beside them.
 *
 *     dist/server.js   language server          dist/client.js   VS Code extension
 *     dist/cli.js      command line             dist/grammars/   runtime, Python and TOML grammars
 *
 *     node scripts/build.mjs [--dev] [--watch] [--minify] [--bench]
 *
 * --dev adds source maps; --watch implies --dev and rebuilds on every change until it is interrupted; --bench adds dist/bench.js, which
 * measures the analyser as it is shipped, not as a loader of TypeScript runs it.
 */
import { build, context } from 'esbuild';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundles, bundling, root, wasmFiles } from './bundles.mjs';

const dist = path.join(root, 'dist');
const bench = { entry: 'test/bench/bench.ts', output: 'bench.js', program: false };

const FLAGS = ['--dev', '--watch', '--minify', '--bench'];

async function main(flags) {
  const unknown = flags.filter((flag) => !FLAGS.includes(flag));
  if (unknown.length > 0) throw new Error(`Unknown option ${unknown[0]}: the build takes ${FLAGS.join(', ')}.`);
  const watch = flags.includes('--watch');

  const wanted = flags.includes('--bench') ? [...bundles, bench] : bundles;
  for (const file of [...wanted.map((bundle) => path.join(root, bundle.entry)), ...wasmFiles]) {
    if (!existsSync(file)) throw new Error(`Cannot build: ${path.relative(root, file)} is missing.`);
  }

  copyGrammars();
  const options = wanted.map((bundle) => optionsOf(bundle, { watch, development: watch || flags.includes('--dev'), minify: flags.includes('--minify') }));
  if (watch) {
    const contexts = await Promise.all(options.map((option) => context(option)));
    await Promise.all(contexts.map((each) => each.watch()));
    console.log('Watching for changes; interrupt to stop.');
  } else {
    await Promise.all(options.map((option) => build(option)));
    console.log(`Built ${wanted.map((bundle) => `dist/${bundle.output}`).join(', ')} and dist/grammars/.`);
  }
}

function optionsOf({ entry, output, program }, { watch, development, minify }) {
  const outfile = path.join(dist, output);
  // A map left over from a development build would describe another bundle.
  if (!development) rmSync(`${outfile}.map`, { force: true });
  return {
    ...bundling,
    entryPoints: [entry],
    outfile,
    banner: program ? { js: '#!/usr/bin/env node' } : {},
    sourcemap: development ? 'linked' : false,
    minify,
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [modernBuffers, ...(watch ? [buildReports(output)] : []), ...(program ? [executable(outfile)] : [])],
  };
}

/** Says when a bundle starts and ends to build: the lines that the background task in .vscode/tasks.json waits for. */
const buildReports = (output) => ({
  name: 'build-reports',
  setup(bundler) {
    bundler.onStart(() => console.log(`[build] ${output}: started`));
    bundler.onEnd((result) => console.log(`[build] ${output}: finished, ${result.errors.length} errors`));
  },
});

/** seek-bzip makes buffers in a way that Node warns about, on the user's terminal. */
const modernBuffers = {
  name: 'modern-buffers',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]seek-bzip[\\/]lib[\\/]\w+\.js$/ }, ({ path: file }) => ({ contents: readFileSync(file, 'utf8').replace(/new Buffer\(/g, 'Buffer.alloc('), loader: 'js' }));
  },
};

const executable = (file) => ({
  name: 'executable',
  setup(bundler) {
    bundler.onEnd((result) => {
      if (result.errors.length === 0) chmodSync(file, 0o755);
    });
  },
});

function copyGrammars() {
  mkdirSync(path.join(dist, 'grammars'), { recursive: true });
  for (const file of wasmFiles) {
    const copy = path.join(dist, 'grammars', path.basename(file));
    copyFileSync(file, copy);
    chmodSync(copy, 0o644);
  }
}

main(process.argv.slice(2)).catch((error) => {
  // esbuild has printed its own errors, with the source, by now.
  if (!Array.isArray(error.errors)) console.error(error.message);
  process.exitCode = 1;
});
