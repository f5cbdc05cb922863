/** Asks CPython to encode: runs a script of ours once for a whole batch of inputs. Tests are skipped where there is no python3. */
import { spawnSync } from 'node:child_process';

const found = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 8))'], { encoding: 'utf8' });
export const hasPython = found.status === 0 && found.stdout.trim() === 'True';

/**
 * The script reads `data` (a list of bytes) and assigns `result`, a list of lists of bytes; bytes are strings of code units 0–255 on
 * our side.
 */
export function ask(script: string, data: readonly string[]): string[][] {
  const program = [
    'import base64, json, sys', 'data = [base64.b64decode(one) for one in json.load(sys.stdin)]', script,
    'json.dump([[base64.b64encode(one).decode() for one in row] for row in result], sys.stdout)',
  ].join('\n');
  const run = spawnSync('python3', ['-c', program], { input: JSON.stringify(data.map((one) => Buffer.from(one, 'latin1').toString('base64'))), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`python3 failed: ${run.stderr}`);
  return (JSON.parse(run.stdout) as string[][]).map((row) => row.map((one) => Buffer.from(one, 'base64').toString('latin1')));
}
