"""Drives the backend the way a frontend would: by name, in a process of its own, on projects kept in strings."""
import importlib
import os
import signal
from concurrent import futures

import pytest

PATIENCE = int(os.environ.get("KILN_TEST_PATIENCE", "120"))

PROJECTS = {
    "plain": {
        "setup.py": "print('a setup script ran')\n",
    },
    "by name": {
        "setup.py": "__import__('kiln').get_requires_for_build_wheel()\n",
    },
    "configured": {
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "kiln:hooks"\n',
        "setup.py": "import os\nprint(os.environ.get('KILN_GREETING', 'quiet'))\n",
    },
}


class Frontend:
    """What the two sides need to know to find the backend."""

    def __init__(self, folder=".", env=None, backend_name="kiln"):
        self.folder = folder
        self.env = env or {}
        self.backend_name = backend_name


class Remote(Frontend):
    """Every attribute is a hook, called in a worker process."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.workers = futures.ProcessPoolExecutor(max_workers=1)

    def __getattr__(self, hook):
        def call(*args, **kwargs):
            worker = Worker(self.folder, self.env, self.backend_name)
            pid = self.workers.submit(os.getpid).result(PATIENCE)
            try:
                return self.workers.submit(worker, hook, *args, **kwargs).result(PATIENCE)
            except futures.TimeoutError:
                os.kill(pid, signal.SIGTERM)
                raise

        return call


class Worker(Frontend):
    """Runs on the other side."""

    def __call__(self, hook, *args, **kwargs):
        os.chdir(self.folder)
        os.environ.update(self.env)
        module, _, attribute = self.backend_name.partition(":")
        backend = importlib.import_module(module)
        if attribute:
            backend = getattr(backend, attribute)
        return getattr(backend, hook)(*args, **kwargs)


@pytest.fixture(params=sorted(PROJECTS))
def project(request, tmp_path):
    for name, text in PROJECTS[request.param].items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_wheel_is_built(project):
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    remote = Remote(folder=str(project), env={"PYTHONPATH": root})
    assert remote.build_wheel(str(project)).endswith(".whl")
