/**
 * The execution map against the real backends: every hook of every marker project is called, and the marks that are left are those that the
 * map says, one by one. Needs python3, and the package registry the first time; where they are missing it says so and counts as skipped.
 *
 * With BUILDGLASS_UPDATE=1 it writes docs/execution-map-agreement.md from what was seen.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendOfModule } from '../../server/src/project/backends/registry';
import type { Parsers } from '../../server/src/syntax/parser';
import { projectOf } from '../project/kit';
import { testParsers } from '../syntax/toml-parsers';
import { backendsEnvironment } from './environment';
import { agreementPage, type Seen } from './page';
import { predict } from './predict';
import { marksIn, type Project } from './project';
import { HATCH_PROJECTS } from './projects/hatch';
import { NATIVE_PROJECTS } from './projects/native';
import { OTHER_PROJECTS } from './projects/others';
import { SETUPTOOLS_PROJECTS } from './projects/setuptools';
import { type Answer, type Called, CALLED, callHooks } from './run';

const PROJECTS: readonly Project[] = [...SETUPTOOLS_PROJECTS, ...HATCH_PROJECTS, ...OTHER_PROJECTS, ...NATIVE_PROJECTS];
const PAGE = join(__dirname, '../../docs/execution-map-agreement.md');
const updating = process.env['BUILDGLASS_UPDATE'] === '1';

describe('the execution map and the real backends', function () {
  this.timeout(600_000);
  let parsers: Parsers;
  let answers: readonly ReadonlyMap<Called, Answer>[] = [];
  const seen: Seen[] = [];

  before(async function () {
    parsers = await testParsers();
    const environment = backendsEnvironment();
    if ('missing' in environment) {
      console.error(`SKIPPED: the execution map was not compared with the real backends: ${environment.missing}`);
      this.skip();
    }
    answers = await callHooks(environment.python, PROJECTS.map((project) => {
      const { backend } = projectOf(parsers, project.files).config;
      return { ...project, backend: backend.object === '' ? backend.name : `${backend.name}:${backend.object}`, backendPath: backend.backendPath.map(({ value }) => value) };
    }));
  });

  PROJECTS.forEach((project, index) => {
    it(project.title, () => {
      const { config, edges } = projectOf(parsers, project.files);
      const predicted = predict(project, edges, backendOfModule(config.backend.name)?.metadataBuildsWheel ?? false);
      const answer = answers[index]!;
      const marks = marksIn(project.files);
      const observed = (mark: string): readonly Called[] => CALLED.filter((called) => answer.get(called)!.marks.includes(mark));
      const failing = CALLED.filter((called) => answer.get(called)!.error !== undefined && !mayFail(project, called));
      assert.deepEqual(failing.map((called) => `${called}: ${answer.get(called)!.error}`), [], 'hooks that ended with an error');
      const missing = new Set(CALLED.filter((called) => answer.get(called)!.missing));
      // An in-tree backend is imported to find out that it lacks the hook.
      const said = (mark: string): readonly Called[] => CALLED.filter((called) => predicted.get(mark)?.has(called) && (!missing.has(called) || mark.startsWith('in-tree-backend')));
      const all = [...new Set([...marks, ...predicted.keys(), ...CALLED.flatMap((called) => answer.get(called)!.marks)])].sort();
      seen.push({ title: project.title, missing, rows: all.map((mark) => ({ mark, predicted: said(mark), observed: observed(mark) })) });
      assert.deepEqual(all.map((mark) => `${mark}: ${observed(mark).join(' ')}`), all.map((mark) => `${mark}: ${said(mark).join(' ')}`));
    });
  });

  it('is what the page says', () => {
    const page = agreementPage(seen);
    if (updating) writeFileSync(PAGE, page);
    else assert.equal(readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n'), page);
  });
});

const mayFail = ({ fails }: Project, called: Called): boolean => fails?.hooks.includes(called === 'MW in pip' ? 'MW' : called) ?? false;
