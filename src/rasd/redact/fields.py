"""Decides what of each field of one record is published.

What is hidden in one text of the record is hidden in all of them. Codes, numbers, dates and neutral
names stay; a party's loaded name becomes its neutral one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Any, TypeVar

from msgspec import Struct

from rasd.knowledge import load_knowledge
from rasd.model import (
    Account,
    Actor,
    Attribution,
    Claim,
    Conflict,
    Count,
    DateValue,
    Event,
    Evidence,
    FieldValues,
    Mention,
    Place,
    Review,
    Toll,
)
from rasd.model import replace as _replaced
from rasd.redact.addresses import published_id
from rasd.redact.known import is_code, is_loaded, is_outlet, place_names
from rasd.redact.log import Rule
from rasd.redact.places import coarse_place
from rasd.redact.quotes import CLAIM_WORDS, EVENT_WORDS, MASK, VALUE_WORDS, shown

AnyRecord = TypeVar("AnyRecord", Event, Mention)
AnyValue = TypeVar("AnyValue", bound=Struct)

_SOMEONE = "reviewer"


class Fields:
    """The fields of one record, whose texts hide `names`; `removed` counts what goes.

    A `coarse` record keeps no place finer than its district, a `claim` fewer words of each quote.
    """

    def __init__(self, names: Set[str], *, coarse: bool, claim: bool) -> None:
        self.names = names
        self.coarse = coarse
        self.claim = claim
        self.removed: Counter[tuple[str, Rule]] = Counter()

    def record(self, record: AnyRecord, **others: Any) -> AnyRecord:
        """A record with these other changes too; to make one anew is dear."""
        return replace(
            record,
            **others,
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
        if not text or is_code(text):
            return text
        found = shown(text, self.names, coarse=self.coarse, most=most, title=field == "title")
        for rule, words in found.removed:
            self.removed[field, rule] += words
        return found.text

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
        if ident is None or not is_loaded(text):
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
            return MASK
        if field == "place" and value in place_names():
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
            disputes=(),
            judgements=tuple(
                replace(
                    j,
                    by=_SOMEONE,
                    about=self.outlet("review", j.about),
                    reason=j.reason if j.reason and is_code(j.reason) else None,
                    stale=None if j.stale is None else self.text("review", j.stale),
                    machine=None,
                    organisations=(),
                )
                for j in review.judgements
            ),
        )

    def outlet(self, field: str, outlet: str | None) -> str | None:
        """An outlet: one of the list by its name, another as any text."""
        if outlet is None or is_outlet(outlet):
            return outlet
        return self.text(field, outlet)

    def doc(self, ident: str) -> str:
        shown = published_id(ident)
        if shown != ident:
            self.removed["doc_id", Rule.DOCUMENT] += 1
        return shown

    def ids(self, idents: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.doc(ident) for ident in idents)


def replace(value: AnyValue, /, **changes: Any) -> AnyValue:
    """The value itself where nothing changes, which is dear to make anew for most of a store."""
    for name, changed in changes.items():
        if getattr(value, name) != changed:
            return _replaced(value, **changes)
    return value
