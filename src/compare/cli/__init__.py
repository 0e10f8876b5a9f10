"""The command line: a thin edge; each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from pathlib import Path

import typer

from compare.cli.add import add
from compare.cli.agree import agree
from compare.cli.check import check
from compare.cli.correct import correct
from compare.cli.examples import examples
from compare.cli.extract import extract
from compare.cli.run import run
from compare.cli.schedule import schedule
from compare.cli.taxonomy import taxonomy
from compare.cli.terminal import set_up_logging, show_error
from compare.cli.train import train
from compare.errors import CompareError, ParameterError

INTERRUPTED = 130
TRACE = "POLICY_COMPARE_TRACE"
"""Environment variable that asks for the full trace of an unexpected fault."""

app = typer.Typer(
    name="policy-compare",
    help="Compare what Chinese regions promise in health policy; every figure leads to its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=examples("run"), short_help="Texts to briefs: the main job.")(run)
app.command(epilog=examples("extract"), short_help="Tables of any number of documents.")(extract)
app.command(epilog=examples("add"), short_help="Register a document.")(add)
app.command(epilog=examples("check"), short_help="List every issue of the data kept by hand.")(check)
app.command(epilog=examples("correct"), short_help="Correct a coded or read value.")(correct)
app.command(epilog=examples("agree"), short_help="Agreement of two coders.")(agree)
app.command(epilog=examples("taxonomy"), short_help="The taxonomy as SKOS.")(taxonomy)
app.command(epilog=examples("train"), short_help="Train and measure the coder.")(train)
app.add_typer(schedule)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 1 work or data at fault, 2 wrong use, 130 interrupted."""
    set_up_logging()
    if threading.current_thread() is threading.main_thread():
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, _interrupt)
    try:
        code = app(arguments, standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except ParameterError as error:
        show_error(error)
        code = 2
    except CompareError as error:
        show_error(error)
        code = 1
    except Exception as error:
        code = _refuse(error)
    if code == INTERRUPTED:
        show_error("interrupted")
    sys.exit(code if isinstance(code, int) else 0)


def _interrupt(*_: object) -> None:
    """Treat every polite end like Ctrl-C: clean up, leave with 130."""
    raise KeyboardInterrupt


def _origin(error: BaseException) -> str:
    """Return the file and line of the suite in which an error arose."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "compare" in frame.filename]
    return f"{Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else "unknown place"


def _refuse(error: Exception) -> int:
    """Return the exit code of a wrong use, or of a fault of our own, after showing it in one line."""
    say, code = getattr(error, "format_message", None), getattr(error, "exit_code", None)
    if say is None or not isinstance(code, int):
        if os.environ.get(TRACE):
            raise error
        place = f"policy-compare, {_origin(error)}"
        show_error(
            CompareError(
                place, f"{type(error).__name__}: {error}", f"A fault of the suite: set {TRACE}=1 and report it."
            )
        )
        return 1
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{say()}\n")
        return code
    message = str(say()).removeprefix("Value error, ").rstrip(".")
    show_error(f"{message}. See '{context.command_path if context else 'policy-compare'} --help'.")
    return code
