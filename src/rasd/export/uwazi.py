"""Decides how an event reads as a row for the CSV import of Uwazi: one entity of one template.

What has a word in both languages has a column for each (`status__en`, `status__ar`): a value in a
list of terms is found by its English word and shown by the Arabic one. Several values stand with
`|` between, a group and its member with `::`, days as `from:to`, a point as `lat|lon`, a link as
`label|address`. In a value these signs give way to others, and white space is a single space, as
the import makes it anyway.

Our id has a property of its own, `rasd_id`: the importer's own `id` is that of an entity of the
collection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rasd.export.csv_rows import Cell, csv_rows
from rasd.export.geojson import point
from rasd.export.report.labels import known_label, label
from rasd.export.source import Source
from rasd.export.titles import LANGUAGES, numbers_in_words, place_name, title
from rasd.export.urns import web_address
from rasd.model import Actor, Citation, Count, Event, ReviewState

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\\s]+")
_MANY, _GROUP = "|", "::"
_EMPTY_WORDS = frozenset({"null", "undefined", "n/a"})
"""Words that the import takes for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What a row is made from."""

    event: Event
    cited: tuple[Citation, ...]


_Value = Callable[[_Row], Cell]
_InLanguage = Callable[[_Row, str], str]


def uwazi_text(source: Source) -> Iterator[str]:
    """The header and one row for each event."""
    yield from csv_rows(tuple(_COLUMNS), _rows(source))


def columns() -> tuple[str, ...]:
    """The columns in their order."""
    return tuple(_COLUMNS)


def _rows(source: Source) -> Iterator[list[Cell]]:
    citations: dict[str, Citation] | None = None
    for event in source.events():
        if citations is None:
            citations = {each.id: each for each in source.citations()}
        cited = tuple(citations[each] for each in event.doc_ids if each in citations)
        row = _Row(event=event, cited=cited)
        yield [value(row) for value in _COLUMNS.values()]


def _text(value: str | None) -> str:
    if not value:
        return ""
    plain = _UNSAFE.sub(" ", value).strip()
    return f"({plain})" if plain.lower() in _EMPTY_WORDS else plain


def _term(value: str | None) -> str:
    """A text as one of several, or as a term of a list."""
    return _text(value).replace(_MANY, "/").replace(_GROUP, ":")


@lru_cache(maxsize=4096)
def _code(group: str, code: str | None, language: str) -> str:
    return "" if code is None else _term(label(group, code)[LANGUAGES.index(language)])


def _kind(row: _Row, language: str) -> str:
    event = row.event
    general = _code("event_type", event.event_type.value, language)
    return general + _GROUP + _code("sub_event_type", event.sub_event_type.value, language)


def _parties(actor_ids: Iterable[str | None], language: str) -> str:
    """The parties that have a name in the word lists; both languages have them in one order."""
    known = dict.fromkeys(each for each in actor_ids if each and known_label("actor", each))
    return _MANY.join(_code("actor", each, language) for each in known)


def _others(actors: Iterable[Actor]) -> str:
    names = (_term(each.text) for each in actors if not (each.id and known_label("actor", each.id)))
    return "; ".join(filter(None, dict.fromkeys(names)))


def _days(row: _Row) -> str:
    date = row.event.date
    if date is None or date.start is None or date.end is None:
        return ""
    return f"{date.start.isoformat()}:{date.end.isoformat()}"


def _point(row: _Row) -> str:
    where = point(row.event.place)
    if where is None:
        return ""
    # The space keeps spreadsheets from a southern latitude as a formula; the import drops it.
    return f" {where[1]}{_MANY}{where[0]}" if where[1] < 0 else f"{where[1]}{_MANY}{where[0]}"


def _bounds(event: Event, field: str) -> tuple[int | None, int | None]:
    """The least and the most that is told of a toll; no most where it is open."""
    toll = next((each for each in event.tolls if each.field == field), None)
    if toll is not None:
        return toll.low, toll.high
    count: Count | None = getattr(event, field)
    return (None, None) if count is None else (count.min, count.max)


def _link(row: _Row) -> str:
    """The first report that has an address; the others stand among the reports."""
    for each in row.cited:
        # The import splits at each sign between values, also within an address.
        if (address := web_address(each)) is not None and _MANY not in address:
            return f"{_term(each.outlet or each.title) or 'report'}{_MANY}{address}"
    return ""


def _reports(row: _Row) -> str:
    told = (
        (each.outlet, each.published.isoformat() if each.published else None, each.title, each.url)
        for each in row.cited
    )
    return "; ".join(", ".join(filter(None, map(_text, parts))) for parts in told)


def _quotes(row: _Row) -> str:
    quotes = (_text(each.quote) for each in row.event.evidence if each.field == "event")
    return " // ".join(filter(None, quotes))


def _conflicts(row: _Row) -> str:
    told = []
    for each in row.event.conflicts:
        said = (f"{v} ({doc_id})" for v, doc_id in zip(each.values, each.doc_ids, strict=False))
        told.append(f"{each.field}: {', '.join(said)}")
    return _text("; ".join(told))


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _claimants(event: Event) -> list[str | None]:
    return [each.id for each in event.claimed_by]


def _review(event: Event) -> str | None:
    review = event.review
    return review.state.value if review and review.state is not ReviewState.NONE else None


def _in_both(**values: _InLanguage) -> Mapping[str, _Value]:
    return {
        f"{name}__{language}": _in(language, value)
        for name, value in values.items()
        for language in ("en", "ar")
    }


def _in(language: str, value: _InLanguage) -> _Value:
    return lambda row: value(row, language)


_COLUMNS: dict[str, _Value] = {
    **_in_both(title=lambda row, language: _text(title(row.event, language))),
    "rasd_id": lambda row: _text(row.event.id),
    **_in_both(
        kind=_kind,
        status=lambda row, language: _code("status", row.event.status.value, language),
    ),
    "days": _days,
    **_in_both(
        date_precision=lambda row, language: _code(
            "date_precision", row.event.date.precision.value if row.event.date else None, language
        ),
        place=lambda row, language: _text(
            place_name(row.event.place, language) if row.event.place else None
        ),
        place_precision=lambda row, language: _code(
            "place_precision",
            row.event.place.precision.value if row.event.place else None,
            language,
        ),
        country=lambda row, language: _code(
            "country", row.event.place.country if row.event.place else None, language
        ),
    ),
    "point_geolocation": _point,
    "province": lambda row: _text(row.event.place.admin1 if row.event.place else None),
    "district": lambda row: _text(row.event.place.admin2 if row.event.place else None),
    **_in_both(
        perpetrators=lambda row, language: _parties(
            (each.id for each in row.event.perpetrators), language
        ),
        targets=lambda row, language: _parties((each.id for each in row.event.targets), language),
        claimed_by=lambda row, language: _parties(_claimants(row.event), language),
        weapons=lambda row, language: _MANY.join(
            filter(None, (_code("weapon", each, language) for each in _once(row.event.weapons)))
        ),
    ),
    "other_perpetrators": lambda row: _others(row.event.perpetrators),
    "other_targets": lambda row: _others(row.event.targets),
    "killed_low": lambda row: _bounds(row.event, "killed")[0],
    "killed_high": lambda row: _bounds(row.event, "killed")[1],
    "wounded_low": lambda row: _bounds(row.event, "wounded")[0],
    "wounded_high": lambda row: _bounds(row.event, "wounded")[1],
    "numbers": lambda row: _text(numbers_in_words(row.event)),
    "campaign": lambda row: _text(row.event.campaign),
    "sources": lambda row: row.event.independent_sources,
    **_in_both(
        credibility=lambda row, language: _code(
            "credibility", row.event.credibility.value if row.event.credibility else None, language
        ),
        review=lambda row, language: _code("review", _review(row.event), language),
    ),
    "report": _link,
    "reports": _reports,
    "quotes": _quotes,
    "conflicts": _conflicts,
}
