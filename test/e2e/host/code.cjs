#!/usr/bin/env node
/**
 * The "VS Code executable" for @vscode/test-electron: `runTests({ vscodeExecutablePath })` spawns this file.
 * It only makes TypeScript loadable; stand-in.ts does the work.
 */
require('tsx/cjs');
require('./stand-in.ts');
