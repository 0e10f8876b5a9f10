"""Score the reading of statements against the hand-made reference and the sentences of other regions."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from compare.restore import restore
from compare.sources import load_register, open_registered
from compare.structure import Facts, Structure, parse
from compare.targets import read_targets
from compare.targets.model import Reading, Statement
from compare.targets.shadow import shadow

ROOT = Path(__file__).resolve().parents[1]
FIELDS = (
    "value",
    "value_max",
    "unit",
    "comparator",
    "kind",
    "deadline",
    "deadline_from",
    "quality",
    "measure_type",
    "change",
)
FINER = (
    "accumulation",
    "firmness",
    "stage",
    "denominator",
    "rank_scope",
    "period",
    "baseline_value",
    "baseline_period",
)
CORE = ("value", "value_max", "unit", "comparator", "kind", "deadline", "quality")


def likeness(one: str, other: str) -> float:
    """Return 0 to 1: the share of characters two names have in common."""
    first, second = Counter(shadow(one)), Counter(shadow(other))
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


def shown(statement: Statement, name: str) -> str:
    """Return a field of a statement as the reference writes it."""
    value = getattr(statement, name)
    if value is None:
        return ""
    return f"{round(value, 6):g}" if isinstance(value, float) else str(value)


def same(statement: Statement, row: dict[str, str], name: str) -> bool:
    """Return whether a statement and a row agree in one field."""
    wanted = row.get(name, "")
    if name in {"value", "value_max", "baseline_value"}:
        got = getattr(statement, name)
        return (got is None) == (wanted == "") and (got is None or abs(got - float(wanted)) < 1e-6 * max(1.0, abs(got)))
    return shown(statement, name) == wanted


def pair(text: str, rows: list[dict[str, str]], found: list[Statement]) -> list[Statement | None]:
    """Return for each row the statement whose value holds the row's number and whose name is the likest, each once."""
    seen = shadow(text)
    close = []
    for at, row in enumerate(rows):
        spans = places(seen, row)
        for place, item in enumerate(found):
            if any(item.value_start < end and item.value_end > start for start, end in spans):
                close.append((-likeness(item.indicator, row["indicator"]), abs(at - place), at, place))
    result: list[Statement | None] = [None] * len(rows)
    taken: set[int] = set()
    for _, _, at, place in sorted(close):
        if result[at] is None and place not in taken:
            result[at] = found[place]
            taken.add(place)
    return result


def places(seen: str, row: dict[str, str]) -> list[tuple[int, int]]:
    """Return the spans of a row's number in a text, those inside the row's quote where it has one."""
    quote, number = shadow(row.get("quote", "")), shadow(row["number"])
    first = max(0, seen.find(quote)) if quote else 0
    last = first + len(quote) if quote else len(seen)
    return [(at, at + len(number)) for at in range(first, last - len(number) + 1) if seen.startswith(number, at)]


def report(name: str, cases: list[tuple[str, list[dict[str, str]], Reading]], verbose: bool) -> dict[str, float]:
    """Print and return the scores of one set of cases."""
    wanted = got = hit = named = value = fields = core = full = 0
    placed = 0
    misses: Counter[str] = Counter()
    lines: list[str] = []
    for text, rows, reading in cases:
        found = list(reading.statements)
        used = [row for row in rows if row["number"]]
        pairs = pair(text, used, found)
        wanted, got = wanted + len(used), got + len(found)
        for row, item in zip(used, pairs, strict=True):
            if item is None:
                lines.append(f"  missed  {row['number']} {row['indicator']}")
                continue
            hit += 1
            alike = likeness(item.indicator, row["indicator"]) >= 0.75
            named += alike
            wrong = [f for f in (*FIELDS, *FINER) if f in row and not same(item, row, f)]
            misses.update(wrong + ([] if alike else ["indicator"]))
            value += same(item, row, "value") and same(item, row, "unit")
            fields += all(same(item, row, f) for f in CORE)
            core += alike and all(same(item, row, f) for f in CORE)
            full += alike and not wrong
            if not alike:
                lines.append(f"  name    {row['number']}: {item.indicator!r} for {row['indicator']!r}")
            if row["round" if "round" in row else "quote"] in {"5", "10", "11", "12", "13"}:
                placed += same(item, row, "place")
                if verbose and not same(item, row, "place"):
                    lines.append(f"  place: {item.place!r} for {row['place']!r}  ({row['number']} {row['indicator']})")
            lines.extend(
                f"  {f}: {shown(item, f)!r} for {row[f]!r}  ({row['number']} {row['indicator']})" for f in wrong
            )
        extra = [item for item in found if item not in pairs]
        lines.extend(f"  extra   {text[item.value_start : item.value_end]} {item.indicator}" for item in extra)
    scores = {
        "f1": 2 * hit / max(1, wanted + got),
        "value_unit": value / max(1, wanted),
        "indicator": named / max(1, wanted),
        "fields": fields / max(1, wanted),
        "complete": core / max(1, wanted),
        "every_field": full / max(1, wanted),
    }
    if placed:
        scores["place"] = placed / max(1, wanted)
    out = sys.stdout
    out.write(f"{name}: {wanted} rows, {got} read; " + ", ".join(f"{k} {v:.3f}" for k, v in scores.items()) + "\n")
    if verbose:
        out.write("\n".join(lines) + f"\n  {dict(misses.most_common())}\n")
    return scores


def rows_of(path: Path, key: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a CSV file by ``key``."""
    result: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            result.setdefault(row[key], []).append(row)
    return result


def unseen(turn: str) -> list[tuple[str, list[dict[str, str]], Reading]]:
    """Return one round of the sentences of other regions with their rows and what is read from them."""
    cases = []
    for rows in rows_of(ROOT / "tests/data/targets_unseen.csv", "case").values():
        if rows[0]["round"] != turn:
            continue
        text = rows[0]["text"]
        facts = Facts(
            plan_year=int(rows[0]["plan_year"]) if rows[0]["plan_year"] else None,
            reports_year=int(rows[0]["reports_year"]) if rows[0]["reports_year"] else None,
        )
        found = read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)
        cases.append((text, rows, found))
    return cases


def register() -> list[str]:
    """Return the ids of the registered documents, in the order of ``documents``."""
    return [entry.id for entry in load_register(ROOT / "data/raw").documents]


def documents() -> list[tuple[str, list[dict[str, str]], Reading]]:
    """Return the registered documents with the reference's rows and what is read from them."""
    folder = ROOT / "data/raw"
    wanted = rows_of(ROOT / "tests/data/targets_reference.csv", "document_id")
    cases = []
    for entry in load_register(folder).documents:
        source = open_registered(folder, entry)
        text = restore(source.raw, base=source.base).text
        structure = parse(text, source.facts)
        cases.append((text, wanted.get(entry.id, []), read_targets(text, structure, structure.facts)))
    return cases


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list what is missed or wrong")
    options = parser.parse_args()
    report("seven documents", documents(), options.verbose)
    for turn in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"):
        report(f"other regions, round {turn}", unseen(turn), options.verbose)


if __name__ == "__main__":
    main()
