/** Rule: how Python works is changed for everything that runs after; a capability, listed for auditors. */
import type { Rule } from './rule';

export const interpreterChange: Rule = {
  metadata: {
    id: 'interpreter-change',
    category: 'dynamic-execution',
    title: 'Interpreter change',
    why: 'Import hooks, trace functions, codecs and replaced modules decide what the rest of the build runs, though its text says something else. Tools for editable installs and vendored packages use them, and so does code that wants to be elsewhere than where it is looked for.',
    advice: 'Import what you need by its name. If a hook is needed, keep it around as short a stretch of code as possible.',
    example: { bad: 'import sys\nsys.meta_path.insert(0, Finder())', good: 'import package.module' },
    cwe: [913],
    sources: ['https://docs.python.org/3/reference/import.html#import-hooks', 'https://docs.python.org/3/library/sys.html#sys.settrace'],
  },
  fixable: false,
  check(context) {
    for (const site of context.sites('interpreter')) context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${site.path.replace(/\.__setitem__$/, '[…]').replace(/\(\)/g, '')}\` changes how Python works from here on` });
  },
};
