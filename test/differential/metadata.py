"""Metadata of a project as its own backend makes it, in an environment with what it asks for, before and after a change.

    python metadata.py BEFORE AFTER

Prints one JSON object: whether METADATA is the same, byte by byte, and what was said where a backend failed. Runs the code of the project:
only for projects that are trusted. Needs the package `build` and the package registry.
"""
import json
import os
import sys
import tempfile

from build import ProjectBuilder
from build.env import DefaultIsolatedEnv
from pyproject_hooks import quiet_subprocess_runner


def metadata(folder):
    # Versions that are taken from version control have none in a snapshot.
    os.environ.setdefault("SETUPTOOLS_SCM_PRETEND_VERSION", "1.0")
    os.environ.setdefault("PDM_BUILD_SCM_VERSION", "1.0")
    # Sets come in an order of chance else.
    os.environ["PYTHONHASHSEED"] = "0"
    with DefaultIsolatedEnv() as env:
        builder = ProjectBuilder.from_isolated_env(env, folder, runner=quiet_subprocess_runner)
        env.install(builder.build_system_requires)
        env.install(builder.get_requires_for_build("wheel"))
        made = builder.prepare("wheel", tempfile.mkdtemp())
        if made is None:
            raise RuntimeError("the backend has no hook for metadata")
        with open(os.path.join(made, "METADATA"), "rb") as file:
            return file.read()


def attempt(folder):
    try:
        return metadata(folder), None
    except Exception as error:
        output = getattr(getattr(error, "__cause__", None), "output", None) or getattr(getattr(error, "exception", None), "output", None) or b""
        last = (output.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
        return None, f"{type(error).__name__}: {error} {last}".strip()[:300]


before, failed_before = attempt(sys.argv[1])
after, failed_after = attempt(sys.argv[2]) if before is not None else (None, None)
json.dump({"before": failed_before, "after": failed_after, "bytes": len(before or b""), "same": before is not None and before == after}, sys.stdout)
