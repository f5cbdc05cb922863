/** Backends that drive another build tool, in projects without anything to compile: scikit-build-core. */
import { mark, type Project, pyproject } from '../project';

const SKBUILD = 'scikit_build_core.build';
const CMAKE = (id: string): string => `cmake_minimum_required(VERSION 3.15)\nproject(demo LANGUAGES NONE)\nfile(WRITE "$ENV{BUILDGLASS_MARKS}/${id}" "")\n`;
export const NATIVE_PROJECTS: readonly Project[] = [
  { title: 'scikit-build-core: CMake', files: { 'pyproject.toml': pyproject(SKBUILD), 'CMakeLists.txt': CMAKE('scikit-build-cmake'), 'setup.py': mark('setup-script') } },
  { title: 'scikit-build-core: CMake for the source distribution', files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nsdist.cmake = true\n'), 'CMakeLists.txt': CMAKE('scikit-build-cmake').replace('file', 'if(SKBUILD_STATE STREQUAL "sdist")\nfile(WRITE "$ENV{BUILDGLASS_MARKS}/scikit-build-cmake-sdist" "")\nelse()\nfile') + 'endif()\n' } },
  { title: 'scikit-build-core: no CMake', files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nwheel.cmake = false\n'), 'CMakeLists.txt': CMAKE('scikit-build-cmake'), 'demo/__init__.py': '' } },
];
