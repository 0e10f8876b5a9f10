"""The packaged knowledge of restoration holds to its schema, and a broken row is named."""

from __future__ import annotations

import pytest

from compare.knowledge import load_yaml
from compare.restore import lint
from compare.spans import RANKS

PAIR = {"machine": "a", "spun": "成长", "standard": "发展", "weight": "1"}
SIGN = {"machine": "a", "sign": "年夜", "level": "2", "unless": "年夜饭"}
VARIANT = {"variant": "安甯", "standard": "安宁"}


def found(pair: dict[str, str] = PAIR, sign: dict[str, str] = SIGN, variant: dict[str, str] = VARIANT) -> list[str]:
    return lint({"spun_pairs.csv": [PAIR, pair], "spun_signs.csv": [sign], "variants.csv": [variant]})


def test_the_packaged_knowledge_has_no_issue() -> None:
    assert lint() == []


def test_a_row_that_stands_twice_is_named() -> None:
    assert found() == ["restore/spun_pairs.csv: ('a', '成长', '发展') stands twice. Remove one."]


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        pytest.param({"pair": PAIR | {"spun": "百万", "standard": "100万"}}, "Chinese words only", id="numeral"),
        pytest.param({"pair": PAIR | {"spun": "勾当", "weight": "0"}}, "above 0", id="weight"),
        pytest.param({"pair": PAIR | {"spun": "卫生", "standard": "卫生"}}, "changes nothing", id="idle-pair"),
        pytest.param({"sign": SIGN | {"level": "3"}}, "0, 1 or 2", id="level"),
        pytest.param({"sign": SIGN | {"unless": "夜饭"}}, "does not hold it", id="excuse"),
        pytest.param({"variant": VARIANT | {"standard": "宁"}}, "one length", id="length"),
    ],
)
def test_a_broken_row_is_named(rows: dict[str, dict[str, str]], issue: str) -> None:
    assert [line for line in found(**rows) if issue in line]


def test_every_kind_of_repair_has_a_name_in_both_languages() -> None:
    words = load_yaml("words.yml")
    assert not [kind for kind in RANKS if set(words.get(f"damage.{kind}", {})) != {"zh", "en"}]
