/**
 * What only certain files may touch: the platform, the protocol, the editor, the parser. And what none may: starting
 * programs, opening connections, evaluating text. The core is pure: no clock, no chance, no console.
 */
import { builtinModules } from 'node:module';
import { below, importsOf, packageOf, typescriptIn, type Sources } from './sources';

const NODE = /^server\/src\/(?:platform\/node[\w-]*|main\.[\w-]+)\.ts$/;

/** Packages and the files that may import them; other packages are free above the core. */
const CONFINED: readonly { readonly packages: RegExp; readonly files: RegExp }[] = [
  { packages: /^vscode$/, files: /^client\/src\// },
  { packages: /^vscode-languageclient$/, files: /^client\/src\// },
  { packages: /^vscode-languageserver(?:-textdocument|-types|-protocol)?$/, files: /^server\/src\/(?:lsp\/.*|main\.[\w-]+\.ts)$/ },
  { packages: /^web-tree-sitter$/, files: /^server\/src\/syntax\/parser\.ts$/ },
  // Tables of characters: pure functions from bytes to text.
  { packages: /^(?:fflate|@noble\/ciphers)$/, files: /^server\/src\/dataflow\/decoders\/(?:ciphers|compression)\.ts$/ },
  { packages: /^seek-bzip$/, files: /^server\/src\/(?:dataflow\/decoders\/compression|platform\/node-archive-formats)\.ts$/ },
  { packages: /^(?:tar-stream|yauzl|xz-decompress)$/, files: /^server\/src\/platform\/node-archive-formats\.ts$/ },
  { packages: /^@noble\/hashes$/, files: /^server\/src\/(?:dataflow\/decoders\/ciphers|findings\/fingerprint)\.ts$/ },
  { packages: /^iconv-lite$/, files: /^server\/src\/syntax\/python\/encoding\.ts$/ },
];

/** Revisions are read through git, by commands that read objects and with everything off by which a repository could start a program. */
const STARTS_GIT = 'server/src/platform/node-git.ts';

const CORE = /^server\/src\/(?:base|syntax|findings|catalog|semantics|project|dataflow|rules)\//;

/** Modules of Node through which text could become action. */
const DANGEROUS = new Set(['child_process', 'cluster', 'vm', 'net', 'tls', 'dgram', 'http', 'https', 'http2', 'inspector', 'repl']);

const EFFECTS = /\b(?:Date\.now|new Date|Math\.random|setTimeout|setInterval|setImmediate|performance\.now|process\.|console\.|fetch\()/;
const EVALUATION = /(?<![\w.])(?:eval\s*\(|new Function\b|Function\s*\()/;

export function checkConfinement(sources: Sources): readonly string[] {
  const problems: string[] = [];
  for (const [path, text] of typescriptIn(below(sources, 'server/src', 'client/src'))) {
    for (const { specifier, target } of importsOf(path, text)) {
      if (target !== undefined) continue;
      const builtin = specifier.replace(/^node:/, '');
      if (specifier.startsWith('node:') || builtinModules.includes(builtin)) {
        if (DANGEROUS.has(builtin.split('/')[0]!) && !(path === STARTS_GIT && builtin === 'child_process')) problems.push(`${path}: nothing may import ${specifier}`);
        else if (!NODE.test(path)) problems.push(`${path}: may not import ${specifier}`);
        continue;
      }
      const name = packageOf(specifier);
      const confined = CONFINED.find(({ packages }) => packages.test(name));
      if (confined ? !confined.files.test(path) : CORE.test(path)) problems.push(`${path}: may not import ${specifier}`);
    }
    const code = withoutCommentsAndStrings(text);
    const effect = CORE.test(path) ? EFFECTS.exec(code) : null;
    if (effect) problems.push(`${path}: the core may not use ${effect[0]}`);
    const evaluation = EVALUATION.exec(code);
    if (evaluation) problems.push(`${path}: nothing may use ${evaluation[0]}`);
  }
  return problems;
}

/** Enough of a lexer for the search above: comments and plain literals become empty; template literals keep their code. */
export function withoutCommentsAndStrings(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{|[^`\\$]|\$)*`/g, (match) =>
    match.startsWith('`') ? [...match.matchAll(/\$\{([^}]*)\}/g)].map((hole) => hole[1]).join(' ') : '');
}
