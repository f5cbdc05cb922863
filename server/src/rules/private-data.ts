/** Rule: what a user sees, types or keeps secret is read. */
import type { Rule } from './rule';
import { isTestRole } from './values';

export const privateData: Rule = {
  metadata: {
    id: 'private-data',
    category: 'system',
    title: 'Private data is read',
    why: 'No build needs the screen, the keyboard, the clipboard, the camera, the cookies of a browser or the secrets that Windows protects for a user. Whoever reads them during a build wants them for something else.',
    advice: 'Remove it. If it is not yours: do not build this package.',
    example: { bad: 'from PIL import ImageGrab\nImageGrab.grab().save("screen.png")', good: '# nothing: a build looks at its sources' },
    cwe: [359, 200],
    sources: ['https://attack.mitre.org/techniques/T1113/', 'https://attack.mitre.org/techniques/T1555/'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    const report = (sink: 'capture' | 'secret-store', does: string): void => {
      for (const site of context.sites(sink)) context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${site.path.replace(/\(\)/g, '')}\` ${does}`, signs: [`reads:${sink}`] });
    };
    report('capture', 'records what the user sees, types or copies');
    report('secret-store', 'reads secrets that another program keeps for the user');
  },
};
