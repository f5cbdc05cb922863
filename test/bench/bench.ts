/**
 * `npm run bench`: how long the analysis takes beside the parse it cannot do without, and how long an editor waits after an
 * edit. Prints a Markdown table; decides nothing, because machines differ. Ratios travel better than times.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { editPlaces, generate } from './generate';
import { SHAPES } from './shapes';
import { mapBench } from './map';
import { measure, milliseconds, type Times } from './measure';
import type { Parsers } from '../../server/src/syntax/parser';
import { editLatency } from './protocol';

const SIZES = [100, 1_000, 10_000, 50_000] as const;
const grammars = path.join(__dirname, '../../dist/grammars');

async function parseAlone(text: string, rounds: number): Promise<Times> {
  await Parser.init({ wasmBinary: readFileSync(path.join(grammars, 'tree-sitter.wasm')), locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(readFileSync(path.join(grammars, 'tree-sitter-python.wasm')))));
  return measure(rounds, 3, () => parser.parse(text)?.delete());
}

/** Shapes that are costly for careless analysers, each in two sizes: what grows faster than the text shows in the last column. */
async function shapes(parsers: Parsers): Promise<void> {
  console.log('\n| shape | characters | full analysis | edit of the last line | cost ÷ cost of half the size |\n|---|---:|---:|---:|---:|');
  for (const { name, make, size } of SHAPES) {
    const [half, whole] = await Promise.all([make(size / 2), make(size)]);
    const run = (text: string): Promise<Times> => measure(3, 1, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', { kind: 'text', text });
      project.snapshot().report();
    });
    const before = await run(half);
    const full = await run(whole);
    const project = createProject(parsers, DEFAULT_SETTINGS);
    const edit = await measure(3, 1, (round) => {
      project.set('setup.py', { kind: 'text', text: `${whole}\nx = ${round}\n` });
      project.snapshot().report();
    });
    const cell = ({ median, worst }: Times): string => `${milliseconds(median)} / ${milliseconds(worst)}`;
    console.log(`| ${name} | ${whole.length.toLocaleString('en')} | ${cell(full)} | ${cell(edit)} | ${(full.median / before.median).toFixed(1)} |`);
  }
}

async function main(): Promise<void> {
  const parsers = await loadParsers();
  const rows: string[][] = [];
  for (const lines of SIZES) {
    const text = generate(lines);
    const rounds = lines >= 50_000 ? 3 : lines >= 10_000 ? 7 : 21;
    const parse = await parseAlone(text, rounds);
    let findings = 0;
    const full = await measure(rounds, 2, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', { kind: 'text', text });
      findings = project.snapshot().report().findings.length;
    });
    const project = createProject(parsers, DEFAULT_SETTINGS);
    const places = editPlaces(text, 20);
    const edit = await measure(rounds, 1, (round) => {
      const at = places[round % places.length]!;
      project.set('setup.py', { kind: 'text', text: `${text.slice(0, at)}5${text.slice(at)}` });
      project.snapshot().analysis('setup.py');
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'buildglass-bench-'));
    try {
      writeFileSync(path.join(folder, 'setup.py'), text);
      const pull = await editLatency('pull', folder, text, rounds);
      const push = await editLatency('push', folder, text, Math.min(rounds, 10));
      const cell = ({ median, worst }: Times): string => `${milliseconds(median)} / ${milliseconds(worst)} (×${(median / parse.median).toFixed(1)})`;
      rows.push([lines.toLocaleString('en'), String(findings), `${milliseconds(parse.median)} / ${milliseconds(parse.worst)}`, cell(full), cell(edit), cell(pull), cell(push)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const head = ['lines', 'findings', 'parse alone', 'full analysis', 'edit, in process', 'edit → diagnostics, asked for', 'edit → diagnostics, published'];
  console.log('Milliseconds, median / worst (× the median of the parse alone). Published diagnostics wait for a pause in typing.\n');
  for (const row of [head, head.map(() => '---:'), ...rows]) console.log(`| ${row.join(' | ')} |`);
  await shapes(parsers);
  await mapBench(parsers);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
