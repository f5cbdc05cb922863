/** From values in configuration files to what they name: document links and go-to-definition on `module:attr` and paths. */
import type { DocumentLink, Location, LocationLink } from 'vscode-languageserver';
import { edgesAt } from '../analysis/map-notes';
import { whatRuns, type MapEdge } from '../findings/execution-map';
import { plain } from './convert';
import { placeOf } from './execution-map';
import { checkCancelled } from './guard';
import type { Session } from './session';

export function registerMapLinks(session: Session): void {
  const { connection, guard } = session;

  connection.onDocumentLinks(guard.request('textDocument/documentLink', async ({ textDocument }, token): Promise<DocumentLink[]> => {
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (view === undefined || places === undefined) return [];
    const links = new Map<number, DocumentLink>();
    for (const edge of view.project.snapshot().executionMap().edges) {
      if (edge.value?.path !== view.path || links.has(edge.value.span.start) || !leadsOn(edge)) continue;
      const { uri, range: { start } } = placeOf(view.project, edge.target.place!);
      // https://code.visualstudio.com/api: the fragment of a link names line and column, from 1.
      const fragment = start.line === 0 && start.character === 0 ? '' : `#${start.line + 1},${start.character + 1}`;
      links.set(edge.value.span.start, { range: places.range(edge.value.span), target: `${uri}${fragment}`, tooltip: plain(whatRuns(edge)) });
    }
    return [...links.values()];
  }));

  connection.onDefinition(guard.request('textDocument/definition', async ({ textDocument, position }, token): Promise<Location[] | LocationLink[]> => {
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (view === undefined || places === undefined) return [];
    const edges = edgesAt(view.project.snapshot().executionMap(), view.path, places.offset(position)).filter(leadsOn);
    const found = new Map(edges.map((edge) => {
      const { uri, range } = placeOf(view.project, edge.target.place!);
      return [`${uri} ${range.start.line} ${range.start.character}`, { uri, range, origin: places.range((edge.value ?? edge.via).span) }] as const;
    }));
    return session.abilities.definitionLinks
      ? [...found.values()].map(({ uri, range, origin }): LocationLink => ({ originSelectionRange: origin, targetUri: uri, targetRange: range, targetSelectionRange: range }))
      : [...found.values()].map(({ uri, range }): Location => ({ uri, range }));
  }));
}

/** Whether the target stands somewhere else than in the value itself. */
function leadsOn({ target: { place }, value, via }: MapEdge): boolean {
  if (place === undefined) return false;
  const from = value ?? via;
  return !(place.path === from.path && from.span.start <= place.span.start && place.span.end <= from.span.end);
}
