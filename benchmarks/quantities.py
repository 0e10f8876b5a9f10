"""Compare the reading of quantities with Recognizers-Text and JioNLP: speed as a ratio, and values read, in one run.

Set the peers up once, then run from the root:

    python -m venv benchmarks/.venv && benchmarks/.venv/bin/pip install -r benchmarks/requirements-peers.txt
    .venv/bin/python benchmarks/quantities.py
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from compare.quantities import read_quantities
from compare.restore import restore
from compare.sources import load_register, open_registered

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "benchmarks" / ".venv" / "bin" / "python"
CASES = ROOT / "tests" / "data" / "quantities.csv"
MEASURED = ("quantity", "age", "duration", "frequency", "rank")
READERS = ("recognizers", "recognizers-all", "jionlp")
GOALS = {"recognizers-all": 10.0, "jionlp": 5.0}


def corpus() -> list[str]:
    """Return the restored documents of the register."""
    folder = ROOT / "data" / "raw"
    sources = [open_registered(folder, entry) for entry in load_register(folder).documents]
    return [restore(source.raw, base=source.base).text for source in sources]


def valued_cases() -> list[dict[str, str]]:
    """Return the rows of the table of constructs that state a value."""
    with CASES.open(encoding="utf-8", newline="") as handle:
        return [
            row for row in csv.DictReader(handle) if row["kind"] in MEASURED and row["value"] and not row["quality"]
        ]


def ours(texts: list[str], cases: list[str], rounds: int) -> dict[str, Any]:
    """Return the same answer as a peer's, by our own reader."""
    read_quantities(texts[0])
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        for text in texts:
            read_quantities(text)
        seconds.append(time.process_time() - begin)
    found = [
        [str(value) for q in read_quantities(case) for value in (q.value, q.value_max) if value is not None]
        for case in cases
    ]
    return {"seconds": min(seconds), "cases": found, "failed": 0}


def peer(reader: str, texts: list[str], cases: list[str], rounds: int) -> dict[str, Any]:
    """Return a peer's answer from its own environment."""
    request = {"reader": reader, "texts": texts, "cases": cases, "rounds": rounds}
    done = subprocess.run(
        [str(PEERS), str(ROOT / "benchmarks" / "peers.py")], input=json.dumps(request), capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout[done.stdout.index('{"seconds"') :])
    return answer


def states(found: list[str], wanted: str) -> bool:
    """Return whether one of the values read is the wanted one, powers of ten and signs of per cent left out."""
    numbers = {float(number) for value in found for number in re.findall(r"-?\d+(?:\.\d+)?", value.replace(",", ""))}
    value = float(wanted)
    alike = {value * scale for scale in (1.0, 0.01, 1e4, 1e8)}
    return any(abs(number - other) <= 1e-4 * max(1.0, abs(other)) for number in numbers for other in alike)


def main() -> int:
    """Print one row per reader; return 1 where a goal of speed is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    if not PEERS.exists():
        sys.stderr.write(f"{PEERS.relative_to(ROOT)} is missing. Set it up as the docstring says.\n")
        return 1
    texts, rows = corpus(), valued_cases()
    cases = [row["text"] for row in rows]
    answers = {"compare": ours(texts, cases, rounds)}
    answers |= {name: peer(name, texts, cases, rounds) for name in READERS}
    characters, base, missed = sum(map(len, texts)), answers["compare"]["seconds"], 0
    sys.stdout.write(
        f"{len(texts)} documents, {characters} characters, best of {rounds} rounds; {len(rows)} cases with a value\n"
    )
    for name, answer in answers.items():
        right = sum(states(found, row["value"]) for found, row in zip(answer["cases"], rows, strict=True))
        ratio = answer["seconds"] / base
        missed += name in GOALS and ratio < GOALS[name]
        sys.stdout.write(
            f"{name:16} {answer['seconds']:8.3f} s   {ratio:6.1f} x our time   "
            f"value read in {right / len(rows):6.1%} of the cases   {answer['failed']} texts failed\n"
        )
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
