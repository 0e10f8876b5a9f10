"""The packaged words of structure keep their schema."""

import pytest

from compare.knowledge import load_yaml
from compare.structure.lint import SCHEMA, lint
from compare.structure.phrases import FILE, lint_phrases, phrases


def packaged() -> dict[str, dict[str, object]]:
    return {name: dict(load_yaml(f"structure/{name}.yml")) for name in SCHEMA}


def test_packaged_words_are_sound() -> None:
    assert lint() == []


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        pytest.param("must", "确保 确保", "'确保' stands twice", id="a-word-twice"),
        pytest.param("must", "ensure", "'ensure' is no Chinese word", id="no-chinese-word"),
        pytest.param("must", ["确保"], "list found", id="no-text"),
        pytest.param("surely", "确保", "list 'surely' is unknown", id="an-unknown-list"),
    ],
)
def test_each_issue_is_named(name: str, words: object, said: str) -> None:
    files = packaged()
    files["stance"][name] = words
    assert [said in issue for issue in lint(files)] == [True]


def test_a_missing_list_and_a_missing_file_are_named() -> None:
    files: dict[str, object] = dict(packaged())
    files["frame"] = {key: value for key, value in packaged()["frame"].items() if key != "closing"}
    del files["grammar"]
    assert len(lint(files)) == 2


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({"next": None}, "'next' is missing", id="kind-missing"),
        pytest.param({"hopes": "盼望"}, "'hopes' is unknown", id="kind-unknown"),
        pytest.param({"back": "回顾 回顾"}, "回顾 stands twice", id="twice"),
        pytest.param({"back": "回顾("}, "is no pattern", id="no-pattern"),
        pytest.param({"back": "(?:回顾)?"}, "matches nothing at all", id="matches-everything"),
        pytest.param({"back": ["回顾"]}, "list found", id="no-text"),
    ],
)
def test_each_issue_of_the_phrases_is_told(change: dict[str, object], found: str) -> None:
    data = {name: words for name, words in {**load_yaml(FILE), **change}.items() if words is not None}
    assert [issue for issue in lint_phrases(data) if found in issue]


def test_the_packaged_phrases_are_clean_and_read() -> None:
    assert lint_phrases() == []
    assert phrases().next.match("下一步，我们将扩大筛查")
    assert not phrases().next.match("进一步扩大筛查")
