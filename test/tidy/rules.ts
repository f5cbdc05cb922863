/** Every rule is whole: its metadata, its suite with a finding, an OK heading and its fixes, and its page. */
import type { RuleMetadata } from '../../server/src/findings/rule';
import { parseSuite } from '../kit/suite';
import type { Sources } from './sources';

export interface RuleLike {
  readonly metadata: RuleMetadata;
  readonly fixable?: boolean;
}

export function checkRules(rules: readonly RuleLike[], sources: Sources): readonly string[] {
  const problems = rules.flatMap(({ metadata, fixable }) => [
    ...checkMetadata(metadata),
    ...checkSuite(metadata.id, fixable === true, sources.get(`test/suites/rules/${metadata.id}.md`)),
  ]);
  const ids = rules.map(({ metadata }) => metadata.id);
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i))) problems.push(`${id}: two rules have this id`);
  for (const path of sources.keys()) {
    const suite = /^test\/suites\/rules\/([\w-]+)\.md$/.exec(path)?.[1];
    if (suite !== undefined && !ids.includes(suite)) problems.push(`${path}: there is no such rule`);
  }
  return problems;
}

function checkMetadata(metadata: RuleMetadata): readonly string[] {
  const problems: string[] = [];
  const want = (ok: boolean, what: string): void => void (ok || problems.push(`${metadata.id}: ${what}`));
  want(/^[a-z]+(?:-[a-z]+)*$/.test(metadata.id), 'the id is not in kebab-case');
  want(/^[A-Z][^.]+$/.test(metadata.title), 'the title is not a noun phrase without a full stop');
  want(metadata.why.trim().length >= 80, 'does not say why it matters');
  want(metadata.advice.trim().length >= 40, 'does not say what to do');
  want(metadata.example.bad.trim() !== '' && metadata.example.good.trim() !== '', 'has no example of before and after');
  want(metadata.example.bad.trim() !== metadata.example.good.trim(), 'has an example that changes nothing');
  want(metadata.cwe.every((number) => Number.isInteger(number) && number > 0), 'names a CWE that is no number');
  want(metadata.category === 'analysis' || metadata.cwe.length > 0, 'names no CWE');
  want(metadata.category === 'analysis' || metadata.sources.length > 0, 'names no source');
  want(metadata.sources.every((source) => source.trim() !== ''), 'has an empty source');
  return problems;
}

function checkSuite(id: string, fixable: boolean, markdown: string | undefined): readonly string[] {
  if (markdown === undefined) return [`${id}: has no suite test/suites/rules/${id}.md`];
  const tests = parseSuite(markdown);
  const markers = tests.flatMap((test) => test.files.flatMap((file) => file.markers));
  return [
    ...(markers.some((marker) => marker.kind === 'finding' && marker.rule === id) ? [] : [`${id}: the suite has no finding`]),
    ...(tests.some((test) => test.ok) ? [] : [`${id}: the suite has no test that starts with OK`]),
    ...(fixable && !tests.some((test) => test.blocks.some((block) => block.kind === 'fix')) ? [`${id}: the suite has no fix`] : []),
  ];
}
