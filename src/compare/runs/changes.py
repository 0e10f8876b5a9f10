"""What changed since the last run, and why, as words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from compare.errors import TableError
from compare.store import read_table
from compare.tables import TABLES

_KINDS = {
    "sources": ("来源", "source"),
    "rules": ("规则（程序）", "rule (code)"),
    "knowledge": ("分类与词表", "taxonomy or lexicon"),
    "corrections": ("人工更正", "correction"),
    "lenses": ("自选视角", "lens"),
    "notebooks": ("笔记本", "notebook"),
    "environment": ("运行环境", "environment"),
    "parameters": ("参数", "parameter"),
}
_STATES = {"added": ("新增", "added"), "removed": ("移除", "removed"), "changed": ("已更改", "changed")}
_TABLES = {
    "documents": ("文件", "documents"),
    "repairs": ("修复", "repairs"),
    "items": ("条目", "items"),
    "measures": ("举措", "measures"),
    "targets": ("量化表述", "quantified statements"),
    "commitments": ("无数字承诺", "commitments without a number"),
}
_TELLING = {"measures": ("primary", "改了编码", "recoded"), "targets": ("value", "改了数值", "with another value")}
"""Columns whose change is told by name."""
_SHOWN = 6


def why(last: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the inputs that differ from the last run's: kind, name and state of each.

    >>> why({"sources": {"a.txt": "1"}}, {"sources": {"a.txt": "2", "b.txt": "3"}})[0]
    {'kind': 'sources', 'name': 'a.txt', 'state': 'changed'}
    """
    found = []
    for kind in _KINDS:
        before, after = dict((last or {}).get(kind) or {}), dict(now.get(kind) or {})
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                state = "added" if name not in before else "removed" if name not in after else "changed"
                found.append({"kind": kind, "name": name, "state": state})
    return found


def what(last: Path, now: Path) -> list[dict[str, Any]]:
    """Return per table and document how many rows came, went and changed between two folders of tables."""
    found: list[dict[str, Any]] = []
    for name in _TABLES:
        try:
            before, after = read_table(last, name), read_table(now, name)
        except TableError:
            continue
        found += _rows_changed(name, before, after)
    return found


def _rows_changed(name: str, before: pl.DataFrame, after: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the documents whose rows of one table differ, with counts."""
    key = list(TABLES[name].key)
    old = {tuple(row[k] for k in key): row for row in before.iter_rows(named=True)}
    new = {tuple(row[k] for k in key): row for row in after.iter_rows(named=True)}
    counts: dict[str, dict[str, int]] = {}
    for row_key in old.keys() | new.keys():
        state = "added" if row_key not in old else "removed" if row_key not in new else "changed"
        if state == "changed" and old[row_key] == new[row_key]:
            continue
        row = new.get(row_key) or old[row_key]
        per = counts.setdefault(row["document_id"], {"added": 0, "removed": 0, "changed": 0, "telling": 0})
        per[state] += 1
        column = _TELLING[name][0] if name in _TELLING else None
        per["telling"] += bool(state == "changed" and column and old[row_key][column] != new[row_key][column])
    return [{"table": name, "document_id": document, **counts[document]} for document in sorted(counts)]


def words(
    causes: list[dict[str, str]], effects: list[dict[str, Any]], *, first: bool, language: str = "zh"
) -> list[str]:
    """Return what changed and why as sentences, causes first."""
    english = int(language == "en")
    if first:
        return [("首次运行，没有可比的上一次。", "The first run: there is no earlier one to compare with.")[english]]
    if not causes and not effects:
        return [("与上一次运行相同。", "The same as the last run.")[english]]
    lines = [_cause(kind, [c for c in causes if c["kind"] == kind], english) for kind in _KINDS]
    lines = [line for line in lines if line]
    if effects:
        lines += [_effect(effect, english) for effect in effects]
    else:
        lines.append(("各表内容未变。", "No table changed by it.")[english])
    return lines


def _cause(kind: str, causes: list[dict[str, str]], english: int) -> str:
    """Return the changed inputs of one kind as a sentence."""
    if not causes:
        return ""
    parts = [f"{cause['name']} {_STATES[cause['state']][english]}" for cause in causes[:_SHOWN]]
    rest = len(causes) - _SHOWN
    if english:
        more = f" and {rest} more" if rest > 0 else ""
        return f"Why: {_KINDS[kind][1]}: {', '.join(parts)}{more}."
    return f"原因：{_KINDS[kind][0]}：{'、'.join(parts)}{f' 等{len(causes)}项' if rest > 0 else ''}。"


def _effect(effect: dict[str, Any], english: int) -> str:
    """Return the changed rows of one document's table as a sentence."""
    counts = [(state, effect[state]) for state in ("added", "removed", "changed") if effect[state]]
    telling = effect.get("telling", 0)
    if english:
        said = ", ".join(f"{count} {_STATES[state][1]}" for state, count in counts)
        said += f" ({telling} {_TELLING[effect['table']][2]})" if telling else ""
        return f"What: {effect['document_id']}, {_TABLES[effect['table']][1]}: {said}."
    said = "，".join(f"{_STATES[state][0]}{count}行" for state, count in counts)
    said += f"（其中{telling}行{_TELLING[effect['table']][1]}）" if telling else ""
    return f"变化：{effect['document_id']} 的{_TABLES[effect['table']][0]}：{said}。"
