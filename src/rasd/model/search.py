"""What a search is made of: how text becomes words to be found, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol


class Word(NamedTuple):
    """A word as it is found: `form` as written, folded; `lemma` what its inflections share."""

    form: str
    lemma: str


class PlacedWord(NamedTuple):
    """A word with its offsets in the text as given."""

    form: str
    lemma: str
    start: int
    end: int


class Analyser(Protocol):
    """Turns texts and queries into words, both in the same way. Words hold letters and digits."""

    @property
    def version(self) -> str:
        """Another one for another outcome; an index made under another version is made anew."""

    def words(self, text: str) -> Iterable[Word]:
        """The words of a text in their order."""

    def placed_words(self, text: str) -> Iterable[PlacedWord]:
        """The same words with their offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that a search found: the passage that shows it best, and the words in it.

    `start` is where `snippet` begins and `hits` where the words stand, in the body, or in the
    title where `part` is `title`.
    """

    doc_id: str
    score: float
    title: str | None
    published: date | None
    outlet: str | None
    part: str | None
    snippet: str
    start: int
    hits: tuple[tuple[int, int], ...]
