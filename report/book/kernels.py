"""Kernels forked from one warm process: what every chapter imports is imported once in a build.

Starting kernels, and importing the same packages in each, is most of the time of an ordinary build. Jupyter leaves the
start of a kernel's process to a provisioner; this one asks a process that has imported everything to fork. Where a
system cannot fork, as Windows, Jupyter's own provisioner stays.
"""

import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from importlib.metadata import EntryPoint
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from report.dataset import ROOT

NAME = "forked"
# Brought by Jupyter Book; they do not say that they stand parallel reading. One acts when all is read, one in LaTeX.
SILENT = {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}
READ_ONLY = "dummy"  # the builder of report.book.reading
MOST = 4  # processes; each keeps what it reads in memory


def use_own_code(app, config):
    """Let the chapters' kernels import the package from this project's folder, before any other of that name."""
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(
        [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]))
    if str(ROOT) not in sys.path[:1]:
        sys.path.insert(0, str(ROOT))


def use_all_cores(app):
    """Read and write pages in several processes: `jupyter-book build` has no option for it."""
    app.parallel = min(os.cpu_count() or 1, MOST)
    for name in SILENT & set(app.extensions):
        app.extensions[name].parallel_read_safe = True


def spare_collector(app, config):
    """Have Python look for garbage seldom and only among what is new: a build keeps nearly all that it makes."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def warm(app, env, docnames):
    """Start the warm process where pages will be read and their cells run, and have Jupyter start kernels by it."""
    if not docnames or not hasattr(os, "fork") or app.builder.name == READ_ONLY:
        return
    ForkedProvisioner.start_server()
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:ForkedProvisioner", factory.GROUP_NAME)
    factory.default_provisioner_name = NAME


def cool(app, env):
    """End the warm process when all pages are read: typesetting needs the memory."""
    if ForkedProvisioner.server:
        ForkedProvisioner.stop_server()


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel as a fork of the warm process."""

    server = None

    @classmethod
    def start_server(cls):
        """Start the warm process. It ends when its standard input does, that is, with this process."""
        cls.folder = tempfile.TemporaryDirectory()
        cls.address = str(Path(cls.folder.name) / "socket")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(cls.address)
            listener.listen()
            cls.server = subprocess.Popen([sys.executable, "-m", "report.warm_kernel", str(listener.fileno())],
                                          pass_fds=[listener.fileno()], stdin=subprocess.PIPE)

    @classmethod
    def stop_server(cls):
        """Stop the warm process."""
        cls.server.communicate()
        cls.server = None

    async def launch_kernel(self, cmd, **options):
        """Ask for a fork with the arguments, folder and environment of the kernel."""
        order = {"arguments": cmd[cmd.index("ipykernel_launcher") + 1:], "folder": str(options["cwd"]),
                 "environment": dict(options["env"])}
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(self.address)
            wire.sendall(json.dumps(order).encode() + b"\n")
            self.pid = int(wire.makefile().readline())
        self.process = Forked(self.pid)
        return self.connection_info


class Forked:
    """A kernel that is a child of the warm process, with the methods of subprocess.Popen that provisioners use."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the process is there, then 0."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, number: int):
        """Send a signal."""
        os.kill(self.pid, number)
