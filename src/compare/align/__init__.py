"""Alignment: the list of indicators, which statements and which documents may be compared, and what is left unsaid."""

from compare.align.attain import attained
from compare.align.comparing import compare_statements
from compare.align.listing import indicators
from compare.align.match import match_indicator
from compare.align.pairs import pair_documents
from compare.align.references import reference_frame, yardstick
from compare.align.silence import silences

__all__ = [
    "attained",
    "compare_statements",
    "indicators",
    "match_indicator",
    "pair_documents",
    "reference_frame",
    "silences",
    "yardstick",
]
