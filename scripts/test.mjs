/**
 * `npm test`: types, build, all tests, then the extension in a real VS Code. Sets up what the last part needs.
 *
 *   npm test -- --only lsp           one folder of test/ (repeatable); "suite" and "ui" are the two runs in VS Code, "e2e" is both;
 *                                    "differential" runs real build backends on marker projects, which takes minutes, and is skipped where they cannot be had
 *   npm test -- --grep TEXT          only tests whose title contains the text
 *   npm test -- --update             rewrites the generated blocks of the Markdown suites
 *   npm test -- --update-screenshots keeps the pictures of the UI run in media/screenshots/ too
 *
 * Ends with the line "N passed, N failed" (and ", N skipped" where that is so). Exit status 1 when anything failed, could not
 * run, or when nothing ran: a step that cannot run counts as a failure.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
/** Folders of test/ that hold no mocha files of their own kind: the runs in VS Code and with real backends have their own steps, the bench is no test. */
const APART = new Set(['e2e', 'bench', 'differential']);
/** No step takes nearly as long; one that does is stuck. */
const STEP_LIMIT_MS = 15 * 60_000;

let options;
try {
  ({ values: options } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      grep: { type: 'string' },
      update: { type: 'boolean', default: false },
      'update-screenshots': { type: 'boolean', default: false },
    },
  }));
} catch (error) {
  console.error(`${error.message}\nusage: npm test -- [--only FOLDER] [--grep TEXT] [--update] [--update-screenshots]`);
  process.exit(2);
}

const folders = readdirSync(path.join(root, 'test'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !APART.has(entry.name))
  .map((entry) => entry.name)
  .filter((name) => readdirSync(path.join(root, 'test', name), { recursive: true }).some((file) => file.endsWith('.test.ts')));
const known = [...folders, 'e2e', 'suite', 'ui', 'differential'];
const unknown = options.only.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no test folder "${unknown.join('", "')}"; there are: ${known.join(', ')}.`);
  process.exit(2);
}
const wanted = (...names) => options.only.length === 0 || names.some((name) => options.only.includes(name));

const env = { ...process.env, ...(options.grep === undefined ? {} : { BUILDGLASS_GREP: options.grep }), ...(options.update ? { BUILDGLASS_UPDATE: '1' } : {}), ...(options['update-screenshots'] ? { BUILDGLASS_UPDATE_SCREENSHOTS: '1' } : {}) };
const scratch = mkdtempSync(path.join(tmpdir(), 'buildglass-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const broken = [];

/** Runs a program; resolves with its exit status and, unless it prints by itself, its output. */
function run(command, args, { quiet = false, extra = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...env, ...extra }, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] });
    const limit = setTimeout(() => { console.error(`Stopped after ${STEP_LIMIT_MS / 60_000} minutes: ${command} ${args.join(' ')}`); child.kill('SIGTERM'); }, STEP_LIMIT_MS);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output += chunk; });
    child.once('error', (error) => { clearTimeout(limit); resolve({ status: 1, output: error.message }); });
    child.once('close', (status) => { clearTimeout(limit); resolve({ status: status ?? 1, output }); });
  });
}

const node = (...args) => [process.execPath, args];
const tool = (name, ...args) => node(path.join('node_modules', name), ...args);

function fail(what, output = '') {
  total.failed += 1;
  broken.push(what);
  console.log(`✗ ${what}${output.trim() === '' ? '' : `\n${output.trim()}`}`);
}

/** A step without tests of its own: silent when it works, one failure when not. */
async function step(title, [command, args]) {
  const { status, output } = await run(command, args, { quiet: true });
  if (status === 0) console.log(`✓ ${title}`); else fail(`${title}: ended with ${status}`, output);
  return status === 0;
}

/** A step that runs tests and leaves its counts in a file. No counts, or no tests, is a failure. */
async function tests(title, [command, args]) {
  console.log(`\n— ${title}`);
  const counts = path.join(scratch, `${title.replace(/\W+/g, '-')}.json`);
  const { status } = await run(command, args, { extra: { BUILDGLASS_COUNTS: counts } });
  if (!existsSync(counts)) { fail(`${title}: ended with ${status} before its tests were counted`); return; }
  const { passed, failed, skipped } = JSON.parse(readFileSync(counts, 'utf8'));
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (passed + failed + skipped === 0 && options.grep === undefined) fail(`${title}: no test ran`);
  else if (status !== 0 && failed === 0) fail(`${title}: ended with ${status} although no test failed`);
}

/** One mocha process over these globs. */
function mocha(globs, timeout) {
  return node('--import', 'tsx', 'node_modules/mocha/bin/_mocha', '--forbid-only', '--timeout', String(timeout), '--reporter', 'scripts/reporter.cjs',
    ...(options.grep === undefined ? [] : ['--fgrep', options.grep]), ...globs);
}

try {
  const inEditor = { suite: wanted('e2e', 'suite'), ui: wanted('e2e', 'ui') };
  const unit = folders.filter((name) => wanted(name));
  // VS Code is fetched while the other tests run; what it has to say is printed when its turn comes.
  const installing = inEditor.suite || inEditor.ui ? run(...node('--import', 'tsx', 'test/e2e/host/install.ts'), { quiet: true }) : undefined;

  if (options.only.length === 0) await step('types', tool('typescript/bin/tsc', '--noEmit'));
  const built = await step('build', node('scripts/build.mjs'));
  if (unit.length > 0) await tests(`test/{${unit.join(',')}}`, mocha(unit.map((name) => `test/${name}/**/*.test.ts`), 60_000));

  if (wanted('differential')) await tests('execution map and real backends', mocha(['test/differential/**/*.test.ts'], 60_000));

  if (installing !== undefined) {
    const { status, output } = await installing;
    console.log(`\n${status === 0 ? '✓' : '✗'} VS Code for the tests: ${output.trim()}`);
    const packed = built && (!inEditor.ui || await step('package', node('scripts/package.mjs')));
    // The suite may still find a desktop VS Code; it says what it needs by itself.
    if (inEditor.suite) {
      if (built) await tests('extension in VS Code', node('--import', 'tsx', 'test/e2e/run-suite.ts')); else fail('extension in VS Code: not run, there is no build');
    }
    if (inEditor.ui) {
      if (status === 0 && packed) await tests('packed extension as a person uses it', mocha(['test/e2e/ui/**/*.test.ts'], 90_000));
      else fail(`packed extension as a person uses it: not run, ${status === 0 ? 'there is no package' : 'VS Code or Chromium is missing'}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

if (total.passed + total.failed + total.skipped === 0) fail('no test ran');
if (broken.length > 0) console.log(`\nCould not run to the end:\n${broken.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
