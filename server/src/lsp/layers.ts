/** Programs found inside strings: their text with what is found in it, on request, and the ways that lead there. */
import type { CodeAction, Range } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Snapshot } from '../analysis/host';
import { LineIndex, overlaps } from '../base/text';
import type { Layer } from '../findings/report';
import { rulePage } from '../findings/rule';
import { commandLink } from './command-link';
import { plain, TextPlaces, toDiagnostic, toSeverity } from './convert';
import { LayerRequest, OPEN_LAYER_COMMAND, type LayerFinding, type LayerParams, type LayerResult, type OpenLayerArguments } from './extensions';
import { shownFindings } from './file-diagnostics';
import { checkCancelled } from './guard';
import type { Session } from './session';
import type { FileView } from './workspace';

/** Of layers at one place; strings inside strings are few. */
const MOST = 5;

export function registerLayers(session: Session): void {
  session.connection.onRequest(LayerRequest, session.guard.request(LayerRequest, async ({ uri, id, text }: LayerParams, token): Promise<LayerResult | null> => {
    const view = await session.view(uri);
    checkCancelled(token);
    if (view === undefined) return null;
    const layer = layerOf(view, id, text);
    return layer ? { id: layer.id, name: layer.name, language: layer.language, text: layer.text, findings: findingsIn(session, { project: view.project, path: layer.path }, layer), hosts: layer.hosts } : null;
  }));
}

/** The one with that id; when it has another text by now, the one with that text, if there is one. */
function layerOf({ project, path }: FileView, id: string, text: string | null | undefined): ReturnType<Snapshot['layer']> {
  const snapshot = project.snapshot();
  const named = snapshot.layer(id);
  if (typeof text !== 'string' || named?.text === text) return named;
  const same = snapshot.analysis(path)?.file.layers.find((layer) => layer.text === text);
  return same ? snapshot.layer(same.id) : named;
}

function findingsIn(session: Session, view: FileView, layer: Layer): readonly LayerFinding[] {
  const places = new TextPlaces(new LineIndex(layer.text), false);
  return shownFindings(view, session.settings.current).flatMap((finding): LayerFinding[] => {
    const inside = finding.layer?.id === layer.id ? finding.layer : undefined;
    const told = inside && toDiagnostic(finding, (place) => view.project.locate(place), true);
    if (!inside || !told) return [];
    return [{
      range: places.range(inside.span), severity: toSeverity(finding.severity), rule: finding.rule, page: rulePage(finding.rule), message: typeof told.message === 'string' ? told.message : told.message.value,
      related: (told.relatedInformation ?? []).map(({ location, message }) => ({ ...location, message })),
    }];
  });
}

/** The programs whose strings stand at a range of a document, the outer ones first. */
export function layersAt({ project, path }: FileView, range: Range): readonly Layer[] {
  const places = project.places(path);
  const wanted = places?.span(range);
  const layers = project.snapshot().analysis(path)?.file.layers ?? [];
  return wanted === undefined ? [] : layers.filter(({ host }) => overlaps(host, wanted)).slice(0, MOST);
}

export const layerAction = (uri: string, { id, name }: Layer): CodeAction => {
  const title = `Open decoded layer: ${plain(name)}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: OPEN_LAYER_COMMAND, arguments: [uri, id] satisfies OpenLayerArguments } };
};

/** An address for a client that carries out commands. */
export const layerLink = (command: string, ...given: OpenLayerArguments): string => commandLink(command, given);
