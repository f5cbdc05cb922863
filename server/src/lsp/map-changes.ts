/**
 * Tells features when the execution map that they answered from is out of date: compares what was given with what is true after a
 * change, once nobody has changed anything for a while. Places count: a key that moved is another map.
 */
import type { ExecutionMap } from '../findings/execution-map';
import { contentKey } from './content-key';
import type { HostedProject } from './hosted-project';
import { Debouncer } from './scheduler';
import type { Session } from './session';
import type { Workspace } from './workspace';

/** Milliseconds without a change. */
export const MAP_QUIET = 200;

export class MapChanges {
  private readonly given = new Map<HostedProject, string>();
  private readonly listeners: (() => void)[] = [];
  /** The projects of the workspace, when they were given as a whole. */
  private all: string | undefined;

  constructor(session: Session) {
    const check = new Debouncer(session.environment.scheduler, MAP_QUIET, session.guard.notification('watching the execution map', async () => {
      if (await this.isOutOfDate(await session.workspace())) this.listeners.forEach((listener) => listener());
    }));
    session.onChange(() => {
      if (this.given.size > 0 || this.all !== undefined) check.request();
    });
  }

  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The project's own map, without what projects inside it have; remembered as given. */
  give(workspace: Workspace, project: HostedProject): ExecutionMap {
    const map = ownMap(workspace, project);
    this.given.set(project, contentKey(map));
    return map;
  }

  /** All projects of the workspace, remembered as given. */
  giveAll(projects: readonly HostedProject[]): void {
    this.all = keyOf(projects);
  }

  private async isOutOfDate(workspace: Workspace | undefined): Promise<boolean> {
    let changed = false;
    const hosted = new Set(workspace?.hostedProjects() ?? []);
    for (const [project, key] of [...this.given]) {
      if (workspace === undefined || !hosted.has(project)) {
        this.given.delete(project);
        changed = true;
        continue;
      }
      await project.settle();
      if (contentKey(ownMap(workspace, project)) === key || this.given.get(project) !== key) continue;
      // Told once: the next answer is remembered anew.
      this.given.delete(project);
      changed = true;
    }
    if (this.all !== undefined && keyOf((await workspace?.workspaceProjects()) ?? []) !== this.all) {
      this.all = undefined;
      changed = true;
    }
    return changed;
  }
}

const keyOf = (projects: readonly HostedProject[]): string => contentKey(projects.map((project) => project.uriOf('')));

function ownMap(workspace: Workspace, project: HostedProject): ExecutionMap {
  const map = project.snapshot().executionMap();
  return { ...map, edges: map.edges.filter(({ via }) => workspace.owns(project, via.path)) };
}
