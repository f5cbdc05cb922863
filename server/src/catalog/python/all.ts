/** Every row that comes with Buildglass. A new file of rows needs one line here. */
import type { Model } from '../model';
import { DATA } from './data';
import { DECODERS } from './decoders';
import { DIGESTS } from './digests';
import { EXECUTION } from './execution';
import { FILES } from './files';
import { NETWORK } from './network';
import { PROCESSES } from './processes';

export const MODELS: readonly Model[] = [...EXECUTION, ...PROCESSES, ...DATA, ...DECODERS, ...FILES, ...NETWORK, ...DIGESTS];
