"""Decides what a coder sees of an item: the articles and where the incident is told, no value.

In a round that is assisted the form starts from what the machine says, in others from nothing; in
both from what the coder answered before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasd.judge import TOLLS, typed_value
from rasd.model import TELLING, Answer, Document, Event, Mention, RoundItem
from rasd.review.article import Gap, Marked, Piece, parts
from rasd.review.event.articles import safe_link
from rasd.review.saying import Saying
from rasd.store import Store

TOLD_HERE = "told_here"
"""What the marked words are: the incident that is meant, whatever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemArticle:
    """One article of an item."""

    document: Document
    name: str
    link: str | None
    title: tuple[Piece | Gap, ...]
    body: tuple[Piece | Gap, ...]


def articles_of(store: Store, item: RoundItem, saying: Saying) -> tuple[ItemArticle, ...]:
    """The articles as they stand now, with the words that tell of the incident marked."""
    mentions = [told for each in item.mention_ids if (told := store.mention(each)) is not None]
    found: list[ItemArticle] = []
    for doc_id in item.doc_ids:
        document = store.document(doc_id)
        if document is None:
            continue
        found.append(
            ItemArticle(
                document=document,
                name=saying.document(document) if document.outlet else saying.outlet(None),
                link=safe_link(document.url),
                title=parts(document.title or "", _told(mentions, document, "title")),
                body=parts(document.text, _told(mentions, document, None), (), whole=True),
            )
        )
    return tuple(found)


def event_of(store: Store, item: RoundItem) -> Event | None:
    """The event that holds most of the item's reports now."""
    held = store.events_holding(item.mention_ids)
    return max(
        held, key=lambda event: len(set(event.mention_ids) & set(item.mention_ids)), default=None
    )


def filled(
    store: Store, item: RoundItem, answer: Answer | None, *, assisted: bool
) -> Mapping[str, Any]:
    """The values that the form starts from, typed as the pickers take them."""
    if answer is not None:
        return {name: typed_value(name, value) for name, value in answer.values.items()}
    event = event_of(store, item) if assisted else None
    if event is None:
        return {}
    names = ("sub_event_type", "status", "date", "place", "perpetrators", "targets", "weapons")
    return {name: getattr(event, name) for name in (*names, *TOLLS) if getattr(event, name)}


def _told(mentions: list[Mention], document: Document, part: str | None) -> list[Marked]:
    spans = {
        (each.start, each.end)
        for mention in mentions
        if mention.doc_id == document.id
        for each in mention.evidence
        if each.field == TELLING and each.part == part
    }
    return [
        Marked(start=start, end=end, field=TOLD_HERE, key=f"{TOLD_HERE}.{n}")
        for n, (start, end) in enumerate(sorted(spans))
    ]
