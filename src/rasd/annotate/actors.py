"""Finds names of parties: listed ones, state forces by nationality, group nouns, contextual names.

``الجيش العراقي`` is a listed name; ``شرطة بوروندي`` style phrases are a force noun with a
nationality; ``التنظيم`` points back at a group named before; ``الجيش`` alone waits for the
country of the event; ``كتيبة "النخيل"`` is a group that no list knows; ``روسيا`` is a state that
may act. Who a span is, is decided in `resolve.actors`.
"""

from __future__ import annotations

from dataclasses import replace

from rasd.annotate.actor_span import ActorForm, ActorSpan
from rasd.annotate.allegiance import find_loyal, join_owned, with_band
from rasd.annotate.group_names import Allied, find_allies, is_band, named_group, points_back
from rasd.annotate.person_words import is_other_word
from rasd.annotate.unlisted import find_unlisted
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.lexicon import AMBIGUOUS
from rasd.text import ARTICLE, CLOSING_QUOTES, LAM, OPENING_QUOTES, Sentence
from rasd.text.tokens import proclitic_readings

__all__ = ["CONTEXTUAL", "ActorForm", "ActorSpan", "find_actors"]

_BANDS = frozenset({"gen_unidentified_armed", "gen_tribal"})
_BAND = "militia"

CONTEXTUAL = "contextual"
"""The code in an entry's `what` for a name that depends on the country."""

_NAMES = frozenset({Kind.ACTOR, Kind.GROUP_NOUN})

_RANK = {
    ActorForm.LISTED: 5,
    ActorForm.FORCE: 4,
    ActorForm.CONTEXTUAL: 3,
    ActorForm.GROUP: 2,
    ActorForm.GENERIC: 1,
    ActorForm.LABEL: 0,
    ActorForm.NAMED: 2,
    ActorForm.STATE: 0,
}


def find_actors(
    sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge
) -> tuple[ActorSpan, ...]:
    """The parties named in a sentence in order, longest reading first where they overlap."""
    spans = find_loyal(sentence, matches)
    nisbas = {m.start: m for m in matches if m.entry.kind is Kind.NISBA}
    for match in matches:
        kind = match.entry.kind
        if kind in _NAMES and _is_plain_word(sentence, match, knowledge):
            continue
        if kind is Kind.ACTOR:
            if not is_other_word(sentence, match, matches):
                span = _introduced(_listed(sentence, match), sentence, matches)
                spans.append(with_band(span, sentence, matches))
        elif kind is Kind.GROUP_NOUN:
            named = named_group(sentence, match, matches)
            if named is not None:
                spans.append(_group(sentence, match, ActorForm.NAMED, *named))
            elif points_back(sentence, match):
                spans.append(_group(sentence, match, ActorForm.GROUP, match.end, match.entry.id))
            elif is_band(sentence, match, matches):
                spans.append(_group(sentence, match, ActorForm.NAMED, match.end, ""))
        elif kind is Kind.STATE:
            spans.append(_state(sentence, match))
        elif kind is Kind.FORCE_NOUN and match.end in nisbas:
            spans.append(_force(sentence, match, nisbas[match.end]))
    allies = find_allies(sentence, matches)
    if allies:
        spans = _with_allies(spans, allies, sentence)
    spans.extend(find_unlisted(sentence, matches))
    spans.sort(key=lambda s: (-(s.end - s.start), -_RANK[s.form], s.start))
    taken: set[int] = set()
    kept: list[ActorSpan] = []
    for span in spans:
        tokens = set(range(span.start, span.end))
        if tokens & taken:
            continue
        taken |= tokens
        kept.append(span)
    return tuple(join_owned(sorted(kept, key=lambda s: s.start), matches))


def _is_plain_word(sentence: Sentence, match: Match, knowledge: Knowledge) -> bool:
    """Whether the word beside a name of one word shows that it names no party."""
    if match.end - match.start > 1:
        return False
    tokens = sentence.tokens
    readings = proclitic_readings(tokens[match.start].text)
    stems = (stem for prefix, stem in readings if prefix == match.prefix)
    sense = next((knowledge.other_senses[s] for s in stems if s in knowledge.other_senses), None)
    if sense is None:
        return False
    after = tokens[match.end].text if match.end < len(tokens) else ""
    if after in sense.after:
        return True
    return (
        not match.prefix
        and match.start > 0
        and any(
            stem in sense.before for _, stem in proclitic_readings(tokens[match.start - 1].text)
        )
    )


def _listed(sentence: Sentence, match: Match) -> ActorSpan:
    entry = match.entry
    form = {
        "generic": ActorForm.GENERIC,
        "not_actor": ActorForm.LABEL,
        CONTEXTUAL: ActorForm.CONTEXTUAL,
    }.get(entry.what, ActorForm.LISTED)
    return ActorSpan(
        sentence.index,
        match.start,
        match.end,
        match.prefix,
        form,
        entry.id,
        entry.what,
        row=entry.row,
        ambiguous=entry.trait == AMBIGUOUS,
    )


def _group(sentence: Sentence, match: Match, form: ActorForm, end: int, ident: str) -> ActorSpan:
    entry = match.entry
    return ActorSpan(
        sentence.index,
        match.start,
        end,
        match.prefix,
        form,
        ident,
        entry.what,
        row=entry.row,
    )


def _with_allies(
    spans: list[ActorSpan], allies: tuple[Allied, ...], sentence: Sentence
) -> list[ActorSpan]:
    """The spans, where those whom a party is loyal to or backed by stand for no party.

    A band without a name is known by them alone (``ميليشيات مدعومة من إيران``).
    """
    kept: list[ActorSpan] = []
    for span in spans:
        if any(a.start <= span.start and span.end <= a.end for a in allies):
            continue
        ally = next((a for a in allies if a.head == span.end and a.tells), None)
        if ally is not None and _is_band(span, sentence):
            kept.append(replace(span, form=ActorForm.NAMED, id="", end=ally.end, category=_BAND))
        else:
            kept.append(span)
    return kept


def _is_band(span: ActorSpan, sentence: Sentence) -> bool:
    """Whether a span names nobody in particular: a group noun, gunmen, rebels."""
    if span.form is ActorForm.CONTEXTUAL:
        words = [t.text for t in sentence.tokens[span.start : span.end]]
        words[0] = words[0].removeprefix(span.prefix)
        return not any(word.startswith((ARTICLE, LAM + LAM)) for word in words)
    return (
        span.form is ActorForm.GROUP
        or (span.form is ActorForm.NAMED and not span.id)
        or (span.form is ActorForm.GENERIC and span.id in _BANDS)
    )


def _force(sentence: Sentence, noun: Match, nisba: Match) -> ActorSpan:
    return ActorSpan(
        sentence.index,
        noun.start,
        nisba.end,
        noun.prefix,
        ActorForm.FORCE,
        "",
        "state_force",
        country=nisba.entry.id,
        branch=noun.entry.what,
        row=noun.entry.row,
    )


def _state(sentence: Sentence, match: Match) -> ActorSpan:
    entry = match.entry
    return ActorSpan(
        sentence.index,
        match.start,
        match.end,
        match.prefix,
        ActorForm.STATE,
        "",
        "",
        country=entry.id,
        branch="army",
        row=entry.row,
    )


def _introduced(span: ActorSpan, sentence: Sentence, matches: tuple[Match, ...]) -> ActorSpan:
    """A listed name with the group noun and quotation marks that introduce it."""
    if span.form is not ActorForm.LISTED or span.start < 2:
        return span
    tokens = sentence.tokens
    if tokens[span.start - 1].text not in OPENING_QUOTES:
        return span
    for match in matches:
        if match.entry.kind is Kind.GROUP_NOUN and match.end == span.start - 1:
            closed = span.end < len(tokens) and tokens[span.end].text in CLOSING_QUOTES
            return replace(span, start=match.start, end=span.end + closed, prefix=match.prefix)
    return span
