/** `buildglass rules` and `buildglass explain`: the rules' own documentation on a terminal. */
import { rulePage, type RuleMetadata } from '../findings/rule';
import { UsageError } from './parts';

export function listRules(rules: readonly RuleMetadata[]): string {
  const width = Math.max(0, ...rules.map((rule) => rule.id.length));
  return sorted(rules).map((rule) => `${rule.id.padEnd(width)}  ${rule.title}\n`).join('');
}

/** Throws `UsageError` for a rule that does not exist. */
export function explainRule(id: string, rules: readonly RuleMetadata[]): string {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new UsageError(`There is no rule "${id}"; "buildglass rules" lists them.`);
  const parts = [
    `${rule.id}: ${rule.title}`,
    rule.why.trim(),
    rule.advice.trim(),
    `Instead of\n\n${indent(rule.example.bad)}\n\nwrite\n\n${indent(rule.example.good)}`,
  ];
  if (rule.cwe.length > 0) parts.push(rule.cwe.map((number) => `CWE-${number}: https://cwe.mitre.org/data/definitions/${number}.html`).join('\n'));
  if (rule.sources.length > 0) parts.push(`Sources\n${rule.sources.map((source) => `  ${source}`).join('\n')}`);
  parts.push(rulePage(rule.id));
  return `${parts.join('\n\n')}\n`;
}

const sorted = (rules: readonly RuleMetadata[]): RuleMetadata[] => [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

const indent = (text: string): string => text.trim().split('\n').map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
