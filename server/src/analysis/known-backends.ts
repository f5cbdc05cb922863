/** Build backends that a name in a build may stand for: this project's own first, then those the project layer knows. */
import { BACKENDS } from '../project/backends/registry';
import type { ProjectConfig } from '../project/config';

/** Module names, as written in `build-backend`. */
export function knownBackends(config: ProjectConfig): readonly string[] {
  const own = config.backend.declared ? [config.backend.name] : [];
  return own.length > 0 ? own : BACKENDS.flatMap((backend) => backend.modules);
}
