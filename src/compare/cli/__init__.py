"""The command line: a thin edge; each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import sys

import typer

from compare.cli.check import check
from compare.cli.extract import extract
from compare.cli.terminal import set_up_logging, show_error
from compare.errors import CompareError, ParameterError

app = typer.Typer(
    name="policy-compare",
    help="Compare what Chinese regions promise in health policy; every figure leads to its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(extract)
app.command()(check)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 1 work or data at fault, 2 wrong use, 130 interrupted."""
    set_up_logging()
    try:
        app(arguments, standalone_mode=True)
    except ParameterError as error:
        show_error(error)
        sys.exit(2)
    except CompareError as error:
        show_error(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
