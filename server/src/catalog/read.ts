/** Rows that users wrote, as JSON: checked as strictly as our own, since a row that is half understood would fail in silence. */
import { type Field, MODEL_FIELDS, SINK_KINDS } from './fields';
import type { Model } from './model';
import { verifyModels } from './verify';

/** More rows than this are a mistake. */
const MOST_ROWS = 10_000;

/** The rows, or a sentence (without a full stop) about the first thing that is wrong with them. */
export function readModels(value: unknown): { readonly models: readonly Model[] } | { readonly problem: string } {
  if (!Array.isArray(value)) return { problem: 'the rows are not a list' };
  if (value.length > MOST_ROWS) return { problem: `there are more than ${MOST_ROWS} rows` };
  for (const [index, row] of (value as unknown[]).entries()) {
    const problem = problemOf(row);
    if (problem !== undefined) return { problem: `row ${index + 1}${nameOf(row)}: ${problem}` };
  }
  const models = value as readonly Model[];
  const [problem] = verifyModels(models);
  return problem === undefined ? { models } : { problem };
}

function nameOf(row: unknown): string {
  const path = isObject(row) ? [row['call']].flat()[0] : undefined;
  return typeof path === 'string' ? ` (${path.slice(0, 80)})` : '';
}

function problemOf(row: unknown): string | undefined {
  if (!isObject(row)) return 'it is not an object';
  for (const [name, value] of Object.entries(row)) {
    const field = Object.hasOwn(MODEL_FIELDS, name) ? MODEL_FIELDS[name as keyof Model] : undefined;
    if (!field) return `there is no field "${name.slice(0, 80)}"; a row can have ${Object.keys(MODEL_FIELDS).join(', ')}`;
    const expected = mismatch(field, value);
    if (expected !== undefined) return `"${name}" is not ${expected}`;
  }
  const missing = Object.entries(MODEL_FIELDS).find(([name, { required }]) => required === true && row[name] === undefined);
  return missing && `"${missing[0]}" is missing`;
}

/** What the value should have been; undefined when it is all right. */
function mismatch({ type }: Field, value: unknown): string | undefined {
  switch (type) {
    case 'text': return typeof value === 'string' ? undefined : 'a text';
    case 'flag': return typeof value === 'boolean' ? undefined : 'true or false';
    case 'texts': return isTexts(value) ? undefined : 'a list of texts';
    case 'kinds': return isTexts(value) && value.every((kind) => SINK_KINDS.includes(kind)) ? undefined : `a list of some of ${SINK_KINDS.join(', ')}`;
    case 'paths': return typeof value === 'string' || (isTexts(value) && value.length > 0) ? undefined : 'a text or a list of texts';
    case 'sinks': return isObject(value) && Object.entries(value).every(([kind, parameter]) => SINK_KINDS.includes(kind) && typeof parameter === 'string') ? undefined : `an object with a parameter for some of ${SINK_KINDS.join(', ')}`;
    default: return typeof value === 'string' && type.oneOf.includes(value) ? undefined : `one of ${type.oneOf.join(', ')}`;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');
