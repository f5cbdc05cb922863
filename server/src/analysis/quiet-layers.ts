/**
 * Whether a program that was decoded before it ran does nothing to anybody: templates, tables and helpers are packed into texts by
 * honest authors too. One that was unpacked, followed to its end and neither starts, connects, loads nor decodes more is of that kind.
 */
import type { SinkKind } from '../catalog/model';
import type { AnalysisEvent } from '../dataflow/events';
import type { ProgramRun } from '../dataflow/entries';
import { type Point, pointKey, type Program } from '../dataflow/source';

/** What a program does to others: it runs more code, starts programs, connects, writes, deletes, looks at what is not its own. */
const ACTS: readonly SinkKind[] = [
  'code', 'run-path', 'process', 'shell', 'fork', 'terminal', 'native-library', 'deserialize', 'network', 'dns', 'capture', 'secret-store', 'registry-write', 'file-write', 'file-delete', 'interpreter', 'streams',
];

/** Whether all that runs at a place as text was read to its end and is harmless to others. False where nothing was read. */
export function isQuietLayer(run: ProgramRun, point: Point): boolean {
  const key = pointKey(point);
  const programs = run.events.flatMap((event) => (event.kind === 'layer' && pointKey(event.point) === key ? [event.text] : []));
  if (programs.length === 0 || programs.some((program) => program.module.problems.length > 0)) return false;
  const isInside = ({ program }: Point): boolean => programs.some((one) => isWithin(program, one));
  return !run.events.some((event) => acts(event) && isInside(event.point)) && ![...run.gaps].some((gap) => isInside(gap.point) || pointKey(gap.point) === key);
}

const acts = (event: AnalysisEvent): boolean => event.kind === 'hidden-name' || event.kind === 'compiled' || event.kind === 'command' || event.kind === 'written'
  || (event.kind === 'call' && ACTS.some((sink) => event.model.sinks?.[sink] !== undefined));

/** Whether a program is another, or stands in a text of it. */
function isWithin(program: Program, outer: Program): boolean {
  for (let at: Program | undefined = program; at; at = at.layer?.host) if (at === outer) return true;
  return false;
}
