/**
 * A requirement as far as its origin goes: name, whether one version is pinned, and whether it comes from elsewhere than an index.
 *
 *     hatchling >= 1.26                     from an index, any such version
 *     hatchling == 1.26.1                   pinned
 *     x @ git+https://example.org/x         from a repository
 *     x @ https://example.org/x.whl         from an address
 *     x @ file:///tmp/x, ./x                from a folder or file
 *
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 */

export interface RequirementReading {
  /** As written; undefined when the text does not begin with a name. */
  readonly name?: string;
  readonly pinned: boolean;
  readonly elsewhere?: 'address' | 'repository' | 'folder';
}

/** Total; a text that is no requirement has neither name nor origin. */
export function readRequirement(text: string): RequirementReading {
  const trimmed = text.trim();
  // Letters of any script: a look-alike is a name to whoever reads it.
  const name = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?(?=\s*(?:$|[[(@;<>=!~,]))/u.exec(trimmed)?.[0];
  const rest = name === undefined ? trimmed : trimmed.slice(name.length).replace(/^\s*\[[^\]]*\]/, '').trim();
  const target = name === undefined ? rest : rest.startsWith('@') ? rest.slice(1).trim() : undefined;
  const elsewhere = target === undefined ? undefined : originOf(target);
  return { ...(name !== undefined && { name }), pinned: /^\(?\s*={2,3}\s*[^\s*,;]+\s*\)?(?:$|[\s;])/.test(rest), ...(elsewhere && { elsewhere }) };
}

function originOf(target: string): RequirementReading['elsewhere'] {
  if (/^(?:git|hg|svn|bzr)(?:\+|:\/\/)/i.test(target)) return 'repository';
  if (/^(?:https?|ftps?):/i.test(target)) return 'address';
  return /^(?:file:|\.{0,2}[\\/]|~|[a-z]:[\\/])/i.test(target) ? 'folder' : undefined;
}

/** As indexes compare names: https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalisedName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
