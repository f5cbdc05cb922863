/** Files that are on no disk: what a virtual workspace (a repository opened over the network, an archive) gives the editor. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { has, hoverText, rangeOf, untilDiagnostics } from './editor';

/** A read-only file system with the files given; everything else does not exist. */
class MemoryFiles implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const text = this.files.get(uri.path);
    if (text !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: Buffer.byteLength(text) };
    if (this.readDirectory(uri).length > 0) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const text = this.files.get(uri.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return Buffer.from(text);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const prefix = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    const names = [...this.files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    return [...new Set(names.map((name) => name.split('/')[0]!))]
      .map((name) => [name, names.includes(name) ? vscode.FileType.File : vscode.FileType.Directory]);
  }

  createDirectory(): void { throw vscode.FileSystemError.NoPermissions(); }
  writeFile(): void { throw vscode.FileSystemError.NoPermissions(); }
  delete(): void { throw vscode.FileSystemError.NoPermissions(); }
  rename(): void { throw vscode.FileSystemError.NoPermissions(); }
}

describe('a file on no disk', () => {
  it('gets its findings and its hover', async () => {
    const files = new Map([['/project/setup.py', 'import importlib\nimport os\n\nbackend = importlib.import_module(os.environ["BACKEND"])\n']]);
    const registration = vscode.workspace.registerFileSystemProvider('buildglass-memory', new MemoryFiles(files), { isReadonly: true });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('buildglass-memory:/project/setup.py'));
      await vscode.window.showTextDocument(document);
      const place = rangeOf(document, 'importlib.import_module(');
      await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
      assert.match(await hoverText(document, place.start.translate(0, 12)), /dynamic-import/);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      registration.dispose();
    }
  });
});
