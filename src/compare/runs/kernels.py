"""Kernels: forked from a warm parent where the system can, started plainly where it cannot."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from compare.runs.forks import kernel_environment, warm_parents

logger = logging.getLogger(__name__)

PROVISIONER = "policy-compare-warm"
KERNEL = "compare.runs.kernel"

_living: set[WarmProvisioner] = set()
_numbers = itertools.count(1)


def stop_kernels() -> None:
    """End every kernel at once, and let none start until the next ``kernel_home``."""
    for parent in warm_parents:
        parent.close()
    for provisioner in list(_living):
        if provisioner.process is not None:
            provisioner.process.kill()


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by a fork of the warm parent, or as any other where there is no such parent."""

    process: Any = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Return the launch arguments with an environment that holds no secrets."""
        manager: Any = self.parent
        folder = Path(manager.connection_file).parent
        kwargs["env"] = kernel_environment(folder, kwargs.get("env") or os.environ)
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return the connection of a kernel that was forked, or plainly started if the fork failed.

        Raises:
            RuntimeError: Kernels were stopped.
        """
        if warm_parents and warm_parents[-1].closed:
            raise RuntimeError("the run was stopped")
        _living.add(self)
        if warm_parents and KERNEL in cmd:
            argv = cmd[cmd.index(KERNEL) + 1 :]
            try:
                self.process = warm_parents[-1].fork(argv, kwargs["env"], str(kwargs.get("cwd") or Path.cwd()))
            except OSError as error:
                logger.warning("no warm kernel (%s); starting a plain one", error)
            else:
                self.pid = self.pgid = self.process.pid
                self.cwd = kwargs.get("cwd", Path.cwd())
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def wait(self) -> int | None:
        """Return the exit code once the kernel has ended, looked for often because kernels end quickly."""
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(0.005)
        _living.discard(self)
        return await super().wait()


class SuiteKernelSpecs(KernelSpecManager):
    """Knows one kernel: this Python, started by the suite's provisioner, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel ``python3`` of this very environment."""
        return KernelSpec(
            argv=[sys.executable, "-P", "-m", KERNEL, "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": PROVISIONER}},
        )


class PromptClient(AsyncKernelClient):
    """A client that does not wait longer for a kernel than the kernel takes."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once the kernel answers and its output channel is heard.

        Raises:
            RuntimeError: The kernel died, or did not answer in time.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + (timeout or 60)
        while loop.time() < until:
            self.kernel_info()
            answered = heard = False
            pause = loop.time() + 0.5
            while loop.time() < pause and not (answered and heard):
                answered = answered or await self._has_message(self.shell_channel)
                heard = heard or await self._has_message(self.iopub_channel)
            if answered and heard:
                return
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _has_message(self, channel: Any) -> bool:
        """Return whether a message came within a moment, and take it."""
        if await channel.socket.poll(10):
            await channel.get_msg(timeout=0)
            return True
        return False


def kernel_manager(folder: Path) -> AsyncKernelManager:
    """Return a manager for one kernel that talks over sockets in a private folder and listens on no port."""
    factory = KernelProvisionerFactory.instance()
    if PROVISIONER not in factory.provisioners:
        group = KernelProvisionerFactory.GROUP_NAME
        factory.provisioners[PROVISIONER] = EntryPoint(PROVISIONER, f"{__name__}:WarmProvisioner", group)
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=SuiteKernelSpecs())
    manager.client_class = f"{__name__}.PromptClient"
    manager.client_factory = PromptClient
    if os.name == "posix":
        manager.transport = "ipc"
    manager.connection_file = str(folder / f"k{next(_numbers)}.json")
    return manager
