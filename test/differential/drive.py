"""Calls build hooks as frontends do, each in a fresh process and on a fresh copy of the project, and tells which marks were left.

Reads a JSON list of jobs from standard input, writes one JSON object a line: the marks, the missing hook, or the error.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from pyproject_hooks import BuildBackendHookCaller, HookMissing

NAMES = {
    "RS": "get_requires_for_build_sdist", "RW": "get_requires_for_build_wheel", "RE": "get_requires_for_build_editable",
    "MW": "prepare_metadata_for_build_wheel", "ME": "prepare_metadata_for_build_editable",
    "S": "build_sdist", "W": "build_wheel", "E": "build_editable",
}


def call(job):
    scratch = tempfile.mkdtemp(dir=job["scratch"])
    project, marks, out = (os.path.join(scratch, name) for name in ("project", "marks", "out"))
    shutil.copytree(job["folder"], project, symlinks=True)
    os.mkdir(marks)
    os.mkdir(out)
    said = []

    def run(command, cwd=None, extra_environ=None):
        # What this process was started with must not steer the build: pip's own settings, flags of compilers, other projects' paths.
        env = {"PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"], "HOME": scratch, "TMPDIR": scratch, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        env.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", BUILDGLASS_MARKS=marks, **job["env"])
        done = subprocess.run(command, cwd=cwd, env={**env, **(extra_environ or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said.append(done.stdout.decode("utf-8", "replace"))
        if done.returncode != 0:
            raise subprocess.CalledProcessError(done.returncode, command)

    hooks = BuildBackendHookCaller(project, job["backend"], job["backendPath"] or None, runner=run)
    answer = {"id": job["id"], "hook": job["hook"]}
    try:
        hook = getattr(hooks, NAMES[job["hook"]])
        if job["hook"].startswith("R"):
            # Requirements that the hook returns leave a mark as well: their names begin with "mark-".
            for requirement in hook():
                name = re.match(r"mark-([a-z0-9-]+)", requirement)
                if name:
                    open(os.path.join(marks, name[1]), "w").close()
        elif job["hook"].startswith("M"):
            hook(out, _allow_fallback=job["fallback"])
        else:
            hook(out)
    except HookMissing:
        answer["missing"] = True
    except Exception as error:
        answer["error"] = f"{error}\n{''.join(said)[-1500:]}"
    answer["marks"] = sorted(os.listdir(marks))
    shutil.rmtree(scratch, ignore_errors=True)
    return answer


with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    for result in pool.map(call, json.load(sys.stdin)):
        print(json.dumps(result), flush=True)
