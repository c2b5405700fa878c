"""Decides which party a source speaks for, and by what name a party itself speaks.

``المتحدث باسم الجيش`` speaks for the army, ``ضابط بوروندي`` for that of Burundi, ``مصدر عسكري``
alone for the army of the place. ``قوى الأمن الداخلي (الأسايش)`` is whom the brackets say.
"""

from __future__ import annotations

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.knowledge import Kind, Match
from rasd.knowledge.forms import article, complementizers, speaks_for
from rasd.text.tokens import TokenKind

_BEHIND = 4
_LONGEST_NAME = 6
_BRANCHES = {
    "party_state": "army",
    "state": "security",
    "officer": "army",
    "official": "army",
    "commander": "army",
}
_OF_A_NATION = frozenset({"officer", "official"})
"""Offices that speak for a state's forces only where a nationality says which."""


def party_behind(annotated: Annotated, source: Match, end: int) -> ActorSpan | None:
    """The party that a source speaks for: named close behind it, or the army of its adjective.

    ``المتحدث باسم الجيش``, ``مصدر في الاستخبارات العراقية``, ``مصدر عسكري عراقي``,
    ``مسؤول الشؤون العامة لقوة المهام``.
    """
    tokens = annotated.sentence.tokens
    for actor in annotated.actors:
        between = tokens[source.end : actor.start]
        if not 0 <= actor.start - source.end <= _BEHIND or actor.form is ActorForm.GENERIC:
            continue
        if actor.start >= max(end, source.end + 1):
            break
        if any(t.text in complementizers() for t in between):
            break
        stopped = any(t.kind is TokenKind.PUNCTUATION for t in between)
        if stopped and not (actor.prefix or between[-1].text in speaks_for()):
            break
        if between and not actor.prefix and between[-1].text not in speaks_for():
            break
        return actor if actor.form is not ActorForm.STATE or not actor.prefix else None
    branch = _BRANCHES.get(source.entry.what)
    if branch is None:
        return None
    nisba = next(iter(annotated.of(Kind.NISBA, source.start, source.end + 1)), None)
    if nisba is None and source.entry.what in _OF_A_NATION:
        return None
    return ActorSpan(
        annotated.sentence.index,
        source.start,
        source.end if nisba is None else max(nisba.end, source.end),
        "",
        ActorForm.FORCE,
        "",
        "state_force",
        country=nisba.entry.id if nisba is not None else "",
        branch=branch,
        row=source.entry.row,
    )


def full_name(annotated: Annotated, actor: ActorSpan) -> ActorSpan:
    """A party that speaks by its clearest and fullest name."""
    return _named_group(annotated, _glossed(annotated, actor))


def _named_group(annotated: Annotated, actor: ActorSpan) -> ActorSpan:
    """A group noun with the name that follows: ``حركة الفجر الثورية``, which no list knows."""
    tokens = annotated.sentence.tokens
    head = tokens[actor.start].text.removeprefix(actor.prefix)
    if actor.form is not ActorForm.GROUP or head.startswith(article()):
        return actor
    end = actor.end
    while end < min(len(tokens), actor.end + _LONGEST_NAME) and tokens[end].text.startswith(
        article()
    ):
        end += 1
    return replace(actor, end=end)


def _glossed(annotated: Annotated, actor: ActorSpan) -> ActorSpan:
    """The name in brackets that makes a party's name clear: ``قوى الأمن الداخلي (الأسايش)``."""
    tokens = annotated.sentence.tokens
    if actor.end < len(tokens) and tokens[actor.end].text == "(":
        for gloss in annotated.actors:
            if gloss.start == actor.end + 1 and gloss.form is ActorForm.LISTED:
                return gloss
    return actor
