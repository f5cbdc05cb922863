/** Temporary folders with files in them, removed after each test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];

/** A new folder holding the files; a name that ends in "/" is an empty folder. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'buildglass-test-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const location = path.join(folder, name);
    if (name.endsWith('/')) mkdirSync(location, { recursive: true });
    else {
      mkdirSync(path.dirname(location), { recursive: true });
      writeFileSync(location, content);
    }
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
