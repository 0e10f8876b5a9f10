"""The date a page speaks as of, and which deadlines had passed by then; past says nothing on whether a target was met."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

from compare.notebook.corpus import Corpus, Record
from compare.notebook.parameters import Parameters


def spoken_date(corpus: Corpus, parameters: Parameters, document_ids: Iterable[str]) -> str:
    """Return the date a page speaks as of: the parameter ``as_of``, else the latest date of its texts, else nothing."""
    dates = (str(corpus.document[d][name]) for d in document_ids for name in ("issued", "published"))
    return parameters.as_of or max((date for date in dates if date != "None"), default="")


def last_day(deadline: str) -> str:
    """Return the last day of a year or a month.

    >>> last_day("2023"), last_day("2024-02")
    ('2023-12-31', '2024-02-29')
    """
    year, _, month = deadline.partition("-")
    if not month:
        return f"{year}-12-31"
    return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}"


def is_past(row: Record, as_of: str) -> bool:
    """Return whether a statement is a target whose deadline lies before the date; results fall due never.

    >>> is_past({"kind": "target", "deadline": "2023"}, "2024-02-20"), is_past({"kind": "target", "deadline": "2024"}, "2024-02-20")
    (True, False)
    """
    return bool(as_of and row["kind"] == "target" and row["deadline"] and last_day(str(row["deadline"])) < as_of)


def year_place(date: str) -> float:
    """Return a date as a place on an axis of years whose marks stand at the years' middles: 2024-07-01 is about 2024.

    >>> round(year_place("2024-07-01"), 1)
    2024.0
    """
    year, month, day = (int(part) for part in date.split("-"))
    return year - 0.5 + (month - 1) / 12 + (day - 1) / 365
