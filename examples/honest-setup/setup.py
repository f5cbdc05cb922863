"""An ordinary setup script: it looks dynamic, and can be proven harmless."""
import subprocess

from setuptools import setup

about = {}
with open("src/honest/_version.py", encoding="utf-8") as file:
    exec(file.read(), about)

try:
    revision = subprocess.check_output(["git", "describe", "--always"], text=True).strip()
except (OSError, subprocess.CalledProcessError):
    revision = "unknown"

setup(
    name="honest",
    version=about["__version__"],
    description="revision " + revision,
    package_dir={"": "src"},
    packages=["honest"],
)
