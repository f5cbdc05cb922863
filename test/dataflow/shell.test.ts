/** Commands of any kind are followed to their end, and what is found in them has a place in the file or in a layer of it. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { projectOf } from '../analysis/snippets';
import { shellText } from '../syntax/shell-texts';

/** A literal of Python with this text. */
const literal = (text: string): string => `"${[...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;
/** The same where the text can stand as it is, so that what is found in it has a place of its own. */
const plain = (text: string): string => (/^[ -~]*$/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : literal(text));

const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

/** Ways of a text to a shell. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => `os.system(${plain(text)})`,
  (text) => `os.system("A=" + name + ${plain(text)})`,
  (text) => `subprocess.run(["sh", "-c", ${plain(text)}])`,
  (text) => `subprocess.run(["cmd", "/c", ${plain(text)}])`,
  (text) => `subprocess.run(["powershell", "-Command", ${plain(text)}])`,
  (text) => `subprocess.run(["powershell", "-enc", ${literal(encoded(text))}])`,
  (text) => `subprocess.run(["powershell", *${plain(text)}.split()])`,
];

describe('commands', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  it('of any kind are followed', () => {
    let layered = 0;
    fc.assert(fc.property(shellText, fc.constantFrom(...WAYS), (command, way) => {
      const source = `import os, subprocess\nname = os.environ["A"]\n${way(command)}\n`;
      const { files, findings } = projectOf(parsers, { 'setup.py': source }).snapshot().report();
      const layers = files[0]!.layers;
      layered += layers.length;
      const isIn = (text: string, { start, end }: { start: number; end: number }): void => assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
      for (const { host } of layers) isIn(source, host);
      for (const { span, layer, flow, related } of findings) {
        isIn(source, span);
        if (layer) isIn(layers.find(({ id }) => id === layer.id)!.text, layer.span);
        for (const step of [...flow, ...related]) isIn(source, step.span);
      }
    }), { numRuns: 300 });
    assert.ok(layered > 0, 'some were followed as programs of their own');
  });
});
