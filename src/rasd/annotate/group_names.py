"""Finds the names of groups that no list knows, and whom a band is loyal to or backed by.

``كتيبة "النخيل"`` and ``ميليشيا الوادي`` are names; ``التنظيم`` points back at a group, ``حركة
السير`` does not. ``متمردين موالين لروسيا`` is a band known by its ally, who takes no part.
"""

from __future__ import annotations

from rasd.annotate.sight import Sight
from rasd.knowledge import Kind, Match
from rasd.knowledge.forms import object_pronouns, person_particles
from rasd.model.frozen import Frozen
from rasd.text import ARTICLE, BI, CLOSING_QUOTES, LAM, OPENING_QUOTES, WAW, Sentence
from rasd.text.tokens import TokenKind

UNLISTED = "~"
"""What the id of a group that no list knows begins with."""

NAMES = "names"
"""The trait of a group noun that introduces a name without quotation marks."""

_BACKED, _AIR = "backed", "air_force"
_LONGEST_NAME = 4
_ALLY_GAP = 1
_ALLY_WORDS = 3
_SOURCES = frozenset({Kind.ACTOR, Kind.STATE, Kind.NISBA})
_NO_NAME = _SOURCES | {Kind.TRIGGER}
_OTHERS = _NO_NAME | {Kind.PLACE_CUE, Kind.OBJECT}


class Allied(Frozen, frozen=True):
    """Words from `start` to `end` that say whom the party ending at `head` stands with."""

    head: int
    start: int
    end: int
    tells: bool
    """Whether they name a party or a state, rather than a government or a president."""


def named_group(sentence: Sentence, noun: Match, sight: Sight) -> tuple[int, str] | None:
    """Where the name behind a group noun ends, and its key; `None` where none stands there."""
    tokens = sentence.tokens
    start = noun.end
    if start >= len(tokens) or points_back(sentence, noun):
        return None
    end = _quoted(sentence, start)
    first, last = start + 1, (end or 0) - 1
    if end is None and noun.entry.trait == NAMES:
        end = _construct(sentence, start, sight)
        first, last = start, end or 0
    if end is None or any(
        start <= m.start < end for kind in (Kind.ACTOR, Kind.OUTLET) for m in sight.of(kind)
    ):
        return None
    name = " ".join(t.text for t in tokens[first:last])
    return end, f"{UNLISTED}{noun.entry.id}:{name}"


def _quoted(sentence: Sentence, start: int) -> int | None:
    tokens = sentence.tokens
    if tokens[start].text not in OPENING_QUOTES:
        return None
    for end in range(start + 2, min(len(tokens), start + 2 + _LONGEST_NAME)):
        if tokens[end].text in CLOSING_QUOTES:
            return end + 1
    return None


def _construct(sentence: Sentence, start: int, sight: Sight) -> int | None:
    """The end of a name in construct: a word with the article or of a person's name."""
    tokens = sentence.tokens
    word = tokens[start].text
    person = word in person_particles()
    if not person and (not word.startswith(ARTICLE) or tokens[start].kind is not TokenKind.WORD):
        return None
    if any(m.start == start for m in sight.of_any(_NO_NAME)):
        return None
    end = start + 1 + person
    further = end < len(tokens) and tokens[end].text.startswith(ARTICLE)
    if further and not any(m.start == end for m in sight.of_any(_OTHERS)):
        end += 1
    return end


def points_back(sentence: Sentence, noun: Match) -> bool:
    """Whether a bare group noun means a group spoken of: it has the article, in a phrase too.

    Without the article a noun in construct is another word (``حركة السير``).
    """
    tokens = sentence.tokens
    first = tokens[noun.start].text.removeprefix(noun.prefix[:-1])
    return (
        _has_article(first.removeprefix(noun.prefix[-1:]))
        or _has_article(first)
        or any(t.text.startswith(ARTICLE) for t in tokens[noun.start + 1 : noun.end])
    )


def is_band(sentence: Sentence, noun: Match, sight: Sight) -> bool:
    """Whether a group noun stands for some band: ``ميليشيا مسلحة``, no name and no article."""
    if any(m.start == noun.end for m in sight.of_any(_SOURCES)):
        return False
    following = sentence.tokens[noun.end].text if noun.end < len(sentence.tokens) else ""
    return noun.entry.trait == NAMES and not following.startswith(ARTICLE)


def _has_article(word: str) -> bool:
    return word.startswith((ARTICLE, LAM + LAM))


def _fights_along(named: Match, sight: Sight) -> bool:
    """Whether a backer is with the party in the fight: its men or aircraft, not a state's help."""
    if named.entry.kind is not Kind.ACTOR:
        return False
    return named.prefix.endswith(BI) or any(
        m.entry.id == _AIR and m.start == named.start for m in sight.of(Kind.FORCE_NOUN)
    )


def _to_them(word: str) -> bool:
    """Whether a word is li- with a pronoun: ``له``, ``لها``."""
    return word.startswith(LAM) and word[1:] in object_pronouns()


def find_allies(sentence: Sentence, sight: Sight) -> tuple[Allied, ...]:
    """The words after ``موالية لـ`` and ``مدعومة من``, each with the end of what they describe."""
    found: list[Allied] = []
    tokens = sentence.tokens
    for loyal in sight.of(Kind.LOYALTY):
        start = loyal.end
        if start < len(tokens) and _to_them(tokens[start].text):
            continue  # المساندة له: whom, the words before have said
        if start < len(tokens) and len(tokens[start].text) <= _ALLY_WORDS:
            start += 1  # a preposition of its own: من، مع
        named = [m for m in sight.of_any(_SOURCES) if m.start == start]
        if loyal.entry.id == _BACKED and any(_fights_along(m, sight) for m in named):
            continue  # مدعومة بطيران التحالف: they take part
        end = max((m.end for m in named), default=min(start + 1, len(tokens)))
        end = max(
            (m.end for m in sight.of(Kind.NISBA) if m.start == end and not m.prefix), default=end
        )
        tells = any(m.entry.what != "contextual" for m in named) or (
            not named and start < len(tokens) and not _has_article(tokens[start].text)
        )
        for head in range(loyal.start, loyal.start - _ALLY_GAP - 1, -1):
            if any(t.text.startswith(WAW) for t in tokens[max(head, 0) : loyal.start]):
                break  # another party stands between
            found.append(Allied(head, loyal.start, end, tells))
    return tuple(found)
