"""The engine of many machines: the same function per partition on a Dask cluster, safe to repeat, equal in its bytes."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from compare.errors import CompareError, ParameterError, RunError
from compare.runs.inputs import package_key
from compare.runs.partitions import Partition
from compare.runs.parts import Part, Task, work
from compare.runs.stream import Engine, lost

logger = logging.getLogger(__name__)

RETRIES = 3
_WAITING = 3
_SECONDS = 15


def cluster_engine(address: str, *, trust: bool = False) -> Engine:
    """Return the engine of a Dask scheduler at ``tcp://…`` or ``tls://…``.

    Args:
        address: The scheduler's address.
        trust: Use an unauthenticated scheduler on another machine.

    Raises:
        ParameterError: The address is no scheduler's, or leads to another machine without authentication.
    """
    check_scheduler(address, trust=trust)
    return lambda partitions, task: _run(partitions, task, address)


def check_scheduler(address: str, *, trust: bool = False) -> None:
    """Raise where a scheduler's address is not one that may be used.

    A tcp:// scheduler runs whatever anyone on its network sends, so it is used on this machine only unless told otherwise.
    """
    parts = urlsplit(address)
    place = f"Scheduler '{address}'"
    try:
        usable = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
    except ValueError:
        usable = False
    if not usable:
        raise ParameterError(place, "no address of a scheduler", "Write tcp://HOST:PORT or tls://HOST:PORT.")
    if parts.scheme == "tcp" and not trust and not _is_loopback(str(parts.hostname)):
        raise ParameterError(
            place,
            "unauthenticated and not on this machine",
            "Use tls://, or --trust-scheduler on a network of your own.",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _run(partitions: Iterable[Partition], task: Task, address: str) -> Iterator[Part]:
    """Yield the parts as the cluster's workers finish them, few of them waiting at a time."""
    from distributed import as_completed

    with _connected(address) as client:
        workers = _check_workers(client, address)
        source = iter(partitions)
        held: dict[str, Partition] = {}
        waiting = as_completed(loop=client.loop, with_results=False, raise_errors=False)

        def submit(partition: Partition) -> None:
            future = client.submit(work, partition, task, pure=False, retries=RETRIES)
            held[future.key] = partition
            waiting.add(future)

        for partition in source:
            submit(partition)
            if len(held) < workers * _WAITING:
                continue
            yield from _ended(next(waiting), held, submit)
        while held:
            yield from _ended(next(waiting), held, submit)


def _ended(future: Any, held: dict[str, Partition], submit: Callable[[Partition], None]) -> Iterator[Part]:
    """Yield an ended future's part; a partition that kills workers is halved until the file at fault is found."""
    partition = held.pop(future.key)
    error = future.exception() if future.status == "error" else None
    if future.status == "cancelled":
        raise RunError("Scheduler", "it ended before the work was done", "Start it again; finished parts are kept.")
    if error is None:
        yield future.result()
    elif isinstance(error, CompareError):
        raise error
    elif type(error).__name__ != "KilledWorker":
        raise RunError(
            "Cluster", f"a worker stopped with {type(error).__name__}: {error}", "Run again; finished parts are kept."
        ) from error
    elif len(partition.documents) > 1:
        middle = len(partition.documents) // 2
        submit(Partition(partition.documents[:middle]))
        submit(Partition(partition.documents[middle:]))
    else:
        yield lost(partition.documents[0])


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Yield a client of the scheduler; certificates of tls:// come from Dask's own configuration.

    Raises:
        RunError: The library is missing, or the scheduler does not answer.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise RunError(f"Scheduler '{address}'", "Dask is not installed", "Install policy-compare[cluster].") from error
    for name in ("distributed", "distributed.client"):  # a worker's loss is repaired, and told only where it is not
        logging.getLogger(name).setLevel(logging.ERROR)
    _require_certificates(address)
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, TypeError, ValueError, RuntimeError) as error:
        found = f"not reached within {_SECONDS} s ({type(error).__name__})"
        raise RunError(f"Scheduler '{address}'", found, "Start it, or correct the address or certificates.") from error
    with client:
        yield client


def _require_certificates(address: str) -> None:
    """Raise where a tls:// scheduler is named and Dask's configuration names no certificates for it."""
    from distributed.security import Security

    if address.startswith("tls://") and Security().get_connection_args("client").get("ssl_context") is None:
        raise RunError(
            f"Scheduler '{address}'",
            "no certificates are named",
            "Name them in Dask's configuration: distributed.comm.tls.ca-file, .client.cert and .client.key.",
        )


def _check_workers(client: Any, address: str) -> int:
    """Return the number of workers' threads, after each worker showed that it has the same package."""
    place = f"Scheduler '{address}'"
    threads: int = sum(client.nthreads().values())
    if not threads:
        raise RunError(place, "it has no workers", "Start workers: dask worker ADDRESS --nthreads 1.")
    try:
        keys = client.run(package_key)
    except Exception as error:
        found = f"its workers lack policy-compare ({type(error).__name__}: {error})"
        raise RunError(place, found, "Install the same version there.") from error
    other = sorted(worker for worker, key in keys.items() if key != package_key())
    if other:
        raise RunError(place, f"{len(other)} workers have another version: {other[0]}", "Install the same one there.")
    return threads
