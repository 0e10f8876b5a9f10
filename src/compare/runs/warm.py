"""The warm parent: a quiet process with the suite imported that forks a kernel for each request."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
import time
from typing import Any, NoReturn

from compare.runs.quick import without

HEADER = struct.Struct("!I")
"""Length of a request's JSON, sent together with the kernel's own socket."""

PRELOADED = (
    "compare.runs.kernel",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "ipykernel.zmqshell",
    "IPython.core.magics",
    "IPython.core.completerlib",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "pandas",
    "polars",
    "plotly.graph_objects",
    "plotly.io",
    "narwhals.stable.v1",
    "narwhals.stable.v2",
    "itables",
    "compare.store",
    "compare.notebook",
)
"""What kernels find imported. Nothing of it may start a thread; polars is imported, never used (a fork would hang)."""

KNOWLEDGE = ("words.yml", "taxonomy.yml", "align/indicators.yml")
"""Packaged knowledge that most notebooks read; read once, every kernel has it."""

CHARTS = ("Figure", "Bar", "Scatter", "Heatmap", "Layout")
"""What charts are made of; plotly imports each of them when it is first asked for."""


def serve(control: socket.socket) -> None:
    """Fork a kernel per request until the other end of ``control`` is closed, then stop every kernel and return."""
    warm_up()
    gc.collect()
    gc.freeze()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_read, False)
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    kernels: dict[int, socket.socket] = {}
    private = (control.fileno(), wake_read, wake_write)
    while True:
        ready, _, _ = select.select([control.fileno(), wake_read], [], [])
        if wake_read in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(wake_read, 4096)
            _report_exits(kernels)
        if control.fileno() in ready:
            request = _receive(control)
            if request is None:
                break
            _fork(request, kernels, private)
    for pid in kernels:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def warm_up() -> None:
    """Import what kernels use, read what they read, and draw an empty chart for all that drawing one imports."""
    with without("debugpy"):  # nobody steps through a run's kernels
        for name in PRELOADED:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    for name in KNOWLEDGE:
        with contextlib.suppress(Exception):  # the notebook that needs it will say what is wrong
            importlib.import_module("compare.knowledge").load_yaml(name)
    with contextlib.suppress(ImportError, AttributeError):
        charts = importlib.import_module("plotly.graph_objects")
        _, *traces = (getattr(charts, name) for name in CHARTS[:-1])
        charts.Figure([trace() for trace in traces], layout=charts.Layout(title="")).to_json()


def send_request(control: socket.socket, request: dict[str, Any], channel: socket.socket) -> None:
    """Ask the warm parent for a kernel whose process number and exit will be told on ``channel``."""
    data = json.dumps(request).encode()
    socket.send_fds(control, [HEADER.pack(len(data))], [channel.fileno()])
    control.sendall(data)


def _receive(control: socket.socket) -> tuple[dict[str, Any], socket.socket] | None:
    """Return the next request with the socket to answer on, or nothing at the end."""
    header, descriptors, _, _ = socket.recv_fds(control, HEADER.size, 1)
    if len(header) < HEADER.size or not descriptors:
        return None
    (wanted,) = HEADER.unpack(header)
    data = b""
    while len(data) < wanted:
        part = control.recv(wanted - len(data))
        if not part:
            return None
        data += part
    return json.loads(data), socket.socket(fileno=descriptors[0])


def _fork(
    request: tuple[dict[str, Any], socket.socket], kernels: dict[int, socket.socket], private: tuple[int, ...]
) -> None:
    """Start one kernel; the child keeps none of the parent's descriptors."""
    settings, channel = request
    parent = os.getpid()
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        kernels[pid] = channel
        _tell(channel, {"pid": pid})
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for other in (channel, *kernels.values()):
        other.close()
    for descriptor in private:
        os.close(descriptor)
    _become_kernel(settings, parent)


def _become_kernel(settings: dict[str, Any], parent: int) -> NoReturn:
    """Turn this fresh fork into a kernel with the environment, folder and seed it was asked for."""
    code = 1
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        die_with(parent)
        os.environ.clear()
        os.environ.update(settings["env"])
        os.environ["JPY_PARENT_PID"] = str(parent)
        time.tzset()
        os.chdir(settings["cwd"])
        from compare.runs.kernel import run_kernel

        run_kernel(settings["argv"])
        code = 0
    finally:
        os._exit(code)


def die_with(parent: int) -> None:
    """Have the system end this process when ``parent`` ends; elsewhere than on Linux the kernel's own poller does."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _report_exits(kernels: dict[int, socket.socket]) -> None:
    """Collect the kernels that ended and tell each one's exit on its channel."""
    for pid in list(kernels):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            channel = kernels.pop(pid)
            _tell(channel, {"exit": os.waitstatus_to_exitcode(status)})
            channel.close()


def _tell(channel: socket.socket, fact: dict[str, int]) -> None:
    """Send one line of JSON; a reader that left is no fault."""
    with contextlib.suppress(OSError):
        channel.sendall(json.dumps(fact).encode() + b"\n")


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as inherited:
        serve(inherited)
    shutil.rmtree(sys.argv[2], ignore_errors=True)
