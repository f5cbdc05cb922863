/** Tokenizes text as VS Code does: the editor's own grammars for Python, TOML and INI, with our injections on top. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';

const ROOT = path.join(__dirname, '../..');
const require = createRequire(__filename);

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}

/** As the manifest declares them, so that a wrong path or scope there fails here. */
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { contributes: { grammars: Contribution[] } };
const injections = manifest.contributes.grammars;

const HOSTS: Readonly<Record<string, string>> = {
  'source.python': 'python.json',
  'source.toml': 'toml.json',
  'source.ini': 'ini.json',
};

export interface Token {
  readonly text: string;
  /** From the outermost to the innermost; `a b` in a grammar's scope name counts as two. */
  readonly scopes: readonly string[];
}

export interface Options {
  /** False leaves our grammars out: what the editor shows without the extension. Default true. */
  readonly injected?: boolean;
  /** A grammar from the fixtures in place of the editor's own. */
  readonly host?: string;
}

let loaded: Promise<void> | undefined;

async function load(scope: string, options: Options): Promise<IGrammar> {
  await (loaded ??= loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))));
  const grammar = await make(scope, options).loadGrammar(scope);
  if (grammar === null) throw new Error(`no grammar for ${scope}`);
  return grammar;
}

const make = (root: string, { injected = true, host: replaced }: Options): Registry => new Registry({
  onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
  loadGrammar: async (scope) => {
    const ours = injections.find((each) => each.scopeName === scope);
    const host = HOSTS[scope];
    const file = scope === root && replaced !== undefined ? path.join(__dirname, 'fixtures', replaced)
      : ours !== undefined ? path.join(ROOT, ours.path)
      : host !== undefined ? require.resolve(`tm-grammars/grammars/${host}`) : undefined;
    return file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file);
  },
  getInjections: (scope) => (injected ? injections.filter((each) => each.injectTo.includes(scope)).map((each) => each.scopeName) : []),
});

/** The tokens of each line. */
export async function tokenize(scope: string, text: string, options: Options = {}): Promise<Token[][]> {
  const grammar = await load(scope, options);
  let stack = INITIAL;
  return text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens
      .map((token) => ({ text: line.slice(token.startIndex, token.endIndex), scopes: token.scopes.flatMap((name) => name.split(' ')) }))
      .filter((token) => token.text !== '');
  });
}

/** The texts of all tokens in a scope (exact name), joined where they touch on a line. */
export function textsIn(lines: readonly (readonly Token[])[], scope: string): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    let open = false;
    for (const token of line) {
      const inside = token.scopes.includes(scope);
      if (inside && open) texts[texts.length - 1] += token.text;
      else if (inside) texts.push(token.text);
      open = inside;
    }
  }
  return texts;
}

/** The one token with this text, on a 0-based line. */
export function tokenAt(lines: readonly (readonly Token[])[], line: number, text: string): Token {
  const found = (lines[line] ?? []).filter((token) => token.text === text);
  if (found.length !== 1) throw new Error(`line ${line} has ${found.length} tokens ${JSON.stringify(text)}: ${JSON.stringify(lines[line]?.map((token) => token.text))}`);
  return found[0]!;
}

export const fixture = (name: string): string => readFileSync(path.join(__dirname, 'fixtures', name), 'utf8');
