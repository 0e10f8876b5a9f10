"""The kernel itself: IPython's, which listens on no TCP port and answers only its own user."""

from __future__ import annotations

import contextlib
import importlib
import os
import random
import sys
from typing import Any

import zmq
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread


class PortlessOutput(IOPubThread):
    """The thread that publishes outputs, without the TCP port it opens for the output of forked children."""

    def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
        super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]


class PrivateKernelApp(kernelapp.IPKernelApp):
    """IPython's kernel on sockets that the system closes to other users, where it can tell who connects."""

    def _try_bind_socket(self, s: Any, port: int) -> Any:
        """Return the number the socket was bound to."""
        if self.transport == "ipc":
            with contextlib.suppress(zmq.ZMQError, AttributeError):
                s.setsockopt(zmq.IPC_FILTER_UID, os.getuid())
        return super()._try_bind_socket(s, port)  # type: ignore[no-untyped-call]


QUIET = ("--InteractiveShell.enable_tip=False",)
"""IPython draws a tip at random each time it is asked who it is, and so moves the seed that notebooks start with."""


def run_kernel(arguments: list[str]) -> None:
    """Serve as a kernel until the manager ends it, with the same random numbers each time."""
    random.seed(0)
    with contextlib.suppress(ImportError):
        vars(importlib.import_module("numpy.random"))["seed"](0)
    vars(kernelapp)["IOPubThread"] = PortlessOutput
    sys.argv = ["kernel", *arguments]
    PrivateKernelApp.launch_instance([*arguments, *QUIET])


if __name__ == "__main__":
    run_kernel(sys.argv[1:])
