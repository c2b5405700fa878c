"""The values that a record is made of. Each is complete: a value without its text is not built."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rasd.model.codes import (
    AttributionRole,
    DatePrecision,
    Effect,
    Outcome,
    PlacePrecision,
    Standing,
    Voice,
)


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """The exact words behind one value: `document.text[start:end] == quote`.

    `start` and `end` count code points, half-open, into the body, or into the title
    where `part` is `"title"`. `rule` names the rule that drew the value and `row` the data
    row (`file:line`) behind it; `doc_id` is set on events, whose evidence spans documents. A quote
    that is `cut` was made fit to be published: words are missing, and `[...]` stands for them.
    """

    field: str
    start: int
    end: int
    quote: str
    part: str | None = None
    rule: str | None = None
    row: str | None = None
    doc_id: str | None = None
    cut: bool = False


class DateValue(Struct, frozen=True, kw_only=True, gc=False):
    """An interval of days, both ends included; `None` at both ends when unresolved."""

    start: date | None
    end: date | None
    precision: DatePrecision
    text: str


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """A place as named, with what is certain of where it is.

    `lat` and `lon` (degrees, WGS84) come from the gazetteer row or not at all; `precision`
    says what they stand for. `country` is ISO 3166-1 alpha-2.
    """

    text: str
    name_en: str | None = None
    name_ar: str | None = None
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    source: str | None = None


class Actor(Struct, frozen=True, kw_only=True, gc=False):
    """A party: `id` from the actor table, or `None` where the text names one we don't hold."""

    id: str | None
    name_en: str | None
    text: str
    category: str
    name_ar: str | None = None


class Count(Struct, frozen=True, kw_only=True, gc=False):
    """A number of people; `max` is `None` when open above, `approx` when the text says about."""

    min: int
    max: int | None
    text: str
    approx: bool = False


class Harm(Struct, frozen=True, kw_only=True, gc=False):
    """A part of a toll with its group, as in "eight policemen killed"."""

    outcome: Outcome
    group: str
    min: int
    max: int | None


class Materiel(Struct, frozen=True, kw_only=True, gc=False):
    """Objects destroyed, damaged or seized; `count` is `None` where the text gives none."""

    object: str
    effect: Effect
    count: int | None


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """Who claims an incident as their own, and by which channel."""

    id: str | None
    channel: str | None
    text: str


class Attribution(Struct, frozen=True, kw_only=True, gc=False):
    """A source that speaks in the text: `id` from the outlet or actor table."""

    id: str | None
    name: str
    role: AttributionRole
    text: str


class Conflict(Struct, frozen=True, kw_only=True, gc=False):
    """Values of one field that disagree; `values[i]` is what `doc_ids[i]` says."""

    field: str
    values: tuple[str, ...]
    doc_ids: tuple[str, ...]


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """Two mentions that were compared and joined, with the weightiest reasons first.

    The links of an event hold it together: each mention beyond the first is joined by one. A
    link without a score was made by a person.
    """

    mention_a: str
    mention_b: str
    score: float | None
    reasons: tuple[str, ...]


class Grade(Struct, frozen=True, kw_only=True, gc=False):
    """A grade on one axis of the Admiralty code, and why: the name of a published rule.

    Reliability of a source is A to F, credibility of information 1 to 6. What the program
    gives is `suggested`; it never gives A or 1.
    """

    value: str
    suggested: bool
    reason: str


class Account(Struct, frozen=True, kw_only=True, gc=False):
    """One report of an event: who published it when, whom it cites, what it is worth.

    Reports of equal `source` (counted from 1) are one independent source: copies of one text, or
    one outlet's reports.
    """

    mention_id: str
    doc_id: str
    outlet: str | None
    published: date | None
    source: int
    attributed_to: tuple[str, ...]
    voice: Voice
    reliability: Grade


class Told(Struct, frozen=True, kw_only=True, gc=False):
    """One value of a field and the mentions that give it; `shown` where the event shows it."""

    value: str
    said_by: tuple[str, ...]
    shown: bool


class FieldValues(Struct, frozen=True, kw_only=True, gc=False):
    """Every value told of a field, and the name of the rule that chose the shown one."""

    field: str
    rule: str
    values: tuple[Told, ...]


class TollStep(Struct, frozen=True, kw_only=True, gc=False):
    """A figure as it came out on one day; `standing` says how it counts."""

    published: date | None
    value: str
    said_by: tuple[str, ...]
    standing: Standing


class Toll(Struct, frozen=True, kw_only=True, gc=False):
    """The range of a toll over all reports, `low` <= `best` <= `high`, and how it came about."""

    field: str
    low: int
    best: int
    high: int
    timeline: tuple[TollStep, ...]


class Quantity(Struct, frozen=True, kw_only=True, gc=False):
    """The value of a figure."""

    min: int
    max: int | None
    approx: bool = False
