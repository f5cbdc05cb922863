/** Rule: code that is written so as not to be seen. */
import type { Program } from '../dataflow/source';
import { unitAt } from '../semantics/find';
import type { Rule } from './rule';
import { eventsByPlace } from './event-places';
import { isTestRole, listed, runsAtOnce } from './values';

export const hiddenCode: Rule = {
  metadata: {
    id: 'hidden-code',
    category: 'obfuscation',
    title: 'Hidden code',
    why: 'Names of dangerous functions that are put together from pieces or written in escapes, statements pushed far to the right behind blanks, and compiled code kept as data serve one purpose: that readers and tools which look for words do not find them.',
    advice: 'Write the name. If it is not your code: do not build this package.',
    example: { bad: 'run = getattr(__import__("os"), "sys" + "tem")\nrun("make")', good: 'import subprocess\nsubprocess.check_call(["make"])' },
    cwe: [506, 656],
    sources: ['https://attack.mitre.org/techniques/T1027/', 'https://cwe.mitre.org/data/definitions/506.html'],
  },
  fixable: false,
  check(context) {
    for (const events of eventsByPlace(context.events, 'hidden-name')) {
      const event = events.at(-1)!;
      const what = event.path === '' ? 'A builtin is looked up by a name that is computed' : `\`${event.path.replace(/^builtins\./, '').replace(/\(\)/g, '')}\` is looked up by a name that is put together from pieces`;
      context.report({ point: event.point, severity: 'error', confidence: 'high', persona: 'regular', message: what, events: [event] });
    }
    if (isTestRole(context.program.role)) return;
    for (const events of eventsByPlace(context.events, 'missing-script')) {
      // Elsewhere an earlier step of the build may have made it.
      const severity = events.some(({ entry }) => entry.kind === 'command' && runsAtOnce(entry)) ? 'error' : 'information';
      context.report({ point: events[0]!.point, severity, confidence: 'medium', persona: 'regular', message: `\`${events[0]!.path}\` is started, which is not in the project: nobody can read what runs here`, signs: ['program:missing'], events });
    }
    for (const { start, end, unit, word } of escaped(context.program)) {
      context.report({ point: { program: context.program, unit, start, end }, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${word}\` is written in escapes, letter by letter` });
    }
    for (const events of eventsByPlace(context.events, 'compiled')) {
      const event = events.findLast(({ calls }) => calls.length > 0);
      if (!event) continue;
      const calls = listed(event.calls.map((path) => path.replace(/^builtins\./, '')));
      context.report({ point: event.point, severity: 'error', confidence: 'medium', persona: 'regular', message: `The compiled code in this data names ${calls}`, events: [event] });
    }
    for (const { start, end, unit } of padded(context.program)) {
      context.report({ point: { program: context.program, unit, start, end }, severity: 'error', confidence: 'high', persona: 'regular', message: 'A statement stands far to the right, behind blanks that push it out of sight' });
    }
  },
};

type Place = { start: number; end: number; unit: Program['module']['units'][number] };

/** The statement a stretch of the program's text stands in, with offsets of its own. */
function placeIn(program: Program, start: number, end: number): Place | undefined {
  const unit = unitAt(program.module, start + 1);
  const base = unit && program.module.offsets.get(unit)!;
  return unit && { start: start - base!, end: end - base!, unit };
}

const ESCAPE = /\\(?:x([0-7][0-9a-fA-F])|([0-7]{2,3}))/g;
const ESCAPED_RUN = /(?:\\(?:x[0-7][0-9a-fA-F]|[0-7]{2,3})[\w.(/:]?){4,}/g;
/** What nobody has a reason to write in escapes. */
const TELLING_WORD = /__import__|\bexec\b|\beval\b|\bcompile\b|\bimport\b|\bgetattr\b|\bglobals\b|\bbuiltins\b|b64decode|\.decode\b|base64|marshal|https?:|\bchr\(|\bord\(/;

function* escaped(program: Program): Generator<Place & { word: string }> {
  const { text } = program.module;
  let last: Place['unit'] | undefined;
  for (const hit of text.matchAll(ESCAPED_RUN)) {
    const plain = hit[0].replace(ESCAPE, (_, hex: string | undefined, octal: string | undefined) => String.fromCharCode(hex === undefined ? parseInt(octal!, 8) : parseInt(hex, 16)));
    const word = TELLING_WORD.exec(plain)?.[0];
    const place = word === undefined ? undefined : placeIn(program, hit.index, hit.index + hit[0].length);
    // Once for a statement: where one word is hidden, all are.
    if (!place || place.unit === last) continue;
    last = place.unit;
    yield { ...place, word: word!.replace(/\($/, '') };
  }
}

/** Code behind at least this many blanks on a line that already holds code. */
const PADDING = /[^\s#\\][^\S\r\n]{60,}(;?[^\S\r\n]*[^\s#\\][^\r\n]*)/g;

function* padded(program: Program): Generator<Place> {
  const { text } = program.module;
  if (!/[^\S\r\n]{60}/.test(text)) return;
  for (const hit of text.matchAll(PADDING)) {
    const end = hit.index + hit[0].length;
    // Aligned tables and texts are wide as well: only a statement counts.
    const place = /^;\s*\S|^(?:import|from|exec|eval|__import__|getattr)\b/.test(hit[1]!) ? placeIn(program, end - hit[1]!.length, end) : undefined;
    if (place) yield place;
  }
}
