/** Signals to a process of one's own: `os.kill(worker.pid, signal.SIGTERM)` → `worker.terminate()`, or a check that the id is still that of a child. */
import { stepsOf } from '../../dataflow/taint';
import type { Value } from '../../dataflow/value';
import { dottedName } from '../../semantics/find';
import type { Expr } from '../../syntax/python/ast';
import type { DraftFix, Site } from '../rule';
import { callSource, moduleFor } from './source';
import { insertBefore, lineEnd, surroundings } from './statement';

const METHODS: Readonly<Record<string, string>> = { SIGTERM: 'terminate()', SIGKILL: 'kill()' };

export function killFixes(site: Site, pid: Value): DraftFix[] {
  const source = callSource(site.point);
  const [target, signal] = source?.positional ?? [];
  if (!source || !target || !signal || site.path !== 'os.kill' || source.named.size > 0) return [];
  const owner = ownerOf(target.value);
  if (owner && isPidOfProcess(pid, site, target.value)) {
    const name = source.text(owner);
    const method = METHODS[dottedName(signal.value)?.split('.').at(-1) ?? ''] ?? `send_signal(${source.text(signal.value)})`;
    // The object knows whether its process has ended; then nobody is signalled, where the id may have become somebody else's.
    return [{ title: `Ask the object: \`${name}.${method}\``, applicability: 'safe', edits: [{ span: source.span(source.call), newText: `${name}.${method}` }] }];
  }
  return [...childGuard(site, source.text(target.value), target.value)];
}

/** Whether the id is read, right here, from an object that knows its process. */
const isPidOfProcess = (pid: Value, { point }: Site, target: Expr): boolean => pid.taints.some((taint) => {
  const [first] = stepsOf(taint);
  return taint.kind === 'process-id' && first?.label === 'read from `subprocess.Popen().pid`' && first.point.unit === point.unit && first.point.start === target.start && first.point.end === target.end;
});

/** `worker` of `worker.pid`. */
const ownerOf = (node: Expr): Expr | undefined => (node.kind === 'Attribute' && node.attr === 'pid' && dottedName(node.value) !== undefined ? node.value : undefined);

function childGuard(site: Site, text: string, target: Expr): DraftFix[] {
  const where = surroundings(site.point);
  const module = moduleFor(site.point, 'multiprocessing');
  if (!where || !module || dottedName(target) === undefined) return [];
  const insertion = insertBefore(where, [
    `if ${text} not in {child.pid for child in ${module.name}.active_children()}:`,
    `    raise ProcessLookupError(f"not a process of ours: {${text}}")`,
  ], lineEnd(site.point.program.module.text));
  return insertion ? [{ title: 'Signal only workers that this program started and that still run', applicability: 'unsafe', edits: [...module.edits, insertion] }] : [];
}
