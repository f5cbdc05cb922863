/** What a writer of records is given, and the form for programs. A writer is pure: the same facts give the same text. */
import { recordOf } from './record';
import type { PackageFacts } from './record/facts';

export type RecordEntry = PackageFacts | { readonly project: string; readonly error: string };

/** The text of all records of one call. */
export type RecordWriter = (entries: readonly RecordEntry[], options: { readonly tool: { readonly name: string; readonly version: string } }) => string;

/** docs/json-schema/record.schema.json is the contract: of one package its record, of several a list of them. */
export const recordsJson: RecordWriter = (entries) => {
  const objects = entries.map((entry) => ('error' in entry ? { project: entry.project, error: entry.error } : recordOf(entry)));
  return `${JSON.stringify(objects.length === 1 ? objects[0] : objects, undefined, 2)}\n`;
};
