/**
 * Environment variables by which whoever builds names the tools of the build. They choose a program, and are meant to.
 * Sources: https://setuptools.pypa.io/en/latest/userguide/ext_modules.html (CC, CXX, LDSHARED …), https://mesonbuild.com/Reference-tables.html
 * (compiler and tool variables), https://cmake.org/cmake/help/latest/manual/cmake-env-variables.7.html, https://doc.rust-lang.org/cargo/reference/environment-variables.html
 * Also the folders that Windows itself names: https://learn.microsoft.com/en-us/windows/deployment/usmt/usmt-recognized-environment-variables
 */
const TOOL_VARIABLES: ReadonlySet<string> = new Set([
  'AR', 'CC', 'CXX', 'CPP', 'FC', 'F77', 'F90', 'LD', 'LDSHARED', 'LDCXXSHARED', 'NM', 'RANLIB', 'STRIP', 'CMAKE', 'CMAKE_EXECUTABLE', 'CTEST', 'MAKE', 'NINJA', 'MESON', 'CARGO', 'RUSTC',
  'RUSTUP', 'SWIG', 'CYTHON', 'NVCC', 'CUDA_HOME', 'CUDA_PATH', 'HIPCC', 'PKG_CONFIG', 'PKGCONFIG', 'LLVM_CONFIG', 'PYTHON', 'JAVA_HOME', 'JAVAC', 'GIT', 'PROTOC', 'GOROOT', 'NODE', 'NPM', 'BISON', 'FLEX',
  'ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'SystemRoot', 'WINDIR', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'SYSTEMROOT', 'windir',
]);

export const isToolVariable = (name: string): boolean => TOOL_VARIABLES.has(name);
