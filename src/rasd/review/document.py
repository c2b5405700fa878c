"""Decides how one document is shown: its article, and what is read in it, each to its event.

The words of each report are marked in the article; a number behind the words that tell of an
incident leads to its event. Words that nothing marks are what may have been missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rasd.model import TELLING, Action, Document, Event, Figure, Judged, Mention
from rasd.review.article import Marked, Piece, pieces
from rasd.review.event.articles import safe_link
from rasd.review.saying import Saying
from rasd.store import Store

FIGURE = "figure"
"""What words are marked as that state a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a document tells: a report, its number in the article, and the event that holds it.

    Without an `event` it is set aside: somebody rejected it, or reads the incident otherwise.
    `added` is the judgement of a person who added it.
    """

    number: int
    mention: Mention
    event: Event | None
    added: Judged | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document in words of one language."""

    document: Document
    name: str
    published: date | None
    link: str | None
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    readings: tuple[Reading, ...]
    figures: tuple[Figure, ...]
    saying: Saying

    def reading_of(self, key: str) -> Reading | None:
        """The report whose words a key marks; `None` for those of a figure."""
        number = key.partition(".")[0]
        return self.readings[int(number) - 1] if number.isdecimal() else None


def document_view(store: Store, document: Document, saying: Saying) -> DocumentView:
    """All that the store holds of a document."""
    mentions = as_told(store.mentions_of([document.id]))
    figures = store.figures_of(document.id)
    events = store.events_holding([mention.id for mention in mentions])
    holding = {mention_id: event for event in events for mention_id in event.mention_ids}
    own = _added(store, document)
    readings = tuple(
        Reading(number=n, mention=m, event=holding.get(m.id), added=_said(own, holding, m))
        for n, m in enumerate(mentions, start=1)
    )
    return DocumentView(
        document=document,
        name=saying.document(document) if document.outlet else saying.outlet(None),
        published=document.published,
        link=safe_link(document.url),
        title=pieces(document.title or "", _marked(readings, figures, "title")),
        body=pieces(document.text, _marked(readings, figures, None)),
        readings=readings,
        figures=figures,
        saying=saying,
    )


def as_told(mentions: Iterable[Mention]) -> list[Mention]:
    """The reports of a document in the order in which it tells them, as they are numbered."""
    return sorted(mentions, key=_first)


def _first(mention: Mention) -> tuple[bool, int, str]:
    """Where a report is told: the title first."""
    telling = [each for each in mention.evidence if each.field == TELLING] or mention.evidence
    at = min((each.part != "title", each.start) for each in telling)
    return (*at, mention.id)


def _added(store: Store, document: Document) -> Mapping[str, str]:
    """The judgements that added reports to a document, by the reports."""
    return {
        anchor.mention_id: said.id
        for said in store.judgements_on([document.id])
        if said.action is Action.ADD
        for anchor in said.anchors
    }


def _said(own: Mapping[str, str], holding: Mapping[str, Event], mention: Mention) -> Judged | None:
    event = holding.get(mention.id)
    entries = event.review.judgements if event and event.review else ()
    return next((each for each in entries if each.id == own.get(mention.id)), None)


def _marked(
    readings: Iterable[Reading], figures: Iterable[Figure], part: str | None
) -> tuple[Marked, ...]:
    told = (
        Marked(start=e.start, end=e.end, field=e.field, key=f"{each.number}.{n}")
        for each in readings
        for n, e in enumerate(each.mention.evidence)
        if e.part == part
    )
    stated = (
        Marked(start=e.start, end=e.end, field=FIGURE, key=f"f{number}.{n}")
        for number, each in enumerate(figures)
        for n, e in enumerate(each.evidence)
        if e.part == part
    )
    return (*told, *stated)
