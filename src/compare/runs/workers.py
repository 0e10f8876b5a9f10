"""Worker processes of the extraction: the package and its knowledge are loaded once, then forked for each worker."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context

THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What keeps polars and BLAS to one thread; both read it when they are first imported."""

_SIGN = "POLICY_COMPARE_WORKERS"
_TEXT = (
    "某市卫生健康局2024年工作要点\n一、深化医改\n（一）推进医共体建设。到2025年，新建村卫生室3家，签约率达到60%以上。\n"
)


def make_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes of one thread each.

    Where the system can fork, a server that has loaded all but used no thread forks them: a worker then costs
    milliseconds and shares the knowledge's memory. Elsewhere each worker starts and loads for itself.
    """
    if "forkserver" not in get_all_start_methods():
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=one_thread)
    _start_server()
    return ProcessPoolExecutor(workers, mp_context=get_context("forkserver"), initializer=one_thread)


def default_jobs() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_thread() -> None:
    """Keep a worker to one thread of polars and of BLAS."""
    os.environ.update(dict.fromkeys(THREADS, "1"))


def _start_server() -> None:
    """Start the server that forks workers, if it does not run yet; its environment tells it to load."""
    from multiprocessing import forkserver

    before = {name: os.environ.get(name) for name in (*THREADS, _SIGN)}
    try:
        one_thread()
        os.environ[_SIGN] = "1"
        forkserver.set_forkserver_preload([__name__])
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _load() -> None:
    """Load what extraction needs by extracting a line; nothing of it uses polars, whose threads would not live on in a fork."""
    import gc

    from compare.runs import parts  # noqa: F401
    from compare.runs.extract import extract_rows
    from compare.runs.rows import Identity

    extract_rows(_TEXT, Identity(document_id="first", source_file="first.txt", sha256="0" * 64))
    gc.collect()
    gc.freeze()


if os.environ.get(_SIGN):
    del os.environ[_SIGN]
    _load()
