/** Build files of many lines: what each line costs, beside the parse that nothing can do without, and beside a line of a small file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import type { Parsers } from '../../server/src/syntax/parser';
import { editPlaces, generate } from './generate';
import { both, measure, type Times } from './measure';
import { measuring, Table } from './table';

export const SIZES = [1_000, 10_000, 50_000] as const;
const grammars = path.join(__dirname, 'grammars');

async function parseAlone(text: string): Promise<Times> {
  await Parser.init({ wasmBinary: readFileSync(path.join(grammars, 'tree-sitter.wasm')), locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(readFileSync(path.join(grammars, 'tree-sitter-python.wasm')))));
  return measure({ most: 15, seconds: 3, warmUp: 3 }, () => parser.parse(text)?.delete());
}

/** `÷` is the cost of a line beside its cost in the first row: 1.0 in every row is a cost that grows like the text. */
export async function lines(parsers: Parsers): Promise<void> {
  const table = new Table(
    'Build files. Milliseconds of processor time, median / worst; × the parse alone; ÷ the cost of a line in the first row.',
    ['lines', 'findings', 'parse alone', 'cold analysis', '×', '÷', 'analysis after an edit', '×', '÷'],
  );
  let first: { readonly cold: number; readonly edit: number } | undefined;
  for (const size of SIZES) {
    const text = generate(size);
    const name = `${size.toLocaleString('en')} lines`;
    measuring(`the parse of ${name}`);
    const parse = await parseAlone(text);
    let findings = 0;
    measuring(`the analysis of ${name}`);
    const cold = await measure({ most: 15, seconds: 12, warmUp: 4 }, () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      project.set('setup.py', { kind: 'text', text });
      findings = project.snapshot().report().findings.length;
    });
    measuring(`edits in ${name}`);
    const project = createProject(parsers, DEFAULT_SETTINGS);
    project.set('setup.py', { kind: 'text', text });
    project.snapshot().analysis('setup.py');
    const places = editPlaces(text, 20);
    const edit = await measure({ most: 20, seconds: 8, warmUp: 4 }, (round) => {
      const at = places[round % places.length]!;
      project.set('setup.py', { kind: 'text', text: `${text.slice(0, at)}5${text.slice(at)}` });
      project.snapshot().analysis('setup.py');
    });
    const line = { cold: cold.median / size, edit: edit.median / size };
    first ??= line;
    const ratios = (times: Times, one: number, base: number): string[] => [both(times), (times.median / parse.median).toFixed(1), (one / base).toFixed(2)];
    table.row([name, String(findings), both(parse), ...ratios(cold, line.cold, first.cold), ...ratios(edit, line.edit, first.edit)]);
  }
}
