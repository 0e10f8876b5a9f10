"""The lint of this room's packaged knowledge: pairs, signs, variants, phrases and names of sites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from compare.knowledge import load_csv, open_text

_FOLDER = "restore"
_COLUMNS = {
    "spun_pairs.csv": ("machine", "spun", "standard", "weight"),
    "spun_signs.csv": ("machine", "sign", "level", "unless"),
    "variants.csv": ("variant", "standard"),
}
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_WEIGHT = re.compile(r"\d+(?:\.\d+)?")

Rows = Sequence[Mapping[str, str]]


def lint(tables: Mapping[str, Rows] | None = None) -> list[str]:
    """Return every issue of the packaged knowledge, one line each.

    Args:
        tables: Rows by file name, instead of the packaged ones.
    """
    found = tables if tables is not None else {name: load_csv(f"{_FOLDER}/{name}") for name in _COLUMNS}
    issues = [issue for name, columns in _COLUMNS.items() for issue in _columns(name, found.get(name, ()), columns)]
    if issues:
        return issues
    issues += _pairs(found["spun_pairs.csv"])
    issues += _signs(found["spun_signs.csv"])
    issues += _variants(found["variants.csv"])
    for name in ("phrases.txt", "injected.txt") if tables is None else ():
        lines = (line for line in open_text(f"{_FOLDER}/{name}").splitlines() if not line.startswith("#"))
        if not any(lines):
            issues.append(f"{_FOLDER}/{name}: no word found. Restore the file.")
    return issues


def _columns(name: str, rows: Rows, columns: tuple[str, ...]) -> list[str]:
    """Return an issue where a file has no row or other columns than it should."""
    if not rows:
        return [f"{_FOLDER}/{name}: no row found. Restore the file."]
    if tuple(rows[0]) != columns:
        return [f"{_FOLDER}/{name}: columns {', '.join(rows[0])} found. Write {', '.join(columns)}."]
    return []


def _twice(name: str, keys: Iterable[tuple[str, ...]]) -> list[str]:
    """Return an issue for each key that stands twice."""
    return [f"{_FOLDER}/{name}: {key} stands twice. Remove one." for key, count in Counter(keys).items() if count > 1]


def _pairs(rows: Rows) -> list[str]:
    """Return the issues of the pairs; a pair may never touch a numeral or a Latin letter."""
    place = f"{_FOLDER}/spun_pairs.csv"
    issues = _twice("spun_pairs.csv", ((row["machine"], row["spun"], row["standard"]) for row in rows))
    for row in rows:
        if not (_WORD.fullmatch(row["spun"]) and _WORD.fullmatch(row["standard"])):
            issues.append(f"{place}: '{row['spun']}' and '{row['standard']}' found. Write Chinese words only.")
        if not _WEIGHT.fullmatch(row["weight"]) or float(row["weight"]) == 0:
            issues.append(f"{place}, '{row['spun']}': weight '{row['weight']}' found. Write a number above 0.")
    changed = {(row["machine"], row["spun"]) for row in rows if row["spun"] != row["standard"]}
    idle = {(row["machine"], row["spun"]) for row in rows} - changed
    return issues + [f"{place}: '{spun}' of machine {machine} changes nothing. Remove it." for machine, spun in idle]


def _signs(rows: Rows) -> list[str]:
    """Return the issues of the signs by which machines are told."""
    place = f"{_FOLDER}/spun_signs.csv"
    issues = _twice("spun_signs.csv", ((row["machine"], row["sign"], row["level"]) for row in rows))
    for row in rows:
        if row["level"] not in ("0", "1", "2"):
            issues.append(f"{place}, '{row['sign']}': level '{row['level']}' found. Write 0, 1 or 2.")
        if row["level"] != "0":
            strange = [word for word in row["unless"].split() if row["sign"] not in word]
            issues += [f"{place}, '{row['sign']}': '{word}' does not hold it. Correct it." for word in strange]
    return issues


def _variants(rows: Rows) -> list[str]:
    """Return the issues of the variants: a repair of characters keeps the length of the text."""
    issues = _twice("variants.csv", ((row["variant"],) for row in rows))
    for row in rows:
        if len(row["variant"]) != len(row["standard"]) or row["variant"] == row["standard"]:
            issues.append(
                f"{_FOLDER}/variants.csv: '{row['variant']}' and '{row['standard']}' found. Write two of one length."
            )
    return issues
