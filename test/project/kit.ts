/** Projects written as texts, with what the project layer makes of them. */
import { type FileContent, fileSetOf } from '../../server/src/base/fileset';
import { type ProjectConfig, readConfig } from '../../server/src/project/config';
import type { Edge } from '../../server/src/project/edges';
import { assignRoles, executionMap } from '../../server/src/project/roles';
import type { Role } from '../../server/src/findings/finding';
import type { Parsers } from '../../server/src/syntax/parser';

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
  const roles = assignRoles(set, config);
  const edges = executionMap(set, config, roles);
  return { config, roles, edges, lines: edges.map((edge) => `${edge.id} ${edge.via.path} ${edge.via.key || '-'} -> ${targetText(edge)}`) };
}

/** `[build-system]` with a backend. */
export const backend = (name: string): string => `[build-system]\nrequires = []\nbuild-backend = "${name}"\n`;

function targetText({ target }: Edge): string {
  switch (target.kind) {
    case 'file':
      return target.exists ? target.path : `missing ${target.path}`;
    case 'module':
      return target.path ?? `module ${target.name}`;
    case 'text':
      return `${target.language} ${target.text}`;
    case 'outside':
      return `outside ${target.text}`;
  }
}
