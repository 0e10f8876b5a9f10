"""The catalogue of strings: both languages, the same places, no loose number, none of the words to avoid."""

from __future__ import annotations

import re

import pytest

from compare.errors import KnowledgeError, ParameterError
from compare.knowledge import load_yaml
from compare.words import Words

CATALOGUE = load_yaml("words.yml")
AVOID = re.compile("力度|重视|落后|领先|缺失|短板|首创")


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_string_has_both_languages_with_the_same_places(key):
    entry = CATALOGUE[key]
    assert set(entry) == {"zh", "en"}
    places = {language: set(re.findall(r"\{(\w+)\}", str(entry[language]))) for language in ("zh", "en")}
    assert places["zh"] == places["en"]


def test_no_string_holds_a_number():
    strings = {key: f"{entry['zh']}{entry['en']}" for key, entry in CATALOGUE.items() if not key.startswith("unit.")}
    assert [key for key, words in strings.items() if re.search(r"[0-9０-９]", words)] == []


def test_no_string_judges():
    assert [key for key, entry in CATALOGUE.items() if AVOID.search(str(entry["zh"]))] == []


def test_english_is_english():
    assert [key for key, entry in CATALOGUE.items() if re.search(r"[\u4e00-\u9fff]", str(entry["en"]))] == []


def test_an_unknown_key_is_an_error():
    with pytest.raises(KnowledgeError, match=r"words\.yml"):
        Words("zh")("no.such.key")


def test_an_unknown_language_is_an_error():
    with pytest.raises(ParameterError, match="fr"):
        Words("fr")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        pytest.param(1, "a place of 1 repair inferred, 0 places lost", id="one"),
        pytest.param(2, "a place of 2 repairs inferred, 0 places lost", id="many"),
    ],
)
def test_english_nouns_agree_with_their_number(n, words):
    assert f"a place of {Words('en').fill('checks.repaired', inferred=n, lost=0)}" == words
    assert Words("zh").fill("checks.repaired", inferred=n, lost=0) == f"推断复原{n}处，无法复原0处"
