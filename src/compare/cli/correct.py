"""The command `correct`: one decision of a person, written down as a row of the corrections file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from compare.cli.terminal import say


def correct(
    row: Annotated[str, typer.Argument(help="measure_id, target_id, or document_id:raw_start-raw_end; or document_id:words; a correction by number.")],
    field: Annotated[str, typer.Argument(help="Field, such as primary, value or restored; added or removed for a whole row; withdrawn for a correction.")],
    value: Annotated[str, typer.Argument(help="What holds; codes joined by |; '' for none; to add a statement indicator=…;value=…;unit=….")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence.", show_default=False)],
    reviewer: Annotated[str, typer.Option(help="Who decides.", show_default=False)],
) -> None:
    """Correct one field of a measure, a quantified statement or a repair; it holds from the next run."""
    from compare.review.decide import decide
    from compare.store import tables_folder

    made = decide(Path(), tables_folder(), row, field, value, reason=reason, reviewer=reviewer, date=date.today())
    say(f"row {made.correction_id} of data/corrections.csv: {made.field} '{made.old_value}' → '{made.new_value}'")
