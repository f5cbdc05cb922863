/**
 * The table of fixes over real projects: how often each was tried, applied and taken back, and whether CPython reads what came of it. With
 * `--metadata PYTHON` (an interpreter that has the package `build`) also whether the real backend makes the same metadata, byte by byte,
 * before and after all fixes. That runs the projects' code: only for projects that you trust, and it asks the package registry for what
 * they build with.
 *
 *     node --import tsx test/differential/fix-table.ts [--metadata PYTHON] FOLDER…       each folder is a project
 *
 * Not a part of `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createProject } from '../../server/src/analysis/create';
import { type Fixing, fixProject } from '../../server/src/analysis/fixing';
import { loadProject, readWanted } from '../../server/src/analysis/load';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { nodeFiles } from '../../server/src/platform/node-files';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

interface Row { tried: number; applied: number; verified: number; takenBack: number }
interface Comparison { readonly before: string | null; readonly after: string | null; readonly bytes: number; readonly same: boolean }

const rows = new Map<string, Row>();

/** Titles without names and numbers. */
const rowOf = (rule: string, title: string): Row => {
  const key = `${rule}: ${title.replace(/`[^`]*`/g, '…').replace(/(?:…(?:, | and )?)+/g, '…').replace(/\d+ (?=\w)/g, 'N ')}`;
  const known = rows.get(key);
  if (known) return known;
  const row = { tried: 0, applied: 0, verified: 0, takenBack: 0 };
  rows.set(key, row);
  return row;
};

async function fixed(parsers: Parsers, root: string): Promise<Fixing> {
  const project = createProject(parsers, { ...DEFAULT_SETTINGS, persona: 'auditor', wholePackage: false });
  await loadProject(project, root, { files: nodeFiles });
  return fixProject(project, { persona: 'auditor', unsafe: true, trustProject: false, mayChange: () => true, reload: () => readWanted(project, root, { files: nodeFiles }) });
}

const parses = (text: string): boolean => spawnSync('python3', ['-I', '-W', 'ignore', '-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], { input: text }).status === 0;

function count({ files, applied, unfixed }: Fixing): void {
  // A file that CPython refused before is no witness.
  const broken = new Set(files.filter(({ path, before, after }) => path.endsWith('.py') && (before === undefined || parses(before)) && !parses(after)).map(({ path }) => path));
  for (const { finding, fix } of applied) {
    const row = rowOf(finding.rule, fix.title);
    row.tried++;
    row.applied++;
    if (!broken.has(fix.path)) row.verified++;
  }
  for (const { finding, reason } of unfixed) {
    const fix = reason.startsWith('the fix was taken back') ? finding.fixes.find(({ applicability }) => applicability !== 'display-only') : undefined;
    if (!fix) continue;
    const row = rowOf(finding.rule, fix.title);
    row.tried++;
    row.takenBack++;
  }
}

function compare(python: string, root: string, { files }: Fixing): Comparison | string {
  const scratch = mkdtempSync(join(tmpdir(), 'fix-table-'));
  try {
    // In folders of the same name, since some projects read theirs.
    const [before, after] = ['before', 'after'].map((name) => join(scratch, name, 'project')) as [string, string];
    for (const folder of [before, after]) cpSync(root, folder, { recursive: true, verbatimSymlinks: true });
    for (const { path, after: text } of files) {
      mkdirSync(dirname(join(after, path)), { recursive: true });
      writeFileSync(join(after, path), text);
    }
    const run = spawnSync(python, [join(__dirname, 'metadata.py'), before, after], { encoding: 'utf8', timeout: 240_000 });
    return run.status === 0 ? (JSON.parse(run.stdout) as Comparison) : `no answer: ${run.stderr.trim().split('\n').at(-1) ?? ''}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function told(result: Comparison | string): string {
  if (typeof result === 'string') return result;
  if (result.before !== null) return `cannot be built here: ${result.before}`;
  return result.same ? `the same (${result.bytes} bytes)` : `DIFFERENT${result.after === null ? '' : `: ${result.after}`}`;
}

async function main(args: readonly string[]): Promise<void> {
  const python = args[0] === '--metadata' ? args[1] : undefined;
  const parsers = await loadParsers();
  const comparisons: string[] = [];
  for (const folder of args.slice(python === undefined ? 0 : 2)) {
    const root = resolve(folder);
    try {
      const fixing = await fixed(parsers, root);
      count(fixing);
      if (python !== undefined && fixing.files.length > 0) {
        const line = `| ${root.split(/[\\/]/).slice(-2).join('/')} | ${fixing.applied.length} | ${told(compare(python, root, fixing))} |`;
        console.error(line);
        comparisons.push(line);
      }
    } catch (error) {
      console.error(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log('| fix | tried | applied | verified | taken back |\n|---|---|---|---|---|');
  for (const [key, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`| ${key} | ${row.tried} | ${row.applied} | ${row.verified} | ${row.takenBack} |`);
  if (comparisons.length > 0) console.log(`\n| project | fixes | metadata |\n|---|---|---|\n${comparisons.join('\n')}`);
}

void main(process.argv.slice(2));
