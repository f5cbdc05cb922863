/** How rules judge a value: how much of it is known, and whom it comes from. */
import type { Role } from '../findings/finding';
import { type SinkKind, SOURCE_NAMES, type SourceKind } from '../catalog/model';
import type { Entry } from '../dataflow/events';
import { isProved, stepsOf, type Taint } from '../dataflow/taint';
import { finiteTexts, type Shape, type Value } from '../dataflow/value';

/** Sources by how little the user controls them, the worst first. */
const RANK: readonly SourceKind[] = [
  'network', 'decoded', 'hook-argument', 'environment', 'whole-environment', 'arguments', 'user-input', 'process-output', 'attribute-name', 'secret-file', 'found-file', 'file', 'parameter', 'entry-point', 'dynamic-module', 'stored-secret', 'credential', 'capture', 'identity', 'process-id', 'named-secret', 'caller',
];

/** Sources that somebody outside the project decides about. */
const OUTSIDE: ReadonlySet<SourceKind> = new Set(['network', 'decoded', 'hook-argument', 'environment', 'whole-environment', 'arguments', 'user-input', 'process-output']);

/** Sinks for which a number is as dangerous as any value. */
const NUMERIC_SINKS: ReadonlySet<SinkKind> = new Set(['timeout', 'kill']);

/** The taint that says most: the worst source, and of equal ones the longest story. */
export function worstTaint(value: Value, sink: SinkKind, ignore: readonly SourceKind[] = []): Taint | undefined {
  const candidates = value.taints.filter((taint) => !ignore.includes(taint.kind) && isHarmful(taint, sink));
  return [...candidates].sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind) || b.trail.length - a.trail.length)[0];
}

/** Whether data can still harm a sink: it was not turned into a number, and no check on the way ruled it out. */
const isHarmful = (taint: Taint, sink: SinkKind): boolean => (!taint.numeric || NUMERIC_SINKS.has(sink)) && !isProved(taint, sink);

export const isOutside = (kind: SourceKind): boolean => OUTSIDE.has(kind);

export const isRemote = (kind: SourceKind): boolean => kind === 'network' || kind === 'decoded';

/** `environment variable \`X\`` and the like, for messages. */
export function sourcePhrase(taint: Taint): string {
  if (taint.kind === 'environment' && /^\w[\w()]*$/.test(taint.detail)) return `the environment variable \`${taint.detail}\``;
  if ((taint.kind === 'file' || taint.kind === 'secret-file') && taint.detail) return `the file \`${taint.detail}\``;
  if (taint.kind === 'parameter' || taint.kind === 'hook-argument' || taint.kind === 'attribute-name') return `the ${named(taint)}`;
  return SOURCE_NAMES[taint.kind];
}

/** `*args` handed on to a named parameter is better called by that name. */
function named(taint: Taint): string {
  const { label } = taint.source;
  const name = /`\*+\w+`/.test(label) ? /^passed as `(\w+)`/.exec(stepsOf(taint)[1]?.label ?? '')?.[1] : undefined;
  return name === undefined ? label : label.replace(/`\*+\w+`/, `\`${name}\``);
}

/**
 * Whether code runs by the mere fact that somebody installs: when the script is read, or in a command that honest builds rarely
 * replace. Downloads of honest builds sit in build steps.
 */
export const runsAtOnce = (entry: Entry): boolean => entry.kind === 'import' || (entry.kind === 'command' && ['install', 'develop', 'egg_info'].includes(entry.name));

/** `if __name__ == "__main__":` runs nothing on import. */
export const isMainGuard = (gate: string): boolean => /\b__name__\s*==/.test(gate);

/** Tests may talk to servers and name secrets: that is what they test. */
export const isTestRole = (role: Role): boolean => role === 'backend-test' || role === 'conftest';

/** The known parts of a command line or argument list, in order; `?` for what is not known. */
export function readingOf(value: Value, depth = 4): string[] {
  return value.shapes.flatMap((shape) => {
    if (shape.kind === 'text') return [shape.parts.map((part) => ('text' in part ? part.text : '?')).join('')];
    return shape.kind === 'sequence' && depth > 0 ? shape.elements.flatMap((element) => readingOf(element, depth - 1)) : [];
  });
}

/** Whether a value is who or where somebody is, and nothing else: `socket.gethostname()`. */
export const isIdentity = (value: Value): boolean => value.taints.some(({ kind }) => kind === 'identity') && value.shapes.every((shape) => shape.kind !== 'text' || shape.parts.every((part) => 'hole' in part));

/** Whether every alternative is literally known, or is checked so well that it is as good as known for the sink. */
export function isConstant(value: Value, sink: SinkKind = 'code'): boolean {
  return isConstantInside(value, sink, new Set());
}

/** `seen`: containers that are being looked at, or were: one may hold itself. */
const isConstantInside = (value: Value, sink: SinkKind, seen: Set<Shape>): boolean => value.shapes.length > 0 && value.shapes.every((shape) => isConstantShape(shape, sink, seen));

function isConstantShape(shape: Shape, sink: SinkKind, seen: Set<Shape>): boolean {
  if (seen.has(shape)) return true;
  if (shape.kind === 'sequence' || shape.kind === 'dict') seen.add(shape);
  switch (shape.kind) {
    case 'number': case 'constant': return true;
    // A quoted word or a number in the middle of a text is as good as a constant there.
    case 'text': return shape.parts.every((part) => 'text' in part || isConstantInside(part.hole, sink, seen) || (part.hole.guarded === true && !part.hole.taints.some((taint) => isHarmful(taint, sink))));
    // The interpreter that builds is known, wherever it lies.
    case 'external': return shape.path === 'sys.executable';
    case 'sequence': return !shape.rest && shape.elements.every((element) => isConstantInside(element, sink, seen));
    case 'dict': return !shape.rest && [...shape.entries.values()].every(({ key, value }) => isConstantInside(key, sink, seen) && isConstantInside(value, sink, seen));
    default: return false;
  }
}

/** Dotted module names, relative ones with their dots, if the value is a finite set of them. */
export const finiteModules = (value: Value): string[] | undefined => finiteNames(value, /^\.*[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u);

/** Object references, `module:attribute`, as `pkgutil.resolve_name` takes them. */
export const finiteReferences = (value: Value): string[] | undefined => finiteNames(value, /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*(?::(?:[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)?)?$/u);

/** The modules of references of which only the module is known: `tides.plugins:` and whatever follows. */
export function modulesOfReferences(value: Value): string[] | undefined {
  const names = value.shapes.map((shape) => (shape.kind === 'text' && shape.parts[0] && 'text' in shape.parts[0] ? /^([^:]+)(?::|$)/.exec(shape.parts[0].text) : null)?.[1]);
  return names.length > 0 && names.every((name) => name !== undefined) && value.shapes.every((shape) => shape.kind === 'text' && (shape.parts.length === 1 || (shape.parts[0] as { text: string }).text.includes(':'))) ? [...new Set(names as string[])] : undefined;
}

function finiteNames(value: Value, form: RegExp): string[] | undefined {
  const names = finiteTexts(value);
  return names?.every((name) => form.test(name)) ? [...new Set(names)] : undefined;
}

/** `a`, `b` and `c` */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
