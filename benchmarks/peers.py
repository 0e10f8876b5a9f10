"""Read lines of text with the known readers of Chinese numbers; runs in benchmarks/.venv, speaks JSON on standard streams."""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable

warnings.simplefilter("ignore")


def recognizers() -> Callable[[str], list[str]]:
    """Return a reader by the number, percentage and ordinal models of Recognizers-Text (its Python port has no ranges)."""
    from recognizers_number import Culture, recognize_number, recognize_ordinal, recognize_percentage

    def read(line: str) -> list[str]:
        found: list[str] = []
        for model in (recognize_number, recognize_percentage, recognize_ordinal):
            for result in model(line, Culture.Chinese):
                found.append(str((result.resolution or {}).get("value")))
        return found

    return read


def jionlp() -> Callable[[str], list[str]]:
    """Return a reader by the money and time extraction of JioNLP."""
    sys.stdout = sys.stderr
    import jionlp as jio

    sys.stdout = sys.__stdout__

    def read(line: str) -> list[str]:
        found = [str(item["detail"]["num"]) for item in jio.ner.extract_money(line)]
        return found + [str(item["detail"]["time"]) for item in jio.ner.extract_time(line)]

    return read


def main() -> None:
    """Answer one request: seconds for all lines (best of the rounds), and what was read from each case."""
    request = json.load(sys.stdin)
    read = {"recognizers": recognizers, "jionlp": jionlp}[request["reader"]]()
    failed = 0

    def safely(line: str) -> list[str]:
        nonlocal failed
        try:
            return read(line)
        except Exception:
            failed += 1
            return []

    safely(request["lines"][0])
    failed, seconds = 0, []
    for _ in range(request["rounds"]):
        begin = time.process_time()
        for line in request["lines"]:
            safely(line)
        seconds.append(time.process_time() - begin)
    lines_failed = failed // request["rounds"]
    cases = [safely(case) for case in request["cases"]]
    json.dump({"seconds": min(seconds), "cases": cases, "failed": lines_failed}, sys.stdout)


if __name__ == "__main__":
    main()
