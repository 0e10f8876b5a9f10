"""Review: people put the machine right, agree among themselves, and look through lenses of their own."""

from compare.review.corrections import Correction, Moved, check_share, correct_tables, correct_text, hold_words
from compare.review.files import append_correction, find_correction_issues, read_corrections

__all__ = [
    "Correction",
    "Moved",
    "append_correction",
    "check_share",
    "correct_tables",
    "correct_text",
    "find_correction_issues",
    "hold_words",
    "read_corrections",
]
