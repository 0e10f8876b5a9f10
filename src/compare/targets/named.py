"""Values under their names, and what earlier clauses of a sentence leave for later names to lean on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from compare.quantities.model import Quantity
from compare.targets.subjects import topic_of

_SHORTEST_TOPIC = 2


@dataclass(slots=True)
class Context:
    """What earlier clauses of a sentence leave for later ones to lean on.

    What they were about is worked out only when a name leans on it: ``said`` keeps the words of the clauses without a value.
    """

    known: str = ""
    base: Callable[[], str] | None = None
    said: list[str] = field(default_factory=list)
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
    unit: str | None = None
    whole: str | None = None

    @property
    def topic(self) -> str:
        """Return what the last clause that names a subject was about, else what the sentence before was about."""
        found = nearest_topic(self.said)
        if found:
            self.topic = found
        elif self.base is not None:
            self.topic = self.base()
        self.said.clear()
        return self.known

    @topic.setter
    def topic(self, topic: str) -> None:
        """Keep a subject; what was said before it no longer matters."""
        self.known, self.base = topic, None
        self.said.clear()


def nearest_topic(said: Sequence[str]) -> str:
    """Return the subject of the last of several clauses that names one, or nothing."""
    return next((found for words in reversed(said) if len(found := topic_of(words)) >= _SHORTEST_TOPIC), "")


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
