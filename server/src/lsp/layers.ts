/** The text of a program found inside a string, on request. */
import { LayerRequest, type LayerParams, type LayerResult } from './extensions';
import { checkCancelled } from './guard';
import type { Session } from './session';

export function registerLayers(session: Session): void {
  session.connection.onRequest(LayerRequest, session.guard.request(LayerRequest, async ({ uri, id }: LayerParams, token): Promise<LayerResult | null> => {
    const view = await session.view(uri);
    checkCancelled(token);
    const layer = view?.project.snapshot().layer(id);
    return layer ? { name: layer.name, language: layer.language, text: layer.text, hosts: layer.hosts } : null;
  }));
}
