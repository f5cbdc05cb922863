/** `buildglass/report`: the report of a project or an archive as HTML, for clients that show it beside the code. */
import type { CancellationToken } from 'vscode-languageserver';
import { evidenceOf, scored } from '../analysis/evidence';
import { runsOf } from '../analysis/execution-map';
import type { Snapshot } from '../analysis/host';
import { loadProject } from '../analysis/load';
import type { Place } from '../findings/finding';
import { reportBody } from '../report/html/body';
import { STYLE } from '../report/html/style';
import type { PackageFacts } from '../report/record/facts';
import { commandLink } from './command-link';
import { placeOf } from './execution-map';
import { ReportRequest, type ReportParams, type ReportResult, type ShowPlacesArguments } from './extensions';
import { checkCancelled } from './guard';
import type { HostedProject } from './hosted-project';
import { layerLink } from './layers';
import type { Session } from './session';
import { canonical, locationOf, nameOf, schemeOf, type Uri } from './uris';
import type { Workspace } from './workspace';

/** Source distributions and wheels, by their names. */
const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.bz2|tbz2?|tar\.xz|txz|zip|whl)$/i;

/** What a report is about. */
export interface Subject {
  /** The project's folder, the archive, or the document that stands alone. */
  readonly uri: Uri;
  readonly facts: PackageFacts;
  /** Absent for archives: there is no document to open. */
  readonly project?: HostedProject;
}

export function registerReport(session: Session): void {
  session.connection.onRequest(ReportRequest, session.guard.request(ReportRequest, async ({ uri, command, layerCommand }: ReportParams, token): Promise<ReportResult | null> => {
    const subject = await subjectOf(session, uri, token);
    if (subject === null || 'reason' in subject) return subject;
    const { facts, project } = subject;
    const body = reportBody(facts, {
      prefix: '',
      ...(project && { linkOf: (place) => linkTo(project, place, command) }),
      ...(project && typeof layerCommand === 'string' && { layerLinkOf: ({ path, id }) => layerLink(layerCommand, project.clientUri(path), id) }),
    });
    return { uri: subject.uri, name: facts.report.package?.name ?? facts.project, style: STYLE, body };
  }));
}

/** The project around a folder or file, or an archive, read; or why there is none. Null when Buildglass is switched off. */
export async function subjectOf(session: Session, uri: string, token: CancellationToken): Promise<Subject | { readonly reason: string } | null> {
  const workspace = await session.workspace();
  if (workspace === undefined) return null;
  if (await isArchive(session, uri)) return archiveSubject(session, workspace, uri, token);
  const project = await workspace.projectAround(uri);
  checkCancelled(token);
  const home = project.origin.kind === 'alone' ? project.origin.uri : project.origin.root;
  return { uri: home, facts: factsOf(session, project.snapshot(), nameOf(home), project.problems), project };
}

/** A folder can have any name. */
const isArchive = async ({ environment }: Session, uri: string): Promise<boolean> =>
  schemeOf(canonical(uri)) === 'file' && ARCHIVE.test(nameOf(canonical(uri))) && environment.archives !== undefined && (await environment.files.kind(locationOf(canonical(uri)))) === 'file';

/** Of an archive nothing stays open, and its places lead to the excerpts within the report: there is no document to open. */
async function archiveSubject(session: Session, workspace: Workspace, uri: string, token: CancellationToken): Promise<Subject | { readonly reason: string }> {
  const name = nameOf(canonical(uri));
  const files = session.environment.archives!();
  const root = files.insideOf!(locationOf(canonical(uri)));
  if ((await files.kind(root)) !== 'folder') {
    const content = await files.readFile(root, 0);
    return { reason: `${name} ${'reason' in content ? content.reason : 'is no archive that can be read'}` };
  }
  // The user trusts the workspace, not an archive that lies in it.
  const project = workspace.openApart({ trustProject: false, installed: /\.whl$/i.test(name) });
  const { problems } = await loadProject(project, root, { files, isCancelled: () => token.isCancellationRequested });
  checkCancelled(token);
  return { uri: canonical(uri), facts: factsOf(session, project.snapshot(), name, problems, false) };
}

function factsOf({ environment, settings }: Session, snapshot: Snapshot, project: string, problems: readonly string[], trustProject = settings.current.analysis.trustProject): PackageFacts {
  const report = snapshot.report();
  const map = snapshot.executionMap();
  return {
    project, named: [], report, evidence: evidenceOf(scored(report.findings, trustProject)), map, runs: runsOf(map),
    source: (path) => snapshot.source(path), problems, rules: environment.rules,
  };
}

function linkTo(project: HostedProject, place: Place, command: string | null | undefined): string {
  const { uri, range } = placeOf(project, place);
  if (typeof command !== 'string') return `${uri}#${range.start.line + 1},${range.start.character + 1}`;
  const given: ShowPlacesArguments = [uri, range.start, [{ uri, range }]];
  return commandLink(command, given);
}
