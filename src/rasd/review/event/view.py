"""Decides what the page of an event is made of."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.model import Event, Grade, Review
from rasd.review.event.articles import ArticleView, article_views
from rasd.review.event.course import Entry, course_of
from rasd.review.event.ground import Ground
from rasd.review.event.history import SaidView, history_of
from rasd.review.event.sources import SourceView, grades, source_views
from rasd.review.event.values import FieldView, field_view, field_views
from rasd.review.event.where import WhereView, where_view
from rasd.review.saying import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event in words of one language."""

    ground: Ground
    saying: Saying
    title: str
    fields: tuple[FieldView, ...]
    articles: tuple[ArticleView, ...]
    sources: tuple[SourceView, ...]
    grades: tuple[Grade, ...]
    where: WhereView | None
    course: tuple[Entry, ...]
    history: tuple[SaidView, ...]

    @property
    def event(self) -> Event:
        """The record itself."""
        return self.ground.event

    @property
    def review(self) -> Review | None:
        """What people made of it."""
        return self.ground.event.review

    @property
    def told(self) -> tuple[FieldView, ...]:
        """The fields that have a value."""
        return tuple(each for each in self.fields if each.lines)

    @property
    def untold(self) -> tuple[FieldView, ...]:
        """The fields that no report tells."""
        return tuple(each for each in self.fields if not each.lines)

    @property
    def disputed(self) -> tuple[FieldView, ...]:
        """The fields on which the reports disagree and nobody has settled it."""
        return tuple(each for each in self.fields if each.open)

    def number(self, doc_id: str) -> int:
        """The number of an article among the event's."""
        return next((a.number for a in self.articles if a.document.id == doc_id), 0)

    def field(self, name: str) -> FieldView:
        """One field by its name."""
        return field_view(self.ground, name, self.saying)


def event_view(ground: Ground, saying: Saying, *, whole: str | None = None) -> EventView:
    """The page of an event; the article `whole` is shown uncut."""
    sources = source_views(ground, saying)
    return EventView(
        ground=ground,
        saying=saying,
        title=saying.title(ground.event),
        fields=field_views(ground, saying),
        articles=article_views(ground, saying, whole=whole),
        sources=sources,
        grades=grades(sources),
        where=where_view(ground.event.place, saying),
        course=course_of(ground, saying),
        history=history_of(ground.event.review, saying),
    )
