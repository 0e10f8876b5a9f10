"""What a reader says when it cannot give a text: the finding and the remedy; the caller knows the place."""

from __future__ import annotations


class RefusalError(Exception):
    """A file that holds no readable text, with what was found and what a person can do."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found = found
        self.remedy = remedy
