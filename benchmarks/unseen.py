"""Score the extraction on twelve documents of unseen regions, and print the drop against the six regions of the register.

Run from the root: ``.venv/bin/python benchmarks/unseen.py [--errors]``.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from rapidfuzz.distance import Levenshtein

from compare.runs.extract import extract_text
from compare.runs.rows import Identity
from compare.sources.files import open_registered
from compare.sources.register import load_register
from compare.structure import Facts

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "tests" / "data" / "unseen"
RAW = ROOT / "data" / "raw"
OVERLAP = 0.8
"""Share of the union of two spans that they have in common to count as one unit."""


@dataclass
class Tally:
    """Counts of one corpus: what was to be found, what was found, what was right."""

    counts: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def f1(self, right: str, found: str, wanted: str) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.counts[right] / max(self.counts[found] + self.counts[wanted], 1)

    def share(self, right: str, of: str) -> float:
        """Return how many of ``of`` are ``right``."""
        return self.counts[right] / max(self.counts[of], 1)


def score_units(name: str, wanted: Sequence[dict[str, Any]], measures: pl.DataFrame, tally: Tally) -> None:
    """Count units found and codes right; each wanted unit meets the measure that covers most of it."""
    found = list(measures.iter_rows(named=True))
    tally.counts["units"] += len(wanted)
    tally.counts["measures"] += len(found)
    for unit in wanted:
        best = max(found, key=lambda row: _common(row, unit), default=None)
        if best is None or _common(best, unit) == 0:
            tally.errors.append(f"{name}\tunit missed\t{unit['primary']}\t{unit['quote'][:60]}")
            continue
        union = max(best["text_end"], unit["end"]) - min(best["text_start"], unit["start"])
        if _common(best, unit) / union >= OVERLAP:
            tally.counts["boundary"] += 1
        else:
            tally.errors.append(f"{name}\tboundary\t{unit['quote'][:50]}\t<> {best['text'][:90]}")
        pair = (unit["primary"], best["primary"])
        tally.counts["topic"] += pair[0] == pair[1]
        tally.counts["domain"] += pair[0][0] == pair[1][0]
        tally.counts["stance"] += unit["stance"] == best["stance"]
        if pair[0] != pair[1]:
            tally.confusions[pair] += 1
            tally.errors.append(f"{name}\ttopic {pair[0]} -> {pair[1]}\t{unit['quote'][:60]}")
        if unit["stance"] != best["stance"]:
            tally.errors.append(f"{name}\tstance {unit['stance']} -> {best['stance']}\t{unit['quote'][:60]}")


def score_targets(name: str, wanted: Sequence[dict[str, Any]], frames: dict[str, pl.DataFrame], tally: Tally) -> None:
    """Count statements found, values right and records complete; numbers meet by the ledger of numerals."""
    targets = {row["target_id"]: row for row in frames["targets"].iter_rows(named=True)}
    numerals = [row for row in frames["numerals"].iter_rows(named=True) if row["target_id"] is not None]
    tally.counts["targets"] += len(wanted)
    tally.counts["statements"] += len(targets)
    met: set[str] = set()
    for target in wanted:
        ids = [row["target_id"] for row in numerals if _common(row, target) and row["target_id"] not in met]
        ids += [key for key, row in targets.items() if key not in met and _holds(row, target)]
        right = [key for key in ids if targets[key]["value"] == target["value"]]
        if not ids:
            tally.errors.append(f"{name}\ttarget missed\t{target['words']}\t{target['indicator']}")
            continue
        chosen = (right or ids)[0]
        met.add(chosen)
        row = targets[chosen]
        tally.counts["statement"] += 1
        value = row["value"] == target["value"] and row["unit"] == target["unit"]
        value = value and row["value_max"] == target["value_max"]
        record = {key: row[key] == target[key] for key in ("comparator", "kind", "deadline")}
        tally.counts["value"] += value
        tally.counts["complete"] += value and all(record.values())
        for key, same in record.items():
            if not same:
                tally.errors.append(f"{name}\ttarget {key} {target[key]} -> {row[key]}\t{row['quote'][:60]}")
        if not value:
            got = f"{row['value']} {row['value_max']} {row['unit']}"
            tally.errors.append(
                f"{name}\ttarget value {target['value']} {target['unit']} -> {got}\t{row['quote'][:60]}"
            )
    for key in targets.keys() - met:
        row = targets[key]
        tally.errors.append(f"{name}\ttarget too much\t{row['value']} {row['unit']}\t{row['quote'][:60]}")


def score_items(name: str, notes: dict[str, Any], items: pl.DataFrame, tally: Tally) -> None:
    """Count documents whose items are all found; parents and forms of numbers aside."""
    plain = [str(number) for number in notes["items"]]
    got = items["item_no"].to_list()
    ends = [number.rsplit("/", 1)[-1].removeprefix("第").removesuffix("条") for number in got]
    same = Counter(unicodedata.normalize("NFKC", end) for end in ends) >= Counter(
        unicodedata.normalize("NFKC", number) for number in plain
    )
    tally.counts["documents"] += 1
    tally.counts["items"] += same
    if not same:
        tally.errors.append(f"{name}\titems\t{plain}\t{got}")


def run_unseen(tally: Tally) -> list[tuple[str, str, float, float]]:
    """Return per document the damage kinds and the likeness to the clean text, as damaged and as restored."""
    restored = []
    for path in sorted(UNSEEN.glob("*.yml")):
        notes = yaml.safe_load(path.read_text(encoding="utf-8"))
        clean = path.with_suffix(".txt").read_text(encoding="utf-8")
        frames = extract(path.stem, clean)
        text = frames["documents"]["text"][0]
        shift = _shift(clean, text)
        units = [unit | {"start": shift(unit["start"]), "end": shift(unit["end"])} for unit in notes["units"]]
        targets = [unit | {"start": shift(unit["start"]), "end": shift(unit["end"])} for unit in notes["targets"]]
        if text != clean:
            tally.errors.append(f"{path.stem}\tclean text changed\t{Levenshtein.distance(clean, text)} characters")
        score_units(path.stem, units, frames["measures"], tally)
        score_targets(path.stem, targets, frames, tally)
        score_items(path.stem, notes, frames["items"], tally)
        damaged = path.with_suffix(".damaged.txt").read_text(encoding="utf-8")
        back = extract(path.stem, damaged)["documents"]["text"][0]
        restored.append((path.stem, notes["damage"], likeness(damaged, clean), likeness(back, clean)))
    return restored


def run_six(tally: Tally) -> None:
    """Score the registered documents against the hand coding and the reference of statements."""
    units = _rows(ROOT / "data/coding/units.csv")
    codes = {row["unit_id"]: row["primary"] for row in _rows(ROOT / "data/coding/settled.csv")}
    reference = _rows(ROOT / "tests/data/targets_reference.csv")
    for entry in load_register(RAW).documents:
        source = open_registered(RAW, entry)
        identity = Identity(document_id=entry.id, source_file=entry.file, sha256=source.sha256, base=source.base)
        frames = extract_text(source.raw, identity, source.facts)
        text, end, wanted = frames["documents"]["text"][0], 0, []
        for row in (row for row in units if row["document_id"] == entry.id):
            start = text.find(row["quote"], end)
            if start < 0:
                near = _nearest(text, row["quote"], end)
                if near is None:
                    tally.counts["units"] += 1
                    tally.errors.append(f"{entry.id}\tquote not in the text\t{row['quote'][:60]}")
                    continue
                start, stop = near
            else:
                stop = start + len(row["quote"])
            end = stop
            code = codes[row["unit_id"]]
            wanted.append(
                {"start": start, "end": stop, "quote": row["quote"], "primary": code, "stance": row["stance"]}
            )
        score_units(entry.id, wanted, frames["measures"], tally)
        statements = [row for row in reference if row["document_id"] == entry.id]
        score_targets(entry.id, [found for row in statements if (found := _place(text, row))], frames, tally)
        tally.counts["targets"] += sum(_place(text, row) is None for row in statements)


def extract(name: str, raw: str) -> dict[str, pl.DataFrame]:
    """Return the tables of one text of which nothing is known beforehand."""
    return extract_text(raw, Identity(document_id=name, source_file=f"{name}.txt", sha256="0" * 64, base=0), Facts())


def likeness(text: str, clean: str) -> float:
    """Return the share of characters alike, white space aside."""
    return Levenshtein.normalized_similarity("".join(text.split()), "".join(clean.split()))


def _common(row: dict[str, Any], span: dict[str, Any]) -> int:
    return max(0, int(min(row["text_end"], span["end"]) - max(row["text_start"], span["start"])))


def _holds(row: dict[str, Any], span: dict[str, Any]) -> bool:
    return bool(row["text_start"] <= span["start"] and span["end"] <= row["text_end"])


def _shift(clean: str, text: str) -> Callable[[int], int]:
    """Return the offset in ``text`` for an offset in ``clean``."""
    if clean == text:
        return lambda offset: offset
    blocks = Levenshtein.editops(clean, text).as_matching_blocks()

    def moved(offset: int) -> int:
        for block in blocks:
            if block.a <= offset <= block.a + block.size:
                return block.b + offset - block.a
            if block.a > offset:
                return block.b
        return len(text)

    return moved


def _place(text: str, row: dict[str, str]) -> dict[str, Any] | None:
    """Return the reference row as a target with its number's span, or None where the quote is not in the text."""
    start = text.find(row["quote"])
    if start < 0:
        return None
    start += row["quote"].index(row["number"])
    return {
        "start": start,
        "end": start + len(row["number"]),
        "words": row["number"],
        "value": float(row["value"]) if row["value"] else None,
        "value_max": float(row["value_max"]) if row["value_max"] else None,
        "unit": row["unit"] or None,
        "comparator": row["comparator"],
        "kind": row["kind"],
        "deadline": row["deadline"] or None,
        "indicator": row["indicator"],
    }


def _nearest(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """Return the span of ``text`` from ``start`` on that is most like ``quote``, if it is like it."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote, text[start : start + 3000], score_cutoff=70)
    return (start + found.dest_start, start + found.dest_end) if found else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report(unseen: Tally, six: Tally, restored: Iterable[tuple[str, str, float, float]]) -> Iterable[str]:
    """Yield the lines of the table."""
    yield f"{'':28}{'unseen':>9}{'six':>9}{'drop':>9}"
    measured: list[tuple[str, Callable[[Tally], float], bool]] = [
        ("unit boundary F1", lambda t: t.f1("boundary", "measures", "units"), True),
        ("topic accuracy", lambda t: t.share("topic", "units"), True),
        ("domain accuracy", lambda t: t.share("domain", "units"), True),
        ("stance accuracy", lambda t: t.share("stance", "units"), True),
        ("target F1", lambda t: t.f1("statement", "statements", "targets"), True),
        ("target value and unit", lambda t: t.share("value", "targets"), True),
        ("target complete", lambda t: t.share("complete", "targets"), True),
        ("documents with all items", lambda t: t.share("items", "documents"), False),
    ]
    for label, measure, both in measured:
        ours = measure(unseen)
        theirs = f"{measure(six):9.3f}{measure(six) - ours:9.3f}" if both else ""
        yield f"{label:28}{ours:9.3f}{theirs}"
    yield f"units {unseen.counts['units']} against {six.counts['units']}, targets {unseen.counts['targets']} against {six.counts['targets']}"
    yield ""
    yield f"{'restoration':36}{'damaged':>9}{'restored':>9}"
    for name, kinds, before, after in restored:
        yield f"{name:36}{before:9.4f}{after:9.4f}  {kinds}"
    yield ""
    yield "confused most: " + ", ".join(f"{a} as {b} {n}" for (a, b), n in unseen.confusions.most_common(15))


def main() -> None:
    """Print the scores, and with ``--errors`` every error."""
    unseen, six = Tally(), Tally()
    restored = run_unseen(unseen)
    run_six(six)
    for line in report(unseen, six, restored):
        sys.stdout.write(line + "\n")
    if "--errors" in sys.argv:
        for line in unseen.errors + [f"six: {error}" for error in six.errors]:
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
