"""Decides how the page says why: what joined the reports, what nearly did, which rule gave a value.

A comparison names its reasons in codes (`+1.95 date.same_day`); each code has words of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasd.merge import Comparison, load_weights
from rasd.model import Event, Link, Mention
from rasd.model.attention import NEAR_THRESHOLD
from rasd.review.event.ground import Ground, Quote
from rasd.review.saying import Saying
from rasd.review.words import strings
from rasd.run.data_rows import find_row
from rasd.run.nearly import Nearly

_REASON = re.compile(r"(?P<weight>[+-]\d+\.\d+) (?P<name>[a-z_.]+)")
_CELL = 60
_CELLS = 6
_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """One thing that speaks for or against one incident; `weight` is what it adds."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Two reports that were joined; `score` is `None` where a person joined them."""

    names: tuple[str, str]
    doc_ids: tuple[str, str]
    score: float | None
    near: bool
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearlyView:
    """An event that was not joined, and why not."""

    event: Event
    title: str
    score: float
    against: tuple[str, ...]
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """The rule and the data row that drew a value from words."""

    quote: Quote
    rule: str
    said: str
    where: str | None
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Why the event is as it is."""

    threshold: float
    links: tuple[LinkView, ...]
    nearly: tuple[NearlyView, ...]
    rules: tuple[tuple[str, tuple[RuleView, ...]], ...]
    """By field, in the order of the page."""


def why_view(
    ground: Ground, nearly: tuple[Nearly, ...], fields: tuple[str, ...], saying: Saying
) -> WhyView:
    """All reasons, in words."""
    by_field = {
        name: tuple(_rule(q, saying) for q in ground.quotes if _field(q) == name and q.rule)
        for name in fields
    }
    return WhyView(
        threshold=load_weights().threshold,
        links=tuple(_link(ground, each, saying) for each in ground.event.links),
        nearly=tuple(_nearly(each, saying) for each in nearly),
        rules=tuple((name, rules) for name, rules in by_field.items() if rules),
    )


def reason_words(code: str, saying: Saying) -> str:
    """A reason in words; the code where nobody named it."""
    key = f"reasons.{code.replace('.', '_')}"
    return saying.words.t(key) if key in strings() else code


def contradiction_words(said: str, saying: Saying) -> str:
    """What speaks against one incident whatever else agrees."""
    for pattern, key in _AGAINST:
        found = pattern.fullmatch(said)
        if found is not None:
            given = {name: _value(value, saying) for name, value in found.groupdict().items()}
            return saying.words.t(key, **given)
    return said


_AGAINST = (
    (re.compile(r"one document tells both"), "reasons.against_one_document"),
    (re.compile(r"(?P<n>\d+) days apart"), "reasons.against_days"),
    (re.compile(r"(?P<n>\d+) km apart"), "reasons.against_km"),
    (re.compile(r"(?P<a>.+) is not (?P<b>.+)"), "reasons.against_differ"),
)


def _value(value: str, saying: Saying) -> str:
    return saying.named("sub_event_type", value) or saying.named("country", value) or value


def _field(quote: Quote) -> str:
    return "sub_event_type" if quote.field in ("event", "event_type") else quote.field


def _link(ground: Ground, link: Link, saying: Saying) -> LinkView:
    mentions = [ground.mentions.get(each) for each in (link.mention_a, link.mention_b)]
    doc_a, doc_b = (m.doc_id if m is not None else "" for m in mentions)
    return LinkView(
        names=(_named(ground, mentions[0], saying), _named(ground, mentions[1], saying)),
        doc_ids=(doc_a, doc_b),
        score=link.score,
        near=link.score is not None and link.score < NEAR_THRESHOLD,
        reasons=tuple(
            ReasonView(words=reason_words(found["name"], saying), weight=float(found["weight"]))
            for each in link.reasons
            if (found := _REASON.fullmatch(each)) is not None
        ),
    )


def _named(ground: Ground, mention: Mention | None, saying: Saying) -> str:
    document = ground.documents.get(mention.doc_id) if mention is not None else None
    return saying.document(document) if document is not None else ""


def _nearly(near: Nearly, saying: Saying) -> NearlyView:
    comparison: Comparison = near.comparison
    told = sorted(comparison.features, key=lambda f: (-abs(f.weight), f.name))
    against = [contradiction_words(each, saying) for each in comparison.contradictions]
    if not comparison.identified:
        against.append(saying.words.t("reasons.not_identified"))
    if comparison.merges:
        against.append(saying.words.t("reasons.kept_by_others"))
    return NearlyView(
        event=near.event,
        title=saying.title(near.event),
        score=comparison.score,
        against=tuple(against),
        reasons=tuple(
            ReasonView(words=reason_words(each.name, saying), weight=each.weight)
            for each in told[:_LISTED]
            if each.weight
        ),
    )


def _rule(quote: Quote, saying: Saying) -> RuleView:
    rule = quote.rule or ""
    row = (find_row(quote.row) if quote.row else None) or find_row(rule)
    cells = row.cells if row is not None else ()
    return RuleView(
        quote=quote,
        rule=rule,
        said=_rule_words(rule, saying),
        where=row.where if row is not None else quote.row,
        cells=tuple((name, _cut(cell, quote.words)) for name, cell in cells[:_CELLS]),
    )


def _rule_words(rule: str, saying: Saying) -> str:
    """What a rule does: its own words, else those of its kind."""
    name = re.sub(r"[:/]", "_", rule.partition(":")[0])
    kind = re.split(r"[:/]", rule)[0]
    for key in (f"rules.{name}", f"rules.{kind}"):
        if key in strings():
            return saying.words.t(key)
    return rule


def _cut(cell: str, words: str) -> str:
    """A cell that lists many forms, cut to those in the quote, else to the first."""
    forms = cell.split("|")
    kept = [form for form in forms if form and form in words] or forms
    told = " | ".join(kept[:_LISTED])
    return told if len(told) <= _CELL else f"{told[:_CELL]}…"
