/** What the interpreter saw, as plain facts at places of one file. */
import type { ProgramRun } from '../dataflow/entries';
import { placeOf } from '../dataflow/source';
import type { Taint } from '../dataflow/taint';
import { show, type Value } from '../dataflow/value';
import type { Fact } from './host';

/** Sorted by place; each once. */
export function factsOf(path: string, runs: readonly ProgramRun[]): readonly Fact[] {
  const facts = new Map<string, Fact>();
  const add = (fact: Fact, where: string): void => {
    if (where === path) facts.set(`${fact.kind} ${fact.span.start} ${fact.span.end} ${fact.text}`, fact);
  };
  const sources = (value: Value): void => value.taints.forEach((taint: Taint) => {
    const place = placeOf(taint.source.point);
    add({ kind: 'source', span: place.span, text: taint.kind }, place.path);
  });
  for (const run of runs) {
    for (const event of run.events) {
      const place = placeOf(event.point);
      if (event.kind === 'call') {
        for (const sink of Object.keys(event.model.sinks ?? {})) add({ kind: 'sink', span: place.span, text: sink }, place.path);
        for (const { value } of event.args.values()) sources(value);
      } else if (event.kind === 'dynamic-call') sources(event.computed.name);
    }
    for (const { point, name, value } of run.assignments) {
      const place = placeOf(point);
      add({ kind: 'reveal', span: place.span, text: `${name} = ${show(value)}` }, place.path);
    }
  }
  return [...facts.values()].sort((a, b) => a.span.start - b.span.start || (a.text < b.text ? -1 : 1));
}

