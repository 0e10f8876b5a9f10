"""Edits, repairs and the map of offsets between raw and restored text."""

from compare.spans.edits import RANKS, Edit, apply_edits
from compare.spans.offsets import SpanChain, SpanMap
from compare.spans.repairs import Repair, ledger

__all__ = ["RANKS", "Edit", "Repair", "SpanChain", "SpanMap", "apply_edits", "ledger"]
