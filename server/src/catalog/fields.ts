/**
 * The members of a row as a table: what each holds, in words. Rows that users write are checked against it (read.ts), and the JSON
 * schema that editors complete and check them by is made from it (scripts/catalog-schema.ts).
 */
import { DECODER_NAMES, type Model, SINK_NAMES, SOURCE_NAMES } from './model';

export type FieldType =
  | 'text' | 'flag'
  /** A list, possibly empty. */
  | 'texts'
  /** One text, or a list that is not empty. */
  | 'paths'
  /** A text for each of some kinds of sinks. */
  | 'sinks'
  /** Some kinds of sinks. */
  | 'kinds'
  | { readonly oneOf: readonly string[] };

export interface Field {
  readonly type: FieldType;
  readonly says: string;
  readonly required?: boolean;
}

export const SINK_KINDS: readonly string[] = Object.keys(SINK_NAMES);

/** Every member of `Model`; the compiler sees to that. */
export const MODEL_FIELDS: Readonly<Record<keyof Model, Field>> = {
  call: { type: 'paths', required: true, says: 'Access paths of the function under its names, from the import on; `()` stands for what a call returns, a last `.*` for every name there.' },
  signature: { type: 'text', says: 'The parameters as documented, comma-separated; `*rest` collects positional ones; methods leave out `self`.' },
  sinks: { type: 'sinks', says: 'What harm it can do, and by which parameter; "" when the call itself is the point, "self" for the receiver.' },
  source: { type: { oneOf: Object.keys(SOURCE_NAMES) }, says: 'The kind of data that it brings in.' },
  returns: { type: 'texts', says: 'The parameters (or "self") whose data is in the result; an empty list: none.' },
  result: { type: 'text', says: 'The access path of the result, when it is an object with models of its own; by default the path and `()`.' },
  elements: { type: 'text', says: 'The access path of what iterating over the result, or asking it for an item, gives.' },
  remembers: { type: 'paths', says: 'Parameters that the result keeps: the path behind a loader, key and mode of a cipher.' },
  holds: { type: 'text', says: 'The parameter whose data the result holds, to be had by methods with `payload`.' },
  reads: { type: 'text', says: 'The parameter that may hold data so; the result holds the same, decoded if the row `decodes`.' },
  saves: { type: 'text', says: 'The parameter that names a file which then holds what the call brings in.' },
  argv: { type: 'text', says: 'Of a function that starts a program: the parameter with its arguments, the first of which is the name again.' },
  operands: { type: 'text', says: 'The same where the name is not repeated.' },
  calls: { type: 'text', says: 'The parameter that is called now, with the positionals of `*rest`; its result is the payload of the result.' },
  callsLater: { type: 'text', says: 'The parameter that is called at some later time, with the positionals of `*rest`, or else with unknown arguments.' },
  gives: { type: { oneOf: Object.keys(SOURCE_NAMES) }, says: 'The kind of data that what is called later is given.' },
  passes: { type: 'text', says: 'The parameter that holds the positional arguments of what is called, as a sequence.' },
  passesNamed: { type: 'text', says: 'The parameter that holds the named arguments of what is called, as a dictionary.' },
  each: { type: 'text', says: 'The parameter whose elements what is called gets, one at a time.' },
  spreads: { type: 'flag', says: 'Each element is a sequence of arguments.' },
  callsOwn: { type: 'text', says: 'The method of the receiver’s own class that is called.' },
  copies: { type: 'text', says: 'The parameter (or "self") that names a file of which `saves` names a copy.' },
  payload: { type: 'flag', says: 'The result is the payload of "self".' },
  clean: { type: 'flag', says: 'The result is harmless for every sink: a number, a length.' },
  stops: { type: 'kinds', says: 'Sinks for which the result is harmless, whatever went in: a quoted word does nothing to a shell.' },
  digests: { type: 'flag', says: 'The result is a digest of what goes in: data whose digest equals a known one is known data.' },
  absorbs: { type: 'flag', says: 'A method that puts what it is given into its object.' },
  decodes: { type: { oneOf: DECODER_NAMES }, says: 'The first of `returns` that is given is decoded so, of \"self\" what it holds; the result is computed when the input is known.' },
  attribute: { type: 'flag', says: 'This is no function but a source that is merely mentioned.' },
  identifies: { type: 'flag', says: 'Of an attribute: what a test proves of it holds for what the methods of its object do.' },
  chooses: { type: 'text', says: 'The parameter (of an attribute: "self") that says which of the things is meant that a source brings in: where it is known or was checked, so is what is imported of them.' },
  then: { type: 'text', says: 'The method of the result that is called at once, without arguments; what it gives is what the call gives.' },
  facts: { type: 'text', required: true, says: 'The page that documents all this: an https address.' },
};
