"""Pages of a run: a brief from each executed notebook, what the index reads of it, and PDF beside it."""

from __future__ import annotations

import json
from typing import Any

from compare.errors import CompareError, RunError
from compare.runs.building import Building
from compare.runs.plan import Job
from compare.store import write_text


def render_briefs(building: Building, jobs: list[Job]) -> dict[str, dict[str, Any]]:
    """Return what the index reads of the executed notebooks by the address of their brief, after each brief was written."""
    briefs: dict[str, dict[str, Any]] = {}
    for job in jobs:
        if job.brief is None:
            continue
        notebook = read_executed(building, job)
        if job.name not in building.pages:
            write_brief(building, job, notebook)
        briefs[f"briefs/{job.brief}.html"] = _answering(notebook)
    return briefs


def write_brief(building: Building, job: Job, notebook: dict[str, Any]) -> None:
    """Write the brief that an executed notebook makes; pages of hundreds of regions are not held in memory."""
    write_text(building.folder / "briefs" / f"{job.brief}.html", _page(building, job, notebook))
    building.pages.add(job.name)


def _answering(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return an executed notebook with the cells that display an answer, which is all that the index reads."""
    from compare.sections import MIME

    cells = [
        cell
        for cell in notebook["cells"]
        if any(output.get("data", {}).get(MIME, {}).get("kind") == "answer" for output in cell.get("outputs", ()))
    ]
    return {**notebook, "cells": cells}


def read_executed(building: Building, job: Job) -> dict[str, Any]:
    """Return a job's executed notebook."""
    path = building.folder / "notebooks" / f"{job.name}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _page(building: Building, job: Job, notebook: dict[str, Any]) -> str:
    """Return the brief that an executed notebook makes."""
    from compare.briefs import render_brief

    try:
        return render_brief(notebook, run_id=building.fingerprint, ledgers=_ledgers(building, str(job.brief)))
    except CompareError as error:
        place = f"Brief '{job.brief}.html' of notebook '{job.name}.ipynb'"
        raise RunError(place, str(error).rstrip("."), "") from error


def _ledgers(building: Building, brief: str) -> dict[str, tuple[str, str]]:
    """Return by document the address of its page of restoration from a brief, in the brief's language where there is one."""
    spoken = "en" if brief.endswith(".en") or building.inputs["parameters"]["language"] == "en" else "zh"
    pages = [page for page in building.ledgers if page.language == spoken]
    return {page.document_id: (f"../{page.address}", page.label) for page in pages}


def print_briefs(building: Building, addresses: list[str]) -> None:
    """Print each brief to PDF beside it where a browser is found and nobody said no; many pages only when asked for."""
    from compare.runs.paper import MOST, find_browser, print_pages

    if building.pdf is False or (building.pdf is None and len(addresses) > MOST) or find_browser() is None:
        return
    with building.step("pdf"):
        print_pages([building.folder / address for address in addresses])
