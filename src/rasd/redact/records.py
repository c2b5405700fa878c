"""Decides what of a record is published, field by field.

Whatever is no text of an article or of a person stays: codes, numbers, dates, neutral names. Every
text is read by `read_names`; what is hidden in one text of a record is hidden in all of them.
An evidence's offsets stay those of the whole quote, and `cut` says that its words are not all
there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace as _replaced
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.model import (
    Account,
    Actor,
    Attribution,
    Citation,
    Claim,
    Conflict,
    Count,
    DateValue,
    Event,
    EventType,
    Evidence,
    FieldValues,
    Figure,
    Mention,
    Place,
    Review,
    Status,
    Toll,
)
from rasd.redact.addresses import published_id, published_url
from rasd.redact.log import Removals, Rule
from rasd.redact.names import read_names
from rasd.redact.places import RECENT_DAYS, SENSITIVE_DAYS, coarse_place, is_recent_day
from rasd.redact.quotes import CLAIM_WORDS, EVENT_WORDS, VALUE_WORDS, published
from rasd.redact.words import load_words
from rasd.text import fold_plain, tokenize

AnyRecord = TypeVar("AnyRecord", Event, Mention)
AnyValue = TypeVar("AnyValue")

_CODE = re.compile(r"[a-z0-9_./:+-]*")
_SOMEONE = "reviewer"


class Redactor:
    """Makes records fit to be published on the day `as_of`; the same in, the same out.

    Without a day everything counts as recent. `published` gives the day of each report by its
    id, so that undated mentions of new reports are told from those of old ones; `log` remembers
    what was removed.
    """

    def __init__(
        self,
        as_of: date | None,
        *,
        published: Mapping[str, date] | None = None,
        log: Removals | None = None,
    ) -> None:
        self.as_of = as_of
        self.log = log if log is not None else Removals()
        self._published = published or {}

    def event(self, event: Event) -> Event:
        """An event, with its accounts, tellings and judgements."""
        one = _One(self, event.id, event)
        shown = one.record(event)
        shown = replace(
            shown,
            doc_ids=one.ids(event.doc_ids),
            values=tuple(one.values(v) for v in event.values),
            tolls=tuple(one.toll(t) for t in event.tolls),
            accounts=tuple(one.account(a) for a in event.accounts),
            review=one.review(event.review),
        )
        one.done()
        return shown

    def mention(self, mention: Mention) -> Mention:
        """A mention."""
        one = _One(self, mention.id, mention)
        shown = replace(one.record(mention), doc_id=one.doc(mention.doc_id))
        one.done()
        return shown

    def figure(self, figure: Figure) -> Figure:
        """A figure."""
        one = _One(self, figure.id, figure)
        shown = replace(
            figure,
            doc_id=one.doc(figure.doc_id),
            subject=one.text("subject", figure.subject),
            unit=one.text("unit", figure.unit),
            place=one.place(figure.place),
            date=one.date(figure.date),
            attribution=tuple(one.attribution(a) for a in figure.attribution),
            evidence=tuple(one.evidence(e) for e in figure.evidence),
            warnings=tuple(one.text("warnings", w) or "" for w in figure.warnings),
        )
        one.done()
        return shown

    def citation(self, citation: Citation) -> Citation:
        """Where a report can be found."""
        ident = published_id(citation.id)
        one = _One(self, ident, citation)
        url = published_url(citation.url) if citation.url else citation.url
        if url != citation.url:
            one.removed["url", Rule.ADDRESS] += 1
        shown = replace(
            citation,
            id=one.doc(citation.id),
            title=one.text("title", citation.title, EVENT_WORDS),
            outlet=one.outlet("outlet", citation.outlet),
            url=url,
        )
        one.done()
        return shown

    def recent(self, record: Event | Mention | Figure, days: int) -> bool:
        """Whether what a record tells may have happened lately."""
        when = record.date
        last = None if when is None else when.end or when.start
        if is_recent_day(last, self.as_of, days):
            return True
        if isinstance(record, Event):
            return False
        # An event of the last days has a mention of the last days at most in reports as new.
        day = self._published.get(record.doc_id)
        return day is not None and is_recent_day(day, self.as_of, days)


class _One:
    """The making of one record: what its texts hide, and what was removed."""

    def __init__(
        self, redactor: Redactor, ident: str, record: Event | Mention | Figure | Citation
    ) -> None:
        self.redactor = redactor
        self.ident = ident
        self.removed: Counter[tuple[str, Rule]] = Counter()
        texts = tuple(_texts(record))
        self.coarse = False
        if not isinstance(record, Citation):
            self.coarse = redactor.recent(record, RECENT_DAYS) or (
                redactor.recent(record, SENSITIVE_DAYS) and any(map(_is_sensitive, texts))
            )
        else:
            self.coarse = is_recent_day(record.published, redactor.as_of)
        self.claim = isinstance(record, (Event, Mention)) and (
            record.status is Status.CLAIMED or record.event_type is EventType.STATEMENT
        )
        self.names: frozenset[str] = frozenset().union(
            *(read_names(text, self.coarse).hidden for text in texts)
        )
        if isinstance(record, (Event, Mention, Figure)) and self.coarse and record.place:
            self.names |= _words_of(record.place)

    def done(self) -> None:
        self.redactor.log.note(self.ident, self.removed)

    def record(self, record: AnyRecord) -> AnyRecord:
        return replace(
            record,
            date=self.date(record.date),
            place=self.place(record.place),
            perpetrators=tuple(self.actor("perpetrators", a) for a in record.perpetrators),
            targets=tuple(self.actor("targets", a) for a in record.targets),
            weapons=tuple(self.text("weapons", w) or "" for w in record.weapons),
            killed=self.count("killed", record.killed),
            wounded=self.count("wounded", record.wounded),
            killed_or_wounded=self.count("killed_or_wounded", record.killed_or_wounded),
            abducted=self.count("abducted", record.abducted),
            detained=self.count("detained", record.detained),
            harm=tuple(replace(h, group=self.text("harm", h.group) or "") for h in record.harm),
            materiel=tuple(
                replace(m, object=self.text("materiel", m.object) or "") for m in record.materiel
            ),
            claimed_by=tuple(self.claim_of(c) for c in record.claimed_by),
            attribution=tuple(self.attribution(a) for a in record.attribution),
            campaign=self.text("campaign", record.campaign),
            evidence=tuple(self.evidence(e) for e in record.evidence),
            conflicts=tuple(self.conflict(c) for c in record.conflicts),
        )

    def text(self, field: str, text: str | None, most: int = VALUE_WORDS) -> str | None:
        """A text of an article or a person as it is published; a code stays."""
        if not text or _is_code(text):
            return text
        removed: Counter[Rule] = Counter()
        shown = published(
            text,
            coarse=self.coarse,
            most=most,
            names=self.names,
            title=field == "title",
            removed=removed,
        )
        for rule, words in removed.items():
            self.removed[field, rule] += words
        return shown

    def words(self, field: str, text: str) -> str:
        return self.text(field, text, CLAIM_WORDS if self.claim else VALUE_WORDS) or ""

    def evidence(self, evidence: Evidence) -> Evidence:
        most = EVENT_WORDS if evidence.field == "event" else VALUE_WORDS
        if self.claim or evidence.field == "claimed_by":
            most = CLAIM_WORDS
        quote = self.text(f"evidence.{evidence.field}", evidence.quote, most) or ""
        doc_id = self.doc(evidence.doc_id) if evidence.doc_id is not None else None
        row = None if self.coarse and evidence.field == "place" else evidence.row
        if quote == evidence.quote and doc_id == evidence.doc_id and row == evidence.row:
            return evidence
        return replace(evidence, quote=quote, doc_id=doc_id, row=row, cut=quote != evidence.quote)

    def date(self, value: DateValue | None) -> DateValue | None:
        if value is None:
            return None
        return replace(value, text=self.words("date", value.text))

    def place(self, place: Place | None) -> Place | None:
        if place is None:
            return None
        text = self.words("place", place.text)
        if self.coarse:
            shown = coarse_place(place, text)
            if _replaced(shown, text="") != _replaced(place, text=""):
                self.removed["place", Rule.PLACE] += 1
            return shown
        name_ar, name_en = place.name_ar, place.name_en
        if place.source is None:
            name_ar, name_en = self.text("place", name_ar), self.text("place", name_en)
        return replace(place, text=text, name_ar=name_ar, name_en=name_en)

    def actor(self, field: str, actor: Actor) -> Actor:
        text = self.loaded(field, actor.id, actor.text)
        if text is None:
            text = self.words(field, actor.text)
        if actor.id is not None and actor.id in load_knowledge().actors:
            return replace(actor, text=text)
        return replace(
            actor,
            text=text,
            name_en=self.text(field, actor.name_en),
            name_ar=self.text(field, actor.name_ar),
        )

    def loaded(self, field: str, ident: str | None, text: str) -> str | None:
        """The neutral name in brackets, where a text names a party by a loaded one."""
        if ident is None or not _is_loaded(text):
            return None
        actor = load_knowledge().actors.get(ident)
        if actor is None:
            return None
        self.removed[field, Rule.LOADED] += 1
        return f"[{actor.name_ar}]"

    def count(self, field: str, count: Count | None) -> Count | None:
        return None if count is None else replace(count, text=self.words(field, count.text))

    def claim_of(self, claim: Claim) -> Claim:
        text = self.loaded("claimed_by", claim.id, claim.text)
        if text is None:
            text = self.text("claimed_by", claim.text, CLAIM_WORDS) or ""
        return replace(claim, text=text, channel=self.text("claimed_by", claim.channel))

    def attribution(self, said: Attribution) -> Attribution:
        knowledge = load_knowledge()
        name = said.name
        if said.id is None or not (said.id in knowledge.actors or said.id in knowledge.outlets):
            name = self.text("attribution", said.name) or ""
        return replace(said, name=name, text=self.words("attribution", said.text))

    def conflict(self, conflict: Conflict) -> Conflict:
        return replace(
            conflict,
            values=tuple(self.value(conflict.field, v) for v in conflict.values),
            doc_ids=self.ids(conflict.doc_ids),
        )

    def value(self, field: str, value: str) -> str:
        """A value of a field as one word or phrase, such as the English name of a place."""
        if self.coarse and field == "place":
            self.removed[f"values.{field}", Rule.PLACE] += 1
            return "[\u2026]"
        if field == "place" and value in _place_names():
            return value
        return self.text(f"values.{field}", value) or ""

    def values(self, told: FieldValues) -> FieldValues:
        return replace(
            told,
            values=tuple(replace(t, value=self.value(told.field, t.value)) for t in told.values),
        )

    def toll(self, toll: Toll) -> Toll:
        return replace(
            toll,
            timeline=tuple(
                replace(s, value=self.value(toll.field, s.value)) for s in toll.timeline
            ),
        )

    def account(self, account: Account) -> Account:
        return replace(
            account,
            doc_id=self.doc(account.doc_id),
            outlet=self.outlet("accounts", account.outlet),
            attributed_to=tuple(self.text("accounts", a) or "" for a in account.attributed_to),
        )

    def review(self, review: Review | None) -> Review | None:
        """What was judged, not by whom nor in which words."""
        if review is None:
            return None
        self.removed["review", Rule.REVIEW] += 1 + len(review.judgements)
        return replace(
            review,
            by=_SOMEONE,
            judgements=tuple(
                replace(
                    j,
                    by=_SOMEONE,
                    about=self.outlet("review", j.about),
                    reason=j.reason if j.reason and _is_code(j.reason) else None,
                    stale=None if j.stale is None else self.text("review", j.stale),
                    machine=None,
                    organisations=(),
                )
                for j in review.judgements
            ),
        )

    def outlet(self, field: str, outlet: str | None) -> str | None:
        """An outlet: one of the list by its name, another as any text."""
        if outlet is None or fold_plain(outlet) in _outlets():
            return outlet
        return self.text(field, outlet)

    def doc(self, ident: str) -> str:
        shown = published_id(ident)
        if shown != ident:
            self.removed["doc_id", Rule.DOCUMENT] += 1
        return shown

    def ids(self, idents: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.doc(ident) for ident in idents)


@lru_cache(maxsize=50_000)
def _is_code(text: str) -> bool:
    """Whether a value is a code or a number, of which no part is a name."""
    if not _CODE.fullmatch(text):
        return False
    return not any(part in load_words().latin for part in re.findall("[a-z]+", text))


def replace(value: AnyValue, /, **changes: Any) -> AnyValue:
    """The value itself where nothing changes, which is dear to make anew for most of a store."""
    for name, changed in changes.items():
        if getattr(value, name) != changed:
            return _replaced(value, **changes)  # type: ignore[type-var]  # all are dataclasses
    return value


def _texts(record: Event | Mention | Figure | Citation) -> Iterator[str]:
    """The texts of articles in a record."""
    if isinstance(record, Citation):
        yield record.title or ""
        return
    for evidence in record.evidence:
        yield evidence.quote
    for said in record.attribution:
        yield said.text
        if said.id is None:
            yield said.name
    if isinstance(record, Figure):
        yield record.subject or ""
        return
    for actor in (*record.perpetrators, *record.targets):
        yield actor.text
    if record.campaign:
        yield record.campaign


def _words_of(place: Place) -> frozenset[str]:
    """The words of a place's names that are not those of its governorate."""
    coarse = {token.text for token in tokenize(fold_plain(place.admin1 or ""))}
    names = " ".join(filter(None, (place.text, place.name_ar, place.name_en)))
    return frozenset(
        token.text
        for token in tokenize(fold_plain(names))
        if len(token.text) > 2 and token.text not in coarse
    )


def _is_sensitive(text: str) -> bool:
    folded = fold_plain(text)
    return any(form in folded for form in _lists("sensitive"))


@lru_cache(maxsize=1)
def _lists(name: str) -> frozenset[str]:
    return frozenset(
        fold_plain(form) for row in read_rows(f"redact/{name}.tsv") for form in row.many("forms")
    )


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    rows = read_rows("actors/outlets.tsv")
    return frozenset(
        fold_plain(name)
        for row in rows
        for name in (row["name_ar"], row["name_en"], row["domain"], *row.many("aliases"))
        if name
    )


@lru_cache(maxsize=1)
def _loaded() -> frozenset[str]:
    return frozenset(
        fold_plain(name) for row in read_rows("actors/actors.tsv") for name in row.many("loaded")
    )


@lru_cache(maxsize=50_000)
def _is_loaded(text: str) -> bool:
    folded = fold_plain(text)
    return any(name in folded for name in _loaded())


@lru_cache(maxsize=1)
def _place_names() -> frozenset[str]:
    return frozenset(row.name_en for row in load_knowledge().gazetteer.entries)
