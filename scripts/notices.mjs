#!/usr/bin/env node
/**
 * Writes THIRD-PARTY-NOTICES.txt: the licences of everything that dist/ holds and others wrote. Which packages that are, the bundler
 * says; versions and licences are those of the lock file, texts those that the packages bring along.
 *
 *     node scripts/notices.mjs [--check]
 *
 * --check writes nothing, and leaves with status 1 and a sentence when the file is out of date.
 */
import { build } from 'esbuild';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundles, bundling, root, wasmFiles } from './bundles.mjs';

const FILE = 'THIRD-PARTY-NOTICES.txt';
const RULE = '-'.repeat(80);

/** Licences that let anybody pass the package on, with their text. */
const PERMISSIVE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD', 'Unlicense']);

/** What packages call the files that have to be passed on with them. */
const LEGAL = /^(?:licen[cs]e|copying|notice|third-?party-?notices?)\b/i;

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** Packages without a text of their own, and what stands in a package that others wrote. */
const SAID = {
  'xz-decompress': `The package brings no text along; it names the licence MIT and the author Tim Perry, and is a fork of xzwasm by Steve Sanderson.\n\n${MIT}`,
};
const COMPILED_IN = {
  'tree-sitter-python.wasm': { name: 'tree-sitter-python', licence: 'MIT', text: `The MIT License (MIT)\n\nCopyright (c) 2016 Max Brunsfeld\n\n${MIT}` },
  'tree-sitter-toml.wasm': { name: 'tree-sitter-toml', licence: 'MIT', text: `The MIT License (MIT)\n\nCopyright (c) Ika <ikatyang@gmail.com> (https://github.com/ikatyang)\n\n${MIT}` },
};

async function main(flags) {
  const text = notices(await packagesInside());
  const file = path.join(root, FILE);
  if (!flags.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) throw new Error(`${FILE} is out of date: run "npm run notices".`);
}

/** Folders below the repository, sorted: those of the bundles' packages, and of the files beside them. */
async function packagesInside() {
  const { metafile } = await build({ ...bundling, entryPoints: bundles.map(({ entry }) => entry), outdir: 'dist', write: false, metafile: true, logLevel: 'silent' });
  const files = [...Object.keys(metafile.inputs), ...wasmFiles.map((file) => file.split(path.sep).join('/'))];
  // A package may lie inside another one's folder, and all of them outside the repository.
  return [...new Set(files.flatMap((file) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []))].sort();
}

function notices(folders) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const byText = new Map();
  const add = (title, text) => byText.set(text, [...(byText.get(text) ?? []), title]);
  for (const folder of folders) {
    const { version, license } = lock[folder] ?? {};
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!PERMISSIVE.has(license)) throw new Error(`${name} has the licence ${license}, which is not among those that are known to be permissive.`);
    const legal = readdirSync(path.join(root, folder)).filter((file) => LEGAL.test(file)).sort();
    const text = legal.map((file) => readFileSync(path.join(root, folder, file), 'utf8')).join('\n') || SAID[name];
    if (text === undefined) throw new Error(`${name} brings no text of its licence along.`);
    add(`${name} ${version} (${license})`, tidy(text));
  }
  for (const file of wasmFiles) {
    const part = COMPILED_IN[path.basename(file)];
    if (part) add(`${part.name}, compiled, in ${path.basename(file)} (${part.licence})`, tidy(part.text));
  }
  const parts = [...byText].map(([text, titles]) => `${RULE}\n${titles.join('\n')}\n${RULE}\n\n${text}\n`);
  return `Third-party notices\n\nBuildglass is made with the packages below, parts of which are in its files.\nThis page is written by "npm run notices".\n\n${parts.join('\n')}`;
}

/** Ends of lines and blanks differ from package to package. */
const tidy = (text) => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n').map((line) => line.trimEnd()).join('\n').trim();

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
