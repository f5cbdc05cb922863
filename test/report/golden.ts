/**
 * Golden outputs that people can read: Markdown files with a heading per test and a fenced block that holds the output.
 * `npm test -- --update` rewrites the blocks; look at the difference before you keep it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export function assertGolden(file: string, heading: string, actual: string): void {
  const location = path.join(__dirname, file);
  const text = readFileSync(location, 'utf8');
  const block = new RegExp(`(^## ${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\n[^]*?\`\`\`\`text\n)([^]*?)(\`\`\`\`\n)`, 'm');
  const found = block.exec(text);
  assert.ok(found, `${file} has no section "## ${heading}" with a fenced block`);
  assert.ok(!actual.includes('\x1b'), 'a golden block holds no escape sequences');
  if (process.env['BUILDGLASS_UPDATE']) writeFileSync(location, text.replace(block, (_all, before: string, _old, after: string) => `${before}${actual}${after}`));
  else assert.equal(actual, found[2]);
}
