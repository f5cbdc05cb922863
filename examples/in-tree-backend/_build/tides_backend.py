"""setuptools with a table generated before every build."""
import os
import pathlib

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403


def _write_table():
    steps = int(os.environ.get("TIDES_STEPS", "12"))
    rows = ", ".join(str(step * 30) for step in range(steps))
    pathlib.Path("src/tides/table.py").write_text(f"DEGREES = [{rows}]\n", encoding="utf-8")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _write_table()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):
    _write_table()
    return build_meta.build_sdist(sdist_directory, config_settings)
