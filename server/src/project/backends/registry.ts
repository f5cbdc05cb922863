/** All backends that Buildglass knows. */
import type { Backend } from './backend';
import { HATCHLING } from './hatchling';
import { MATURIN, MESON_PYTHON, PYMSBUILD, SCIKIT_BUILD_CORE, SIP, TRAMPOLIM } from './native';
import { PDM_BACKEND } from './pdm-backend';
import { FLIT_CORE, UV_BUILD } from './plain';
import { POETRY_CORE } from './poetry-core';
import { JUPYTER_PACKAGING, PBR, SETUPTOOLS } from './setuptools';

export const BACKENDS: readonly Backend[] = [
  SETUPTOOLS, PBR, JUPYTER_PACKAGING, HATCHLING, POETRY_CORE, PDM_BACKEND, FLIT_CORE, UV_BUILD,
  MESON_PYTHON, SCIKIT_BUILD_CORE, MATURIN, SIP, PYMSBUILD, TRAMPOLIM,
];

const BY_MODULE: ReadonlyMap<string, Backend> = new Map(BACKENDS.flatMap((backend) => backend.modules.map((module) => [module, backend] as const)));

/** Undefined for backends that nothing is known of. */
export const backendOfModule = (module: string): Backend | undefined => BY_MODULE.get(module);
