"""Secondary codes against the hand codes: precision, recall and F1, and what is missed or invented by topic.

Run from the root: ``PYTHONPATH=src python benchmarks/secondary.py``. The machine's unit that shares most characters with a
hand-coded one stands for it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from compare.coding import code
from compare.coding.gold import match
from compare.review.hand import read_texts, read_units


def main() -> None:
    """Write the scores, then one line per topic that is missed or invented."""
    texts = read_texts(Path())
    units, _ = read_units(Path(), texts)
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for text in texts:
        own = [unit for unit in units if unit.document_id == text.document_id]
        for unit, measure in zip(own, match(own, code(text.text, text.structure)), strict=True):
            wanted, given = set(unit.secondary), set(measure.secondary if measure else ())
            right.update(wanted & given)
            missed.update(wanted - given)
            invented.update(given - wanted)
    good, lost, more = right.total(), missed.total(), invented.total()
    sys.stdout.write(
        f"precision {good / (good + more):.3f}, recall {good / (good + lost):.3f}, F1 {2 * good / (2 * good + lost + more):.3f}\n"
    )
    for topic in sorted({*missed, *invented}):
        sys.stdout.write(f"{topic}: right {right[topic]}, missed {missed[topic]}, invented {invented[topic]}\n")


if __name__ == "__main__":
    main()
