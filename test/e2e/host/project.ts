/** Fresh copies of the fixture project: each run gets its own, because the tests change files. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIXTURE } from './folders';

export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

export function copyProject(from = FIXTURE): ProjectCopy {
  const project = emptyProject();
  cpSync(from, project.folder, { recursive: true });
  return project;
}

export function emptyProject(): ProjectCopy {
  const parent = mkdtempSync(path.join(realpathSync(tmpdir()), 'buildglass-project-'));
  const folder = path.join(parent, 'sample');
  mkdirSync(folder);
  return { folder, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}
