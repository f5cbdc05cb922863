/** Projects with the shapes that real setup scripts have, each with what `buildglass fix --unsafe` is to do to it. */
export interface Twin {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** Titles of the fixes, in the order they are made. */
  readonly fixes: readonly string[];
}

const SETUP = 'from setuptools import setup\n';
const ABOUT = '__version__ = "1.2.3"  # of the package\n__author__ = "A. Uthor"\n__url__ = \'https://example.org/tides\'\n';
const PYPROJECT = '[build-system]\nrequires = ["setuptools>=68"]\nbuild-backend = "setuptools.build_meta:__legacy__"\n';

const script = (title: string, fixes: readonly string[], text: string, more: Readonly<Record<string, string>> = {}): Twin =>
  ({ title, fixes, files: { 'pyproject.toml': PYPROJECT, 'tides/__init__.py': '', ...more, 'setup.py': text } });

export const TWINS: readonly Twin[] = [
  script('a version file is run', ['Read `__version__` from the file'], `${SETUP}exec(open("tides/about.py").read())\nsetup(name="tides", version=__version__)\n`, { 'tides/about.py': ABOUT }),
  script('a version file is run in a dictionary', ['Read `__author__`, `__url__`, `__version__` from the file'],
    `import os\n${SETUP}\nhere = os.path.dirname(os.path.abspath(__file__))\nabout = {}\nwith open(os.path.join(here, "tides", "about.py")) as file:\n    exec(file.read(), about)\nsetup(name="tides", version=about["__version__"], author=about["__author__"], url=about["__url__"])\n`, { 'tides/about.py': ABOUT }),
  script('a version file is compiled and run', ['Read `__version__` from the file'],
    `${SETUP}about = dict()\nwith open("tides/about.py", "rb") as file:\n    exec(compile(file.read(), "about.py", "exec"), about)\nsetup(name="tides", version=about["__version__"])\n`, { 'tides/about.py': ABOUT }),
  script('a version file with a type and a docstring', ['Read `VERSION` from the file'], `${SETUP}exec(open("tides/about.py").read())\nsetup(name="tides", version=".".join(map(str, VERSION)))\n`, { 'tides/about.py': '"""VERSION = what it is."""\nVERSION: tuple = (1, 2, 3)\n' }),
  script('a version file with Windows line ends', ['Read `__version__` from the file'], `${SETUP}exec(open("tides/about.py").read())\nsetup(name="tides", version=__version__)\n`.replaceAll('\n', '\r\n'), { 'tides/about.py': ABOUT.replaceAll('\n', '\r\n') }),
  script('a version file that does more', ['Read `__version__` from the file, and run nothing of it'], `${SETUP}exec(open("tides/about.py").read())\nsetup(name="tides", packages=["tides"], version=__version__)\n`, { 'tides/about.py': `import os\nCACHE = os.environ.get("TIDES_CACHE")\n${ABOUT}os.makedirs("cache", exist_ok=True)\n` }),
  script('setuptools is imported by a call', ['Import statically: `import setuptools`'], '__import__("setuptools").setup(name="tides", version="1.0")\n'),
  script('a module is imported by its name', ['Import statically: `import json`'], `import importlib\n${SETUP}json = importlib.import_module("json")\nsetup(name="tides", version=json.loads(\'"1.0"\'))\n`),
  script('one of two modules is imported', ['Dispatch over the 2 known modules with import statements'],
    `import importlib\n${SETUP}names = []\nfor name in ("json", "csv"):\n    module = importlib.import_module(name)\n    names.append(module.__name__)\nsetup(name="tides", version="1.0", keywords=names)\n`),
  script('a literal is evaluated', ['Read the literal with `ast.literal_eval`'], `${SETUP}setup(name="tides", version="1.0", keywords=eval("['sea', 'moon']"))\n`),
  script('a literal of a file is evaluated', ['Read the literal with `ast.literal_eval`'], `${SETUP}setup(name="tides", version=eval(open("VERSION").read()))\n`, { VERSION: '"1.4"' }),
  script('a shell is asked for the system', ['Start `uname` without a shell: a missing program raises'], `import os\n${SETUP}system = os.popen("uname -s").read().strip()\nsetup(name="tides", version="1.0", keywords=[system])\n`),
  script('a shell starts a command', ['Start `uname` without a shell: a missing program raises'], `import os\n${SETUP}if os.system("uname > /dev/null") == 0 and os.system("uname -m") == 0:\n    keywords = ["unix"]\nelse:\n    keywords = []\nsetup(name="tides", version="1.0", keywords=keywords)\n`),
  script('a shell is given a value', ['Start `expr` without a shell: a missing program raises, values stay whole'],
    `import subprocess\n${SETUP}\n\ndef increased(number):\n    return subprocess.check_output("expr %s + 1" % number, shell=True, universal_newlines=True).strip()\n\n\nsetup(name="tides", version="1." + increased(open("NUMBER").read().strip()))\n`, { NUMBER: '4\n' }),
  script('a shell quotes words', ['Start `basename` without a shell: a missing program raises'], `import subprocess\n${SETUP}name = subprocess.getoutput("basename '/srv/high tides' tides")\nsetup(name="tides", version="1.0", description=name)\n`),
  script('the first Python is started', ['Start the Python that builds'], `import subprocess\n${SETUP}version = subprocess.check_output(["python", "version.py"]).decode().strip()\nsetup(name="tides", version=version)\n`, { 'version.py': 'print("1.6")\n' }),
  script('variables are set at once', ['Set `CFLAGS`, `TIDES` by name'], `import os\n${SETUP}\n\ndef prepare(flags, tides):\n    os.environ.update({"CFLAGS": flags, "TIDES": tides})\n\n\nprepare(os.environ.get("HOME", ""), "1.7")\nsetup(name="tides", version=os.environ["TIDES"])\n`),
  script('a step is called by its name', ['Call only `version`'], `import steps\n${SETUP}step = open("STEP").read().strip()\nsetup(name="tides", version=getattr(steps, step)())\n`, { 'steps.py': 'def version():\n    return "1.8"\n', STEP: 'version\n', 'pyproject.toml': PYPROJECT }),
  script('an archive is extracted', ['Extract plain data only: members that lead outside the folder are refused'],
    `import os\nimport tarfile\n${SETUP}with tarfile.open("data.tar", "w") as archive:\n    archive.add("NOTES")\nos.makedirs("data", exist_ok=True)\nwith tarfile.open("data.tar") as archive:\n    archive.extractall("data")\nsetup(name="tides", packages=["tides"], version="1.0", description=open("data/NOTES").read().strip())\n`, { NOTES: 'High and low.\n' }),
  script('a temporary file is named', ['Put it into a new folder of its own, which stays'], `import tempfile\n${SETUP}probe = tempfile.mktemp(".txt")\nwith open(probe, "w") as file:\n    file.write("ebb")\nsetup(name="tides", version="1.0", description=open(probe).read())\n`),
  script('a process is ended', ['Ask the object: `clock.terminate()`'], `import os\nimport signal\nimport subprocess\nimport sys\n${SETUP}clock = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)\nos.kill(clock.pid, signal.SIGTERM)\nclock.wait()\nsetup(name="tides", version="1.0", keywords=[str(clock.returncode)])\n`),
  script('a limit comes from the environment', ['Keep it between 1 and 3600 seconds'], `import os\nimport time\n${SETUP}limit = int(os.environ.get("TIDES_LIMIT", "1"))\ntime.sleep(limit)\nsetup(name="tides", version="1.0", keywords=[str(limit)])\n`),
  script('a comment silences nothing', ['Remove the comment'], `${SETUP}# The name.\nsetup(name="tides", version="1.0")  # buildglass: ignore[dynamic-exec] of old\n`),
  { title: 'settings of a tool beside a script', fixes: ['Write out `[build-system]` as frontends assume it'], files: { 'pyproject.toml': '# Settings.\n[tool.black]\nline-length = 100\n', 'setup.py': `${SETUP}setup(name="tides", version="1.0", py_modules=[])\n` } },
  { title: 'a project table without a build system', fixes: ['Write out `[build-system]` as frontends assume it'], files: { 'pyproject.toml': '[project]\nname = "tides"\nversion = "1.0"\n', 'tides/__init__.py': '' } },
  { title: 'a configuration without pyproject.toml', fixes: ['Write `pyproject.toml` with what frontends assume: pip before 25.3 then builds in isolation'], files: { 'setup.cfg': '[metadata]\nname = tides\nversion = attr: tides.__version__\n', 'setup.py': `${SETUP}setup()\n`, 'tides/__init__.py': '__version__ = "1.0"\n' } },
  script('a script that asks for requirements', ['Move `setup_requires` to `[build-system] requires`: `python setup.py` no longer fetches it'], `${SETUP}setup(\n    name="tides",  # of the sea\n    setup_requires=["wheel>=0.30"],\n    version="1.0",\n)\n`),
  script('a hook by its path', ['Run only files of this project: check the path (Python 3.9 or newer)'], `import os\nimport runpy\n${SETUP}settings = runpy.run_path(os.environ.get("TIDES_HOOK", os.path.join(os.path.dirname(os.path.abspath(__file__)), "hook.py")))\nsetup(name="tides", version=settings["VERSION"])\n`, { 'hook.py': 'VERSION = "1.3"\n' }),
  script('plug-ins of installed packages', ['Allow only `tides.plugin`: check its module before loading'], `from importlib.metadata import entry_points\n${SETUP}keywords = ["none"]\nfor plugin in [one for one in entry_points().select(group="tides.plugins")]:\n    keywords.append(plugin.load().__name__)\nsetup(name="tides", version="1.0", keywords=keywords)\n`, { 'pyproject.toml': `${PYPROJECT}\n[tool.buildglass]\nallow-imports = ["tides.plugin"]\n` }),
  {
    title: 'requirements beside the build system', fixes: ['Move `setup_requires` to `[build-system] requires`: `python setup.py` no longer fetches it'],
    files: { 'pyproject.toml': PYPROJECT, 'setup.cfg': '[metadata]\nname = tides\nversion = 1.0\n\n[options]\nsetup_requires =\n    wheel>=0.30\npackages = tides\n', 'setup.py': `${SETUP}setup()\n`, 'tides/__init__.py': '' },
  },
];
