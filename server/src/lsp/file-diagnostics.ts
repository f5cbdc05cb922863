/** The diagnostics of one file, the same for push and pull, with an identifier that changes exactly when they do. */
import type { Diagnostic } from 'vscode-languageserver';
import { isShownTo, type Persona } from '../findings/rule';
import type { Finding } from '../findings/finding';
import { contentKey } from './content-key';
import { toDiagnostic } from './convert';
import type { HostedProject } from './hosted-project';
import type { ServerSettings } from './server-settings';
import type { SinceCommit } from './since-commit';
import type { FileView } from './workspace';

export interface FileDiagnostics {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** The findings of a file that this reader is shown. */
export function shownFindings({ project, path }: FileView, settings: ServerSettings): readonly Finding[] {
  if (!settings.enable) return [];
  const { persona, trustProject } = settings.analysis;
  return (project.snapshot().analysis(path)?.findings ?? []).filter((finding) => isShown(finding, persona, trustProject));
}

/** A suppression counts only where the project is trusted. */
const isShown = (finding: Finding, persona: Persona, trusted: boolean): boolean =>
  isShownTo(finding.persona, persona) && !(trusted && finding.suppressed !== undefined);

/** Computes diagnostics and remembers them until something in their project changes. */
export class DiagnosticsMaker {
  private readonly memory = new WeakMap<HostedProject, { version: number; since: number; settings: ServerSettings; files: Map<string, FileDiagnostics> }>();

  constructor(private readonly settings: () => ServerSettings, private readonly withRelated: () => boolean, private readonly since: SinceCommit) {}

  /** Whether `of` has its answer ready. */
  remembers({ project, path }: FileView): boolean {
    return this.filesOf(project).has(path);
  }

  of(view: FileView): FileDiagnostics {
    const { project, path } = view;
    const settings = this.settings();
    const files = this.filesOf(project);
    let result = files.get(path);
    if (result === undefined) {
      const shown = shownFindings(view, settings);
      const fresh = shown.length === 0 ? undefined : this.since.newOnes(view, project.snapshot().analysis(path)?.findings ?? []);
      const items = shown
        .map((finding) => toDiagnostic(finding, (place) => project.locate(place), this.withRelated(), fresh?.has(finding)))
        .filter((diagnostic) => diagnostic !== undefined);
      result = { items, resultId: contentKey(items) };
      files.set(path, result);
    }
    return result;
  }

  private filesOf(project: HostedProject): Map<string, FileDiagnostics> {
    const settings = this.settings();
    const known = this.memory.get(project);
    if (known !== undefined && known.version === project.version && known.since === this.since.version && known.settings === settings) return known.files;
    const files = new Map<string, FileDiagnostics>();
    this.memory.set(project, { version: project.version, since: this.since.version, settings, files });
    return files;
  }
}
