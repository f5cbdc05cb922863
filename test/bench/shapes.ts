/** Programs of shapes that are costly for careless analysers: huge literals, chains of helpers, nests of loops, many findings. */
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import type { Parsers } from '../../server/src/syntax/parser';
import { both, measure, type Times } from './measure';
import { measuring, Table } from './table';

interface Shape {
  readonly name: string;
  /** The size that is measured; half of it is measured for comparison. */
  readonly size: number;
  readonly make: (size: number) => string;
}

/** Each helper calls the one before it twice: 2^n calls for who follows them one by one. */
const helpers = (count: number): string =>
  `import os\n\n\ndef f0(x):\n    return x\n${Array.from({ length: count }, (_, i) => `\n\ndef f${i + 1}(x):\n    return f${i}(f${i}(x))\n`).join('')}\n\nos.system(f${count}(os.environ["A"]))\n`;

const nest = (depth: number): string =>
  `${Array.from({ length: depth }, (_, i) => `${'    '.repeat(i)}for x${i} in open("a"):\n`).join('')}${'    '.repeat(depth)}print(x0)\n`;

const SHAPES: readonly Shape[] = [
  { name: 'a literal of 2.5 MB', size: 2_500_000, make: (size) => `DATA = "${'abcdefgh'.repeat(size / 8)}"\n` },
  { name: 'a literal of 2.5 MB, decoded and run', size: 2_500_000, make: (size) => `import base64\nexec(base64.b64decode("${Buffer.from(`x = "${'a'.repeat(69)}"\n`.repeat(Math.ceil(size / 100))).toString('base64')}"))\n` },
  { name: '100,000 lines of one assignment', size: 100_000, make: (size) => 'x = 1\n'.repeat(size) },
  { name: '10,000 names', size: 10_000, make: (size) => Array.from({ length: size }, (_, i) => `name_${i} = ${i}\n`).join('') },
  { name: 'a chain of 1,000 helpers, each calling the last one twice', size: 1_000, make: helpers },
  { name: '2,000 imports that have fixes', size: 2_000, make: (size) => `import importlib\n${Array.from({ length: size }, (_, i) => `m${i} = importlib.import_module("a${i}")\n`).join('')}` },
  { name: 'a nest of 18 loops', size: 18, make: nest },
];

const REPEATS = { most: 5, seconds: 3, warmUp: 1 } as const;

export async function shapes(parsers: Parsers): Promise<void> {
  const table = new Table(
    'Shapes. Milliseconds of processor time, median / worst; ÷ the cost of half the size: 2 is a cost that grows like the text.',
    ['shape', 'characters', 'cold analysis', '÷', 'analysis after an edit of the last line'],
  );
  const cold = (text: string): Promise<Times> => measure(REPEATS, () => {
    const project = createProject(parsers, DEFAULT_SETTINGS);
    project.set('setup.py', { kind: 'text', text });
    project.snapshot().report();
  });
  for (const { name, make, size } of SHAPES) {
    const whole = make(size);
    measuring(`${name}: half of it`);
    const half = await cold(make(size / 2));
    measuring(name);
    const full = await cold(whole);
    measuring(`${name}: edits`);
    const project = createProject(parsers, DEFAULT_SETTINGS);
    project.set('setup.py', { kind: 'text', text: whole });
    project.snapshot().report();
    const edit = await measure(REPEATS, (round) => {
      project.set('setup.py', { kind: 'text', text: `${whole}\nx = ${round}\n` });
      project.snapshot().report();
    });
    table.row([name, whole.length.toLocaleString('en'), both(full), (full.median / half.median).toFixed(1), both(edit)]);
  }
}
