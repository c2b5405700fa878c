"""Decides what a person is offered who chooses a type, a party, a place or a weapon.

A choice is shown by its name in the reader's language; what tells it from its namesakes stands
under it: the definition of a type, the countries of a party, what a place lies in and how far off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rasd.model import PARENT, Json, Place, SubEventType, dumps
from rasd.review.words import LANGUAGES, Words
from rasd.run import lookup
from rasd.text import fold_plain

TYPES = "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a list: `value` is what the form sends, `shown` what is read.

    `group` is the heading that it stands under, `swatch` the event type whose colour it has.
    """

    value: str
    shown: str
    other: str = ""
    note: str = ""
    group: str = ""
    swatch: str = ""


def types(query: str, words: Words) -> tuple[Choice, ...]:
    """The types of events under their classes, by words of their names in either language.

    Where no name fits, by words of the definitions.
    """
    wanted = fold_plain(query).strip()
    everything = tuple(_type(each, words) for each in SubEventType)
    named = tuple(
        each for each in everything if wanted in fold_plain(each.shown + " " + each.other)
    )
    if named:
        return tuple(sorted(named, key=lambda each: not _begins(each, wanted))) if wanted else named
    return tuple(each for each in everything if wanted in fold_plain(each.note))


def parties(
    query: str, words: Words, *, country: str | None = None, day: date | None = None
) -> tuple[Choice, ...]:
    """Parties of the table, and the words themselves as the name of one that it lacks."""
    found = lookup.find_actors(query, country=country, day=day)
    return tuple(_party(each, words) for each in found)


def places(query: str, words: Words, *, near: Place | None = None) -> tuple[Choice, ...]:
    """Places of the gazetteer."""
    return tuple(_place(each, words) for each in lookup.find_places(query, near=near))


def weapons(query: str, words: Words) -> tuple[Choice, ...]:
    """Weapons of the word list."""
    return tuple(
        Choice(value=each, shown=words.label("weapon", each), other=_other("weapon", each, words))
        for each in lookup.find_weapons(query)
    )


def place_line(found: lookup.FoundPlace, words: Words) -> str:
    """What a place is and what it lies in: `town · Aleppo · Syria · 113 km · 75,575 people`."""
    row = found.row
    governorate = row.admin1_ar if words.language == "ar" else row.admin1
    parts = [words.t(f"event.kind_{row.kind}")]
    if row.kind not in ("admin1", "country"):
        parts += [row.admin2] if row.kind != "admin2" and words.language == "en" else []
        parts.append(governorate)
    if row.kind != "country" and row.country:
        parts.append(words.label("country", row.country))
    if found.km is not None:
        parts.append(words.t("event.km", n=words.number(round(found.km))))
    if row.population:
        parts.append(words.t("event.population", n=words.number(row.population)))
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def _begins(choice: Choice, wanted: str) -> bool:
    return any(fold_plain(name).startswith(wanted) for name in (choice.shown, choice.other))


def _type(each: SubEventType, words: Words) -> Choice:
    event_type = PARENT[each].value
    return Choice(
        value=each.value,
        shown=words.label("sub_event_type", each.value),
        other=_other("sub_event_type", each.value, words),
        note=words.label("definition", each.value),
        group=words.label("event_type", event_type),
        swatch=event_type,
    )


def _party(found: lookup.FoundActor, words: Words) -> Choice:
    row = found.row
    arabic = words.language == "ar"
    notes = [words.label("category", row.category)]
    notes += [words.label("country", each) for each in row.countries[:3]]
    if found.by:
        notes.append(words.t("edit.also_named", name=found.by))
    if not found.current:
        notes.append(words.t("edit.not_then"))
    return Choice(
        value=item({"id": row.id, "category": row.category}),
        shown=row.name_ar if arabic else row.name_en,
        other=row.name_en if arabic else row.name_ar,
        note=" · ".join(notes),
    )


def _place(found: lookup.FoundPlace, words: Words) -> Choice:
    row, arabic = found.row, words.language == "ar"
    return Choice(
        value=row.id,
        shown=(row.name_ar if arabic else row.name_en) or row.name_ar,
        other=row.name_en if arabic else row.name_ar,
        note=place_line(found, words),
    )


def _other(group: str, code: str, words: Words) -> str:
    """The name in the language that the page is not in."""
    [other] = (each for each in LANGUAGES if each != words.language)
    return Words(other).label(group, code)


def item(value: Json) -> str:
    """A value as a hidden input of a form carries it."""
    return dumps(value)


def grouped(choices: Iterable[Choice]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Choices under their headings, in the order in which these come first."""
    groups: dict[str, list[Choice]] = {}
    for choice in choices:
        groups.setdefault(choice.group, []).append(choice)
    return tuple((name, tuple(members)) for name, members in groups.items())
