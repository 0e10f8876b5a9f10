"""Processes behind kernels: the environment they get, the warm parent that forks them, a fork seen from outside."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from compare.runs.warm import send_request

KERNELS_VARIABLE = "POLICY_COMPARE_KERNELS"

warm_parents: list[WarmParent] = []
"""Warm parents at work; the last one forks."""

_KEPT = ("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "VIRTUAL_ENV", "CONDA_PREFIX", "LD_LIBRARY_PATH")
_FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def kernel_environment(folder: Path, source: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of kernels: what they need, nothing secret, and no local habit that could change a result.

    Args:
        folder: Private folder for what IPython and Jupyter want to write.
        source: Environment to choose from.
    """
    kept = {name: source[name] for name in _KEPT if name in source}
    kept |= {name: value for name, value in source.items() if name.startswith("POLICY_COMPARE_")}
    paths = [str(Path(__file__).parents[2]), *filter(None, source.get("PYTHONPATH", "").split(os.pathsep))]
    own = {"IPYTHONDIR": str(folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(folder)}
    return kept | _FIXED | own | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


@contextmanager
def kernel_home(warm: bool = True) -> Iterator[Path]:
    """Give kernels a private folder for their sockets while the block runs, and a warm parent where the system can fork.

    POLICY_COMPARE_KERNELS=plain asks for plain kernels where forking is not wanted.
    """
    folder = Path(tempfile.mkdtemp(prefix="pc-"))
    warm = warm and os.environ.get(KERNELS_VARIABLE) != "plain"
    try:
        if not warm or not hasattr(os, "fork") or not hasattr(socket, "send_fds"):
            yield folder
            return
        parent = WarmParent(folder)
        warm_parents.append(parent)
        try:
            yield folder
        finally:
            warm_parents.remove(parent)
            parent.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class WarmParent:
    """A process that forks kernels; it and all of them end when it is closed or its owner ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._used = False
        self.closed = False
        ours, theirs = socket.socketpair()
        with theirs:
            self._control = ours
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "compare.runs.warm", str(theirs.fileno()), str(folder)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=kernel_environment(folder),
                start_new_session=True,
            )

    def fork(self, argv: list[str], env: Mapping[str, str], cwd: str) -> ForkedKernel:
        """Return a new kernel process that runs ``argv``.

        Raises:
            OSError: The warm parent is gone.
        """
        ours, theirs = socket.socketpair()
        request = {"argv": argv, "env": dict(env), "cwd": cwd}
        with theirs, self._lock:
            self._used = True
            send_request(self._control, request, theirs)
        return ForkedKernel(ours)

    def close(self) -> None:
        """End the parent and with it every kernel; closing twice is once."""
        if self.closed:
            return
        self.closed = True
        self._control.close()
        if not self._used:
            self.process.kill()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class ForkedKernel:
    """A forked kernel as the provisioner sees it, much like ``subprocess.Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._buffer = b""
        self.returncode: int | None = None
        self._channel.settimeout(60)
        try:
            self.pid = self._read_pid()
        except BaseException:
            self._channel.close()
            raise
        self._channel.setblocking(False)

    def _read_pid(self) -> int:
        """Return the process number that the warm parent tells, or raise where it tells none."""
        while b"\n" not in self._buffer:
            part = self._channel.recv(4096)
            if not part:
                raise ConnectionError("the warm parent ended")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\n")
        return int(json.loads(line)["pid"])

    def poll(self) -> int | None:
        """Return the exit code, or nothing while the kernel lives; a kernel whose parent ended was killed."""
        if self.returncode is None:
            try:
                part = self._channel.recv(4096)
            except BlockingIOError:
                return None
            except OSError:
                part = b""
            self._buffer += part
            if b"\n" in self._buffer:
                self.returncode = int(json.loads(self._buffer.partition(b"\n")[0])["exit"])
            elif not part:
                self.returncode = -signal.SIGKILL
            if self.returncode is not None:
                self._channel.close()
        return self.returncode

    def wait(self) -> int | None:
        """Return the exit code of a kernel that has ended."""
        self._channel.close()
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel while it lives."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)
