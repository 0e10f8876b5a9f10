"""Values under their names, and what earlier clauses of a sentence leave for later names to lean on."""

from __future__ import annotations

from dataclasses import dataclass, field

from compare.quantities.model import Quantity


@dataclass(slots=True)
class Context:
    """What earlier clauses of a sentence leave for later ones to lean on."""

    topic: str = ""
    name: str | None = None
    noun: str | None = None
    counted: str | None = None
    clause: str = ""
    verb: str = ""
    earlier: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    here: list[Named] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    kept: str | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """One value under one name.

    ``joint`` joins the subject to the value, ``before`` is all that stands before it, ``behind`` the noun that follows;
    ``borrowed`` tells that the name is an earlier one's.
    """

    quantity: Quantity
    name: str
    joint: str
    before: str
    behind: str
    denominator: str | None = None
    borrowed: bool = False
