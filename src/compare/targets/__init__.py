"""Targets: from a text's quantities to statements, commitments and a ledger of every numeral."""

from compare.targets.moments import states_deadline
from compare.targets.read import read_targets

__all__ = ["read_targets", "states_deadline"]
