/** Rule: settings of package indexes by which somebody else's package can take the place of the one that is meant. */
import { hostOf, isPackageIndex } from '../catalog/package-indexes';
import type { Edge } from '../project/edges';
import { tomlOf } from '../project/config';
import { getIn, type TomlTable } from '../syntax/toml/document';
import { type ConfigContext, type ConfigRule, enough, keyOf, placeOf, quoted } from './config-rule';

export const packageIndex: ConfigRule = {
  metadata: {
    id: 'package-index',
    category: 'configuration',
    title: 'Index settings that let packages be replaced',
    why: 'With two indexes that may both answer for every name, whoever registers a private name on the public one, with a higher version, has their package installed instead: dependency confusion. Over plain HTTP, or with a host whose certificate is not checked, anybody on the way can do the same. What is installed runs at build time, or when it is imported.',
    advice: 'Use one index that serves both (a proxy), or bind packages to their index: uv `[tool.uv.sources]` with `explicit = true`, poetry `priority = "explicit"`, pdm `respect-source-order`. Use HTTPS, and hashes.',
    example: { bad: '[tool.uv]\nindex-strategy = "unsafe-best-match"\n\n[[tool.uv.index]]\nurl = "https://pypi.example.org/simple"', good: '[[tool.uv.index]]\nname = "own"\nurl = "https://pypi.example.org/simple"\nexplicit = true' },
    cwe: [427, 319, 295],
    sources: [
      'https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes', 'https://python-poetry.org/docs/repositories/#supplemental-package-sources', 'https://pdm-project.org/latest/usage/config/#configure-the-package-indexes',
      'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url',
    ],
  },
  fixable: false,
  check(context) {
    const sources = sourcesOf(context);
    for (const edge of context.edges) {
      if (edge.kind !== 'require') continue;
      const doubt = doubtOf(context, edge, sources);
      if (doubt !== undefined) context.report({ ...placeOf(edge), edge, severity: 'warning', confidence: 'high', persona: 'regular', signs: ['index:unsafe'], message: `${doubt}${enough(edge)}` });
    }
  },
};

/** What is wrong with what the edge names, in plain words. */
function doubtOf(context: ConfigContext, edge: Edge, sources: ReadonlyMap<number, TomlTable>): string | undefined {
  const { target } = edge;
  if (target.kind !== 'requirement' && target.kind !== 'setting') return undefined;
  if (edge.id.startsWith('requirements-line')) return optionDoubt(target.text);
  if (edge.id.startsWith('uv-index-strategy')) return uvStrategy(context, edge, target.text);
  if (!/^(?:uv-(?:pip-)?(?:extra-)?(?:index|find-links)|poetry-source|pdm-source|uv-python-)/.test(edge.id)) return undefined;
  if (isOpen(target.text)) return `${keyOf(edge)} fetches from ${quoted(target.text)} without encryption: anybody on the way can change what is installed`;
  const source = sources.get(edge.via.span.start);
  if (edge.id === 'poetry-source' && source && ['supplemental', 'secondary'].includes(stringOf(source, 'priority') ?? '') && !isPackageIndex(hostOf(target.text) ?? '')) {
    return `${keyOf(edge)} names an index that is asked for every package beside PyPI: packages of the same name on either can replace each other`;
  }
  if (edge.id === 'pdm-source' && source && !pdmIsBound(context, source)) return `${keyOf(edge)} names an index that is asked for every package beside PyPI: packages of the same name on either can replace each other`;
  return undefined;
}

/** Anybody on the way to it can change what comes; one's own machine is not far. */
const isOpen = (text: string): boolean => /^http:\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)/i.test(text.trim());

function optionDoubt(line: string): string | undefined {
  const [, option = '', value = ''] = /^(--?[a-z-]+)(?:[\s=]\s*|$)["']?([^\s"'#]*)/i.exec(line) ?? [];
  const urls = line.split(/[\s=@"']+/).filter((word) => /^http:/i.test(word));
  if (urls.some(isOpen)) return `This line fetches from ${quoted(urls.find(isOpen)!)} without encryption: anybody on the way can change what is installed`;
  if (option === '--trusted-host' && !/^(?:localhost|127\.)/.test(value)) return `${quoted(value)} is trusted without its certificate: anybody on the way can change what is installed`;
  const host = hostOf(value);
  if (option === '--extra-index-url' && !isPackageIndex(host ?? '')) return `${quoted(value)} is asked for every package beside the main index: packages of the same name on either can replace each other`;
  return undefined;
}

/** Other indexes than the default make the order matter. */
function uvStrategy(context: ConfigContext, edge: Edge, strategy: string): string | undefined {
  const others = context.edges.some(({ id, via }) => via.path === edge.via.path && /^uv-(?:pip-)?(?:extra-)?index(?:-url)?(?:-file)?$/.test(id));
  return /^unsafe-/.test(strategy) && others ? `${keyOf(edge)} takes packages from whichever index has a match: packages of the same name on either can replace each other` : undefined;
}

/** The tables of sources, by the place of their addresses. */
function sourcesOf({ config }: ConfigContext): ReadonlyMap<number, TomlTable> {
  const root = tomlOf(config.documents, 'pyproject.toml')?.root;
  const lists = root ? ['poetry', 'pdm'].map((tool) => getIn(root, ['tool', tool, 'source'])?.value) : [];
  return new Map(lists.flatMap((list) => (list?.kind === 'array' ? list.items : [])).flatMap((item): [number, TomlTable][] => {
    const url = item.kind === 'table' ? item.entries.get('url') : undefined;
    return item.kind === 'table' && url ? [[url.value.span.start, item]] : [];
  }));
}

/** pdm asks only the index that it is told, or the indexes in their order; the name `pypi` replaces PyPI (pdm: docs, configure the package indexes). */
function pdmIsBound(context: ConfigContext, source: TomlTable): boolean {
  const root = tomlOf(context.config.documents, 'pyproject.toml')?.root;
  const ordered = root && getIn(root, ['tool', 'pdm', 'resolution', 'respect-source-order'])?.value;
  return stringOf(source, 'name') === 'pypi' || source.entries.has('include_packages') || (ordered?.kind === 'boolean' && ordered.value) || isPackageIndex(hostOf(stringOf(source, 'url') ?? '') ?? '');
}

function stringOf(table: TomlTable, key: string): string | undefined {
  const value = table.entries.get(key)?.value;
  return value?.kind === 'string' ? value.value : undefined;
}
