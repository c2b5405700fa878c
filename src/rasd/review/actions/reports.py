"""Decides how the reports of an event are told apart where one of them has to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rasd.judge import TOLLS, Told
from rasd.model import Mention
from rasd.review.saying import Saying
from rasd.review.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report: who published it when, what it says in brief, and its words."""

    id: str
    name: str
    published: date | None
    said: str
    quote: str


def reports_of(told: Sequence[Told], words: Words) -> tuple[ReportLine, ...]:
    """The reports in the order of the event."""
    saying = Saying(words)
    return tuple(
        ReportLine(
            id=mention.id,
            name=saying.document(document),
            published=document.published,
            said=brief(mention, saying),
            quote=telling(mention),
        )
        for mention, document in told
    )


def brief(mention: Mention, saying: Saying) -> str:
    """What, where, when and with which toll."""
    tolls = [
        f"{saying.words.label('field', name)}: {saying.count(getattr(mention, name))}"
        for name in TOLLS
        if getattr(mention, name) is not None
    ]
    when = [saying.date(mention.date)] if mention.date is not None else []
    return " · ".join([saying.title(mention), *when, *tolls])


def telling(mention: Mention) -> str:
    """The words that tell of the event; the first words of all where none are named so."""
    own = [each.quote for each in mention.evidence if each.field == "event"]
    return (own or [each.quote for each in mention.evidence] or [""])[0]
