"""A researcher's lenses over measures."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from compare.errors import KnowledgeError
from compare.review.lenses import find_lens_issues, look_through, parse_lens, read_lenses

CARE = {"label_zh": "一老一小", "label_en": "Old and young", "terms": ["养老", "托育"]}


def test_a_lens_becomes_a_column_and_changes_no_code() -> None:
    frame = pl.DataFrame({"text": ["推进普惠托育服务", "建设县级疾控中心"], "primary": ["C3", "P1"]})
    seen = look_through(frame, [parse_lens("care", CARE)])
    assert seen["lens_care"].to_list() == [True, False]
    assert seen.drop("lens_care").equals(frame)


def test_terms_are_words_not_patterns() -> None:
    frame = pl.DataFrame({"text": ["托.位"]})
    assert look_through(frame, [parse_lens("dot", CARE | {"terms": ["托?位"]})])["lens_dot"].to_list() == [False]


@pytest.mark.parametrize(
    ("name", "data", "finding"),
    [
        pytest.param("care", {"terms": ["养老"]}, "no label_zh", id="no-label"),
        pytest.param("care", CARE | {"terms": []}, "no terms", id="no-terms"),
        pytest.param("care", CARE | {"terms": ["养老", "养老"]}, "stands twice", id="term-twice"),
        pytest.param("care", CARE | {"colour": "red"}, "unknown key 'colour'", id="unknown-key"),
        pytest.param("Old Young", CARE, "the name", id="odd-name"),
        pytest.param("care", ["养老"], "not a mapping", id="a-list"),
    ],
)
def test_a_file_that_is_no_lens_is_named(name: str, data: object, finding: str) -> None:
    with pytest.raises(KnowledgeError, match=finding):
        parse_lens(name, data)


def test_lenses_are_read_from_their_folder(tmp_path: Path) -> None:
    (tmp_path / "lenses").mkdir()
    (tmp_path / "lenses/care.yml").write_text("label_zh: 照护\nterms: [养老]\n", encoding="utf-8")
    assert [lens.column for lens in read_lenses(tmp_path)] == ["lens_care"]
    (tmp_path / "lenses/broken.yml").write_text("terms: [", encoding="utf-8")
    assert len(find_lens_issues(tmp_path)) == 1


def test_the_project_own_lenses_have_no_issue() -> None:
    assert find_lens_issues(Path(__file__).parents[1]) == []
