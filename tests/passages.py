"""The marked passages of regions that the coder never saw: units with codes, stance and firmness, and their scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from compare.coding import Measure, code
from compare.regions import find_region
from compare.structure import Facts, Structure, parse

PASSAGES = Path(__file__).parent / "data" / "passages"
STANCES = {"+": "achieved", "~": "background"}
FIRMNESS = {"!": "must", "?": "strive", "*": "explore"}
MARK = re.compile(r"\{(?P<primary>[A-Z]\d?)(?:/(?P<secondary>[A-Z0-9,]+))?(?P<signs>[+~!?*]*) |\}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One annotated unit; firmness only where it is not read off a single word."""

    start: int
    end: int
    text: str
    primary: str
    secondary: frozenset[str]
    stance: str


def read_passages(name: str) -> list[tuple[str, list[Wanted]]]:
    """Return the texts of a marked file, each with its annotated units."""
    parts = (PASSAGES / f"{name}.src").read_text(encoding="utf-8").split("====\n")
    return [read_passage(part) for part in parts]


def read_passage(source: str) -> tuple[str, list[Wanted]]:
    """Return the clean text of one marked passage and its units."""
    text, units, opened, place = "", [], None, 0
    for mark in MARK.finditer(source):
        text += source[place : mark.start()]
        place = mark.end()
        if mark.group() != "}":
            opened = (len(text), mark)
            continue
        start, begun = opened
        stance = next((STANCES[sign] for sign in begun["signs"] if sign in STANCES), "plan")
        secondary = frozenset((begun["secondary"] or "").split(",")) - {""}
        units.append(Wanted(start, len(text), text[start:], begun["primary"], secondary, stance))
    return text + source[place:], units


@dataclass
class Score:
    """Counts over passages, and each error in words."""

    units: int = 0
    made: int = 0
    topic: int = 0
    domain: int = 0
    stance: int = 0
    spans: int = 0
    secondary: tuple[int, int, int] = (0, 0, 0)
    errors: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the figures in one line."""
        right, given, asked = self.secondary
        return (
            f"units {self.units}, topic {self.topic / self.units:.3f}, domain {self.domain / self.units:.3f}, "
            f"boundaries F1 {2 * self.spans / (self.units + self.made):.3f}, stance {self.stance / self.units:.3f}, "
            f"secondary F1 {2 * right / max(given + asked, 1):.3f} (right {right}, given {given}, asked {asked})"
        )


def score_passages(name: str) -> Score:
    """Return how the coder reads the passages of a marked file; spans count as one where they are exactly the same."""
    score = Score()
    errors: list[str] = []
    right = given = asked = 0
    for text, units in read_passages(name):
        measures = code(text, read_structure(text))
        score.made += len(measures)
        score.units += len(units)
        for unit in units:
            found = max(measures, key=lambda one: (_common(one, unit), -one.start), default=None)
            if found is None or not _common(found, unit):
                errors.append(f"missed {unit.primary}\t{unit.text}")
                continue
            score.topic += found.primary == unit.primary
            score.domain += found.primary[0] == unit.primary[0]
            score.stance += found.stance == unit.stance
            same = (found.start, found.end) == (unit.start, unit.end)
            score.spans += same
            right += len(unit.secondary & {*found.secondary})
            asked += len(unit.secondary)
            given += len(found.secondary)
            if found.primary != unit.primary:
                errors.append(f"topic {unit.primary} -> {found.primary} {found.confidence:.2f}\t{unit.text}")
            if not same:
                errors.append(f"span\t{unit.text}\t<> {text[found.start : found.end]}")
            if found.stance != unit.stance:
                errors.append(f"stance {unit.stance} -> {found.stance}\t{unit.text}")
            if unit.secondary != {*found.secondary}:
                errors.append(f"second {found.primary} {sorted(unit.secondary)} <> {found.secondary}\t{unit.text}")
    score.secondary = (right, given, asked)
    score.errors = tuple(errors)
    return score


def read_structure(text: str) -> Structure:
    """Return the structure of a text with the region that its head names, as the extraction gives it to the coder."""
    structure = parse(text, Facts())
    region = find_region(structure.facts.title, structure.facts.issuer, text[:80], text[-80:])
    return replace(structure, facts=replace(structure.facts, region_code=region.region_code if region else None))


def _common(measure: Measure, unit: Wanted) -> int:
    return max(0, min(measure.end, unit.end) - max(measure.start, unit.start))


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        result = score_passages(name)
        sys.stdout.write("\n".join([*result.errors, f"{name}: {result.line()}", ""]))
