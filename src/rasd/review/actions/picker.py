"""Decides what the pickers of a form know beside the value: the words of chosen parties, the days
on which the articles came out, the lists that are short enough to be sent whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from rasd.export.report.labels import labels_of
from rasd.model import Actor, Claim, Document, Event, to_json
from rasd.review.actions.choices import item
from rasd.review.words import Words

CATEGORIES = (
    "civilian",
    "rebel",
    "militia",
    "state_force",
    "external",
    "political",
    "protesters",
    "building",
    "infrastructure",
    "unidentified",
    "other",
    "unknown",
)
"""What a party that the table lacks may be."""
_SHOWN_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker:
    """What the templates of `templates/pickers` ask for.

    `published` are the names and days of the articles; `country`, `day` and `point` are those of
    the event, by which choices are put in order.
    """

    words: Words
    published: tuple[tuple[str, date], ...]
    country: str | None = None
    day: date | None = None
    point: tuple[float, float] | None = None
    categories: tuple[str, ...] = CATEGORIES

    @property
    def context(self) -> str:
        """The query by which lists of choices know the event."""
        lat, lon = self.point or ("", "")
        given = {"country": self.country or "", "lat": lat, "lon": lon}
        if self.day is not None:
            given["day"] = self.day.isoformat()
        return urlencode({name: value for name, value in given.items() if value != ""})

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """Groups of people that a part of a toll may name."""
        return self._listed("group")

    @property
    def objects(self) -> tuple[tuple[str, str], ...]:
        """Objects that may be destroyed, damaged or seized."""
        return self._listed("object")

    def item(self, value: Any) -> str:
        """A value as a hidden input carries it."""
        return item(to_json(value))

    def party(self, actor: Actor) -> str:
        """What a party is called."""
        own = actor.name_ar if self.words.language == "ar" else actor.name_en
        return own or actor.name_ar or actor.name_en or actor.text or actor.id or ""

    def claim(self, claim: Claim) -> str:
        """What a party that claims the event is called."""
        return self.words.label("actor", claim.id) if claim.id else claim.text

    def weekday(self, day: date) -> str:
        """The name of a day's weekday."""
        return self.words.t(f"edit.weekday_{day.weekday()}")

    def before(self, day: date, days: int) -> date:
        """The day so many days before another."""
        return day - timedelta(days=days)

    def _listed(self, group: str) -> tuple[tuple[str, str], ...]:
        found = {code: self.words.label(group, code) for code in labels_of(group)}
        return tuple(sorted(found.items(), key=lambda each: each[1]))


def picker_of(event: Event | None, documents: Sequence[Document], words: Words) -> Picker:
    """The picker for an event, or for one that a person adds from these documents."""
    days = {
        (words.label("source", document.outlet) if document.outlet else document.id): day
        for document in documents
        if (day := document.published) is not None
    }
    place = event.place if event else None
    date_ = event.date if event else None
    first = min(days.values(), default=None)
    return Picker(
        words=words,
        published=tuple(sorted(days.items(), key=lambda each: each[1])[:_SHOWN_DAYS]),
        country=place.country if place else None,
        day=date_.start if date_ and date_.start else first,
        point=(place.lat, place.lon)
        if place and place.lat is not None and place.lon is not None
        else None,
    )
