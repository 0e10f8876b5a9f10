"""Every string that readers see, in Chinese and English, from one catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from compare.errors import KnowledgeError, ParameterError
from compare.knowledge import load_yaml

LANGUAGES = ("zh", "en")

_CHOICE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue in one language; ``words("page.evidence")`` is a string, an unknown key an error."""

    language: str = "zh"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ParameterError("Parameter 'language'", f"'{self.language}'", f"Use one of {', '.join(LANGUAGES)}.")

    def __call__(self, key: str) -> str:
        """Return the string under ``key`` in this language.

        >>> Words("zh")("page.evidence")
        '原文依据'
        """
        entry = load_yaml("words.yml").get(key)
        if entry is None:
            raise KnowledgeError("Knowledge file 'words.yml'", f"no key '{key}'", "Add it with zh and en.")
        return str(entry[self.language])

    def fill(self, key: str, /, **values: object) -> str:
        """Return the string under ``key`` with its places filled and its numbers agreeing."""
        said = {name: str(value) for name, value in values.items()}
        return agree(self(key), said).format(**said)

    def group(self, prefix: str) -> dict[str, str]:
        """Return the strings whose key starts with ``prefix.``, by the rest of the key."""
        start = f"{prefix}."
        return {
            key[len(start) :]: str(entry[self.language])
            for key, entry in load_yaml("words.yml").items()
            if key.startswith(start)
        }


def agree(template: str, values: Mapping[str, str]) -> str:
    """Return a template with each ``[one|many]`` settled by the value of the first place in it: the first form for 1.

    >>> agree("[{n} text was|{n} texts were] read", {"n": "1"}), agree("[{n} text was|{n} texts were] read", {"n": "2"})
    ('{n} text was read', '{n} texts were read')
    """

    def settle(choice: re.Match[str]) -> str:
        place = re.search(r"\{(\w+)\}", choice[1] + choice[2])
        return choice[1] if place and values.get(place[1]) == "1" else choice[2]

    return _CHOICE.sub(settle, template)
