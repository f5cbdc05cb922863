/** The flows as a picture: where data comes in, the steps it takes, and what it reaches. */
import type { Finding, Place } from '../../findings/finding';
import { calleeOf, flowing, isTold, sourceOf, stepOf } from '../record/dataflow';
import { at, grouped, type PackageFacts, plural, type Sentence, textOf } from '../record/facts';
import { type Box, drawn } from './layered';

const MOST = 10;

/** Undefined when there are no flows. */
export function flowsPicture(facts: PackageFacts, id: string, linkOf: (place: Place) => string | undefined): string | undefined {
  const flows = flowing(facts).slice(0, MOST);
  if (flows.length === 0) return undefined;
  const where = (place: Place): string => textOf([[at(facts, place)]]);
  const sources = grouped(flows, ({ flow: [first] }) => `${first!.label} ${first!.path} ${first!.span.start}`);
  return drawn({
    id, title: 'How data gets to where it matters',
    description: flows.map((finding) => `${plain(sourceOf(finding.flow[0]!.label))} at ${where(finding.flow[0]!)} to ${calleeOf(facts, finding)} at ${where(finding.flow.at(-1)!)} by ${plural(finding.flow.length - 1, 'step')}.`).join(' '),
    columns: [
      { heading: 'source', width: 330, boxes: sources.map(([key, [finding]]) => boxOf(`s ${key}`, [short(finding!.flow[0]!.label), where(finding!.flow[0]!)], linkOf(finding!.flow[0]!))) },
      { heading: 'by way of', width: 250, boxes: flows.map((finding, index) => boxOf(`w ${index}`, wayLines(finding), undefined)) },
      { heading: 'sink', width: 330, boxes: flows.map((finding, index) => boxOf(`t ${index}`, [calleeOf(facts, finding), `${isTold(finding) ? finding.severity : 'for auditors'}, ${where(finding.flow.at(-1)!)}`], linkOf(finding.flow.at(-1)!), finding)) },
    ],
    links: sources.flatMap(([key, some]) => some.flatMap((finding) => {
      const index = flows.indexOf(finding);
      return [{ from: `s ${key}`, to: `w ${index}`, kind: 'plain' as const }, { from: `w ${index}`, to: `t ${index}`, kind: 'plain' as const }];
    })),
  });
}

/** What tells one source from another comes first: there is little room. */
const short = (label: string): string => plain(sourceOf(label)).replace(/^(?:what is (?:read from (?:the )?)?|the )/, '');

const plain = (sentence: Sentence): string => textOf([sentence]).replaceAll('`', '');

function boxOf(id: string, lines: readonly string[], href: string | undefined, finding?: Finding): Box {
  return { id, lines, ...(href !== undefined && { href }), ...(finding && isTold(finding) && (finding.severity === 'error' || finding.severity === 'warning') && { kind: finding.severity === 'error' ? 'grave' as const : 'doubtful' as const }) };
}

/** The number of steps, and the last of them before the sink. */
function wayLines({ flow }: Finding): readonly string[] {
  const between = flow.slice(1, -1);
  return between.length === 0 ? ['directly', ''] : [plural(between.length, 'step'), plain(stepOf(between.at(-1)!.label))];
}
