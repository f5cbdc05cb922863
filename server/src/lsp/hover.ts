/** Hover: the explanation of the findings under the pointer, of what the key there makes run, and of Buildglass's own keys. */
import { MarkupKind, type Hover } from 'vscode-languageserver';
import { explainTable } from '../analysis/allow-help';
import { explain, explainSuppression } from '../analysis/explain';
import { explainEdges } from '../analysis/map-notes';
import { escaped } from '../analysis/markdown';
import { OPEN_LAYER_COMMAND } from './extensions';
import { checkCancelled } from './guard';
import { layerLink, layersAt } from './layers';
import type { Session } from './session';

export function registerHover(session: Session): void {
  session.connection.onHover(session.guard.request('textDocument/hover', async ({ textDocument, position }, token): Promise<Hover | null> => {
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (view === undefined || places === undefined) return null;
    const snapshot = view.project.snapshot();
    const offset = places.offset(position);
    const parts = [explain(snapshot, view.path, offset, session.settings.current.analysis.persona), explainSuppression(snapshot, view.path, offset, session.settings.current.analysis.trustProject), explainEdges(snapshot.executionMap(), view.path, offset), explainTable(snapshot, view.path, offset)].filter((part) => part !== undefined);
    const layers = session.abilities.knowsBuildglass && session.abilities.markdownHover ? layersAt(view, { start: position, end: position }) : [];
    const links = layers.map(({ id, name }) => `[Open decoded layer](${layerLink(OPEN_LAYER_COMMAND, textDocument.uri, id)}): ${escaped(name)}`);
    if (parts.length === 0 && links.length === 0) return null;
    const kind = session.abilities.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value: [...parts.map(({ markdown }) => markdown), ...(links.length > 0 ? [links.join('  \n')] : [])].join('\n\n---\n\n') }, range: places.range(parts[0]?.span ?? layers[0]!.host) };
  }));
}
