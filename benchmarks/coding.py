"""Measure the coder's speed beside jieba's: megabytes of UTF-8 text per second of processor time.

Run from the root: `python benchmarks/coding.py`. Texts are the twelve invented documents of `tests/data/unseen`, the
registered documents, restored, and the clean documents of `benchmarks/corpus.py`. The aim is 2 MB/s on a calm machine, where
jieba reaches 1.38 MB/s: 0.69 of its time. All parts take turns within each round and each keeps its best time, so that
other work on the machine moves the ratios little. The parse stands beside it, as the coder reads what it returns.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpus import RAW, texts

from compare.coding import code
from compare.restore import restore
from compare.sources import load_register, open_registered
from compare.structure import parse

ROOT = Path(__file__).resolve().parents[1]

AIM = 0.69
"""Share of jieba's time at which coding does 2 MB/s on a calm machine."""


def invented() -> list[str]:
    """Return the invented documents, undamaged."""
    paths = sorted((ROOT / "tests/data/unseen").glob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths if ".damaged" not in path.name]


def registered() -> list[str]:
    """Return the registered documents, restored."""
    return [restore(open_registered(RAW, entry).raw).text for entry in load_register(RAW).documents]


def best_times(parts: dict[str, Callable[[str], object]], documents: list[str], rounds: int) -> dict[str, float]:
    """Return the seconds of processor time of each part over all documents, the best of each document added up."""
    best = {name: [float("inf")] * len(documents) for name in parts}
    for _ in range(rounds):
        for name, run in parts.items():
            for place, text in enumerate(documents):
                began = time.process_time()
                run(text)
                best[name][place] = min(best[name][place], time.process_time() - began)
    return {name: sum(times) for name, times in best.items()}


def report(name: str, documents: list[str], rounds: int) -> None:
    """Print the speed of each part on some documents, and its time beside jieba's."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    parsed = {text: parse(text) for text in documents}
    parts: dict[str, Callable[[str], object]] = {
        "coding": lambda text: code(text, parsed[text]),
        "structure": parse,
        "jieba.lcut": jieba.lcut,
    }
    seconds = best_times(parts, documents, rounds)
    size = sum(len(text.encode("utf-8")) for text in documents)
    sys.stdout.write(f"{name}: {len(documents)} documents, {size / 1000:.0f} kB; aim of coding {AIM} of jieba's time\n")
    for part, spent in seconds.items():
        ratio = spent / seconds["jieba.lcut"]
        sys.stdout.write(f"  {part:<12}{size / spent / 1e6:6.2f} MB/s   {ratio:5.2f} of the time of jieba.lcut\n")


def main() -> None:
    """Print the speeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="rounds of which each document's best counts")
    options = parser.parse_args()
    report("invented documents", invented(), options.rounds)
    report("registered documents, restored", registered(), options.rounds)
    report("clean documents of the corpus", list(texts(60)), max(3, options.rounds // 5))


if __name__ == "__main__":
    main()
