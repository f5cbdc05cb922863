/** Functions that build tools call by their name in files that they load: data, with where it is known from. */

export interface HookFunctions {
  /** Kinds of edges (their `id`) whose target is searched. */
  readonly edges: RegExp;
  /** For methods: the class they belong to derives from one of these. */
  readonly bases?: readonly string[];
  readonly names: readonly string[];
  readonly source: string;
}

export const HOOK_FUNCTIONS: readonly HookFunctions[] = [
  {
    edges: /^pdm-build-hook/,
    names: ['pdm_build_hook_enabled', 'pdm_build_clean', 'pdm_build_initialize', 'pdm_build_update_files', 'pdm_build_update_setup_kwargs', 'pdm_build_finalize'],
    source: 'https://backend.pdm-project.org/hooks/',
  },
  {
    edges: /^hatch-build-hook/,
    bases: ['BuildHookInterface'],
    names: ['dependencies', 'initialize', 'finalize'],
    source: 'https://hatch.pypa.io/latest/plugins/build-hook/reference/',
  },
  {
    edges: /^hatch-metadata-hook/,
    bases: ['MetadataHookInterface'],
    names: ['update', 'get_known_classifiers'],
    source: 'https://hatch.pypa.io/latest/plugins/metadata-hook/reference/',
  },
];
