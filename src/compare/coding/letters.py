"""The commonest letters of policy texts, for automata that go through the letters of a place one after the other."""

from __future__ import annotations

from functools import cache

from compare.knowledge import open_text

_FILE = "coding/letters.txt"


@cache
def first_words() -> tuple[str, ...]:
    r"""Return a word for each of the commonest letters, to lay into an automaton before all others.

    An automaton of pyahocorasick compares a letter of the text with every letter that begins a word, a thousand of them, in
    the order in which they came. Common letters that came first, also those that begin no word of the list, are found
    soon: the search takes two thirds of the time. The words mean nothing, and end with a sign that texts do not hold.

    >>> first_words()[0]
    ',\x00'
    """
    return tuple(letter + "\0" for letter in "".join(open_text(_FILE).split()))
