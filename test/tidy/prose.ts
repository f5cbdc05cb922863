/** What people read holds: links to files lead somewhere, and the npm commands named exist. */
import { posix } from 'node:path';
import type { Sources } from './sources';

/** `exists`: whether a path, relative to the root of the repository, is there. `scripts`: names in package.json. */
export function checkProse(sources: Sources, exists: (path: string) => boolean, scripts: readonly string[]): readonly string[] {
  const problems: string[] = [];
  for (const [path, text] of sources) {
    if (path.endsWith('.md') && !path.startsWith('test/')) {
      for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const file = target!.replace(/#.*$/, '');
        if (file === '' || /^[a-z]+:/.test(file)) continue;
        if (!exists(posix.join(posix.dirname(path), file))) problems.push(`${path}: the link ${target} leads nowhere`);
      }
    }
    if (!/\.(?:md|mjs|ts|json)$/.test(path) || path.startsWith('test/tidy/')) continue;
    for (const match of text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)) {
      const name = match[1] ?? match[2]!;
      if (!scripts.includes(name)) problems.push(`${path}: \`${match[0]}\` is not in package.json`);
    }
  }
  return problems;
}
