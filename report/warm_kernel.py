"""The warm process of report.book.kernels: it has imported what chapters import, and forks a kernel for each order.

Run as `python -m report.warm_kernel FD`, with the number of a listening socket. An order is a line of JSON with the
kernel's arguments, folder and environment; the answer is its process id.
"""

import json
import os
import select
import signal
import socket
import sys

import oxipng  # noqa: F401 as all below, for the kernels
from ipykernel.kernelapp import IPKernelApp
from PIL import Image  # noqa: F401

import report.charts
from report.dataset import dataset


def serve(listener: socket.socket):
    """Fork kernels until the standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        with listener.accept()[0] as wire:
            order = json.loads(wire.makefile().readline())
            pid = os.fork()
            if not pid:
                listener.close()
                be_kernel(**order)
            wire.sendall(f"{pid}\n".encode())


def be_kernel(arguments: list[str], folder: str, environment: dict[str, str]):
    """Run a kernel to its end, in the forked process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))  # a kernel ends when its parent has
    os.chdir(folder)
    # Below errors the kernel says only, once a chapter, that its connection on this machine is not encrypted.
    IPKernelApp.launch_instance(argv=[*arguments, "--Application.log_level=ERROR"])
    os._exit(0)


if __name__ == "__main__":
    dataset()
    serve(socket.socket(fileno=int(sys.argv[1])))
