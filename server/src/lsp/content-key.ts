/**
 * A short key for plain data: equal data have equal keys, on every machine. Used where the protocol wants to know whether
 * something is still the same (result identifiers). Not for security: 2 × 32 bits in the manner of FNV-1a, with different seeds and factors.
 */

export function contentKey(data: unknown): string {
  const text = JSON.stringify(data) ?? '';
  return hash(text, 0x811c9dc5, 0x01000193) + hash(text, 0x2f0b4a87, 0x5bd1e995);
}

function hash(text: string, seed: number, factor: number): string {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), factor);
  return (value >>> 0).toString(16).padStart(8, '0');
}
