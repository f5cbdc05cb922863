/**
 * Writes the generated pages: `npm run docs`. With `--check` it writes nothing, lists what is out of date, and leaves
 * with status 1 if anything is.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULES } from '../server/src/rules/registry';
import { checkPages, generatePages, type DocumentedManifest } from './docs-pages';

const root = join(__dirname, '..');
const pages = generatePages(RULES, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as DocumentedManifest);

if (process.argv.includes('--check')) {
  const problems = checkPages(pages, pagesOnDisk());
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  for (const path of pagesOnDisk().keys()) if (!pages.has(path)) rmSync(join(root, path));
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log(`${pages.size} pages written`);
}

/** The pages below docs/rules, docs/settings.md, docs/execution-map.md, the schemas of the catalog and of the table in pyproject.toml. */
function pagesOnDisk(): ReadonlyMap<string, string> {
  const paths = [...list('docs/rules').filter((name) => name.endsWith('.md')).map((name) => `docs/rules/${name}`), ...list('docs').filter((name) => name === 'settings.md' || name === 'execution-map.md').map((name) => `docs/${name}`),
    ...list('docs/json-schema').filter((name) => name === 'catalog.schema.json' || name === 'record.schema.json' || name === 'pyproject.schema.json').map((name) => `docs/json-schema/${name}`)];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function list(folder: string): string[] {
  try {
    return readdirSync(join(root, folder));
  } catch {
    return [];
  }
}
