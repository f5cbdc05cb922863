/** SARIF logs checked against the schema of the standard (README.md here says where it comes from). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';

const { id, $schema: _draft4, ...schema } = JSON.parse(readFileSync(path.join(__dirname, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;

const parses = (text: string, base?: string): boolean => /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && URL.canParse(text, base);

// The schema is of draft 4, of which it uses what later drafts kept but for the name of `id`; one of its patterns is not for Unicode mode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: { uri: (text: string) => parses(text), 'uri-reference': (text: string) => parses(text, 'file:///'), 'date-time': true } });
const validate = ajv.compile({ ...schema, $id: id as string });

export function validateSarif(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
