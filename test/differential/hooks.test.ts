/**
 * The execution map against the real backends: every hook of every marker project is called, and the marks that are left are those that the
 * map says, one by one. Needs python3, and the package registry the first time; where they are missing it says so and counts as skipped.
 *
 * With BUILDGLASS_UPDATE=1 it writes docs/execution-map-agreement.md from what was seen.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metadataBuildsWheel } from '../../server/src/project/edges';
import type { Parsers } from '../../server/src/syntax/parser';
import { projectOf } from '../project/kit';
import { testParsers } from '../syntax/toml-parsers';
import { backendsEnvironment } from './environment';
import { agreementPage, type Seen } from './page';
import { predict } from './predict';
import { marksIn, type Project } from './project';
import { COMPILED_PROJECTS } from './projects/compiled';
import { GIT_PROJECTS } from './projects/git';
import { HATCH_PROJECTS } from './projects/hatch';
import { IN_TREE_PROJECTS, LEGACY_PROJECTS } from './projects/legacy';
import { NATIVE_PROJECTS } from './projects/native';
import { OTHER_PROJECTS } from './projects/others';
import { SETUPTOOLS_PROJECTS } from './projects/setuptools';
import { COMMAND_PROJECTS } from './projects/setuptools-commands';
import { SETUPTOOLS_PLUGIN_PROJECTS } from './projects/setuptools-plugins';
import { type Called, CALLED, Driver } from './run';

const PROJECTS: readonly Project[] = [
  ...SETUPTOOLS_PROJECTS, ...COMMAND_PROJECTS, ...LEGACY_PROJECTS, ...IN_TREE_PROJECTS, ...SETUPTOOLS_PLUGIN_PROJECTS, ...HATCH_PROJECTS, ...OTHER_PROJECTS, ...NATIVE_PROJECTS, ...COMPILED_PROJECTS, ...GIT_PROJECTS,
];
const PAGE = join(__dirname, '../../docs/execution-map-agreement.md');
const updating = process.env['BUILDGLASS_UPDATE'] === '1';

describe('the execution map and the real backends', function () {
  this.timeout(120_000);
  let parsers: Parsers;
  let driver: Driver | undefined;
  const seen: Seen[] = [];

  before(async function () {
    this.timeout(600_000);
    parsers = await testParsers();
    const environment = backendsEnvironment();
    if ('missing' in environment) {
      console.error(`SKIPPED: the execution map was not compared with the real backends: ${environment.missing}`);
      this.skip();
    }
    driver = new Driver(environment.python);
  });

  after(() => driver?.end());

  for (const project of PROJECTS) {
    it(project.title, async function () {
      const lacking = (project.needs ?? []).filter((program) => !isThere(program));
      if (lacking.length > 0) {
        console.error(`SKIPPED: ${project.title}: there is no ${lacking.join(', no ')} on this machine`);
        this.skip();
      }
      const { config, edges } = projectOf(parsers, project.files);
      const predicted = predict(project, edges, metadataBuildsWheel(config, edges));
      const answers = await driver!.call(project, config.backend);
      const marks = marksIn(project.files);
      const observed = (mark: string): readonly Called[] => CALLED.filter((called) => answers.get(called)!.marks.includes(mark));
      const missing = new Set(CALLED.filter((called) => answers.get(called)!.missing));
      // An in-tree backend is imported to find out that it lacks the hook.
      const said = (mark: string): readonly Called[] => CALLED.filter((called) => predicted.get(mark)?.has(called) && (!missing.has(called) || mark.startsWith('in-tree-backend')));
      const all = [...new Set([...marks, ...predicted.keys(), ...CALLED.flatMap((called) => answers.get(called)!.marks)])].sort();
      const rows = all.map((mark) => ({ mark, predicted: said(mark), observed: observed(mark) }));
      seen.push({ title: project.title, missing, rows });
      const failing = CALLED.filter((called) => answers.get(called)!.error !== undefined && !mayFail(project, called));
      assert.deepEqual(failing.map((called) => `${called}: ${answers.get(called)!.error}`), [], 'hooks that ended with an error');
      assert.deepEqual(rows.map(({ mark, observed }) => `${mark}: ${observed.join(' ')}`), rows.map(({ mark, predicted }) => `${mark}: ${predicted.join(' ')}`));
    });
  }

  it('is what the page says', function () {
    if (seen.length < PROJECTS.length) {
      console.error('SKIPPED: the page of agreement was not compared, since not all projects were built');
      this.skip();
    }
    const page = agreementPage(seen);
    if (updating) writeFileSync(PAGE, page);
    else assert.equal(readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n'), page);
  });
});

const mayFail = ({ fails }: Project, called: Called): boolean => fails?.hooks.includes(called === 'MW in pip' ? 'MW' : called) ?? false;

const isThere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
