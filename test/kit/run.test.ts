/** Running tests with a fake analyser: everything passes when it is right, and fails when it is wrong. */
import { strict as assert } from 'node:assert';
import type { Analyser } from './analysis';
import { fakeAnalyser, GOOD, replaceWith, type FixOf } from './fake';
import { runTest, updateSuite } from './run';
import { parseSuite } from './suite';

const fence = (info: string, ...lines: string[]): string => ['```' + info, ...lines, '```'].join('\n');

/** The failures of a suite with one test. */
function failures(parts: readonly string[], analyser: Analyser = fakeAnalyser(), heading = '# A'): string {
  const tests = parseSuite([heading, ...parts].join('\n'));
  assert.equal(tests.length, 1);
  return runTest(tests[0]!, analyser).failures.join('\n');
}
const passes = (...lines: string[]): void => assert.equal(failures([fence('python', ...lines)]), '');
const fails = (message: RegExp, ...lines: string[]): void => assert.match(failures([fence('python', ...lines)]), message);

describe('a finding', () => {
  it('is matched by rule and line', () => passes('bad(x)  # finding: [toy]', '', '# finding: [other]', 'odd(y)'));
  it('is matched by a part of the message', () => passes('bad(x)  # finding: [toy] "call of x"'));
  it('is matched by its exact span', () => passes('v = bad(x)', '#   ^^^^^^ finding: [toy]'));
  it('that spans lines is matched by its start', () => passes('w = bad(', '#   ^^^^> finding: [toy]', ')'));
  it('without a marker fails', () => fails(/unexpected finding \[toy\] "bad call of x" at setup\.py:2:1\n +2 \| bad\(x\)\n +\| \^{6}$/, 'y = 1', 'bad(x)'));
  it('expected but absent fails', () => fails(/suite line 3, setup\.py:1: expected # finding: \[toy\]\n +1 \| good\(x\)\ncame: nothing/, 'good(x)  # finding: [toy]'));
  it('on another line fails', () => fails(/expected # finding/, 'bad(x)', 'y = 1  # finding: [toy]'));
  it('of another rule fails', () => fails(/came: \[other\]/, 'odd(x)  # finding: [toy]'));
  it('with another message fails', () => fails(/expected # finding: \[toy\] "call of y"/, 'bad(x)  # finding: [toy] "call of y"'));
  it('that starts elsewhere fails', () => fails(/expected/, 'v = bad(x)', '#  ^^^^^^^ finding: [toy]'));
  it('that ends elsewhere fails', () => fails(/expected/, 'v = bad(x)', '#   ^^^^^ finding: [toy]'));
  it('that ends on its line fails where a later line is expected', () => fails(/expected/, 'v = bad(x)', '#   ^^^^> finding: [toy]'));
  it('needs a marker of its own', () => fails(/unexpected finding/, 'bad(x); bad(y)  # finding: [toy]'));
  it('satisfies one marker only', () => fails(/expected/, 'bad(x)  # finding: [toy]  # finding: [toy]'));
  it('goes to the marker that needs it most', () => passes('bad(x); bad(y)  # finding: [toy]  # finding: [toy] "of x"'));
  it('of another file does not count', () => {
    assert.match(failures([fence('python', 'x = 1  # finding: [toy]'), '`b.py`:', fence('python', 'bad(x)')]), /unexpected finding .* at b\.py:1:1/);
  });
  it('is not seen when a trusted project suppresses it', () => {
    assert.equal(failures([fence('config', 'trust: true'), fence('python', 'hushed(x)')], fakeAnalyser(), '# OK'), '');
    assert.match(failures([fence('python', 'hushed(x)')], fakeAnalyser(), '# OK'), /says OK, but/);
  });
  it('is seen by its persona only', () => {
    assert.equal(failures([fence('python', 'listed(x)')], fakeAnalyser(), '# OK'), '');
    assert.equal(failures([fence('config', 'persona: auditor'), fence('python', 'listed(x)  # finding: [toy]')]), '');
  });
});

describe('known gaps', () => {
  it('pass while they last', () => passes('bad(x)  # spurious: [toy]', 'good(y)  # missing: [toy]'));
  it('fail when a false positive is gone', () => fails(/delete the `spurious` marker/, 'good(x)  # spurious: [toy]', 'bad(y)  # finding: [toy]'));
  it('fail when a false negative is found', () => fails(/turn `missing` into `finding`/, 'bad(x)  # missing: [toy]'));
  it('do not hide a second finding', () => fails(/unexpected finding/, 'bad(x); odd(x)  # missing: [toy]'));
});

describe('facts', () => {
  it('pass when they are there', () => passes('from file  # source: file', 'into shell  # sink: shell', 'say x = 1  # reveal: x = 1'));
  it('need no marker', () => passes('from file', 'into shell  # sink: shell'));
  it('fail with another kind', () => fails(/came: source: file/, 'from file  # source: network'));
  it('fail as source where there is a sink', () => fails(/nothing of the kind/, 'into file  # source: file'));
  it('fail with another value', () => fails(/came: reveal: x = 1/, 'say x = 1  # reveal: x = 2'));
  it('satisfy one marker only', () => fails(/expected # source/, 'from file  # source: file # source: file'));
  it('fail when the analyser lists none', () => assert.match(failures([fence('python', 'from file  # source: file')], fakeAnalyser(GOOD, false)), /lists no facts/));
  it('via passes on the flow of its rule', () => passes('x = 1  # via: [toy]', 'bad(x)  # finding: [toy]'));
  it('via fails off the flow', () => fails(/no flow of \[toy\]/, 'x = 1', 'y = 1  # via: [toy]', 'bad(x)  # finding: [toy]'));
  it('via fails on the flow of another rule', () => fails(/no flow of \[other\]/, 'x = 1  # via: [other]', 'bad(x)  # finding: [toy]'));
});

describe('headings', () => {
  it('that start with OK pass without findings', () => assert.equal(failures([fence('python', 'good(x)')], fakeAnalyser(), '# OK good'), ''));
  it('that start with OK fail with a finding', () => assert.match(failures([fence('python', 'bad(x)')], fakeAnalyser(), '# OK bad'), /says OK, but there is a finding \[toy\]/));
  it('that start with OK cannot have markers of findings', () => assert.match(failures([fence('python', 'good(x)  # missing: [toy]')], fakeAnalyser(), '# OK'), /cannot have/));
  it('that start with OK still check facts', () => assert.match(failures([fence('python', 'x  # source: file')], fakeAnalyser(), '# OK'), /expected # source/));
  it('over a test that says nothing fail', () => fails(/says nothing/, 'good(x)'));
});

describe('blocks', () => {
  const file = fence('python', 'x = 1', 'bad(x)  # finding: [toy]');
  const diff = fence('fix safe "Use good"', ' x = 1', '-bad(x)', '+good(x)');
  const withFix = (fix: FixOf): string => failures([file, fence('fix safe "Use good"', ' x = 1', '-bad(x)', '+good(x)')], fakeAnalyser(fix));

  it('runs and layer are compared', () => {
    assert.equal(failures([file, fence('runs', 'pip download → setup.py'), fence('layer', 'decoded'), fence('layer "inner"', 'decoded')]), '');
    assert.match(failures([file, fence('runs', 'pip install → setup.py')]), /the `runs` block differs/);
    assert.match(failures([file, fence('runs', 'x')], fakeAnalyser(GOOD, false)), /lists no execution map/);
    assert.match(failures([file, fence('layer', 'coded')]), /the `layer` block differs/);
    assert.match(failures([file, fence('layer "outer"', 'decoded')]), /no such layer; there are: "inner"/);
    assert.match(failures([file, fence('layer', 'decoded'), fence('layer', 'decoded')]), /no such layer/);
  });
  it('snapshot shows findings with flow and execution', () => {
    const lines = ['setup.py:2:1 warning [toy] bad call of x', '  setup.py:1:1 begins here', '  setup.py:2:1 ends here', '  Runs always.'];
    assert.equal(failures([file, fence('snapshot', ...lines)]), '');
    assert.match(failures([file, fence('snapshot', ...lines.slice(0, 3))]), /the `snapshot` block differs/);
  });
  it('fix is compared as a difference or as the whole file', () => {
    assert.equal(failures([file, diff]), '');
    assert.equal(failures([file, fence('fix safe "Use good"', 'x = 1', 'good(x)')]), '');
    assert.match(failures([file, fence('fix safe "Use good"', 'x = 1', 'best(x)')]), /the `fix` block differs/);
  });
  it('fix needs a fix of its title and kind', () => {
    assert.match(failures([file, fence('fix unsafe "Use good"', '-bad(x)')]), /no such fix; there are:\n +setup\.py:2 safe "Use good"/);
    assert.match(failures([file, diff, diff]), /no such fix/);
    assert.match(failures([file, fence('fix "Use good"', '-bad(x)')]), /write `fix safe/);
  });
  it('fix fails when the finding stays', () => assert.match(withFix(replaceWith('Use good', (inner) => `(bad(${inner}))`)), /the finding is still there/));
  it('fix fails when it adds a finding', () => assert.match(withFix(replaceWith('Use good', () => 'odd(1)')), /adds a finding: \[other\]/));
  it('fix fails when the file no longer parses', () => assert.match(withFix(replaceWith('Use good', () => 'broken')), /not analysed whole any more/));
  it('fix fails when it changes nothing', () => assert.match(withFix(replaceWith('Use good', (inner) => `bad(${inner})`)), /changes nothing/));
  it('fix fails when its edits overlap or leave the file', () => {
    const edit = { span: { start: 0, end: 2 }, newText: '' };
    assert.match(withFix((path) => [{ title: 'Use good', applicability: 'safe', path, edits: [edit, edit] }]), /edits overlap/);
    assert.match(withFix((path) => [{ title: 'Use good', applicability: 'safe', path, edits: [{ span: { start: 0, end: 999 }, newText: '' }] }]), /leave the file/);
  });
  it('fix leaves other findings where they moved to', () => {
    const both = fence('python', 'bad(one); bad(two)  # finding: [toy] # finding: [toy]', 'odd(x)  # finding: [other]');
    assert.equal(failures([both, fence('fix safe "Use good"', '-bad(one); bad(two)', '+good(one); bad(two)', ' odd(x)'), fence('fix safe "Use good"', '-bad(one); bad(two)', '+bad(one); good(two)', ' odd(x)')]), '');
  });
  it('fix fails when it keeps offering itself', () => {
    // Each application reveals another finding of the same title in place of one that was there.
    const restless: FixOf = (path, start, whole, inner) => [{ title: 'Use good', applicability: 'safe', path,
      edits: [{ span: { start, end: start + whole.length }, newText: inner === 'x' ? 'good(x)' : `bad(${inner}y)` }] }];
    const text = fence('python', 'bad(x); bad(y)  # finding: [toy] # finding: [toy]');
    assert.match(failures([text, fence('fix safe "Use good"', '-bad(x); bad(y)', '+good(x); bad(y)')], fakeAnalyser(restless)), /again and again/);
  });
  it('fix fails when what it leaves behind is offered and changes nothing', () => {
    const idle: FixOf = (path, start, whole, inner) => [{ title: 'Use good', applicability: 'safe', path,
      edits: [{ span: { start, end: start + whole.length }, newText: inner === 'x' ? 'good(x)' : whole }] }];
    const text = fence('python', 'bad(x); bad(y)  # finding: [toy] # finding: [toy]');
    assert.match(failures([text, fence('fix safe "Use good"', '-bad(x); bad(y)', '+good(x); bad(y)')], fakeAnalyser(idle)), /then changes nothing/);
  });

  it('are rewritten by an update, and markers are not', () => {
    const suite = ['# A', file, fence('fix safe "Use good"', 'old'), 'prose', fence('runs'), '# B'].join('\n');
    const test = parseSuite(suite)[0]!;
    const updated = updateSuite(suite, runTest(test, fakeAnalyser()).updates);
    assert.equal(updated, ['# A', file, diff, 'prose', fence('runs', 'pip download → setup.py'), '# B'].join('\n'));
    assert.deepEqual(runTest(parseSuite(updated)[0]!, fakeAnalyser()), { failures: [], updates: [] });
  });
  it('are not rewritten when what they name is not there', () => {
    const test = parseSuite(['# A', file, fence('fix safe "Use best"', 'old')].join('\n'))[0]!;
    assert.deepEqual(runTest(test, fakeAnalyser()).updates, []);
  });
});
