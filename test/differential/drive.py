"""Calls build hooks as frontends do, each in a fresh process and on a fresh copy of the project, and tells which marks were left,
and what metadata was made.

Reads jobs from standard input and writes answers as they come, each a JSON object on a line: the marks, the missing hook, or the error.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from threading import Lock

from packaging.requirements import InvalidRequirement, Requirement
from pyproject_hooks import BuildBackendHookCaller, HookMissing

NAMES = {
    "RS": "get_requires_for_build_sdist", "RW": "get_requires_for_build_wheel", "RE": "get_requires_for_build_editable",
    "MW": "prepare_metadata_for_build_wheel", "ME": "prepare_metadata_for_build_editable",
    "S": "build_sdist", "W": "build_wheel", "E": "build_editable",
}


def needed(texts):
    """The installed distributions that requirements lead to, as pip resolves them; what is not installed here is left out."""
    found = {}
    work = list(texts)
    while work:
        try:
            requirement = Requirement(work.pop())
            distribution = metadata.distribution(requirement.name)
        except (InvalidRequirement, metadata.PackageNotFoundError):
            continue
        if requirement.name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found[requirement.name] = distribution
            work += distribution.requires or []
    return found.values()


@cache
def isolated(scratch, requires):
    """The interpreter of an environment that holds what the build requirements ask for and nothing else, as frontends make one: plug-ins that
    are merely installed beside a backend change what it runs."""
    folder = tempfile.mkdtemp(dir=scratch)
    interpreter = os.path.realpath(sys.executable)
    site = sysconfig.get_path("purelib", vars={"base": folder, "platbase": folder})
    os.makedirs(site)
    os.makedirs(os.path.join(folder, "bin"))
    os.symlink(interpreter, os.path.join(folder, "bin", "python"))
    with open(os.path.join(folder, "pyvenv.cfg"), "w", encoding="utf-8") as config:
        config.write(f"home = {os.path.dirname(interpreter)}\ninclude-system-site-packages = false\n")
    for distribution in needed(requires):
        for name in {file.parts[0] for file in distribution.files} - {"..", "__pycache__"}:
            os.symlink(distribution.locate_file(name), os.path.join(site, name))
    return os.path.join(folder, "bin", "python")


def call(job):
    scratch = tempfile.mkdtemp(dir=job["scratch"])
    python = isolated(job["scratch"], tuple(job["requires"]))
    project, marks, out = (os.path.join(scratch, name) for name in ("project", "marks", "out"))
    shutil.copytree(job["folder"], project, symlinks=True)
    os.mkdir(marks)
    os.mkdir(out)
    said = []

    def run(command, cwd=None, extra_environ=None):
        # What this process was started with must not steer the build: pip's own settings, flags of compilers, other projects' paths.
        env = {"PATH": os.pathsep.join([os.path.dirname(python), os.path.dirname(sys.executable), os.environ["PATH"]]), "HOME": scratch, "TMPDIR": scratch, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        env.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", BUILDGLASS_MARKS=marks, **job["env"])
        done = subprocess.run(command, cwd=cwd, env={**env, **(extra_environ or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said.append(done.stdout.decode("utf-8", "replace"))
        if done.returncode != 0:
            raise subprocess.CalledProcessError(done.returncode, command)

    hooks = BuildBackendHookCaller(project, job["backend"], job["backendPath"] or None, runner=run, python_executable=python)
    answer = {"id": job["id"]}
    try:
        hook = getattr(hooks, NAMES[job["hook"]])
        if job["hook"].startswith("R"):
            # Requirements that the hook returns leave a mark as well: their names begin with "mark-".
            answer["requires"] = hook()
            for requirement in answer["requires"]:
                name = re.match(r"mark-([a-z0-9-]+)", requirement)
                if name:
                    open(os.path.join(marks, name[1]), "w").close()
        elif job["hook"].startswith("M"):
            folder = hook(out, _allow_fallback=job["fallback"])
            with open(os.path.join(out, folder, "METADATA"), "rb") as file:
                answer["metadata"] = file.read().decode("utf-8", "surrogateescape")
        else:
            hook(out)
    except HookMissing:
        answer["missing"] = True
    except Exception as error:
        answer["error"] = f"{error}\n{''.join(said)[-1500:]}"
    answer["marks"] = sorted(os.listdir(marks))
    shutil.rmtree(scratch, ignore_errors=True)
    return answer


lock = Lock()


def answer(line):
    text = json.dumps(call(json.loads(line)))
    with lock:
        print(text, flush=True)


with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    for done in [pool.submit(answer, line) for line in sys.stdin]:
        done.result()
