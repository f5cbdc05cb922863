"""What not to do in a setup script. Everything here is harmless; the same shapes need not be."""
import base64
import os
import pickle
from subprocess import check_output as ask

from setuptools import setup

here = os.path.dirname(os.path.abspath(__file__))

# The settings are a program, and the environment says which.
settings = {}
with open(os.environ.get("BUILD_SETTINGS", os.path.join(here, "build_settings.txt")), encoding="utf-8") as file:
    exec(file.read(), settings)

# A value from outside becomes part of a shell command.
label = os.environ.get("BUILD_LABEL", "none")
run = os.system
run("echo building with label " + label)

# The same through another name and without a shell: still the environment's choice of program.
tool = os.environ.get("BUILD_TOOL")
if tool:
    print(ask([tool, "--version"]))

# A name put together so that searching for it finds nothing.
getattr(__import__("o" + "s"), "sys" + "tem")("echo found anyway")

# A program in disguise: it only prints a line.
exec(base64.b64decode("cHJpbnQoImhlbGxvIGZyb20gYSBoaWRkZW4gbGF5ZXIiKQ=="))

# Loading a pickle runs whatever the pickle asks for.
cache = os.path.join(here, "build.cache")
if os.path.exists(cache):
    with open(cache, "rb") as file:
        settings.update(pickle.load(file))

setup(name="risky", version=settings["VERSION"], py_modules=[])
