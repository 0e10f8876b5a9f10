"""Measure restoration: checks kept, share of the reference right, damage left, speed on clean and damaged text.

Run from the root:

    .venv/bin/python benchmarks/restore.py
"""

from __future__ import annotations

import csv
import io
import re
import sys
import time
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from compare.restore import restore
from compare.sources import load_register, open_registered

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
REWORDED = "guangdong_2023_ten_key_tasks"
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
ENOUGH = 2_000_000


def checks_kept() -> tuple[Counter[str], Counter[str]]:
    """Return how many checks of each kind hold, and how many there are."""
    kept: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO((DATA / "restoration_checks.csv").read_text(encoding="utf-8"))):
        words, wanted = (ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), row[name]) for name in ("raw", "restored"))
        raw = (ROOT / f"data/raw/{row['document']}.txt").read_bytes().decode() if row["document"] else words
        result = restore(raw)
        start = raw.index(words)
        text_start, text_end = result.text_span(start, start + len(words))
        asked[row["kind"]] += 1
        kept[row["kind"]] += result.text[text_start:text_end] == wanted
    return kept, asked


def reference_share() -> float:
    """Return the share of characters of the reworded document that stand as in its reference."""
    raw = (ROOT / f"data/raw/{REWORDED}.txt").read_bytes().decode()
    reference = "".join((DATA / "reference" / f"{REWORDED}.txt").read_text(encoding="utf-8").split())
    return 1 - Levenshtein.distance("".join(restore(raw).text.split()), reference) / len(reference)


def speed(text: str) -> float:
    """Return the megabytes of UTF-8 restored per second of one core, one document after the other."""
    size = len(text.encode())
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        for _ in range(ENOUGH // size + 1):
            restore(text)
        seconds.append(time.process_time() - begin)
    return size * (ENOUGH // size + 1) / min(seconds) / 1e6


def forms() -> list[tuple[str, float, float]]:
    """Return for each form of damage the share of characters that come back: on average over the passages, and at worst."""
    sys.path.insert(0, str(ROOT / "tests"))
    from damages import LEAST, PASSAGES, damage

    rows = []
    for kind in LEAST:
        shares = [
            1 - Levenshtein.distance(restore(damage(kind, name)).text.strip(), text) / len(text)
            for name, text in PASSAGES.items()
        ]
        rows.append((kind.__name__.replace("_", " "), sum(shares) / len(shares), min(shares)))
    return rows


def main() -> None:
    """Write the figures, one a line."""
    say = sys.stdout.write
    kept, asked = checks_kept()
    say(f"checks: {sum(kept.values())} of {sum(asked.values())}\n")
    for kind in sorted(asked):
        say(f"  {kind}: {kept[kind]} of {asked[kind]}\n")
    say(f"reworded document, characters as in its reference: {reference_share():.2%} (goal 99 %)\n")
    for name, mean, least in forms():
        say(f"twelve passages, {name}: {mean:.1%}, worst {least:.1%}\n")
    folder = ROOT / "data" / "raw"
    sources = [open_registered(folder, entry) for entry in load_register(folder).documents]
    clean = "".join(line for line in {restore(source.raw).text for source in sources} if "?" not in line)
    clean = re.sub("、、|\n.{0,60}(?=\n)", "、", clean)
    say(f"clean text: {speed(restore(clean).text):.1f} MB/s (goal 5)\n")
    for source in sources:
        if re.search("[為衛]", source.raw) or source.document_id.endswith("tasks"):
            say(f"damaged text, {source.document_id}: {speed(source.raw):.2f} MB/s (goal 1)\n")


if __name__ == "__main__":
    main()
