/** A rule about configuration: it reads the execution map and the parsed configuration, not interpreted code. */
import type { Span } from '../base/text';
import type { Confidence, Persona, RuleMetadata, Severity } from '../findings/rule';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';

export interface ConfigRule {
  readonly metadata: RuleMetadata;
  readonly fixable: boolean;
  readonly check: (context: ConfigContext) => void;
}

export interface ConfigContext {
  readonly config: ProjectConfig;
  readonly edges: readonly Edge[];
  report(draft: ConfigDraft): void;
}

export interface ConfigDraft {
  readonly path: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly message: string;
}
