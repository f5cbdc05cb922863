/** Rule: the build leaves a program behind that came out of an encoding or off the network. */
import { COMMAND_INDICATORS, matching } from '../catalog/indicators';
import type { Rule } from './rule';
import { eventsByPlace } from './event-places';
import { isConstant, isRemote, isTestRole, readingOf, sourcePhrase, worstTaint } from './values';

export const droppedProgram: Rule = {
  metadata: {
    id: 'dropped-program',
    category: 'process',
    title: 'Dropped program',
    why: 'A program that is decoded or downloaded and put into a file is out of sight of everybody who reads the sources; it need not even be started here, as long as something else finds it.',
    advice: 'Ship programs as files of the source distribution, where they can be read. If it is not your code: do not build this package.',
    example: { bad: 'import base64\nopen("update.vbs", "wb").write(base64.b64decode("TXNnQm94IDE="))', good: '# update.py is a file of the source distribution' },
    cwe: [506, 829],
    sources: ['https://attack.mitre.org/techniques/T1027/009/', 'https://attack.mitre.org/techniques/T1105/'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    for (const events of eventsByPlace(context.events, 'written')) {
      for (const event of events) {
        const taint = worstTaint(event.content, 'file-write');
        const does = matching(COMMAND_INDICATORS, readingOf(event.content).join('\n').slice(0, 200_000)).find(({ kind }) => kind === 'hostile-command');
        const ending = readingOf(event.path).map((path) => PROGRAM.exec(path)?.[1]).find((one) => one !== undefined);
        if (ending && does) {
          context.report({ point: event.point, severity: 'error', confidence: 'high', persona: 'regular', message: `A \`.${ending.toLowerCase()}\` program is written that ${does.what}`, signs: ['command:hostile'], events });
          break;
        }
        // Sources and libraries are downloaded by honest builds too; programs of a desktop system are not.
        if (!ending || !taint || !isRemote(taint.kind) || (taint.kind === 'network' && !FOREIGN.test(ending))) continue;
        context.report({ point: event.point, severity: 'error', confidence: 'high', persona: 'regular', message: `A \`.${ending.toLowerCase()}\` program is written that comes from ${sourcePhrase(taint)}`, taint, events, ...(/^pyw?$/i.test(ending) && isConstant(event.content) && { signs: ['text:known'] }) });
        break;
      }
    }
  },
};

/** Endings of what some system runs. */
const PROGRAM = /\.(exe|scr|com|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|lnk|msi|dll|pyw?|pyc|sh|elf|jar)\s*$/i;

const FOREIGN = /^(?:exe|scr|com|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|lnk)$/i;
