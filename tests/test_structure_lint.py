"""The packaged words of structure keep their schema."""

import pytest

from compare.knowledge import load_yaml
from compare.structure.lint import SCHEMA, lint


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
