/** The published JSON schemas, compiled: as published, and closed (no field that the schema does not describe). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

const read = (name: string): object => JSON.parse(readFileSync(path.join(__dirname, '../../docs/json-schema', name), 'utf8')) as object;

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
const closed = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
ajv.addSchema(read('report.schema.json'));
closed.addSchema(close(read('report.schema.json')) as object);

export const validateReport = (value: unknown): string[] => [...errors(ajv.getSchema('https://raw.githubusercontent.com/buildglass/buildglass/main/docs/json-schema/report.schema.json')!, value), ...errors(closed.getSchema('https://raw.githubusercontent.com/buildglass/buildglass/main/docs/json-schema/report.schema.json')!, value)];

const line = ajv.compile(read('line.schema.json'));
const closedLine = closed.compile(read('line.schema.json'));
export const validateLine = (value: unknown): string[] => [...errors(line, value), ...errors(closedLine, value)];

const runs = ajv.compile(read('runs.schema.json'));
const closedRuns = closed.compile(close(read('runs.schema.json')) as object);
/** One line of `buildglass runs --format json`. */
export const validateRuns = (value: unknown): string[] => [...errors(runs, value), ...errors(closedRuns, value)];

const diff = ajv.compile(read('diff.schema.json'));
const closedDiff = closed.compile(close(read('diff.schema.json')) as object);
/** The output of `buildglass diff --format json`. */
export const validateDiff = (value: unknown): string[] => [...errors(diff, value), ...errors(closedDiff, value)];

function errors(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

/** The schema with `additionalProperties: false` wherever an object's properties are described. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, close(value)]));
  return copy['type'] === 'object' && 'properties' in copy ? { ...copy, additionalProperties: false } : copy;
}
