/** All rules. Adding one touches its file, its suite, and one line here. */
import type { RuleMetadata } from '../findings/rule';
import { archiveExtraction } from './archive-extraction';
import { buildRequirement } from './build-requirement';
import { configCode } from './config-code';
import type { ConfigRule } from './config-rule';
import { dataExfiltration } from './data-exfiltration';
import { directoryChange } from './directory-change';
import { droppedProgram } from './dropped-program';
import { dynamicCall } from './dynamic-call';
import { dynamicExec } from './dynamic-exec';
import { dynamicImport } from './dynamic-import';
import { environmentChange } from './environment-change';
import { environmentKey } from './environment-key';
import { environmentNumber } from './environment-number';
import { fileAccess } from './file-access';
import { fileRemoval } from './file-removal';
import { hiddenCode } from './hidden-code';
import { hostileCommand } from './hostile-command';
import { inTreeBackend } from './in-tree-backend';
import { interpreterChange } from './interpreter-change';
import { lookalikeRequirement } from './lookalike-requirement';
import { NOT_ANALYSED, SUPPRESSION, UNUSUAL_ENCODING } from './meta';
import { missingBuildSystem } from './missing-build-system';
import { missingTimeout } from './missing-timeout';
import { nativeCode } from './native-code';
import { networkAccess } from './network-access';
import { outsideHook } from './outside-hook';
import { outsideWrite } from './outside-write';
import { packageIndex } from './package-index';
import { privateData } from './private-data';
import { processControl } from './process-control';
import { processStart } from './process-start';
import { projectSettings } from './project-settings';
import type { Rule } from './rule';
import { scriptRequirement } from './script-requirement';
import { shadowModule } from './shadow-module';
import { shippedEntryPoint } from './shipped-entry-point';
import { startupChange } from './startup-change';
import { startupLine } from './startup-line';
import { suspiciousText } from './suspicious-text';
import { temporaryName } from './temporary-name';
import { unisolatedBuild } from './unisolated-build';
import { unsafeDeserialization } from './unsafe-deserialization';

/** Rules about interpreted programs. */
export const CODE_RULES: readonly Rule[] = [
  archiveExtraction, dataExfiltration, directoryChange, droppedProgram, dynamicCall, dynamicExec, dynamicImport, environmentChange, environmentNumber, fileAccess, fileRemoval, hiddenCode, hostileCommand, interpreterChange, missingTimeout, nativeCode,
  networkAccess, outsideWrite, privateData, processControl, processStart, scriptRequirement, startupChange, suspiciousText, temporaryName, unisolatedBuild, unsafeDeserialization,
];

/** Rules about configuration. */
export const CONFIG_RULES: readonly ConfigRule[] = [
  buildRequirement, configCode, environmentKey, inTreeBackend, lookalikeRequirement, missingBuildSystem, outsideHook, packageIndex, projectSettings, shadowModule, shippedEntryPoint, startupLine,
];

/** Every rule as readers of lists see it, sorted by id. One may look at programs and at configuration. */
export const RULES: readonly { readonly metadata: RuleMetadata; readonly fixable: boolean }[] = [
  ...CODE_RULES, ...CONFIG_RULES,
  ...[NOT_ANALYSED, SUPPRESSION, UNUSUAL_ENCODING].map((metadata) => ({ metadata, fixable: metadata === SUPPRESSION })),
].filter(({ metadata }, i, all) => all.findIndex((one) => one.metadata.id === metadata.id) === i).sort((a, b) => (a.metadata.id < b.metadata.id ? -1 : 1));

export const ruleMetadata = (id: string): RuleMetadata | undefined => RULES.find((rule) => rule.metadata.id === id)?.metadata;
