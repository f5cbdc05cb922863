/** Rule: the build leaves a program behind: one that came out of an encoding or off the network, or in a folder of the user's. */
import { COMMAND_INDICATORS, matching } from '../catalog/indicators';
import type { LocationKind } from '../catalog/locations';
import { readPaths } from '../dataflow/places';
import type { Rule } from './rule';
import { eventsByPlace } from './event-places';
import { isConstant, isRemote, isTestRole, readingOf, runsAtOnce, sourcePhrase, worstTaint } from './values';

export const droppedProgram: Rule = {
  metadata: {
    id: 'dropped-program',
    category: 'process',
    title: 'Dropped program',
    why: 'A program that is decoded or downloaded and put into a file is out of sight of everybody who reads the sources; it need not even be started here, as long as something else finds it. The same holds for one that a setup script puts into the folders of whoever builds.',
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
        const place = ending && context.program.role === 'setup-script' && runsAtOnce(event.entry) ? readPaths(event.path).find(({ location }) => location && ELSEWHERE.has(location.kind)) : undefined;
        if (place) {
          context.report({ point: event.point, severity: 'error', confidence: 'high', persona: 'regular', message: `A program is written to \`${place.text}\`, in ${place.location!.what}`, signs: ['writes:program'], events });
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

/** Where no build has to put programs; an installation, a cache and the temporary folder it may use. */
const ELSEWHERE: ReadonlySet<LocationKind> = new Set(['home', 'documents']);

/** Endings of what some system runs. */
const PROGRAM = /\.(exe|scr|com|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|lnk|msi|dll|pyw?|pyc|sh|elf|jar)\s*$/i;

const FOREIGN = /^(?:exe|scr|com|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|lnk)$/i;
