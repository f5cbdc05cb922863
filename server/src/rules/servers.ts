/** Which server a call talks to, as far as its address is known. */
import { hostOf } from '../catalog/package-indexes';
import { constantText, unknown, type Value } from '../dataflow/value';
import type { Site } from './rule';

/** The host of the address that a call with the sink `network` is given, or that its receiver was made with. */
export function serverOf(site: Site): string | undefined {
  const parameter = site.calls[0]!.model.sinks!.network!;
  const value = site.argument(parameter)?.value ?? unknown;
  return hostIn(value) ?? hostIn(site.argument('self')?.value ?? unknown, true) ?? hostIn(value, NAMES_A_HOST.test(parameter));
}

/** Parameters that are a host alone, or begin with one. */
const NAMES_A_HOST = /^(?:host|hostname|address|addr|server_address)$/;

/** Addresses are pairs of host and port, perhaps in a list; nothing nests deeper, unless it holds itself. */
const DEEPEST_ADDRESS = 3;

/** The host in a known address; `alone`: the value may be just a host. */
function hostIn(value: Value, alone = false, depth = DEEPEST_ADDRESS): string | undefined {
  for (const shape of value.shapes) {
    if (shape.kind === 'sequence' && shape.elements[0]) return depth > 0 ? hostIn(shape.elements[0], alone, depth - 1) : undefined;
    const first = shape.kind === 'text' ? shape.parts[0] : undefined;
    const text = first && 'text' in first ? first.text : constantText({ shapes: [shape], taints: [] });
    const host = hostOf(text ?? '') ?? (alone ? /^[\w-]+(?:\.[\w-]+)+$/.exec(text ?? '')?.[0] : undefined);
    if (host) return host;
  }
  return undefined;
}
