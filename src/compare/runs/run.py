"""A whole run: looked at, locked, built aside, published whole, recorded; or nothing changes."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from compare.errors import CompareError, RunError
from compare.runs.inputs import checksum, digest, read_inputs
from compare.runs.publish import (
    BUILDING,
    RECORD,
    TAXONOMY,
    check_root,
    clear_remains,
    keep_failure,
    latest_record,
    locked,
    name_run,
    prune,
    publish,
    recover_folder,
    replace_processed,
    tidy_up,
)

logger = logging.getLogger(__name__)

PROCESSED = Path("data/processed")
DEFAULT_OUT = Path("reports")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a run: regions (none: all), output root, languages, processes, whether to keep nothing.

    ``pdf`` asks for paper beside the briefs: always, never, or (null) where a browser is found and the briefs are few.
    """

    root: Path
    out: Path = DEFAULT_OUT
    regions: Sequence[str] = ()
    language: str = "zh"
    jobs: int | None = None
    force: bool = False
    keep: int | None = None
    cell_seconds: int = 300
    pdf: bool | None = None

    @property
    def feeds_processed(self) -> bool:
        """Return whether this run's tables become those of the project."""
        return not self.regions and (self.root / self.out).resolve() == (self.root / DEFAULT_OUT).resolve()


@dataclass(frozen=True, kw_only=True)
class Done:
    """A run that stands: its folder, whether it was built now, and what changed since the one before."""

    folder: Path
    built: bool
    changes: list[str] = field(default_factory=list)


def run(wanted: Wanted, now: datetime) -> Done:
    """Return the run that answers the wish: the last one where nothing changed, else a new one.

    Args:
        wanted: What is asked.
        now: The time, given by the command line; nothing but names and records depends on it.

    Raises:
        CompareError: The work or its data is at fault; the last good run stays as it was.
    """
    out = wanted.root / wanted.out
    inputs = read_inputs(wanted.root, wanted.regions, wanted.language)
    if not wanted.force and (standing := standing_run(wanted, inputs)):
        tidy_up(out, now)
        return Done(folder=standing, built=False)
    _make_root(out)
    with locked(out, now):
        clear_remains(out)
        if wanted.feeds_processed:
            recover_folder(wanted.root / PROCESSED)
        return _build_and_publish(wanted, inputs, now)


def standing_run(wanted: Wanted, inputs: dict[str, Any]) -> Path | None:
    """Return the folder of the last run if it is made of the same inputs and none of its files was touched since."""
    out = wanted.root / wanted.out
    record = latest_record(out)
    if (
        record is None
        or record.get("inputs") != inputs
        or _wants_paper(wanted, record)
        or not isinstance(record.get("outputs"), dict)
    ):
        return None
    folder = (out / "latest").resolve()
    expected = {folder / name: value for name, value in record["outputs"].items()}
    if wanted.feeds_processed:
        tables = {name for name in record["outputs"] if name.startswith("tables/")}
        expected |= {wanted.root / PROCESSED / Path(name).name: record["outputs"][name] for name in tables}
    try:
        return folder if all(checksum(path) == value for path, value in expected.items()) else None
    except OSError:
        return None


def _wants_paper(wanted: Wanted, record: dict[str, Any]) -> bool:
    """Return whether PDF is asked for by name and the last run was told to print none."""
    return bool(wanted.pdf) and record.get("parameters", {}).get("pdf") is False


def _make_root(out: Path) -> None:
    """Make the output root, or raise where it cannot take a run."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / ".lock").touch()
    except OSError as error:
        raise RunError(
            f"Output folder '{out}'", f"not writable ({error.strerror})", "Choose another, or mend its permissions."
        ) from error
    check_root(out)


def _build_and_publish(wanted: Wanted, inputs: dict[str, Any], now: datetime) -> Done:
    """Return the run after it was built aside and published; the lock must be held."""
    from compare.runs.forks import kernel_home

    with kernel_home() as home:  # first of all: the warm parent gets ready while this process does
        return _build_with_kernels(wanted, inputs, now, home)


def _build_with_kernels(wanted: Wanted, inputs: dict[str, Any], now: datetime, home: Path) -> Done:
    """Return the run after it was built aside and published, its kernels at home in a private folder."""
    from compare.runs.build import build
    from compare.runs.building import Building
    from compare.runs.cache import Cache

    out = wanted.root / wanted.out
    fingerprint = digest(inputs)[:12]
    name = name_run(out, now, fingerprint)
    last = latest_record(out)
    building = Building(
        root=wanted.root, folder=out / f"{BUILDING}{name}", inputs=inputs, fingerprint=fingerprint, jobs=wanted.jobs,
        force=wanted.force, cell_seconds=wanted.cell_seconds, pdf=wanted.pdf,
        last_seconds={key: facts["seconds"] for key, facts in (last or {}).get("notebooks", {}).items()},
    )  # fmt: skip
    cache = Cache(out)
    try:
        building.folder.mkdir()
        briefs = build(building, cache, home)
        changes = _finish(building, wanted, briefs, last, name, now)
        folder = publish(building.folder, out, name)
    except OSError as error:
        shutil.rmtree(building.folder, ignore_errors=True)
        raise RunError(
            f"Output folder '{out}'", f"not writable ({error.strerror or error})", "Free space there."
        ) from error
    except CompareError as error:
        raise _with_failure(error, building, out, name) from error
    except BaseException:
        shutil.rmtree(building.folder, ignore_errors=True)
        raise
    logger.info("published %s", name, extra={"run": name})
    if wanted.feeds_processed:
        replace_processed(wanted.root / PROCESSED, folder / "tables")
    cache.sweep()
    for old in prune(out, wanted.keep) if wanted.keep else []:
        logger.info("removed the old run %s", old.name, extra={"removed": old.name})
    return Done(folder=folder, built=True, changes=changes)


def _finish(
    building: Any,
    wanted: Wanted,
    briefs: dict[str, dict[str, Any]],
    last: dict[str, Any] | None,
    name: str,
    now: datetime,
) -> list[str]:
    """Return what changed, after index page and records were written."""
    from compare.briefs import render_index
    from compare.coding.skos import to_skos
    from compare.runs import moved
    from compare.runs.changes import what, why, words
    from compare.runs.record import outputs, write_crate
    from compare.store import write_json, write_text

    causes = why(last["inputs"] if last else None, building.inputs)
    effects = what(wanted.root / wanted.out / "latest/tables", building.tables) if last else []
    said = {spoken: words(causes, effects, first=last is None, language=spoken) for spoken in ("zh", "en")}
    people = _people(building, wanted, causes if last else [])
    if causes and last:
        corrected = any(cause["kind"] == "corrections" for cause in causes)
        news = [entry for entry in people["decided"] if entry["correction_id"] in people["new"]]
        said = {
            spoken: lines + moved.words(news, people["moved"], alone=people["alone"] or not corrected, language=spoken)
            for spoken, lines in said.items()
        }
    first = "en" if wanted.language == "en" else "zh"
    write_text(building.folder / TAXONOMY, to_skos())
    sums = outputs(building.folder)
    page = render_index(
        briefs,
        run_id=name,
        notebooks=[address for address in sums if address.startswith("notebooks/")],
        papers=[address for address in sums if address.startswith("briefs/") and address.endswith(".pdf")],
        files_below=[address for address in sums if address.startswith("tables/")] + [TAXONOMY, RECORD],
        changes=said[first],
        ledgers=[(page.address, page.label) for page in building.ledgers if page.language == first],
    )
    write_text(building.folder / "index.html", page)
    sums["index.html"] = checksum(building.folder / "index.html")
    changed = {"words": said[first], "words_en": said["en"], "why": causes if last else [], "what": effects}
    record = _record(building, wanted, name, now, outputs=sums, corrections=people, changed=changed)
    write_json(building.folder / RECORD, record)
    write_crate(building.folder, record, now)
    return said[first]


def _record(
    building: Any,
    wanted: Wanted,
    name: str,
    now: datetime,
    *,
    outputs: dict[str, str],
    corrections: dict[str, Any],
    changed: dict[str, Any],
) -> dict[str, Any]:
    """Return the record of a run: its inputs, versions, rows, seconds, what it wrote and what changed."""
    from compare.runs.record import versions

    return {
        "run": name,
        "fingerprint": building.fingerprint,
        "status": "good",
        "started": now.isoformat(timespec="seconds"),
        "parameters": {
            **building.inputs["parameters"],
            "jobs": wanted.jobs,
            "force": wanted.force,
            "pdf": wanted.pdf is not False,
        },
        "inputs": building.inputs,
        "versions": versions(),
        "rows": building.rows,
        "seconds": building.seconds,
        "notebooks": building.notebooks,
        "outputs": dict(sorted(outputs.items())),
        "corrections": corrections,
        "changed": changed,
    }


def _people(building: Any, wanted: Wanted, causes: list[dict[str, str]]) -> dict[str, Any]:
    """Return what people decided in this run and what it moved, after a warning where they decided too much."""
    from compare.review.apply import person_share
    from compare.runs.corrections import read_in_force
    from compare.runs.moved import look
    from compare.store import read_table

    warning = person_share(read_table(building.tables, "measures"))
    if warning:
        logger.warning("Corrections: %s", warning)
    shown = {entry["document_id"] for entry in read_table(building.tables, "documents").iter_rows(named=True)}
    rows = [row for row in read_in_force(wanted.root) if row.document_id in shown]
    before = wanted.root / wanted.out / "latest/notebooks"
    return look(rows, causes, building.tables, before, building.folder / "notebooks")


def _with_failure(error: CompareError, building: Any, out: Path, name: str) -> CompareError:
    """Return the error, told where the executed notebooks lie if any were kept."""
    executed = list((building.folder / "notebooks").glob("*.ipynb")) if building.folder.is_dir() else []
    if not executed:
        shutil.rmtree(building.folder, ignore_errors=True)
        return error
    kept = keep_failure(building.folder, out, name)
    return type(error)(error.place, error.found, f"{error.remedy} Kept: {kept / 'notebooks'}".strip())
