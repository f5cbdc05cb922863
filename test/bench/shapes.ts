/** Programs of shapes that are costly for careless analysers: huge literals, chains of helpers, nests of loops. */
export interface Shape {
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

export const SHAPES: readonly Shape[] = [
  { name: 'one literal', size: 2_500_000, make: (size) => `DATA = "${'abcdefgh'.repeat(size / 8)}"\n` },
  { name: 'one literal, decoded and run', size: 2_500_000, make: (size) => `import base64\nexec(base64.b64decode("${Buffer.from('x = 1\n'.repeat(size / 8)).toString('base64')}"))\n` },
  { name: 'lines of one assignment each', size: 100_000, make: (size) => 'x = 1\n'.repeat(size) },
  { name: 'a chain of helpers, each calling the last one twice', size: 1_000, make: helpers },
  { name: 'a nest of loops', size: 18, make: nest },
];
