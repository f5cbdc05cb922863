/** Every row that comes with Buildglass. A new file of rows needs one line here. */
import type { Model } from '../model';
import { CIPHERS } from './ciphers';
import { CLIENTS } from './clients';
import { DATA } from './data';
import { DECODERS } from './decoders';
import { DIGESTS } from './digests';
import { EXECUTION } from './execution';
import { FILES } from './files';
import { HOST } from './host';
import { INTERPRETER } from './interpreter';
import { NETWORK } from './network';
import { PLUGINS } from './plugins';
import { PROCESSES } from './processes';
import { TOOLING } from './tooling';
import { WORKERS } from './workers';

export const MODELS: readonly Model[] = [
  ...EXECUTION, ...INTERPRETER, ...PROCESSES, ...TOOLING, ...WORKERS, ...DATA, ...HOST, ...DECODERS, ...CIPHERS, ...FILES, ...NETWORK, ...CLIENTS, ...DIGESTS, ...PLUGINS,
];
