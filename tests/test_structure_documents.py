"""The seven documents: items, and the hand-made units against the candidate clauses."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from compare.restore import restore
from compare.sources import load_register, open_registered
from compare.structure import Clause, Structure, parse

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data/raw"
ENTRIES = {entry.id: entry for entry in load_register(RAW).documents}
REFERENCES = {"guangdong-2023-ten-key-tasks": ROOT / "tests/data/reference/guangdong_2023_ten_key_tasks.txt"}
"""Texts restored by hand, which the units of that document quote."""

CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
COUNTED = [
    *CHINESE,
    *(f"十{sign}" for sign in CHINESE[:9]),
    "二十",
    *(f"二十{sign}" for sign in CHINESE[:9]),
    "三十",
    "三十一",
]


@cache
def read(document: str) -> tuple[str, Structure]:
    entry = ENTRIES[document]
    source = open_registered(RAW, entry)
    reference = REFERENCES.get(document)
    text = reference.read_text(encoding="utf-8") if reference else restore(source.raw, base=source.base).text
    known = source.facts
    return text, parse(text, known)


@cache
def units() -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    with (ROOT / "data/coding/units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["document_id"]].append(row)
    return found


def letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def clauses_of(document: str) -> list[tuple[dict[str, str], bool, list[Clause]]]:
    """Return each unit with whether clauses begin and end where it does, and the clauses inside it."""
    text, structure = read(document)
    places = [index for index, sign in enumerate(text) if sign.isalnum()]
    bare, begins, ends = letters(text), {}, {}
    order = {place: index for index, place in enumerate(places)}
    for clause in structure.clauses:
        inside = [order[place] for place in range(clause.start, clause.end) if place in order]
        if inside:
            begins[inside[0]], ends[inside[-1] + 1] = clause, clause
    found, start = [], 0
    for unit in units()[document]:
        quote = letters(unit["quote"])
        at = bare.find(quote, start)
        if at < 0:
            continue
        start = at + 1
        first, last = places[at], places[at + len(quote) - 1]
        within = [clause for clause in structure.clauses if clause.start <= last and clause.end > first]
        found.append((unit, at in begins and at + len(quote) in ends, within))
    return found


@pytest.mark.parametrize(
    ("document", "numbers", "sections"),
    [
        pytest.param("guizhou-2023-work-points", [str(n) for n in range(1, 101)], 12, id="guizhou"),
        pytest.param("guangdong-2023-opinions", COUNTED, 10, id="opinions"),
        pytest.param("zhuji-2023-work-points", COUNTED[:21], 0, id="zhuji"),
        pytest.param("guangdong-2023-ten-key-tasks", [f"{n:02}" for n in range(1, 11)], 0, id="ten-tasks"),
        pytest.param("zhaoqing-2024-answer", [], 0, id="letter"),
    ],
)
def test_items_of_the_documents(document: str, numbers: list[str], sections: int) -> None:
    items = read(document)[1].items
    assert [item.item_no for item in items] == numbers
    assert len({item.section for item in items if item.section}) == sections


def test_every_item_of_guizhou_has_its_units() -> None:
    items = read("guizhou-2023-work-points")[1].items
    assert all(item.lead_units and item.responsible_units for item in items)
    assert items[3].lead_units == ("委公立医院党建工作处<机关党办>", "各市州卫生健康局")


@pytest.mark.parametrize("document", [pytest.param(name, id=name) for name in ENTRIES])
def test_units_made_by_hand_are_unions_of_clauses(document: str) -> None:
    found = clauses_of(document)
    assert len(found) >= 0.9 * len(units()[document])
    assert sum(whole for _, whole, _ in found) >= 0.88 * len(found)


def test_units_of_all_documents() -> None:
    found = [row for document in ENTRIES for row in clauses_of(document)]
    assert sum(whole for _, whole, _ in found) >= 0.95 * len(found)


def test_stances_agree_with_the_hand_coding() -> None:
    found = [row for document in ENTRIES for row in clauses_of(document)]
    agreed = [unit for unit, _, within in found if {clause.stance for clause in within} == {unit["stance"]}]
    assert len(agreed) >= 0.98 * len(found)
