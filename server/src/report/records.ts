/** What a writer of records is given, and the form for programs. A writer is pure and remembers nothing: the same facts give the same text. */
import { recordOf } from './record';
import type { PackageFacts } from './record/facts';

export type RecordEntry = PackageFacts | { readonly project: string; readonly error: string };

/** What a report is headed with: name and version where they are known. */
export const titleOf = ({ project, report: { package: own } }: PackageFacts): string => (own?.name === undefined ? project : own.version === undefined ? own.name : `${own.name} ${own.version}`);

export interface RecordOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** How many records there will be. */
  readonly count: number;
}

/** Called in order, so that the records of many packages stream: `start · record(entry, 0) · record(entry, 1) · … · finish`. */
export interface RecordWriter {
  start(options: RecordOptions): string;
  /** `index` counts from 0. */
  record(entry: RecordEntry, index: number, options: RecordOptions): string;
  finish(options: RecordOptions): string;
}

/** docs/json-schema/record.schema.json is the contract: of one package its record, of several a list of them. */
export const recordsJson: RecordWriter = {
  start: ({ count }) => (count === 1 ? '' : '['),
  record(entry, index, { count }) {
    const json = JSON.stringify('error' in entry ? { project: entry.project, error: entry.error } : recordOf(entry), undefined, 2);
    return count === 1 ? json : `${index === 0 ? '\n' : ',\n'}  ${json.replaceAll('\n', '\n  ')}`;
  },
  finish: ({ count }) => (count === 0 ? ']\n' : count === 1 ? '\n' : '\n]\n'),
};
