/** SARIF: valid by the schema of the standard, and whole in what it says. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/base/edit';
import { LineIndex } from '../../server/src/base/text';
import { sarifWriter } from '../../server/src/report/sarif';
import type { Entry, WriterOptions } from '../../server/src/report/writer';
import { finding, project, spanOf, write } from './sample';
import { validateSarif } from './sarif/validate';

interface Region { startLine: number; startColumn: number; endLine: number; endColumn: number; snippet?: { text: string } }
interface Location { physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Region }; message?: { text: string }; logicalLocations?: { name: string }[] }
interface Result {
  ruleId: string; ruleIndex: number; level: string; message: { text: string }; locations: Location[]; relatedLocations?: Location[];
  codeFlows?: { threadFlows: { locations: { location: Location }[] }[] }[];
  fixes?: { description: { text: string }; artifactChanges: { artifactLocation: { uri: string }; replacements: { deletedRegion: Region; insertedContent?: { text: string } }[] }[] }[];
  suppressions: { status: string; justification: string; location: Location }[];
  partialFingerprints: Record<string, string>;
  baselineState?: string;
  properties?: { package?: object };
}
interface Run { tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } }; results: Result[]; invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[] }

function runOf(entries: readonly Entry[], changes: Partial<WriterOptions> = {}): Run {
  const log = JSON.parse(write(sarifWriter, entries, changes)) as { runs: Run[] };
  assert.deepEqual(validateSarif(log), []);
  assert.equal(log.runs.length, 1);
  return log.runs[0]!;
}

const SETUP = 'import os\nname = os.environ["BACKEND"]\nload(name)\n';
const COMMENT = '# buildglass: ignore[dynamic-import] reviewed';
const loading = finding({
  path: 'setup.py', span: spanOf(SETUP, 'load(name)'),
  flow: [
    { path: 'setup.py', span: spanOf(SETUP, 'os.environ["BACKEND"]'), label: 'read from the environment' },
    { path: 'setup.py', span: spanOf(SETUP, 'load(name)'), label: 'imported' },
  ],
  related: [{ path: 'tools/names.py', span: { start: 0, end: 0 }, label: 'names stand here' }],
  fixes: [
    { title: 'Load a known name', applicability: 'unsafe', path: 'setup.py', edits: [{ span: spanOf(SETUP, 'name)'), newText: '"known")' }, { span: spanOf(SETUP, 'import os\n'), newText: '' }] },
    { title: 'Think about it', applicability: 'display-only', path: 'setup.py', edits: [] },
  ],
});

describe('SARIF', () => {
  it('is valid without projects, without findings and with a project that cannot be read', () => {
    assert.deepEqual(runOf([]).results, []);
    assert.deepEqual(runOf([project({}, [])]).results, []);
    const [invocation] = runOf([{ project: 'gone', error: 'gone does not exist.' }, project({}, [], { problems: ['the folder x cannot be read'] })]).invocations;
    assert.equal(invocation!.executionSuccessful, false);
    assert.deepEqual(invocation!.toolExecutionNotifications.map(({ message }) => message.text), ['gone does not exist.', 'In pkg: the folder x cannot be read.']);
  });

  it('says that findings are new where there is a baseline, and what package they are in', () => {
    const plain = project({ 'setup.py': SETUP }, [loading]);
    const compared = project({ 'setup.py': SETUP }, [loading], { baseline: { known: 1, gone: [] } });
    if ('error' in compared) assert.fail();
    const named = { ...compared, report: { ...compared.report, package: { name: 'tides', version: '1.0' } } };
    assert.deepEqual([plain, compared].map((entry) => runOf([entry]).results.map(({ baselineState }) => baselineState)), [[undefined], ['new']]);
    assert.deepEqual(runOf([named]).results.map(({ properties }) => properties?.package), [{ name: 'tides', version: '1.0' }]);
  });

  it('lists what the baseline knows and nobody finds any more, as absent and as no failure', () => {
    const row = { fingerprint: 'f'.repeat(32), rule: 'dynamic-import', project: '.', path: 'old.py', message: 'A module is imported' };
    const gone = project({ 'setup.py': SETUP }, [], { baseline: { known: 0, gone: [row] } });
    const results = runOf([gone, project({ 'setup.py': SETUP }, [loading], { baseline: { known: 0, gone: [] } }), gone]).results as (Result & { kind?: string })[];
    assert.deepEqual(results.map(({ baselineState, kind, level, ruleIndex }) => [baselineState, kind, level, ruleIndex]), [['absent', 'pass', 'none', 0], ['new', undefined, 'error', 0], ['absent', 'pass', 'none', 0]]);
    assert.deepEqual([results[0]!.message.text, results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, Object.values(results[0]!.partialFingerprints)], ['No longer found: A module is imported.', 'pkg/old.py', [row.fingerprint]]);
    const [first] = runOf([{ ...gone, baseline: { known: 0, gone: [{ ...row, rule: 'a-rule-of-once' }] } } as Entry]).results;
    assert.equal(first!.ruleIndex, undefined);
  });

  it('is refused by the schema when something is wrong', () => {
    const log = JSON.parse(write(sarifWriter, [project({ 'setup.py': SETUP }, [loading])])) as { runs: [Run] };
    for (const change of [{ level: 'fatal' }, { locations: 1 }, { message: undefined }, { unknown: 1 }]) {
      const [run] = log.runs;
      assert.notDeepEqual(validateSarif(JSON.parse(JSON.stringify({ ...log, runs: [{ ...run, results: [{ ...run.results[0], ...change }] }] }))), [], JSON.stringify(change));
    }
  });

  it('says all that a finding says', () => {
    const { tool, results: [result] } = runOf([project({ 'setup.py': SETUP, 'tools/names.py': '' }, [loading])]);
    assert.ok(result);
    assert.equal(tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
    assert.deepEqual(tool.driver.rules[0]?.properties.tags, ['security', 'dynamic-import', 'external/cwe/cwe-094', 'external/cwe/cwe-001']);
    assert.equal(result.level, 'error');
    assert.equal(result.message.text, 'A module is imported by a name that is not constant. Runs at every build hook: `pip download` is enough.');
    assert.deepEqual(result.locations[0]!.physicalLocation, {
      artifactLocation: { uri: 'pkg/setup.py', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 11, snippet: { text: 'load(name)' } },
    });
    assert.deepEqual(result.codeFlows![0]!.threadFlows[0]!.locations.map(({ location }) => [location.physicalLocation.region.startLine, location.message!.text]),
      [[2, 'read from the environment'], [3, 'imported']]);
    assert.deepEqual(result.relatedLocations!.map(({ physicalLocation, message }) => [physicalLocation.artifactLocation.uri, message!.text]), [['pkg/tools/names.py', 'names stand here']]);
    assert.deepEqual(result.suppressions, []);
  });

  it('has the fixes that can be applied, and their regions are the places of the edits', () => {
    const [result] = runOf([project({ 'setup.py': SETUP }, [loading])]).results;
    assert.deepEqual(result!.fixes!.map(({ description }) => description.text), ['Load a known name']);
    const lines = new LineIndex(SETUP);
    const offset = (line: number, column: number): number => lines.lineSpan(line - 1).start + column - 1;
    const edits = result!.fixes![0]!.artifactChanges[0]!.replacements.map(({ deletedRegion: at, insertedContent }) => (
      { span: { start: offset(at.startLine, at.startColumn), end: offset(at.endLine, at.endColumn) }, newText: insertedContent?.text ?? '' }));
    assert.equal(applyEdits(SETUP, edits), 'name = os.environ["BACKEND"]\nload("known")\n');
  });

  it('tells comments that are obeyed from those that wait for somebody to accept them', () => {
    const text = `load(name)  ${COMMENT}\n`;
    const entry = project({ 'setup.py': text }, [finding({ path: 'setup.py', span: spanOf(text, 'load(name)'), suppressed: { path: 'setup.py', span: spanOf(text, COMMENT), rules: ['dynamic-import'], reason: 'reviewed' } })]);
    const of = (trustProject: boolean): Result['suppressions'][0] => runOf([entry], { trustProject }).results[0]!.suppressions[0]!;
    assert.deepEqual([of(false).status, of(true).status], ['underReview', 'accepted']);
    assert.equal(of(true).justification, 'reviewed');
    assert.equal(of(true).location.physicalLocation.region.snippet?.text, COMMENT);
  });

  it('separates the results of several projects, whichever of them have any', () => {
    const none = project({}, []);
    const one = project({ 'setup.py': SETUP }, [loading]);
    const gone = { project: 'gone', error: 'gone does not exist.' };
    for (const entries of [[none, one], [one, none], [one, one], [gone, one, none, one, gone], [none, gone]]) assert.equal(runOf(entries).results.length, entries.filter((entry) => entry === one).length);
  });

  it('names files so that readers find them', () => {
    const uri = (folder: string, path: string): string => {
      const { uri: named, uriBaseId } = runOf([project({ [path]: 'x' }, [finding({ path, span: { start: 0, end: 1 } })], { project: folder })]).results[0]!.locations[0]!.physicalLocation.artifactLocation;
      return `${uriBaseId ?? ''} ${named}`;
    };
    assert.equal(uri('.', 'a/setup.py'), '%SRCROOT% a/setup.py');
    assert.equal(uri('../x/', 'setup.py'), '%SRCROOT% ../x/setup.py');
    assert.equal(uri('/home/a b', 'c#d%.py'), ' file:///home/a%20b/c%23d%25.py');
    assert.equal(uri('C:\\sources', 'setup.py'), ' file:///C:/sources/setup.py');
    assert.equal(uri('.', 'ü\ud800?.py'), '%SRCROOT% %C3%BC%EF%BF%BD%3F.py');
  });

  it('stays valid and says the same, whatever a project holds', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('\0', '\x1b', '\n', '\r', '"', '\\', '\ud83d', '\u2028', '%', ':', '`'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })), minLength: 1 });
    fc.assert(fc.property(text, text, text, (path, message, label) => {
      const [result] = runOf([project({ [path]: label }, [finding({ path, message, span: { start: 0, end: label.length }, flow: [{ path, span: { start: 0, end: 0 }, label }] })])]).results;
      assert.ok(result!.message.text.startsWith(message));
      assert.equal(result!.codeFlows![0]!.threadFlows[0]!.locations[0]!.location.message!.text, label);
    }), { numRuns: 200 });
  });

  it('has fingerprints that do not depend on who looks', () => {
    const shown = [{ ...loading, persona: 'auditor' as const }, loading];
    const fingerprintsFor = (persona: WriterOptions['persona']): string[] => runOf([project({ 'setup.py': SETUP }, shown)], { persona }).results.map(({ partialFingerprints }) => partialFingerprints['buildglassFinding/v1']!);
    const [first, second] = fingerprintsFor('auditor');
    assert.notEqual(first, second);
    assert.deepEqual(fingerprintsFor('regular'), [second]);
  });
});
