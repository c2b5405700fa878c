"""Decides when a general word for persons is part of a name, or an adjective of what precedes.

``أبو طالب`` is a name, ``حارسا مسلحا`` an armed guard, ``الهجوم الانتحاري`` a kind of attack,
``بيان صحفي`` no journalist.
"""

from __future__ import annotations

from rasd.annotate.sight import Sight
from rasd.knowledge import NAMELESS, Kind, Match
from rasd.knowledge.forms import Trait, described, person_particles
from rasd.knowledge.people import Noun, people_words
from rasd.text import ARTICLE, LAM, Sentence
from rasd.text.tokens import TokenKind, proclitic_readings

_FOR_PEOPLE = frozenset({"school", "hospital", "mosque", "market"})
"""Buildings whose name says whom they are for: ``مدرسة للفتيات``."""
_ADJECTIVE_ENDING = "\u0627"
_DEEDS = frozenset({"attack", "operation", "clash"})
_ONE = frozenset({Noun.SINGULAR, Noun.CONSTRUCT})


def is_other_word(sentence: Sentence, match: Match, sight: Sight) -> bool:
    """Whether a single general word for persons names nobody where it stands."""
    if match.entry.what != "generic" or match.end - match.start > 1 or match.start == 0:
        return False
    tokens = sentence.tokens
    before, word = tokens[match.start - 1], tokens[match.start].text
    if before.text in person_particles():
        return True
    if any(m.start < match.start and match.end <= m.end for m in sight.of(Kind.TRIGGER)):
        return True
    if match.prefix.endswith(LAM) and any(
        m.end == match.start and m.entry.id in _FOR_PEOPLE for m in sight.of(Kind.OBJECT)
    ):
        return True
    if match.prefix or before.kind is not TokenKind.WORD or not _is_adjective(word):
        return False
    if any(stem in described() for _, stem in proclitic_readings(before.text)):
        return True
    definite = any(stem.startswith(ARTICLE) for _, stem in proclitic_readings(before.text))
    if word.startswith(ARTICLE):
        return definite
    if definite:
        return False
    armed = match.entry.id == NAMELESS
    if armed and word.endswith(_ADJECTIVE_ENDING) and before.text.endswith(_ADJECTIVE_ENDING):
        return True
    return any(m.end == match.start for m in sight.of(Kind.OBJECT)) or any(
        m.end == match.start and m.entry.what in _DEEDS and m.entry.trait == Trait.SINGULAR
        for m in sight.of(Kind.TRIGGER)
    )


def _is_adjective(word: str) -> bool:
    form = people_words().forms.get(word)
    return form is not None and form.people.adjective and form.noun in _ONE
