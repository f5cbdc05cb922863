/** What the analysis of one file is given: the file, and what it shares with the project. */
import type { FileSet } from '../base/fileset';
import type { Catalog } from '../catalog/lookup';
import type { Memory } from '../dataflow/memory';
import type { Role } from '../findings/finding';
import type { AllowList } from '../project/allow-list';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';
import type { Sources } from './sources';

export interface FileInput {
  readonly path: string;
  readonly role: Role;
  readonly files: FileSet;
  readonly sources: Sources;
  readonly roles: ReadonlyMap<string, Role>;
  readonly config: ProjectConfig;
  readonly edges: readonly Edge[];
  readonly searchPath: readonly string[];
  readonly allowed: AllowList;
  readonly trustProject: boolean;
  readonly catalog: Catalog;
  /** Also record what every name is given; costs memory. */
  readonly observe?: boolean;
  /** Of the steps that a program may cost; default 1, all of them. */
  readonly part?: number;
  /** Where answers of calls are kept between analyses of this file; without it every call is run. */
  readonly memory?: Memory;
}
