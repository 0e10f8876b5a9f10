"""Build the clean texts and the annotations of the unseen documents from the marked sources beside this file.

A unit is marked ``{CODE text}`` (``+`` after the code: achieved, ``~``: background), a number ``[number]``; the lines after
``---`` give each number's record in order: value, unit, comparator, kind, deadline, indicator (``skip``: not a target;
indicators joined by ``&`` are a target each), and ``N words fate`` for numerals of note.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

HERE = Path(__file__).parent
KINDS = {"t": "target", "a": "achieved", "b": "baseline"}
STANCES = {"": "plan", "+": "achieved", "~": "background"}
MARK = re.compile(r"\{([A-Z]\d?)([+~]?)(?:/([A-Z0-9,]+))? |\}|\[|\]")
ITEM = re.compile(
    r"(?m)(?:^|(?<=。))(?:(\d{1,3})[.．、](?=[^\d])|第([一二三四五六七八九十]+)条|（([一二三四五六七八九十]+)）|([①-⑳])|^(\d\d)$)"
)


def read(source: str) -> tuple[str, dict[str, object]]:
    """Return the clean text and the annotations of one marked source."""
    head, _, rest = source.partition("===\n")
    body, _, tail = rest.partition("---\n")
    meta = yaml.safe_load(head)
    text, units, numbers, start, number, pos = "", [], [], None, None, 0
    for mark in MARK.finditer(body):
        text += body[pos : mark.start()]
        pos = mark.end()
        if mark.group().startswith("{"):
            start = (len(text), mark.group(1), STANCES[mark.group(2)])
        elif mark.group() == "}":
            begin, code, stance = start
            units.append({"start": begin, "end": len(text), "quote": text[begin:], "primary": code, "stance": stance})
        elif mark.group() == "[":
            number = len(text)
        else:
            numbers.append((number, len(text), text[number:]))
    text += body[pos:]
    records, notable = [], []
    for line in tail.splitlines():
        if line.startswith("N "):
            _, words, fate = line.split(" ")
            notable.append({"words": words, "fate": fate})
        elif line.strip():
            records.append(line)
    if len(records) != len(numbers):
        raise ValueError(f"{meta['region']}: {len(numbers)} marked numbers, {len(records)} records")
    targets = []
    for (begin, end, words), record in zip(numbers, records, strict=True):
        if record == "skip":
            continue
        value, unit, comparator, kind, deadline, indicator = record.split(" ")
        low, _, high = value.partition("..")
        targets += [
            {
                "start": begin,
                "end": end,
                "words": words,
                "value": float(low),
                "value_max": float(high) if high else None,
                "unit": None if unit == "-" else unit,
                "comparator": comparator,
                "kind": KINDS[kind],
                "deadline": None if deadline == "-" else deadline,
                "indicator": name,
            }
            for name in indicator.split("&")
        ]
    items = [next(group for group in found.groups() if group) for found in ITEM.finditer(text)]
    return text, {**meta, "items": items, "units": units, "targets": targets, "numerals": notable}


def main() -> None:
    """Write ``<name>.txt`` and ``<name>.yml`` for each ``<name>.src``."""
    for path in sorted(HERE.glob("*.src")):
        text, notes = read(path.read_text(encoding="utf-8"))
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
        dumped = yaml.safe_dump(notes, allow_unicode=True, sort_keys=False, width=1000)
        path.with_suffix(".yml").write_text(dumped, encoding="utf-8")


if __name__ == "__main__":
    main()
