"""One notebook, executed by papermill on a warm kernel; a fault is named by notebook, cell and cause."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill import execute_notebook
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from compare.errors import ParameterError, RunError, examples
from compare.runs.kernels import kernel_manager
from compare.store import TABLES_VARIABLE, write_text

logger = logging.getLogger(__name__)

ENGINE = "policy-compare"
CELL_SECONDS = 300
"""Time limit of a cell."""

_VOLATILE = ("start_time", "end_time", "duration", "output_path", "environment_variables")


@dataclass(frozen=True, kw_only=True)
class Execution:
    """An executed notebook: its file, and the seconds its cells took of the seconds it took."""

    path: Path
    cell_seconds: float
    seconds: float


class _Client(PapermillNotebookClient):
    """Runs cells on a kernel of the suite; a kernel that hangs or dies leaves its trace in the cell."""

    def __init__(self, nb_man: Any, folder: Path, environment: Mapping[str, str], **settings: Any) -> None:
        super().__init__(nb_man, **settings)
        self.folder = folder
        self.environment = dict(environment)
        self.lost = False

    def create_kernel_manager(self) -> Any:
        """Return the manager of a warm kernel."""
        self.km = kernel_manager(self.folder)
        return self.km

    def execute(self, **_: Any) -> Any:
        """Return the notebook after its cells ran, at most to the first that failed."""
        self.reset_execution_trackers()
        with self.setup_kernel(env=self.environment):
            self.papermill_execute_cells()
            if not self.lost:
                answer = self.wait_for_reply(self.kc.kernel_info())
                self.nb.metadata["language_info"] = answer["content"]["language_info"]
        return self.nb

    def execute_cell(self, cell: Any, index: int, *arguments: Any, **named: Any) -> Any:
        """Return the cell after it ran; a lost kernel becomes an error of the cell."""
        try:
            return super().execute_cell(cell, index, *arguments, **named)
        except CellTimeoutError as error:
            limit = f"the cell ran longer than {self.timeout} s"
            raise self._mark(cell, "CellTimeoutError", limit) from error
        except DeadKernelError as error:
            raise self._mark(cell, "DeadKernelError", "the kernel died (killed, or out of memory?)") from error

    def _mark(self, cell: Any, name: str, cause: str) -> CellExecutionError:
        """Return the error of a lost kernel after writing it into the cell's outputs."""
        self.lost = True
        cell.outputs.append(nbformat.v4.new_output("error", ename=name, evalue=cause, traceback=[f"{name}: {cause}"]))
        return CellExecutionError(traceback=cause, ename=name, evalue=cause)


class WarmEngine(NBClientEngine):
    """Papermill's engine on kernels of the suite."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Return the executed notebook.

        Args:
            nb_man: Papermill's state of the execution.
            kernel_name: Name in the notebook; the suite's own Python serves it.
            settings: ``folder``, ``environment`` and ``execution_timeout``.
        """
        return _Client(
            nb_man,
            folder=settings["folder"],
            environment=settings["environment"],
            timeout=settings["execution_timeout"],
            startup_timeout=settings.get("start_timeout", 60),
            kernel_name=kernel_name,
            log=logging.getLogger("papermill"),
            shutdown_kernel="immediate",
            ipython_hist_file=":memory:",
        ).execute()


def run_notebook(
    source: Path,
    target: Path,
    parameters: Mapping[str, Any],
    *,
    root: Path,
    tables: Path,
    home: Path,
    cell_seconds: int = CELL_SECONDS,
) -> Execution:
    """Execute ``source`` with ``parameters`` and write it to ``target``, stable metadata only.

    Args:
        source: A notebook with a cell tagged ``parameters``.
        target: Where the executed notebook goes, with the error in it if one was raised.
        parameters: Values for its parameters.
        root: Project folder, in which kernels start.
        tables: Folder of tables the notebook reads.
        home: Private folder from ``kernel_home``.
        cell_seconds: Time limit of each cell.

    Raises:
        ParameterError: The notebook declares no parameter of that name.
        RunError: A cell raised, or the kernel died, hung or did not start.
    """
    papermill_engines.register(ENGINE, WarmEngine)
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    started = time.perf_counter()
    _check_parameters(source, parameters)
    shown = source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name
    environment = {TABLES_VARIABLE: str(tables.resolve())}
    try:
        notebook = _with_own_loop(
            execute_notebook,
            str(source),
            str(target),
            parameters=dict(parameters),
            engine_name=ENGINE,
            request_save_on_cell_execute=False,
            progress_bar=False,
            folder=home,
            environment=environment,
            execution_timeout=cell_seconds,
        )
    except PapermillExecutionError as error:
        tidy(target, shown)
        raise RunError(
            f"Notebook '{shown}', cell {error.cell_index + 1}",
            f"{error.ename}: {' '.join(str(error.evalue).split())[:300]}",
            f"Read the executed notebook with the error: {target.name}.",
        ) from error
    except (RuntimeError, OSError) as error:
        raise RunError(f"Notebook '{shown}'", f"its kernel did not start ({error})", "Run again.") from error
    seconds = time.perf_counter() - started
    cells = sum(cell.metadata.get("papermill", {}).get("duration") or 0.0 for cell in notebook.cells)
    tidy(target, shown)
    return Execution(path=target, cell_seconds=cells, seconds=seconds)


def _with_own_loop(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Return what ``work`` returns; the event loop that nbclient makes for it is closed, and nothing of it stays."""

    def execute() -> Any:
        loop = ensure_event_loop()
        try:
            return work(*arguments, **named)
        finally:
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.close()

    return copy_context().run(execute)


def _check_parameters(source: Path, parameters: Mapping[str, Any]) -> None:
    """Raise where the notebook does not declare a parameter; papermill itself would only warn."""
    from papermill.inspection import inspect_notebook

    unknown = sorted(set(parameters) - set(inspect_notebook(str(source))))
    if unknown:
        raise ParameterError(
            f"Notebook '{source.name}'",
            f"unknown parameters {examples(unknown)}",
            "Declare them in its parameters cell.",
        )


def tidy(path: Path, input_path: str) -> None:
    """Rewrite an executed notebook without what changes from run to run: times, random ids, places of this machine."""
    notebook = nbformat.read(path, as_version=4)
    for holder in (notebook, *notebook.cells):
        facts = holder.metadata.get("papermill", {})
        for name in _VOLATILE:
            facts.pop(name, None)
        holder.metadata.pop("execution", None)
    notebook.metadata.setdefault("papermill", {})["input_path"] = input_path
    for index, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags or "papermill-error-cell-tag" in tags:
            cell["id"] = f"{tags[0]}-{index}"[:64]
    write_text(path, nbformat.writes(notebook, version=4) + "\n")
