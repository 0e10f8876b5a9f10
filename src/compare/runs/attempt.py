"""One document tried: its tables or rows, or the reason why there are none; the steps are imported when the first one is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from compare.errors import CompareError, RunError
from compare.review.corrections import Correction
from compare.sources.files import Source

if TYPE_CHECKING:
    from compare.runs.rows import Rows

logger = logging.getLogger(__name__)

Outcome = dict[str, pl.DataFrame] | CompareError
_Yield = TypeVar("_Yield")


def attempt_one(source: Source, corrections: Sequence[Correction] = ()) -> Outcome:
    """Return the document's tables, or the reason why there are none."""
    from compare.runs.extract import extract_text

    return _attempt(extract_text, source, corrections)


def attempt_rows(source: Source, corrections: Sequence[Correction] = ()) -> Rows | CompareError:
    """Return the document's rows by table, or the reason why there are none."""
    from compare.runs.extract import extract_rows

    return _attempt(extract_rows, source, corrections)


def _attempt(
    extract: Callable[..., _Yield], source: Source, corrections: Sequence[Correction]
) -> _Yield | CompareError:
    """Return what ``extract`` makes of a document, or the reason why it cannot."""
    from compare.runs.rows import Identity

    identity = Identity(
        document_id=source.document_id, source_file=source.source_file, sha256=source.sha256, base=source.base,
        raw_sha256=source.raw_sha256,
    )  # fmt: skip
    try:
        return extract(source.raw, identity, source.facts, corrections)
    except CompareError as error:
        return error
    except Exception as error:
        logger.debug("extraction failed", exc_info=True)
        return RunError(
            f"Document '{source.document_id}' ({source.source_file})",
            f"extraction stopped with {type(error).__name__}: {error}",
            "This is a fault of the suite: keep the file and report it.",
        )
