/**
 * Which documents the language server hears of.
 *
 * Every Python file is offered, because only its content tells whether it takes part in a build; the server decides.
 * No scheme is named: unsaved files and files of virtual workspaces count like files on disk.
 */
import type { DocumentSelector, Uri } from 'vscode';

export const DOCUMENTS = [
  { language: 'python' },
  { pattern: '**/setup.py' },
  // Configuration of builds and of the tools beside them has many names; the server knows them.
  { pattern: '**/*.{toml,cfg,ini,pth,start}' },
  { pattern: '**/*requirements*.txt' },
  { pattern: '**/*.egg-info/entry_points.txt' },
] satisfies DocumentSelector;

/** Files on disk that matter to a build; the server is told when they change. */
export const WATCHED_FILES = '**/*.{py,toml,cfg,ini,pth,start,txt}';

/** Programs found inside strings; see layer-documents.ts. */
export const LAYER_SCHEME = 'buildglass-layer';

/** Schemes of views that show a copy of a file, or something that is no file: what is true there is said at the original. */
const COPIES = new Set([LAYER_SCHEME, 'git', 'gitfs', 'gitlens', 'review', 'pr', 'output', 'vscode-scm', 'search-editor', 'vscode-notebook-cell',
  'interactive-input', 'vscode-chat-code-block', 'vscode-local-history', 'comment', 'vscode-bulkeditpreview', 'vscode-bulkeditpreview-editor', 'vscode-bulkeditpreview-multieditor']);

export const isCopy = (uri: Uri): boolean => COPIES.has(uri.scheme);
