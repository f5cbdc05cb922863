/** Projects written as texts, with what the project layer makes of them. */
import { type FileContent, fileSetOf } from '../../server/src/base/fileset';
import { type ProjectConfig, readConfig } from '../../server/src/project/config';
import { buildEdges, type Edge } from '../../server/src/project/edges';
import { assignRoles, executionMap } from '../../server/src/project/roles';
import type { Role } from '../../server/src/findings/finding';
import type { Parsers } from '../../server/src/syntax/parser';
import type { Module } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';

export interface TestProject {
  readonly config: ProjectConfig;
  readonly roles: ReadonlyMap<string, Role>;
  readonly edges: readonly Edge[];
  /** Edges as lines: "id via key -> target". */
  readonly lines: readonly string[];
}

export function projectOf(parsers: Parsers, files: Record<string, string | FileContent>): TestProject {
  const set = fileSetOf(files);
  const config = readConfig(parsers, set);
  const modules = (path: string): Module | undefined => {
    const content = set.get(path);
    return content?.kind === 'text' ? parsePython(parsers, content.text) : undefined;
  };
  const built = buildEdges(set, config, modules);
  const roles = assignRoles(set, built);
  const edges = executionMap(built, roles);
  return { config, roles, edges, lines: edges.map((edge) => `${edge.id} ${edge.via.path} ${edge.via.key || '-'} -> ${targetText(edge)}`) };
}

/** `[build-system]` with a backend. */
export const backend = (name: string): string => `[build-system]\nrequires = []\nbuild-backend = "${name}"\n`;

export function targetText({ target }: Edge): string {
  switch (target.kind) {
    case 'file':
      return target.exists ? target.path : `missing ${target.path}`;
    case 'module':
      return `${target.path ?? `module ${target.name}`}`;
    case 'text':
      return `${target.language} ${target.text}`;
    case 'outside':
    case 'requirement':
    case 'setting':
      return `${target.kind} ${target.text}`;
  }
}
