/** The layers of server/src: who may import whom. Type-only imports count. The same table stands in server/README.md. */
import { below, importsOf, typescriptIn, type Sources } from './sources';

const CORE = ['base', 'syntax', 'findings'] as const;

export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  syntax: ['base'],
  findings: ['base'],
  catalog: ['base', 'findings'],
  semantics: ['base', 'syntax'],
  project: [...CORE, 'semantics'],
  dataflow: [...CORE, 'catalog', 'semantics', 'project'],
  rules: [...CORE, 'catalog', 'semantics', 'project', 'dataflow'],
  analysis: [...CORE, 'catalog', 'semantics', 'project', 'dataflow', 'rules'],
  report: ['base', 'findings'],
  lsp: ['base', 'findings', 'analysis', 'report'],
  cli: ['base', 'findings', 'analysis', 'report'],
  platform: ['base'],
};

/** Single files that may do more than their layer. */
export const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'server/src/platform/node-grammars.ts': ['syntax'],
};

/** Modules of server/src that the client may name: the words both sides of the wire share. */
export const SHARED_WITH_CLIENT: readonly string[] = ['server/src/lsp/extensions'];

const layerOf = (path: string): string | undefined => /^server\/src\/([^/]+)\//.exec(path)?.[1];
const isEntry = (path: string): boolean => /^server\/src\/main\.[\w-]+\.ts$/.test(path);

export function checkLayers(sources: Sources): readonly string[] {
  const problems: string[] = [];
  for (const [path, text] of typescriptIn(below(sources, 'server/src', 'client/src'))) {
    const layer = layerOf(path);
    const isClient = path.startsWith('client/');
    if (!isClient && !isEntry(path) && (layer === undefined || LAYERS[layer] === undefined)) {
      problems.push(`${path}: belongs to no layer`);
      continue;
    }
    for (const { target } of importsOf(path, text)) {
      if (target === undefined || isEntry(path)) continue;
      if (isClient) {
        if (!target.startsWith('client/src/') && !SHARED_WITH_CLIENT.includes(target)) problems.push(`${path}: the client may not import ${target}`);
        continue;
      }
      const other = layerOf(target);
      if (other === layer) continue;
      const allowed = [...LAYERS[layer!]!, ...(EXCEPTIONS[path] ?? [])];
      if (other === undefined || !allowed.includes(other)) problems.push(`${path}: ${layer} may not import ${target}`);
    }
  }
  return problems;
}

/** Circles of imports, each once, as `a → b → a`. */
export function checkCircles(sources: Sources): readonly string[] {
  const code = typescriptIn(below(sources, 'server/src', 'client/src', 'test', 'scripts'));
  const graph = new Map([...code].map(([path, text]) => [path, importsOf(path, text).flatMap(({ target }) => {
    const file = `${target}.ts`;
    return target !== undefined && code.has(file) ? [file] : [];
  })]));
  const problems: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      problems.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const next of graph.get(path)!) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of graph.keys()) visit(path, []);
  return problems;
}
