"""The commands `schedule list`, `schedule render` and `schedule run`: declared runs, by hand or by a timer."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.examples import examples
from compare.cli.terminal import say, show_warning
from compare.errors import ParameterError

if TYPE_CHECKING:
    from compare.runs.schedule import Declared

HOOK_SECONDS = 600

schedule = typer.Typer(
    name="schedule", help="Runs declared in schedule.toml.", no_args_is_help=True, rich_markup_mode=None
)


@schedule.command("list", epilog=examples("schedule list"))
def list_runs() -> None:
    """List the declared runs and when each is due next."""
    from compare.runs.schedule import load_schedule

    declared = load_schedule(Path.cwd())
    for entry in declared.run:
        due = entry.calendar.next(datetime.now(UTC), declared.zone)
        shown = f"{due:%Y-%m-%d %H:%M} {declared.timezone}" if due else "never"
        what = ",".join(entry.regions) or "all regions"
        say(f"{entry.name}: {entry.when}; next {shown}; {what}; {entry.language}; into {entry.out}")


@schedule.command(epilog=examples("schedule render"))
def render(
    systemd: Annotated[bool, typer.Option("--systemd", help="Service and timer units.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Lines for a crontab.")] = False,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for unit files; default: show them.")] = None,
) -> None:
    """Write units for systemd, or lines for a crontab."""
    from compare.runs.schedule import crontab_lines, load_schedule, systemd_units, write_units

    if systemd == cron:
        raise ParameterError("schedule render", "no scheduler chosen", "Give either --systemd or --cron.")
    root = Path.cwd()
    declared = load_schedule(root)
    units = systemd_units(declared, root) if systemd else {"policy-compare.crontab": crontab_lines(declared, root)}
    if to:
        for path in write_units(units, to):
            say(str(path))
        return
    for name, text in units.items():
        say(f"# {name}\n{text}" if systemd else text.rstrip("\n"))


@schedule.command("run", epilog=examples("schedule run"))
def run_declared(
    name: Annotated[str, typer.Argument(help="Name of the declared run.")],
    catch_up: Annotated[bool, typer.Option("--catch-up", help="Only if it was due since it last began.")] = False,
) -> None:
    """Perform a declared run now and call its command for success or failure."""
    from compare.cli.run import perform
    from compare.runs.schedule import load_schedule, missed, stamp

    root = Path.cwd()
    declared = load_schedule(root)
    entry = declared.named(name)
    now = datetime.now(UTC)
    if catch_up and not missed(entry, declared, root, now):
        return
    stamp(entry, root, now)
    try:
        perform(",".join(entry.regions) or None, Path(entry.out), entry.language, keep=entry.keep)
    except Exception as error:
        _call(entry, entry.on_failure, {"POLICY_COMPARE_ERROR": str(error)})
        raise
    _call(
        entry, entry.on_success, {"POLICY_COMPARE_REPORT": str((root / entry.out / "latest" / "index.html").resolve())}
    )


def _call(entry: Declared, arguments: tuple[str, ...], facts: dict[str, str]) -> None:
    """Run a command as an argument list, never through a shell; its failure is only told."""
    if not arguments:
        return
    environment = {**os.environ, "POLICY_COMPARE_NAME": entry.name, **facts}
    try:
        done = subprocess.run(arguments, env=environment, timeout=HOOK_SECONDS, stdin=subprocess.DEVNULL, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        show_warning(f"Run '{entry.name}': its command '{arguments[0]}' failed: {error}")
        return
    if done.returncode:
        show_warning(f"Run '{entry.name}': its command '{arguments[0]}' left with {done.returncode}")
