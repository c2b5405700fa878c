"""Decides how the values of a record read in one language: `at least 2`, `Sarmin, Syria`.

Values that stand side by side come as `rasd.merge` writes them (`≥2`, `2031-05-06/2031-05-08`, an
actor's id); the report that gives one has it in full, so it is read from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from rasd.export.report.labels import known_label
from rasd.judge import TOLLS
from rasd.merge.written import written_harm, written_materiel
from rasd.model import (
    NO_PUBLICATION_DATE,
    Actor,
    Attribution,
    Claim,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Harm,
    Materiel,
    Place,
    PlacePrecision,
    Record,
)
from rasd.review.words import Words
from rasd.run.units import unit_in_arabic

GROUPS = {
    "event": "what",
    "sub_event_type": "what",
    "event_type": "what",
    "status": "what",
    "credibility": "what",
    "date": "when",
    "place": "where",
    "perpetrators": "who",
    "targets": "whom",
    **dict.fromkeys(TOLLS, "toll"),
    "harm": "toll",
    "weapons": "means",
    "materiel": "means",
    "campaign": "means",
    "attribution": "says",
    "claimed_by": "says",
}
"""The colour of each field: what its words are about."""


def base_field(name: str) -> str:
    """`harm` of `harm.killed`: evidence names parts of a field too."""
    return name.split(".", 1)[0].split("[", 1)[0]


def group_of(name: str) -> str:
    """The colour group of a field of evidence."""
    return GROUPS.get(base_field(name), "what")


@dataclass(frozen=True, slots=True)
class Saying:
    """Values in words of one language."""

    words: Words

    def named(self, group: str, code: str | None) -> str | None:
        """What a code is called; `None` where nobody named it."""
        pair = known_label(group, code) if code else None
        return None if pair is None else pair[0 if self._arabic else 1]

    def joined(self, names: Iterable[str]) -> str:
        """Names one after another, with the comma of the language."""
        told = [name for name in names if name]
        return reduce(lambda a, b: self.words.t("event.joined", a=a, b=b), told) if told else ""

    def title(self, record: Record) -> str:
        """What happened, and where."""
        what = self.words.label("sub_event_type", record.sub_event_type.value)
        where = self.place_line(record.place)
        if not where:
            return self.words.t("event.title_no_place", what=what)
        near = record.place is not None and record.place.precision is PlacePrecision.NEAR
        return self.words.t(
            "event.title_near" if near else "event.title_at", what=what, place=where
        )

    def place(self, place: Place | None) -> str:
        """The name of a place."""
        if place is None:
            return ""
        first = place.name_ar if self._arabic else place.name_en
        return first or place.name_ar or place.text or place.name_en or ""

    def place_line(self, place: Place | None) -> str:
        """Name and country; the country once where the place is the country."""
        if place is None:
            return ""
        country = self.country(place.country)
        if place.precision is PlacePrecision.COUNTRY and country:
            return country
        return self.joined([self.place(place), country])

    def country(self, code: str | None) -> str:
        """The name of a country."""
        return self.named("country", code) or code or ""

    def unit(self, country: str | None, admin1: str | None) -> str:
        """The name of a governorate."""
        if not admin1:
            return ""
        return (unit_in_arabic(country, admin1) if self._arabic else None) or admin1

    def within(self, place: Place) -> str:
        """The district and the governorate that a place lies in, as far as they are known."""
        district = place.admin2 or ""
        if district and self._arabic:
            district = unit_in_arabic(place.country, place.admin1 or "", district) or district
        return self.joined([district, self.unit(place.country, place.admin1)])

    def notes(self, document: Document) -> tuple[str, ...]:
        """What was noted when a document was read, but for what the page says in its own words."""
        return tuple(each for each in document.warnings if each != NO_PUBLICATION_DATE)

    def date(self, date: DateValue | None) -> str:
        """A date as finely as it is known."""
        if date is None or date.start is None or date.end is None:
            return self.words.t("event.unresolved")
        match date.precision:
            case DatePrecision.MONTH:
                return f"{self.words.month(date.start.month)} {date.start.year}"
            case DatePrecision.YEAR:
                return str(date.start.year)
            case _:
                return self.words.days(date.start, date.end)

    def count(self, count: Count | Harm | None) -> str:
        """A number of people, its openness included."""
        if count is None:
            return ""
        low, high = count.min, count.max
        t, number = self.words.t, self.words.number
        if high is None:
            return t("event.count_some") if low == 1 else t("event.count_min", n=number(low))
        if low == high:
            about = isinstance(count, Count) and count.approx
            return t("event.count_about", n=number(low)) if about else number(low)
        if not low:
            return t("event.count_max", n=number(high))
        return t("event.count_range", low=number(low), high=number(high))

    def actor(self, actor: Actor) -> str:
        """The neutral name of a party, else the text's own words, which are Arabic."""
        own = actor.name_ar if self._arabic else actor.name_en
        known = own or self.named("actor", actor.id)
        either = (actor.text, actor.name_en) if self._arabic else (actor.name_en, actor.text)
        return known or either[0] or either[1] or actor.id or ""

    def category(self, actor: Actor) -> str:
        """What kind of party it is; empty where the name says it."""
        if actor.category in ("", "generic"):
            return ""
        return self.words.label("category", actor.category)

    def source(self, source: Attribution) -> str:
        """A source that speaks in the text."""
        return self._source(source.id) or source.name or source.text or source.id or ""

    def cited(self, ident: str) -> str:
        """A source that an account names by id or by its own words."""
        return self._source(ident) or ident

    def claim(self, claim: Claim) -> str:
        """Who claims it."""
        return self.named("actor", claim.id) or claim.text or claim.id or ""

    def harm(self, part: Harm) -> str:
        """A part of a toll: `police: 8 (killed)`."""
        return self.words.t(
            "event.harm",
            group=self.words.label("group", part.group),
            count=self.count(part),
            outcome=self.words.label("outcome", part.outcome.value),
        )

    def materiel(self, item: Materiel) -> str:
        """Objects and what became of them."""
        said = self.words.t(
            "event.materiel",
            object=self.words.label("object", item.object),
            effect=self.words.label("effect", item.effect.value),
        )
        return said if item.count is None else f"{said} ({self.words.number(item.count)})"

    def outlet(self, outlet: str | None) -> str:
        """The name of who published."""
        if not outlet:
            return self.words.t("event.no_outlet")
        return self.named("source", outlet) or outlet

    def document(self, document: Document) -> str:
        """A document by its outlet, else by its title or id."""
        if document.outlet:
            return self.outlet(document.outlet)
        return document.title or document.id

    def told(self, field: str, value: str, report: Record | None) -> str:
        """One value of those told, as the report that gives it has it, or else as written."""
        return (
            self._in_report(field, value, report) if report is not None else None
        ) or self._coded(field, value)

    def _in_report(self, field: str, value: str, report: Record) -> str | None:
        if field in TOLLS:
            return self.count(getattr(report, field)) or None
        match field:
            case "date":
                return self.date(report.date) if report.date is not None else None
            case "place":
                return self.place_line(report.place) or None
            case "perpetrators" | "targets":
                actors: tuple[Actor, ...] = getattr(report, field)
                return next((self.actor(a) for a in actors if value in (a.id, a.text)), None)
            case "claimed_by":
                return next(
                    (self.claim(c) for c in report.claimed_by if value in (c.id, c.text)), None
                )
            case "harm":
                return next((self.harm(h) for h in report.harm if written_harm(h) == value), None)
            case "materiel":
                return next(
                    (self.materiel(m) for m in report.materiel if written_materiel(m) == value),
                    None,
                )
        return None

    def _coded(self, field: str, value: str) -> str:
        group = {"perpetrators": "actor", "targets": "actor", "weapons": "weapon"}.get(field, field)
        return self.named(group, value) or self.named("country", value) or value

    def _source(self, ident: str | None) -> str | None:
        return self.named("source", ident) or self.named("actor", ident)

    @property
    def _arabic(self) -> bool:
        return self.words.language == "ar"
