/**
 * The table of fixes over real projects: how often each was tried, applied and taken back, and whether CPython reads what came of it. With
 * `--metadata PYTHON` (an interpreter that has the package `build`) also whether the real backend makes the same metadata, byte by byte,
 * before and after all fixes. That runs the projects' code: only for projects that you trust, and it asks the package registry for what
 * they build with.
 *
 *     node --import tsx test/differential/fix-table.ts [--metadata PYTHON] FOLDER…       each folder is a project
 *
 * A row for each project goes to the standard error when the project is done, what was taken back below it; the tables come at the end, also
 * when it is interrupted.
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

const noRow = (): Row => ({ tried: 0, applied: 0, verified: 0, takenBack: 0 });
interface Comparison { readonly before: string | null; readonly after: string | null; readonly bytes: number; readonly same: boolean }

const rows = new Map<string, Row>();
const comparisons: string[] = [];

/** Titles without names and numbers. */
const rowOf = (rule: string, title: string): Row => {
  const key = `${rule}: ${title.replace(/`[^`]*`/g, '…').replace(/(?:…(?:, | and )?)+/g, '…').replace(/\d+ (?=\w)/g, 'N ')}`;
  const known = rows.get(key);
  if (known) return known;
  const row = noRow();
  rows.set(key, row);
  return row;
};

async function fixed(parsers: Parsers, root: string): Promise<Fixing> {
  const project = createProject(parsers, { ...DEFAULT_SETTINGS, persona: 'auditor', wholePackage: false });
  await loadProject(project, root, { files: nodeFiles });
  return fixProject(project, { persona: 'auditor', unsafe: true, trustProject: false, mayChange: () => true, reload: () => readWanted(project, root, { files: nodeFiles }) });
}

const parses = (text: string): boolean => spawnSync('python3', ['-I', '-W', 'ignore', '-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], { input: text }).status === 0;

/** Adds to the rows of the fixes; gives the sum for the project, and what is worth a look, a line each. */
function count({ files, applied, unfixed }: Fixing): { readonly sum: Row; readonly notes: readonly string[] } {
  const sum = noRow();
  // A file that CPython refused before is no witness.
  const broken = new Set(files.filter(({ path, before, after }) => path.endsWith('.py') && (before === undefined || parses(before)) && !parses(after)).map(({ path }) => path));
  for (const { finding, fix } of applied) {
    for (const row of [sum, rowOf(finding.rule, fix.title)]) {
      row.tried++;
      row.applied++;
      if (!broken.has(fix.path)) row.verified++;
    }
  }
  const notes = [...broken].map((path) => `${path}: CPython does not read it afterwards`);
  for (const { finding, line, reason } of unfixed) {
    const fix = reason.startsWith('the fix was taken back') ? finding.fixes.find(({ applicability }) => applicability !== 'display-only') : undefined;
    if (!fix) continue;
    for (const row of [sum, rowOf(finding.rule, fix.title)]) {
      row.tried++;
      row.takenBack++;
    }
    notes.push(`${finding.path}:${line} ${finding.rule}: ${fix.title}: ${reason}`);
  }
  return { sum, notes };
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

const cells = ({ tried, applied, verified, takenBack }: Row): string => `${tried} | ${applied} | ${verified} | ${takenBack}`;

function tables(): void {
  console.log('| fix | tried | applied | verified | taken back |\n|---|---|---|---|---|');
  for (const [key, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`| ${key} | ${cells(row)} |`);
  if (comparisons.length > 0) console.log(`\n| project | fixes | metadata |\n|---|---|---|\n${comparisons.join('\n')}`);
}

async function main(args: readonly string[]): Promise<void> {
  const python = args[0] === '--metadata' ? args[1] : undefined;
  const folders = args.slice(python === undefined ? 0 : 2);
  const parsers = await loadParsers();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      tables();
      process.exit(1);
    });
  }
  console.error('| project | tried | applied | verified | taken back | seconds |\n|---|---|---|---|---|---|');
  for (const [i, folder] of folders.entries()) {
    const root = resolve(folder);
    const name = root.split(/[\\/]/).slice(-2).join('/');
    const start = performance.now();
    try {
      const fixing = await fixed(parsers, root);
      const { sum, notes } = count(fixing);
      console.error(`| ${i + 1}/${folders.length} ${name} | ${cells(sum)} | ${((performance.now() - start) / 1000).toFixed(1)} |`);
      for (const note of notes) console.error(`    ${note}`);
      if (python !== undefined && fixing.files.length > 0) {
        const line = `| ${name} | ${fixing.applied.length} | ${told(compare(python, root, fixing))} |`;
        console.error(line);
        comparisons.push(line);
      }
    } catch (error) {
      console.error(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
    // The signals are heard between two projects.
    await new Promise((done) => setImmediate(done));
  }
  tables();
}

void main(process.argv.slice(2));
