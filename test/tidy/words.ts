/** What must not stand in a project that goes out into the world: paths of one machine, its mirrors, its folders. */
import type { Sources } from './sources';

const FORBIDDEN: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\.\.\/shared\b/, what: 'a folder outside the project' },
  { pattern: /(?<![\w.])\/work\/(?:main|shared)\b/, what: 'a path of one machine' },
  { pattern: /(?<![\w.])\/root\/|\/Users\/\w|[A-Z]:\\Users\\/, what: 'a path of one machine' },
  { pattern: /\/tmp\/(?:bash|common)\w*/, what: 'a path of one machine' },
  { pattern: /\bregistry\s*=\s*(?:https?:|\w+\.\w)|\bindex-url\s*=|(?:artifactory|nexus|verdaccio|devpi)\.\w/i, what: 'a package registry' },
  { pattern: /https?:\/\/(?:\d{1,3}\.){3}\d{1,3}/, what: 'an address of one network' },
  { pattern: /\bissues? #?\d+\b/i, what: 'the number of an issue' },
];

/** Addresses that examples and tests may use: loopback and the ranges reserved for documentation. */
const DOCUMENTATION = /https?:\/\/(?:127\.0\.0\.1|192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+)/g;

export function checkWords(sources: Sources): readonly string[] {
  const problems: string[] = [];
  for (const [path, text] of sources) {
    text.split('\n').forEach((line, i) => {
      for (const { pattern, what } of FORBIDDEN) {
        const match = pattern.exec(line.replace(DOCUMENTATION, ''));
        if (match) problems.push(`${path}:${i + 1}: names ${what}: ${match[0]}`);
      }
    });
  }
  return problems;
}

/** The lock file must fetch everything from the public registry, checked by hash. */
export function checkLock(lock: { readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }>> }): readonly string[] {
  return Object.entries(lock.packages).flatMap(([name, entry]) => {
    if (name === '') return [];
    const host = entry.resolved === undefined ? undefined : new URL(entry.resolved).host;
    return [
      ...(host !== undefined && host !== 'registry.npmjs.org' ? [`package-lock.json: ${name} comes from ${host}`] : []),
      ...(entry.integrity === undefined ? [`package-lock.json: ${name} has no integrity`] : []),
    ];
  });
}
