"""Read texts with the known readers of Chinese numbers; runs in benchmarks/.venv, speaks JSON on standard streams."""

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

    def read(text: str) -> list[str]:
        return [
            str((result.resolution or {}).get("value"))
            for model in (recognize_number, recognize_percentage, recognize_ordinal)
            for result in model(text, Culture.Chinese)
        ]

    return read


def recognizers_all() -> Callable[[str], list[str]]:
    """Return a reader by all Chinese models of Recognizers-Text that our reader's job needs: units and dates too."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import Culture
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    numbers = recognizers()

    def read(text: str) -> list[str]:
        found = [
            str((result.resolution or {}).get("value"))
            for model in (recognize_currency, recognize_dimension, recognize_age)
            for result in model(text, Culture.Chinese)
        ]
        recognize_datetime(text, Culture.Chinese)
        return found + numbers(text)

    return read


def jionlp() -> Callable[[str], list[str]]:
    """Return a reader by the money and time extraction of JioNLP."""
    sys.stdout = sys.stderr
    import jionlp as jio

    sys.stdout = sys.__stdout__

    def read(text: str) -> list[str]:
        found = [str(item["detail"]["num"]) for item in jio.ner.extract_money(text)]
        return found + [str(item["detail"]["time"]) for item in jio.ner.extract_time(text)]

    return read


def main() -> None:
    """Answer one request: seconds for all texts (best of the rounds), and what was read from each case."""
    request = json.load(sys.stdin)
    read = {"recognizers": recognizers, "recognizers-all": recognizers_all, "jionlp": jionlp}[request["reader"]]()
    failed = 0

    def safely(text: str) -> list[str]:
        nonlocal failed
        try:
            return read(text)
        except Exception:
            failed += 1
            return []

    safely(request["texts"][0])
    failed, seconds = 0, []
    for _ in range(request["rounds"]):
        begin = time.process_time()
        for text in request["texts"]:
            safely(text)
        seconds.append(time.process_time() - begin)
    cases = [safely(case) for case in request["cases"]]
    json.dump({"seconds": min(seconds), "cases": cases, "failed": failed // request["rounds"]}, sys.stdout)


if __name__ == "__main__":
    main()
