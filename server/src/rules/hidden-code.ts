/** Rule: code that is written so as not to be seen. */
import type { HiddenNameEvent } from '../dataflow/events';
import { pointKey, type Program } from '../dataflow/source';
import type { Rule } from './rule';

export const hiddenCode: Rule = {
  metadata: {
    id: 'hidden-code',
    category: 'obfuscation',
    title: 'Hidden code',
    why: 'Names of dangerous functions that are put together from pieces, and statements pushed far to the right behind blanks, serve one purpose: that readers and tools which look for words do not find them.',
    advice: 'Write the name. If it is not your code: do not build this package.',
    example: { bad: 'run = getattr(__import__("os"), "sys" + "tem")\nrun("make")', good: 'import subprocess\nsubprocess.check_call(["make"])' },
    cwe: [506, 656],
    sources: ['https://attack.mitre.org/techniques/T1027/', 'https://cwe.mitre.org/data/definitions/506.html'],
  },
  fixable: false,
  check(context) {
    const names = new Map<string, HiddenNameEvent>();
    for (const event of context.events) if (event.kind === 'hidden-name') names.set(pointKey(event.point), event);
    for (const event of names.values()) {
      const what = event.path === '' ? 'A builtin is looked up by a name that is computed' : `\`${event.path.replace(/^builtins\./, '').replace(/\(\)/g, '')}\` is looked up by a name that is put together from pieces`;
      context.report({ point: event.point, severity: 'error', confidence: 'high', persona: 'regular', message: what, events: [event] });
    }
    for (const { start, end, unit } of padded(context.program)) {
      context.report({ point: { program: context.program, unit, start, end }, severity: 'error', confidence: 'high', persona: 'regular', message: 'A statement stands far to the right, behind blanks that push it out of sight' });
    }
  },
};

/** Code behind at least this many blanks on a line that already holds code. */
const PADDING = /[^\s#\\][^\S\r\n]{60,}(;?[^\S\r\n]*[^\s#\\][^\r\n]*)/g;

function* padded(program: Program): Generator<{ start: number; end: number; unit: Program['module']['units'][number] }> {
  const { text, units, offsets } = program.module;
  if (!/[^\S\r\n]{60}/.test(text)) return;
  for (const hit of text.matchAll(PADDING)) {
    const start = hit.index + hit[0].length - hit[1]!.length;
    const unit = units.findLast((one) => offsets.get(one)! <= start + 1);
    // Aligned tables and texts are wide as well: only a statement counts.
    if (!unit || !/^;\s*\S|^(?:import|from|exec|eval|__import__|getattr)\b/.test(hit[1]!)) continue;
    const base = offsets.get(unit)!;
    yield { start: start - base, end: start - base + hit[1]!.length, unit };
  }
}
