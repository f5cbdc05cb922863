/** Reach: one order of moments, and what severities make of it. */
import { strict as assert } from 'node:assert';
import { ratedByReach } from '../../server/src/analysis/severity';
import { easier, rankOf, REACH_WORDS, REACHES, runsByItself } from '../../server/src/findings/reach';
import { ALL_COMMANDS, BUILD_HOOKS, hooksReached } from '../../server/src/project/hooks';
import { executionOfRole } from '../../server/src/project/execution';
import { reachOf } from '../../server/src/project/reach';

describe('reach', () => {
  it('orders download and metadata before install, sdist, tests, calls, never', () => {
    assert.deepEqual(REACHES, ['metadata', 'install', 'sdist', 'test', 'called', 'never']);
    assert.deepEqual(Object.keys(REACH_WORDS), REACHES);
    const table: Readonly<Record<string, string>> = { MW: 'metadata', ME: 'metadata', RW: 'metadata', RE: 'metadata', W: 'install', E: 'install', RS: 'sdist', S: 'sdist', test: 'test', direct: 'called' };
    for (const [hook, reach] of Object.entries(table)) assert.equal(reachOf([hook]), reach, hook);
  });

  it('is that of the easiest hook', () => {
    assert.equal(reachOf(['S', 'W']), 'install');
    assert.equal(reachOf(['direct', 'test']), 'test');
    assert.equal(reachOf(BUILD_HOOKS), 'metadata');
    assert.equal(easier('never', 'called'), 'called');
  });

  it('is known of every hook that a command reaches', () => {
    for (const hook of [...BUILD_HOOKS, ...ALL_COMMANDS.flatMap((command) => hooksReached(command) ?? [])]) assert.ok(reachOf([hook]), hook);
  });

  it('counts what is not known as easy', () => {
    assert.equal(reachOf([]), undefined);
    assert.equal(reachOf(['W', 'full moon']), undefined);
    assert.equal(rankOf(undefined), rankOf('metadata'));
    assert.ok(runsByItself(undefined));
  });

  it('is known of roles that have one', () => {
    const roles = { 'setup-script': 'called', 'project-config': 'metadata', conftest: 'test', 'embedded-setup-script': 'test', 'package-module': 'never', 'helper-module': undefined } as const;
    for (const [role, reach] of Object.entries(roles)) assert.equal(executionOfRole(role as keyof typeof roles).reach, reach, role);
  });
});

describe('severity', () => {
  const execution = (reach: (typeof REACHES)[number] | undefined) => ({ runs: [], when: 'Runs.', gates: [], ...(reach && { reach }) });
  const rated = (reach: (typeof REACHES)[number] | undefined, intent = false) => ratedByReach('error', execution(reach), intent).severity;

  it('is a step lower for what nothing runs by itself, and for nothing else', () => {
    assert.deepEqual([undefined, ...REACHES].map((reach) => rated(reach)), ['error', 'error', 'error', 'error', 'error', 'warning', 'warning']);
    assert.deepEqual(REACHES.map((reach) => rated(reach, true)), Array(6).fill('error'));
    assert.equal(ratedByReach('hint', execution('never'), false).severity, 'hint');
  });

  it('says so, and remembers the rule\'s own', () => {
    const lowered = ratedByReach('warning', execution('called'), false);
    assert.deepEqual([lowered.ruleSeverity, lowered.execution.when], ['warning', 'Runs. For that it is rated information, not warning.']);
    const kept = ratedByReach('warning', execution('install'), false);
    assert.deepEqual([kept.ruleSeverity, kept.execution.when], [undefined, 'Runs.']);
  });
});
