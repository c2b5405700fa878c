"""Finds the words of a quote in the document: a value whose quote is not there is none.

A quote is found as it stands, or once both are folded (``الرقّة`` for ``الرقة``): word for word,
with nothing left out between them, signs and spaces aside. It may leave out the proclitics of its
first word (``الرقة`` in ``بالرقة``), but never begins or ends inside a word. Of several places
the one letter by letter alike comes first, then the one nearest to the event's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.join.draft import Words
from rasd.model import Evidence
from rasd.text import Span, Text, fold_plain, proclitic_readings, tokenize
from rasd.text.tokens import Token, TokenKind


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands: its words, sentence by sentence, and their original offsets."""

    pieces: tuple[Words, ...]
    start: int
    end: int
    quote: str

    @property
    def part(self) -> str:
        """`title` or `body`."""
        return self.pieces[0].annotated.sentence.part

    def evidence(self, field: str, rule: str) -> Evidence:
        """The quote as evidence for a field."""
        return Evidence(
            field=field,
            start=self.start,
            end=self.end,
            quote=self.quote,
            part="title" if self.part == "title" else None,
            rule=rule,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the document: its sentence, its position there, and itself."""

    annotated: Annotated
    at: int
    token: Token


class Index:
    """The words of a document by their folded form, for the quotes of one answer."""

    def __init__(self, sentences: Sequence[Annotated], texts: dict[str, Text]) -> None:
        self._texts = texts
        self._words: dict[str, list[_Place]] = {"title": [], "body": []}
        for annotated in sentences:
            places = self._words[annotated.sentence.part]
            for at, token in enumerate(annotated.sentence.tokens):
                if token.kind is not TokenKind.PUNCTUATION:
                    places.append(_Place(annotated, at, token))
        self._first: dict[tuple[str, str], list[int]] = {}
        for part, places in self._words.items():
            for n, place in enumerate(places):
                for _, stem in proclitic_readings(place.token.text):
                    self._first.setdefault((part, stem), []).append(n)

    def find(
        self, quote: str, near: Found | None = None, within: tuple[int, int] | None = None
    ) -> Found | None:
        """Where the quote stands; `None` where it does not.

        `near` are the event's own words, `within` the part of the body that the model read: the
        title counts always.
        """
        wanted = [
            t.text for t in tokenize(fold_plain(quote)) if t.kind is not TokenKind.PUNCTUATION
        ]
        if not wanted:
            return None
        found = [
            each
            for part in ("body", "title")
            for each in self._matches(part, wanted)
            if within is None
            or each.part == "title"
            or (within[0] <= each.start and each.end <= within[1])
        ]
        return min(found, key=lambda each: _order(each, quote, near), default=None)

    def _matches(self, part: str, wanted: Sequence[str]) -> Iterator[Found]:
        places = self._words[part]
        for n in self._first.get((part, wanted[0]), ()):
            run = places[n : n + len(wanted)]
            if len(run) == len(wanted) and all(
                place.token.text == word for place, word in zip(run[1:], wanted[1:], strict=True)
            ):
                yield self._found(part, run, wanted[0])

    def _found(self, part: str, run: Sequence[_Place], first: str) -> Found:
        text = self._texts[part]
        opening = run[0].token
        # the article may have been merged back into the stem (للجيش): then the whole word counts
        inner = len(opening.text) - len(first) if opening.text.endswith(first) else 0
        whole = text.original_span(_span(run[0]))
        start = text.original_span(_span(run[0], inner)).start if inner else whole.start
        end = text.original_span(_span(run[-1])).end
        pieces: list[Words] = []
        for place in run:
            last = pieces[-1] if pieces else None
            if last is not None and last.annotated is place.annotated:
                pieces[-1] = Words(last.annotated, last.start, place.at + 1, last.rule)
            else:
                pieces.append(Words(place.annotated, place.at, place.at + 1, "llm"))
        return Found(tuple(pieces), start, end, text.original[start:end])


def _span(place: _Place, inner: int = 0) -> Span:
    span = place.annotated.sentence.span_of(place.at, place.at + 1)
    return replace(span, start=span.start + inner)


def _order(found: Found, quote: str, near: Found | None) -> tuple[bool, bool, int, int]:
    if near is None:
        return (found.quote != quote, found.part == "title", 0, found.start)
    gap = max(found.start - near.end, near.start - found.end, 0)
    return (found.quote != quote, found.part != near.part, gap, found.start)
