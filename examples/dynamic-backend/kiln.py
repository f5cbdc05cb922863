"""A toy backend, just enough for its tests: it runs the setup script of the project and writes an empty wheel."""
import os
import runpy


def get_requires_for_build_wheel(config_settings=None):
    return []


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if os.path.exists("setup.py"):
        runpy.run_path("setup.py", run_name="__main__")
    name = "clay-1-py3-none-any.whl"
    with open(os.path.join(wheel_directory, name), "wb"):
        pass
    return name
