/** The report's schema knows every word that the analysis may write into a report. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLE_NAMES } from '../../server/src/findings/finding';
import { REACHES } from '../../server/src/findings/reach';
import { PERSONAS, SEVERITIES } from '../../server/src/findings/rule';
import { RULES } from '../../server/src/rules/registry';

interface Schema {
  readonly $defs: { readonly role: { readonly enum: readonly string[] }; readonly finding: { readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>> } };
}

describe('the schema of the report', () => {
  const { $defs } = JSON.parse(readFileSync(join(__dirname, '../../docs/json-schema/report.schema.json'), 'utf8')) as Schema;
  const words = (name: string): readonly string[] => $defs.finding.properties[name]?.enum ?? [];
  const sorted = (some: Iterable<string>): string[] => [...some].sort();

  it('has the category of each rule', () => {
    assert.deepEqual(sorted(new Set(RULES.map(({ metadata }) => metadata.category))).filter((category) => !words('category').includes(category)), []);
  });
  it('has the roles, severities and personas', () => {
    assert.deepEqual(sorted($defs.role.enum), sorted(Object.keys(ROLE_NAMES)));
    assert.deepEqual(words('severity'), SEVERITIES);
    assert.deepEqual(words('persona'), PERSONAS);
    assert.deepEqual(words('reach'), REACHES);
  });
});
