"""Finds names of parties: listed ones, state forces by nationality, group nouns, contextual names.

``الجيش العراقي`` is a listed name; ``شرطة بوروندي`` style phrases are a force noun with a
nationality; ``التنظيم`` points back at a group named before; ``الجيش`` alone waits for the
country of the event; ``كتيبة "النخيل"`` is a group that no list knows; ``روسيا`` is a state that
may act. Who a span is, is decided in `resolve.actors`.
"""

from __future__ import annotations

from msgspec.structs import replace

from rasd.annotate.actor_span import ActorForm, ActorSpan
from rasd.annotate.allegiance import find_loyal, join_owned, with_band
from rasd.annotate.group_names import Allied, find_allies, is_band, named_group, points_back
from rasd.annotate.person_words import is_other_word
from rasd.annotate.sight import Sight
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
_PARTIES = _NAMES | {Kind.STATE, Kind.FORCE_NOUN}
_SIGNS = _PARTIES | {Kind.PATRON, Kind.LOYALTY, Kind.ALLEGIANCE}
"""Without any of these a sentence names no party."""

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


def find_actors(sentence: Sentence, sight: Sight, knowledge: Knowledge) -> tuple[ActorSpan, ...]:
    """The parties named in a sentence in order, longest reading first where they overlap."""
    if not (sight.by_kind.keys() & _SIGNS):
        return ()
    spans = find_loyal(sentence, sight)
    nisbas = {m.start: m for m in sight.of(Kind.NISBA)}
    for match in sight.of_any(_PARTIES):
        kind = match.entry.kind
        if kind in _NAMES and _is_plain_word(sentence, match, knowledge):
            continue
        if kind is Kind.ACTOR:
            if not is_other_word(sentence, match, sight):
                span = _introduced(_listed(sentence, match), sentence, sight)
                spans.append(with_band(span, sentence, sight))
        elif kind is Kind.GROUP_NOUN:
            named = named_group(sentence, match, sight)
            if named is not None:
                spans.append(_group(sentence, match, ActorForm.NAMED, *named))
            elif points_back(sentence, match):
                spans.append(_group(sentence, match, ActorForm.GROUP, match.end, match.entry.id))
            elif is_band(sentence, match, sight):
                spans.append(_group(sentence, match, ActorForm.NAMED, match.end, ""))
        elif kind is Kind.STATE:
            spans.append(_state(sentence, match))
        elif match.end in nisbas:
            spans.append(_force(sentence, match, nisbas[match.end]))
    allies = find_allies(sentence, sight)
    if allies:
        spans = _with_allies(spans, allies, sentence)
    spans.extend(find_unlisted(sentence, sight))
    if len(spans) > 1:
        spans = _without_overlap(spans)
    return tuple(join_owned(spans, sight))


def _without_overlap(spans: list[ActorSpan]) -> list[ActorSpan]:
    """The longest of the spans that share a word, in order."""
    taken: set[int] = set()
    kept: list[ActorSpan] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, -_RANK[s.form], s.start)):
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _is_plain_word(sentence: Sentence, match: Match, knowledge: Knowledge) -> bool:
    """Whether the word beside a name of one word shows that it names no party."""
    if match.end - match.start > 1:
        return False
    tokens = sentence.tokens
    readings = proclitic_readings(tokens[match.start].text)
    senses = knowledge.other_senses
    found = [senses[s] for prefix, s in readings if prefix == match.prefix and s in senses]
    if not found:
        return False
    sense = found[0]
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


def _introduced(span: ActorSpan, sentence: Sentence, sight: Sight) -> ActorSpan:
    """A listed name with the group noun and quotation marks that introduce it."""
    if span.form is not ActorForm.LISTED or span.start < 2:
        return span
    tokens = sentence.tokens
    if tokens[span.start - 1].text not in OPENING_QUOTES:
        return span
    for match in sight.of(Kind.GROUP_NOUN):
        if match.end == span.start - 1:
            closed = span.end < len(tokens) and tokens[span.end].text in CLOSING_QUOTES
            return replace(span, start=match.start, end=span.end + closed, prefix=match.prefix)
    return span
