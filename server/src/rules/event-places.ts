/** Events of one kind, together by the place where they happened: a place is reported once, however often it is reached. */
import { groupedBy } from '../base/group';
import type { AnalysisEvent } from '../dataflow/events';
import { pointKey } from '../dataflow/source';

type EventOf<K extends AnalysisEvent['kind']> = Extract<AnalysisEvent, { readonly kind: K }>;

/** The events of a kind at each place, never none; places and events in the order in which they happened. */
export function eventsByPlace<K extends AnalysisEvent['kind']>(events: readonly AnalysisEvent[], kind: K): Iterable<EventOf<K>[]> {
  return groupedBy(events.filter((event): event is EventOf<K> => event.kind === kind), ({ point }) => pointKey(point)).values();
}
