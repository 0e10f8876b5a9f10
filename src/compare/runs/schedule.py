"""Declared runs: `schedule.toml` read and checked, and told to systemd or cron."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from compare.errors import CompareError, ParameterError, RunError
from compare.runs.calendar import Calendar, read_calendar
from compare.store import make_folder, write_text

SCHEDULE = Path("schedule.toml")
STAMPS = Path(".schedule")
_Argument = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class Declared(BaseModel):
    """One declared run: its name, when it is due, what it makes, how many runs stay, what is called afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    when: str
    regions: tuple[str, ...] = ()
    language: Literal["zh", "en", "both"] = "zh"
    out: str = "reports"
    keep: int | None = Field(default=None, ge=1)
    on_success: tuple[_Argument, ...] = ()
    on_failure: tuple[_Argument, ...] = ()

    @field_validator("when")
    @classmethod
    def _readable(cls, when: str) -> str:
        try:
            return read_calendar(when).text
        except CompareError as error:
            raise ValueError(str(error)) from error

    @field_validator("out")
    @classmethod
    def _one_line(cls, out: str) -> str:
        if not out or re.search(r"[\x00-\x1f]", out):
            raise ValueError("must be a folder's name on one line")
        return out

    @property
    def calendar(self) -> Calendar:
        """Return when the run is due."""
        return read_calendar(self.when)


class Schedule(BaseModel):
    """All declared runs and the time zone their calendars are in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = "Asia/Shanghai"
    run: tuple[Declared, ...]

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("no such time zone") from error
        return name

    @model_validator(mode="after")
    def _tell_apart(self) -> Schedule:
        names = [declared.name for declared in self.run]
        if len(set(names)) < len(names):
            raise ValueError("two runs have one name")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone."""
        return ZoneInfo(self.timezone)

    def named(self, name: str) -> Declared:
        """Return the run of that name.

        Raises:
            ParameterError: There is none.
        """
        for declared in self.run:
            if declared.name == name:
                return declared
        raise ParameterError(
            f"Run '{name}'", f"not in {SCHEDULE}", f"Declared: {', '.join(declared.name for declared in self.run)}."
        )


def load_schedule(root: Path) -> Schedule:
    """Return the declared runs of the project.

    Raises:
        RunError: The file is missing or breaks its schema.
    """
    path = root / SCHEDULE
    try:
        return Schedule.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise RunError(f"'{path}'", "no such file", "Declare runs there; docs/scheduling.md shows how.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RunError(f"'{path}'", f"not readable: {error}", "Mend it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise RunError(f"'{path}'", f"{where}: {first['msg']} (found {first['input']!r:.80})", "Mend it.") from error


def command(declared: Declared, *options: str) -> list[str]:
    """Return the command that performs a declared run, as an argument list."""
    beside = Path(sys.executable).with_name("policy-compare")
    start = [str(beside)] if beside.exists() else [sys.executable, "-m", "compare"]
    return [*start, "schedule", "run", declared.name, *options]


def systemd_units(schedule: Schedule, root: Path) -> dict[str, str]:
    """Return the text of a service and a timer per declared run, by file name.

    A timer catches up after sleep; a service that is still at work is not started again; its log goes to the journal.
    """
    units: dict[str, str] = {}
    folder = _one_line(str(root.resolve()))
    for declared in schedule.run:
        stem = f"policy-compare-{declared.name}"
        line = " ".join(_systemd_word(word) for word in command(declared))
        units[f"{stem}.service"] = (
            f"[Unit]\nDescription=policy-compare, run {declared.name}\n\n"
            f"[Service]\nType=oneshot\nWorkingDirectory={folder.replace('%', '%%')}\nExecStart={line}\n"
            f"SyslogIdentifier={stem}\nNice=10\nNoNewPrivileges=yes\nUMask=0027\n"
        )
        units[f"{stem}.timer"] = (
            f"[Unit]\nDescription=When policy-compare runs {declared.name}\n\n"
            f"[Timer]\nOnCalendar={declared.calendar.systemd(schedule.timezone)}\nPersistent=true\n\n"
            f"[Install]\nWantedBy=timers.target\n"
        )
    return units


def crontab_lines(schedule: Schedule, root: Path) -> str:
    """Return the lines for a crontab: each run when due, and each hour and after a start what was slept through.

    The command itself refuses to overlap with a run that is at work.
    """
    folder = _one_line(str(root.resolve()))
    lines = ["# policy-compare: written by `policy-compare schedule render --cron`", f"CRON_TZ={schedule.timezone}"]
    for declared in schedule.run:
        out = Path(folder) / declared.out
        place, log = shlex.quote(str(out)), shlex.quote(str(out / f"{declared.name}.log"))
        for when, options in ((declared.when, ()), ("17 * * * *", ("--catch-up",)), ("@reboot", ("--catch-up",))):
            call = shlex.join(command(declared, *options))
            told = f"cd {shlex.quote(folder)} && mkdir -p {place} && {call} >>{log} 2>&1"
            lines.append(f"{when} " + told.replace("%", r"\%"))
    return "\n".join(lines) + "\n"


def write_units(units: dict[str, str], folder: Path) -> list[Path]:
    """Return the paths of the unit files after writing them."""
    make_folder(folder)
    paths = [folder / name for name in units]
    for path, text in zip(paths, units.values(), strict=True):
        write_text(path, text)
    return paths


def missed(declared: Declared, schedule: Schedule, root: Path, now: datetime) -> bool:
    """Return whether the run was due since it was last begun; one that never began was not missed."""
    due = declared.calendar.last(now, schedule.zone)
    try:
        begun = json.loads(_stamp(declared, root).read_text(encoding="utf-8"))["begun"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return due is not None and datetime.fromisoformat(begun) < due


def stamp(declared: Declared, root: Path, now: datetime) -> None:
    """Note that the run began."""
    path = _stamp(declared, root)
    make_folder(path.parent)
    write_text(path, json.dumps({"begun": now.isoformat(timespec="seconds")}) + "\n")


def _stamp(declared: Declared, root: Path) -> Path:
    """Return where the last beginning of the run is noted."""
    return root / declared.out / STAMPS / f"{declared.name}.json"


def _systemd_word(word: str) -> str:
    """Return one argument as systemd reads it back.

    >>> _systemd_word("50% $HOME")
    '"50%% $$HOME"'
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'


def _one_line(path: str) -> str:
    """Return the path, or raise where a unit or crontab could not hold it."""
    if re.search(r"[\x00-\x1f]", path):
        raise ParameterError(f"Project folder {path!r}", "a line break in its name", "Rename the folder.")
    return path
