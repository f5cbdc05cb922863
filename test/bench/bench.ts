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
import { measure, milliseconds, type Times } from './measure';
import { editLatency } from './protocol';

const SIZES = [100, 1_000, 10_000] as const;
const grammars = path.join(__dirname, '../../dist/grammars');

async function parseAlone(text: string, rounds: number): Promise<Times> {
  await Parser.init({ wasmBinary: readFileSync(path.join(grammars, 'tree-sitter.wasm')), locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(readFileSync(path.join(grammars, 'tree-sitter-python.wasm')))));
  return measure(rounds, 3, () => parser.parse(text)?.delete());
}

async function main(): Promise<void> {
  const parsers = await loadParsers();
  const rows: string[][] = [];
  for (const lines of SIZES) {
    const text = generate(lines);
    const rounds = lines >= 10_000 ? 7 : 21;
    const parse = await parseAlone(text, rounds);
    let findings = 0;
    const full = await measure(rounds, 2, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', { kind: 'text', text });
      findings = project.snapshot().report().findings.length;
    });
    const project = createProject(parsers, DEFAULT_SETTINGS);
    const places = editPlaces(text, 20);
    const edit = await measure(20, 4, (round) => {
      const at = places[round % places.length]!;
      project.set('setup.py', { kind: 'text', text: `${text.slice(0, at)}5${text.slice(at)}` });
      project.snapshot().analysis('setup.py');
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'buildglass-bench-'));
    try {
      writeFileSync(path.join(folder, 'setup.py'), text);
      const pull = await editLatency('pull', folder, text, 20);
      const push = await editLatency('push', folder, text, 10);
      const cell = ({ median, worst }: Times): string => `${milliseconds(median)} / ${milliseconds(worst)} (×${(median / parse.median).toFixed(1)})`;
      rows.push([lines.toLocaleString('en'), String(findings), `${milliseconds(parse.median)} / ${milliseconds(parse.worst)}`, cell(full), cell(edit), cell(pull), cell(push)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const head = ['lines', 'findings', 'parse alone', 'full analysis', 'edit, in process', 'edit → diagnostics, asked for', 'edit → diagnostics, published'];
  console.log('Milliseconds, median / worst (× the median of the parse alone). Published diagnostics wait for a pause in typing.\n');
  for (const row of [head, head.map(() => '---:'), ...rows]) console.log(`| ${row.join(' | ')} |`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
