"""Decides in which order things are told: when it happened, who published when, what was judged.

A report stands on the day of its publication with the figures that it gave; one without a day of
publication stands last, for nobody knows when it came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rasd.model import Account, Judged, Standing, Toll
from rasd.review.event.ground import Ground
from rasd.review.saying import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A toll that a report gives, and whether it stands."""

    label: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened. `kind` is `happened`, `published` or `judged`."""

    kind: str
    day: date | None
    words: str
    doc_id: str | None = None
    figures: tuple[Figure, ...] = ()
    judged: Judged | None = None


def course_of(ground: Ground, saying: Saying) -> tuple[Entry, ...]:
    """Everything of the event that has a day, the first first."""
    entries = [*_happened(ground, saying), *_published(ground, saying), *_judged(ground)]
    rank = {"happened": 0, "published": 1, "judged": 2}
    return tuple(sorted(entries, key=lambda e: (e.day or date.max, rank[e.kind])))


def _happened(ground: Ground, saying: Saying) -> Iterator[Entry]:
    found = ground.event.date
    if found is not None and found.start is not None:
        yield Entry(kind="happened", day=found.start, words=saying.date(found))


def _published(ground: Ground, saying: Saying) -> Iterator[Entry]:
    for account in ground.event.accounts:
        document = ground.documents.get(account.doc_id)
        yield Entry(
            kind="published",
            day=account.published,
            words=saying.document(document) if document else saying.outlet(account.outlet),
            doc_id=account.doc_id,
            figures=tuple(
                figure
                for toll in ground.event.tolls
                for figure in _figures(ground, toll, account, saying)
            ),
        )


def _figures(ground: Ground, toll: Toll, account: Account, saying: Saying) -> Iterator[Figure]:
    for step in toll.timeline:
        if account.mention_id in step.said_by:
            report = ground.mentions.get(account.mention_id)
            yield Figure(
                label=saying.words.label("field", toll.field),
                words=saying.told(toll.field, step.value, report),
                standing=step.standing,
            )


def _judged(ground: Ground) -> Iterator[Entry]:
    review = ground.event.review
    for said in review.judgements if review is not None else ():
        yield Entry(
            kind="judged", day=date.fromisoformat(said.at[:10]), words=said.signed, judged=said
        )
