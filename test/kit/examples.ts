/** Reads a folder of examples as the kit's analyser takes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From path within the folder, with forward slashes, to text. */
export function readExample(name: string): Record<string, string> {
  const folder = join(__dirname, '../../examples', name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' }).filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  return Object.fromEntries(files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
  }).sort(([a], [b]) => (a! < b! ? -1 : 1)));
}
