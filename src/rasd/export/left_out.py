"""Decides how a format names the events that its codebook does not count, each with the reason.

A format gives each event the code of a reason, or none; `data/export/left_out.tsv` says the
reason in words. `*` stands for reasons that every such format shares: what the sources deny, and
what is told as background alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from rasd.export.csv_rows import csv_rows
from rasd.export.mapping import rows
from rasd.model import Event, Status

Reason = Callable[[Event], str | None]
"""Why a format leaves an event out; `None` where it counts it."""

FILE = "left_out.tsv"
COLUMNS = ("event_id", "reason", "words_en", "words_ar")
_HEADER = ("format", "reason", "words_en", "words_ar")
_EVERY = "*"


def never_counted(event: Event) -> str | None:
    """The reason for which no other codebook counts an event; `None` where one may."""
    match event.status:
        case Status.DENIED:
            return "denied"
        case Status.BACKGROUND:
            return "background"
        case Status.REPORTED | Status.CLAIMED:
            return None


def left_out_text(name: str, events: Iterable[Event], reason: Reason) -> Iterator[str]:
    """A CSV file with a row for each event that the format leaves out."""
    words = reasons(name)
    found = ((event.id, code) for event in events if (code := reason(event)) is not None)
    return csv_rows(COLUMNS, ((ident, code, *words[code]) for ident, code in found))


@cache
def reasons(name: str) -> dict[str, tuple[str, str]]:
    """The reasons of a format by their code, in English and Arabic words."""
    return {
        code: (words_en, words_ar)
        for _, (of, code, words_en, words_ar) in rows(FILE, _HEADER)
        if of in (name, _EVERY)
    }
