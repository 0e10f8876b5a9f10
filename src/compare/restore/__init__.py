"""Restoration: the text a damaged page once held, with every change in a ledger."""

from compare.restore.door import restore
from compare.restore.lint import lint
from compare.restore.model import Furniture, Restoration

__all__ = ["Furniture", "Restoration", "lint", "restore"]
