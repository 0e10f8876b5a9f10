"""Ledger: one page per document with raw and restored words side by side, each repair shown by kind and certainty."""

from compare.ledger.page import render_ledger

__all__ = ["render_ledger"]
