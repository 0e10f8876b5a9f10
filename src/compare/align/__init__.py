"""Alignment: indicators, which statements and which documents may be compared."""
