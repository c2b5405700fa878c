"""Decides which words are hidden in all texts of a record: those that any of its texts hides.

A report quotes ``المواطن ضرغام القصاب`` once and ``القصاب`` alone further down: both go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasd.model import Citation, Event, Figure, Mention, Place
from rasd.redact.names import read_names
from rasd.text import fold_plain, tokenize

AnyRecord = Event | Mention | Figure | Citation


def hidden_words(record: AnyRecord, texts: Iterable[str], *, coarse: bool) -> frozenset[str]:
    """The words that one of a record's texts hides, and those of a place that stays coarse."""
    hidden = frozenset[str]().union(*(read_names(text, coarse).hidden for text in texts))
    if coarse and not isinstance(record, Citation) and record.place:
        hidden |= _words_of(record.place)
    return hidden


def texts_of(record: AnyRecord) -> Iterator[str]:
    """The texts of articles in a record."""
    if isinstance(record, Citation):
        yield record.title or ""
        return
    for evidence in record.evidence:
        yield evidence.quote
    for said in record.attribution:
        yield said.text
        if said.id is None:
            yield said.name
    if isinstance(record, Figure):
        yield record.subject or ""
        return
    for actor in (*record.perpetrators, *record.targets):
        yield actor.text
    if record.campaign:
        yield record.campaign


def _words_of(place: Place) -> frozenset[str]:
    """The words of a place's names that are not those of its governorate."""
    coarse = {token.text for token in tokenize(fold_plain(place.admin1 or ""))}
    names = " ".join(filter(None, (place.text, place.name_ar, place.name_en)))
    return frozenset(
        token.text
        for token in tokenize(fold_plain(names))
        if len(token.text) > 2 and token.text not in coarse
    )
