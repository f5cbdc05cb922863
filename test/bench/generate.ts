/** Deterministic Python that looks like the build files people write: functions, classes, subprocess calls, environment reads, data. */

/** Each block takes the block's number and gives lines; together they are what setup scripts and their helpers are made of. */
const BLOCKS: readonly ((n: number) => string)[] = [
  (n) => `
def read_${n}(name, default=None):
    """Reads a setting; ${n} of many."""
    value = os.environ.get("PKG_OPTION_${n}", default)
    if value is None:
        raise KeyError(name)
    return value.strip()
`,
  (n) => `
class Step${n}(build_ext):
    user_options = build_ext.user_options + [("flag-${n}=", None, "a flag")]

    def initialize_options(self):
        super().initialize_options()
        self.flag_${n} = None
        self.name_${n} = "step-${n}"

    def run(self):
        if self.flag_${n}:
            subprocess.check_call(["cmake", "--build", ".", "-j", str(${n % 16})])
        for extension in self.extensions:
            self.build_extension(extension)
        super().run()
`,
  (n) => `
SOURCES_${n} = [
    "src/module_${n}/alpha.c",
    "src/module_${n}/beta.c",
    os.path.join("src", "module_${n}", "gamma.c"),
]
MACROS_${n} = {"VERSION": "1.${n}", "DEBUG": int(os.getenv("DEBUG_${n}", "0"))}
`,
  (n) => `
def version_${n}():
    path = os.path.join(HERE, "pkg_${n}", "_version.py")
    with open(path, encoding="utf-8") as stream:
        match = re.search(r"version = '([^']+)'", stream.read())
    return match.group(1) if match else "0.${n}"
`,
  (n) => `
def flags_${n}(library):
    try:
        output = subprocess.run(["pkg-config", "--cflags", library], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        print("pkg-config failed: %s" % error)
        return []
    return [flag for flag in output.split() if flag.startswith("-I")] + ["-DN=${n}"]
`,
  (n) => `
def load_${n}(kind):
    # comment ${n}: which backend is used depends on the platform
    table = {"posix": "backend_posix", "nt": "backend_windows"}
    module = importlib.import_module(table.get(kind, "backend_generic"))
    hook = getattr(module, "prepare_${n}", None)
    return hook and hook(HERE)
`,
  (n) => `
def command_${n}(compiler=os.environ.get("CC_${n}", "cc")):
    arguments = " ".join([compiler, "-O2"] + flags_of("lib${n}"))
    os.system(arguments + " -c src/probe_${n}.c")
    return arguments
`,
];

const HEAD = `import importlib
import os
import re
import subprocess
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = os.path.dirname(os.path.abspath(__file__))


def flags_of(library):
    return ["-I/usr/include/" + library]

`;

const TAIL = `
setup(name="generated", version="1.0", ext_modules=[Extension("generated", ["src/main.c"])])
`;

/** Exactly `lines` lines of valid Python. */
export function generate(lines: number): string {
  const result = HEAD.split('\n').slice(0, -1);
  const tail = TAIL.split('\n').slice(1, -1);
  for (let n = 0; ; n++) {
    const block = BLOCKS[n % BLOCKS.length]!(n).split('\n').slice(0, -1);
    if (result.length + block.length + tail.length > lines) break;
    result.push(...block);
  }
  while (result.length + tail.length < lines) result.push(`# line ${result.length + 1}`);
  return `${[...result, ...tail].join('\n')}\n`;
}

/** Offsets spread over the text at which one digit may be inserted and removed again: inside number words such as `"step-14"`. */
export function editPlaces(text: string, count: number): number[] {
  const places = [...text.matchAll(/(?:step-|OPTION_|comment |-DN=|lib|version_)\d/g)].map((match) => match.index + match[0].length);
  return Array.from({ length: count }, (_, i) => places[Math.floor(((i * 7919) % count) * (places.length / count))] ?? 0);
}
