/** All backends, plug-ins and tools that Buildglass knows. */
import { ARTEFACTS } from './artefacts';
import type { Backend, Plugin, Tool, Vector } from './backend';
import { HATCH_BUILD_SCRIPTS, HATCH_JUPYTER_BUILDER, HATCH_VCS } from './hatch-plugins';
import { HATCHLING } from './hatchling';
import { ENSCONS, MESON_PYTHON, PY_BUILD_CMAKE, PYMSBUILD, SCIKIT_BUILD_CORE, SIP, TRAMPOLIM } from './native';
import { PDM_BACKEND } from './pdm-backend';
import { FLIT_CORE, UV_BUILD, WHEY } from './plain';
import { POETRY_CORE, POETRY_DYNAMIC_VERSIONING } from './poetry-core';
import { REQUIREMENT_CHANNELS } from './requirements';
import { MATURIN } from './rust';
import { JUPYTER_PACKAGING, PBR, SETUPTOOLS } from './setuptools';
import { PBR_PLUGIN, SETUPTOOLS_RUST, SETUPTOOLS_SCM, VERSIONINGIT, VERSIONINGIT_HATCH } from './setuptools-plugins';
import { CI_TOOLS } from './tools-ci';
import { PROJECT_TOOLS } from './tools-project';

export const BACKENDS: readonly Backend[] = [
  SETUPTOOLS, PBR, JUPYTER_PACKAGING, HATCHLING, POETRY_CORE, POETRY_DYNAMIC_VERSIONING, PDM_BACKEND, FLIT_CORE, UV_BUILD, WHEY,
  MESON_PYTHON, SCIKIT_BUILD_CORE, PY_BUILD_CMAKE, MATURIN, SIP, PYMSBUILD, ENSCONS, TRAMPOLIM,
];

export const PLUGINS: readonly Plugin[] = [
  SETUPTOOLS_SCM, SETUPTOOLS_RUST, VERSIONINGIT, PBR_PLUGIN, VERSIONINGIT_HATCH, HATCH_VCS, HATCH_JUPYTER_BUILDER, HATCH_BUILD_SCRIPTS,
];

/** What holds with every backend. */
export const GENERAL: readonly Tool[] = [...REQUIREMENT_CHANNELS, ...ARTEFACTS, ...CI_TOOLS, ...PROJECT_TOOLS];

export const ALL_VECTORS: readonly Vector[] = [...BACKENDS, ...PLUGINS, ...GENERAL].flatMap(({ vectors }) => vectors);

const BY_MODULE: ReadonlyMap<string, Backend> = new Map(BACKENDS.flatMap((backend) => backend.modules.map((module) => [module, backend] as const)));

/** Undefined for backends that nothing is known of. */
export const backendOfModule = (module: string): Backend | undefined => BY_MODULE.get(module);

const BY_HOST: ReadonlyMap<string, readonly Plugin[]> = new Map(BACKENDS.map(({ name }) => [name, PLUGINS.filter(({ hosts }) => hosts.includes(name))]));

/** The plug-ins that work with a backend. */
export const pluginsOf = ({ name }: Backend): readonly Plugin[] => BY_HOST.get(name) ?? [];
