/** How output looks: colours and width, from options, the stream and the environment. */
import type { Console } from './console';

/** Columns when nobody says. */
const DEFAULT_WIDTH = 100;
const NARROWEST = 40;

export interface StyleOptions {
  readonly color: boolean;
  readonly output?: string;
}

export function styleOf(options: StyleOptions, console: Console): { readonly colour: boolean; readonly width: number } {
  // Some pseudo-terminals claim to have no columns at all.
  const columns = console.stdout.columns || Number.parseInt(console.environment['COLUMNS'] ?? '', 10);
  return { colour: wantsColour(options, console), width: columns > 0 ? Math.max(NARROWEST, columns) : DEFAULT_WIDTH };
}

/** https://no-color.org and https://force-color.org: either is on when set and not empty, and refusal wins. */
function wantsColour(options: StyleOptions, { environment, stdout }: Console): boolean {
  if (!options.color || environment['NO_COLOR']) return false;
  const forced = environment['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return options.output === undefined && stdout.isTTY && environment['TERM'] !== 'dumb';
}
