"""Finds bands named by whom they follow, and the noun that a listed name stands behind.

``القوات الموالية للرئيس السابق علي صالح``, ``مرتزقة المخلوع`` and ``قوات القذافي`` are their
patron's men; ``مسلحو "جماعة الحوثي"`` and ``قوة أمنية تابعة للبيشمركة`` are the group that is
named. Which party a patron's men are hangs on the country and the day (`actors/patrons.tsv`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rasd.annotate.actor_span import ActorForm, ActorSpan
from rasd.annotate.sight import Sight
from rasd.knowledge import PATRON_KEY, Kind, Match
from rasd.text import LAM, Sentence, Token
from rasd.text.tokens import TokenKind

_CONSTRUCT, _HEAD, _OPPOSED = "construct", "head", "opposed"
_PERSON = "person"
_OWNER = "owner"
_QUOTE = '"'
_LOYAL = frozenset({Kind.ROLE_CUE, Kind.LOYALTY, Kind.ALLEGIANCE})
_NOUNS = frozenset({Kind.ALLEGIANCE, Kind.FORCE_NOUN})
_MIN = "\u0645\u0646"
_CLAUSE = frozenset("\u060c\u061b.:,;()")
_LOYAL_GAP = 2
"""How many words may stand between a band and ``الموالية``: ``قوات الجيش اليمني الموالية``."""
_PATRON_GAP = 4
"""How many words may stand between ``الموالية`` and the patron: titles and offices."""
_VAGUE = frozenset({"gen_unidentified_armed", "gen_police_local", "gen_unidentified_military"})


def find_loyal(sentence: Sentence, sight: Sight) -> list[ActorSpan]:
    """The bands of a sentence that are named by their patron alone."""
    patrons = sight.of(Kind.PATRON)
    if not patrons:
        return []
    spans: list[ActorSpan] = []
    for match in sight.of_any(_LOYAL):
        kind, what = match.entry.kind, match.entry.what
        head: Match | None = None
        patron: Match | None = None
        owned = kind is Kind.ROLE_CUE and what == _OWNER
        if owned or (kind is Kind.LOYALTY and what != _OPPOSED):
            head = _head(sentence.tokens, match, sight, armed=owned)
            patron = _patron(sentence.tokens, match.end, patrons, loyal=True)
        elif kind is Kind.ALLEGIANCE and what == _CONSTRUCT:
            head = match
            patron = _patron(sentence.tokens, match.end, patrons, loyal=False)
        if head is not None and patron is not None:
            spans.append(_band(sentence, head, patron))
    return spans


def _head(tokens: Sequence[Token], loyal: Match, sight: Sight, *, armed: bool) -> Match | None:
    """The noun of a band that a word of loyalty describes; with `armed` no aircraft."""
    heads = [
        m
        for m in sight.of_any(_NOUNS)
        if 0 <= loyal.start - m.end <= _LOYAL_GAP
        and (
            (m.entry.kind is Kind.ALLEGIANCE and m.entry.what in (_CONSTRUCT, _HEAD))
            or (m.entry.kind is Kind.FORCE_NOUN and not armed)
        )
        and not any(t.kind is TokenKind.PUNCTUATION for t in tokens[m.end : loyal.start])
    ]
    return min(heads, key=lambda m: (loyal.start - m.end, m.start), default=None)


def _patron(
    tokens: Sequence[Token], after: int, patrons: Sequence[Match], *, loyal: bool
) -> Match | None:
    """The patron named behind a band; a person before the office that he holds.

    Without a word of loyalty he follows at once and is a person: ``قوات القذافي``.
    """
    near = [
        m
        for m in patrons
        if 0 <= m.start - after <= (_PATRON_GAP if loyal else 0)
        and not any(t.text in _CLAUSE for t in tokens[after : m.start])
    ]
    if not loyal:
        return next((m for m in near if m.entry.what == _PERSON and not m.prefix), None)
    person = next((m for m in near if m.entry.what == _PERSON), None)
    first = near[0] if near else None
    if first is not None and first.start > after and not _governed(tokens, after, first):
        return person if person is not None and _governed(tokens, after, person) else None
    return person or first


def _governed(tokens: Sequence[Token], after: int, patron: Match) -> bool:
    """Whether a preposition ties the patron to the word of loyalty: ``الموالية لحكومة هادي``."""
    if patron.prefix.endswith(LAM):
        return True
    return any(t.text.startswith(LAM) or t.text == _MIN for t in tokens[after : patron.start])


def _band(sentence: Sentence, head: Match, patron: Match) -> ActorSpan:
    return ActorSpan(
        sentence.index,
        head.start,
        patron.end,
        head.prefix,
        ActorForm.CONTEXTUAL,
        PATRON_KEY + patron.entry.id,
        "militia",
        row=patron.entry.row,
    )


def with_band(span: ActorSpan, sentence: Sentence, sight: Sight) -> ActorSpan:
    """A listed name with the noun of the band that stands in construct before it."""
    if span.form is not ActorForm.LISTED or span.start == 0 or span.prefix or span.ambiguous:
        return span
    quoted = sentence.tokens[span.start - 1].text == _QUOTE
    at = span.start - quoted
    for match in sight.of(Kind.ALLEGIANCE):
        if match.end == at and match.entry.what == _CONSTRUCT:
            closed = quoted and span.end < len(sentence.tokens)
            closed = closed and sentence.tokens[span.end].text == _QUOTE
            return replace(span, start=match.start, end=span.end + closed, prefix=match.prefix)
    return span


def join_owned(spans: Sequence[ActorSpan], sight: Sight) -> list[ActorSpan]:
    """The parties without a vague band before its owner: ``قوة أمنية تابعة للبيشمركة`` is one."""
    owners = {m.start: m.end for m in sight.of(Kind.ROLE_CUE) if m.entry.what == _OWNER}
    if not owners:
        return list(spans)
    joined: list[ActorSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.id in _VAGUE
            and span.form is ActorForm.LISTED
            and last.end in owners
            and 0 <= span.start - owners[last.end] <= 1
        ):
            joined[-1] = replace(span, start=last.start, prefix=last.prefix)
        else:
            joined.append(span)
    return joined
