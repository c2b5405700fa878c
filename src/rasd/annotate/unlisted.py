"""Finds armed groups that no list knows by the adjectives that groups bear.

``حركة الشبيبة الوطنية الثورية`` is a name that ends in one; ``حركة كردية`` and ``جماعة متشددة``
are bands without a name. ``حركة السير`` is neither. Names in quotation marks and in construct
are read in `group_names`.
"""

from __future__ import annotations

from rasd.annotate.actor_span import ActorForm, ActorSpan
from rasd.annotate.group_names import UNLISTED
from rasd.annotate.sight import Sight
from rasd.knowledge import NAMELESS, Kind, Match
from rasd.text import ARTICLE, Sentence
from rasd.text.tokens import TokenKind

_HEAD, _MARK, _ADJECTIVE = "named", "mark", "adjective"
_LONGEST_NAME = 4
_CATEGORY = "militia"


def find_unlisted(sentence: Sentence, sight: Sight) -> list[ActorSpan]:
    """The groups of a sentence that only an adjective shows to be such."""
    words = sight.of(Kind.ALLEGIANCE)
    heads = [m for m in words if m.entry.what == _HEAD]
    if not heads:
        return []
    marks = {m.start for m in words if m.entry.what == _MARK and not m.prefix}
    adjectives = {m.end: m.start for m in words if m.entry.what == _ADJECTIVE and not m.prefix}
    states = {m.start for m in sight.of(Kind.STATE)}
    adjectives |= {
        m.end: m.start for m in sight.of(Kind.NISBA) if not m.prefix and m.start not in states
    }
    ends = {start: end for end, start in adjectives.items()}
    known = {
        i
        for kind in (Kind.ACTOR, Kind.OUTLET)
        for m in sight.of(kind)
        for i in range(m.start, m.end)
    }
    spans: list[ActorSpan] = []
    for head in heads:
        end = _name_end(sentence, head, marks)
        if end and not known & set(range(head.end, end)):
            name = " ".join(t.text for t in sentence.tokens[head.end : end])
            key = f"{UNLISTED}{_noun(head, sight)}:{name}" if _noun(head, sight) else ""
            spans.append(_span(sentence, head, end, ActorForm.NAMED, key, _CATEGORY))
        elif (
            head.end in ends
            and not known & {head.start, head.end}
            and not sentence.tokens[head.end].text.startswith(ARTICLE)
        ):
            end = ends[head.end]
            spans.append(_span(sentence, head, end, ActorForm.GENERIC, NAMELESS, "generic"))
    return spans


def _noun(head: Match, sight: Sight) -> str:
    """The group noun that can point back at the name later; empty for a noun that cannot."""
    nouns = (m for m in sight.of(Kind.GROUP_NOUN) if m.start == head.start)
    return next((m.entry.id for m in nouns), "")


def _name_end(sentence: Sentence, head: Match, marks: set[int]) -> int:
    """One past the last adjective of a name behind a group's noun; 0 where no name follows."""
    tokens = sentence.tokens
    if head.end >= len(tokens) or tokens[head.end].kind is not TokenKind.WORD:
        return 0
    end = 0
    for at in range(head.end + 1, min(len(tokens), head.end + _LONGEST_NAME)):
        if tokens[at].kind is not TokenKind.WORD:
            break
        if at in marks:
            end = at + 1
    return end


def _span(
    sentence: Sentence, head: Match, end: int, form: ActorForm, ident: str, category: str
) -> ActorSpan:
    return ActorSpan(
        sentence.index,
        head.start,
        end,
        head.prefix,
        form,
        ident,
        category,
        row=head.entry.row,
    )
