#!/usr/bin/env node
/**
 * Packs the extension: dist/buildglass.vsix, from what `npm run build` left in dist/.
 *
 * package.json describes two packages, the extension and the one for npm, and vsce takes no manifest that also lists files
 * for npm. So the files that .vscodeignore lets through are laid out in a folder of their own, with a manifest that has
 * only the extension's half, and packed there. What goes in is checked against the list below: a stray file is an error.
 */
import { createVSIX, listFiles } from '@vscode/vsce';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'dist', 'buildglass.vsix');

/** Without these the extension does not work, or the Marketplace shows nothing. */
const REQUIRED = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'THIRD-PARTY-NOTICES.txt',
  'dist/client.js',
  'dist/server.js',
  'dist/grammars/tree-sitter-python.wasm',
  'dist/grammars/tree-sitter-toml.wasm',
  'dist/grammars/tree-sitter.wasm',
  'media/icon.png',
  'package.json',
];
const ALLOWED = [/^media\/walkthrough\/[a-z]+\.(svg|md)$/, /^syntaxes\/[a-z.-]+\.tmLanguage\.json$/];

/** Where the README's relative links lead once it is shown outside the repository. */
const PAGES = 'https://github.com/buildglass/buildglass';

/** The half of the manifest that is about the npm package and about development. */
const NOT_THE_EXTENSION = ['bin', 'files', 'private', 'scripts', 'dependencies', 'devDependencies'];

async function main() {
  const files = (await listFiles({ cwd: root, ignoreFile: path.join(root, '.vscodeignore'), dependencies: false }))
    .map((file) => file.split(path.sep).join('/')).sort();
  check(files);
  const stage = mkdtempSync(path.join(tmpdir(), 'buildglass-'));
  try {
    for (const file of [...files, '.vscodeignore']) {
      mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
      copyFileSync(path.join(root, file), path.join(stage, file));
    }
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    for (const key of NOT_THE_EXTENSION) delete manifest[key];
    writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    rmSync(target, { force: true });
    await createVSIX({
      cwd: stage,
      packagePath: target,
      dependencies: false,
      allowMissingRepository: true,
      baseContentUrl: `${PAGES}/blob/main`,
      baseImagesUrl: `${PAGES}/raw/main`,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  console.log(`Packed ${files.length} files into ${path.relative(root, target)} (${Math.round(statSync(target).size / 1024)} KB).`);
}

function check(files) {
  const missing = REQUIRED.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`Cannot pack: ${missing.join(', ')} missing. Bundles come from "npm run build".`);
  const stray = files.filter((file) => !REQUIRED.includes(file) && !ALLOWED.some((pattern) => pattern.test(file)));
  if (stray.length > 0) throw new Error(`Cannot pack: ${stray.join(', ')} should not be in the extension; see .vscodeignore.`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
