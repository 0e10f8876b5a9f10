"""The kernel itself: IPython's, without the TCP port it opens for the output of forked children."""

from __future__ import annotations

import sys
from typing import Any

from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread


class PortlessOutput(IOPubThread):
    """The thread that publishes outputs, listening on nothing but the kernel's own sockets."""

    def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
        super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]


def run_kernel(arguments: list[str]) -> None:
    """Serve as a kernel until the manager ends it."""
    vars(kernelapp)["IOPubThread"] = PortlessOutput
    sys.argv = ["kernel", *arguments]
    kernelapp.IPKernelApp.launch_instance(arguments)


if __name__ == "__main__":
    run_kernel(sys.argv[1:])
