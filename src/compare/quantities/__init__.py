"""Quantities: every numeral of a text read once, as a quantity or as what else it is."""

from compare.quantities.model import Quantity
from compare.quantities.reader import read_quantities

__all__ = ["Quantity", "read_quantities"]
