"""Ledger: one page per document with raw and restored words side by side, each repair shown by kind and certainty."""

from compare.ledger.page import name_document, render_ledger

__all__ = ["name_document", "render_ledger"]
