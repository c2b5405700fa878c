"""Decides how each field of an event reads: its value, all values told, who says which, where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from rasd.judge import TOLLS
from rasd.model import (
    Event,
    FieldValues,
    Judged,
    Place,
    RasdError,
    Standing,
    Toll,
    Voice,
    read_field,
    replace,
)
from rasd.review.event.ground import Ground, Quote
from rasd.review.saying import Saying, group_of

FIELDS = (
    "sub_event_type",
    "status",
    "date",
    "place",
    "perpetrators",
    "targets",
    *TOLLS,
    "harm",
    "weapons",
    "materiel",
    "claimed_by",
    "attribution",
    "campaign",
    "credibility",
)
"""The fields that a person may set, in the order in which an incident is read."""
_PASSAGES = frozenset({"sub_event_type", "event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a value, and what is said of it in small letters."""

    words: str
    sub: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One report that gives a value, with its own words for it."""

    doc_id: str
    name: str
    published: date | None
    party: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldValue:
    """One value that is told of a field; `share` is its part of the highest toll told."""

    words: str
    shown: bool
    sides: tuple[Side, ...]
    standing: Standing | None = None
    published: date | None = None
    share: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field of an event as the page shows it; without `lines` no report tells it."""

    name: str
    label: str
    group: str
    lines: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    told: tuple[ToldValue, ...]
    rule: str | None
    disputed: bool
    toll: Toll | None
    judged: Judged | None
    machine: tuple[Line, ...]
    """What rasd itself makes of a field that a person set."""

    @property
    def open(self) -> bool:
        """Whether the sources disagree and nobody has settled it."""
        return self.disputed and self.judged is None

    @property
    def keys(self) -> str:
        """The keys of its words, for the page."""
        return " ".join(quote.key for quote in self.quotes)

    @property
    def wordings(self) -> tuple[tuple[Quote, ...], ...]:
        """The words under the value, those that several articles share in one group."""
        found: dict[str, list[Quote]] = {}
        for quote in self.loose if self.disputed else self.quotes:
            found.setdefault(quote.words, []).append(quote)
        return tuple(tuple(each) for each in found.values())

    @property
    def loose(self) -> tuple[Quote, ...]:
        """Its words that stand beside no told value."""
        beside = {q.key for value in self.told for side in value.sides for q in side.quotes}
        return tuple(quote for quote in self.quotes if quote.key not in beside)


def field_views(ground: Ground, saying: Saying) -> tuple[FieldView, ...]:
    """Every field, those that no report tells included."""
    return tuple(field_view(ground, name, saying) for name in FIELDS)


def field_view(ground: Ground, name: str, saying: Saying) -> FieldView:
    """One field."""
    event = ground.event
    values = next((v for v in event.values if v.field == name), None)
    toll = next((t for t in event.tolls if t.field == name), None)
    disputed = any(c.field == name for c in event.conflicts)
    told = _told(ground, name, values, toll, saying)
    judged = _judged(event, name)
    quotes = _quotes_of(ground, name)
    return FieldView(
        name=name,
        label=saying.words.label("field", name),
        group=group_of(name),
        lines=_lines(event, name, saying),
        quotes=quotes,
        told=told if disputed or len(told) > 1 else (),
        rule=values.rule if values is not None else None,
        disputed=disputed,
        toll=toll,
        judged=judged,
        machine=_machine(event, name, judged, saying),
    )


def _quotes_of(ground: Ground, name: str) -> tuple[Quote, ...]:
    wanted = {name, "event"} if name in _PASSAGES else {name}
    return tuple(quote for quote in ground.quotes if quote.field in wanted)


def _judged(event: Event, name: str) -> Judged | None:
    said = event.review.judgements if event.review is not None else ()
    return next((j for j in reversed(said) if j.field == name and j.overruled_by is None), None)


def _machine(event: Event, name: str, judged: Judged | None, saying: Saying) -> tuple[Line, ...]:
    if judged is None or judged.machine is None:
        return ()
    try:
        value = read_field(Event, name, judged.machine.value)
    except RasdError:
        return ()
    return _lines(replace(event, **{name: value}), name, saying)


def _told(
    ground: Ground, name: str, values: FieldValues | None, toll: Toll | None, saying: Saying
) -> tuple[ToldValue, ...]:
    if toll is not None and len(toll.timeline) > 1:
        shown = {v.value for v in values.values if v.shown} if values is not None else set()
        most = max(toll.high, 1)
        return tuple(
            ToldValue(
                words=_words(ground, name, step.value, step.said_by, saying),
                shown=step.value in shown and step.standing is Standing.COUNTS,
                sides=_sides(ground, name, step.value, step.said_by, saying),
                standing=step.standing,
                published=step.published,
                share=min(100, round(100 * _least(step.value) / most)),
            )
            for step in toll.timeline
        )
    if values is None:
        return ()
    return tuple(
        ToldValue(
            words=_words(ground, name, each.value, each.said_by, saying),
            shown=each.shown,
            sides=_sides(ground, name, each.value, each.said_by, saying),
        )
        for each in sorted(values.values, key=lambda each: not each.shown)
    )


def _words(ground: Ground, name: str, value: str, said_by: Iterable[str], saying: Saying) -> str:
    report = next((ground.mentions[m] for m in said_by if m in ground.mentions), None)
    return saying.told(name, value, report)


def _sides(
    ground: Ground, name: str, value: str, said_by: Iterable[str], saying: Saying
) -> tuple[Side, ...]:
    sides = []
    for mention_id in said_by:
        account, report = ground.account(mention_id), ground.mentions.get(mention_id)
        doc_id = account.doc_id if account else report.doc_id if report else None
        document = ground.documents.get(doc_id or "")
        if document is None:
            continue
        sides.append(
            Side(
                doc_id=document.id,
                name=saying.document(document),
                published=document.published,
                party=account is not None and account.voice is Voice.PARTY,
                quotes=_side_quotes(ground, name, value, document.id),
            )
        )
    return tuple(sides)


def _side_quotes(ground: Ground, name: str, value: str, doc_id: str) -> tuple[Quote, ...]:
    """A report's words for one value: of several parties, those that name this one."""
    if name in _PASSAGES:
        return ()
    quotes = tuple(q for q in ground.quotes if q.field == name and q.doc_id == doc_id)
    report = ground.report(doc_id)
    actors = getattr(report, name, ()) if name in ("perpetrators", "targets") else ()
    texts = [actor.text for actor in actors if value in (actor.id, actor.text)]
    own = tuple(q for q in quotes if any(t and (t in q.words or q.words in t) for t in texts))
    return own or quotes


def _least(value: str) -> int:
    digits = "".join(c if c.isdecimal() else " " for c in value).split()
    return int(digits[0]) if digits else 0


def _lines(event: Event, name: str, saying: Saying) -> tuple[Line, ...]:
    value = getattr(event, name)
    if value is None or value == ():
        return ()
    if name in TOLLS:
        return (Line(words=saying.count(value)),)
    return tuple(_LINES[name](event, saying))


def _type(event: Event, saying: Saying) -> Iterable[Line]:
    label = saying.words.label
    code = event.sub_event_type.value
    definition = saying.named("definition", code)
    yield Line(
        words=label("sub_event_type", code),
        sub=(label("event_type", event.event_type.value), *([definition] if definition else [])),
    )


def _status(event: Event, saying: Saying) -> Iterable[Line]:
    code = event.status.value
    yield Line(
        words=saying.words.label("status", code), sub=(saying.words.label("status_note", code),)
    )


def _date(event: Event, saying: Saying) -> Iterable[Line]:
    if event.date is not None:
        yield Line(
            words=saying.date(event.date),
            sub=(saying.words.label("date_precision", event.date.precision.value),),
        )


def _place(event: Event, saying: Saying) -> Iterable[Line]:
    if event.place is not None:
        yield Line(words=saying.place_line(event.place), sub=tuple(_about(event.place, saying)))


def _about(place: Place, saying: Saying) -> Iterable[str]:
    precision = saying.words.label("place_precision", place.precision.value)
    yield " · ".join(each for each in (saying.within(place), precision) if each)
    point = ""
    if place.lat is not None and place.lon is not None:
        point = f"{place.lat:.4f}, {place.lon:.4f}"
    if point or place.source:
        yield " · ".join(each for each in (point, place.source) if each)


def _parties(name: str) -> Callable[[Event, Saying], Iterable[Line]]:
    def parties(event: Event, saying: Saying) -> Iterable[Line]:
        for actor in getattr(event, name):
            category = saying.category(actor)
            yield Line(words=saying.actor(actor), sub=(category,) if category else ())

    return parties


def _weapons(event: Event, saying: Saying) -> Iterable[Line]:
    return (Line(words=saying.words.label("weapon", each)) for each in event.weapons)


def _harm(event: Event, saying: Saying) -> Iterable[Line]:
    return (Line(words=saying.harm(each)) for each in event.harm)


def _materiel(event: Event, saying: Saying) -> Iterable[Line]:
    return (Line(words=saying.materiel(each)) for each in event.materiel)


def _claims(event: Event, saying: Saying) -> Iterable[Line]:
    for claim in event.claimed_by:
        via = (saying.words.t("event.channel", channel=claim.channel),) if claim.channel else ()
        yield Line(words=saying.claim(claim), sub=via)


def _voices(event: Event, saying: Saying) -> Iterable[Line]:
    for source in event.attribution:
        yield Line(
            words=saying.source(source), sub=(saying.words.label("role", source.role.value),)
        )


def _campaign(event: Event, saying: Saying) -> Iterable[Line]:
    if event.campaign:
        yield Line(words=event.campaign)


def _credibility(event: Event, saying: Saying) -> Iterable[Line]:
    grade = event.credibility
    if grade is None:
        return
    sub = [saying.named("rule", grade.reason) or grade.reason]
    if grade.suggested:
        sub.append(saying.words.t("event.suggested"))
    yield Line(
        words=f"{grade.value} · {saying.words.label('credibility', grade.value)}",
        sub=tuple(each for each in sub if each),
    )


_LINES: dict[str, Callable[[Event, Saying], Iterable[Line]]] = {
    "sub_event_type": _type,
    "status": _status,
    "date": _date,
    "place": _place,
    "perpetrators": _parties("perpetrators"),
    "targets": _parties("targets"),
    "harm": _harm,
    "weapons": _weapons,
    "materiel": _materiel,
    "claimed_by": _claims,
    "attribution": _voices,
    "campaign": _campaign,
    "credibility": _credibility,
}
