"""What the signs of a passage share: the marks of its sentence, and how each event word stands.

In ``وقتل شخصان في تفجير`` the verb is past and the blast a cause; in ``التفجير الذي استهدف`` the
verb is relative. The words of a sentence are looked up once for all its passages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from math import log

from rasd.annotate import Annotated
from rasd.assemble.frames import Trigger
from rasd.engines.registers import registers_of, written
from rasd.engines.telling import core_trigger
from rasd.join.draft import Draft
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import relatives
from rasd.model.frozen import Frozen
from rasd.qualify.assertion import undergone
from rasd.qualify.tense import is_present

HARM = frozenset({"kill", "wound", "abduct", "execution", "assassinate"})
"""Trigger kinds that say who was killed, hurt or taken."""

HARMED = frozenset({*HARM, "kill_weak", "fall", "die"})
"""Those, and words that may say so."""

ASSEMBLY = frozenset({"protest", "gather", "march"})
"""Trigger kinds that say that people assembled."""

_NEAR = 4
_LONGEST = 6
"""Tokens that a word which governs a trigger has at most."""
_QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d')
_QUESTIONS = frozenset("?\u061f")
_LONG = 3.3
"""The logarithm of the number of tokens of a middling sentence (27)."""


class Wording(Frozen, frozen=True):
    """What the words of a sentence show, wherever a passage of it stands."""

    relatives: tuple[int, ...]
    quotes: tuple[int, ...]
    question: bool
    length: float
    marks: tuple[tuple[int, str], ...]
    """Words of a register with the name of that, by position."""


@lru_cache(maxsize=64)
def wording_of(annotated: Annotated) -> Wording:
    """The marks of a sentence, remembered while its passages are judged."""
    texts = annotated.sentence.texts
    opening, known = relatives(), registers_of()
    marked = _words_that_mark()
    marks = [(i, marked[text]) for i, text in enumerate(texts) if text in marked]  # one of twelve
    return Wording(
        tuple([i for i, word in marks if word in opening]),
        tuple([i for i, word in marks if word in _QUOTES]),
        any(word in _QUESTIONS for _, word in marks),
        log(max(len(texts), 5)) - _LONG,
        tuple([(i, name) for i, word in marks if word in known for name in known[word]]),
    )


@cache
def _words_that_mark() -> Mapping[str, str]:
    """All words that `wording_of` takes note of, as texts write them."""
    return dict(written({*relatives(), *_QUOTES, *_QUESTIONS, *registers_of()}))


class Passage:
    """A draft with the look-ups that several signs share."""

    __slots__ = ("annotated", "core", "draft", "first", "frame", "manners", "sentence", "strong")

    def __init__(self, draft: Draft) -> None:
        frame = draft.frame
        self.draft = draft
        self.frame = frame
        self.annotated = frame.annotated
        self.sentence = wording_of(frame.annotated)
        self.core = core_trigger(frame)
        self.strong = [t for t in frame.triggers if not t.row.weak]
        self.manners: dict[int, str] = {}
        self.first = min([t.match.start for t in self.strong], default=self.core.match.start)

    def manner(self, trigger: Trigger) -> str:
        """How a trigger stands: worked out for those that some sign asks for."""
        known = self.manners.get(id(trigger))
        if known is None:
            known = self.manners[id(trigger)] = _manner(self, trigger)
        return known


def _manner(p: Passage, trigger: Trigger) -> str:
    """How a trigger stands: `past`, `present`, `relative` verb, or a noun and what governs it."""
    start = trigger.match.start
    if trigger.trait is Trait.VERB:
        low = max(trigger.clause.start - 1, start - _NEAR, 0)
        if any(low <= i < start for i in p.sentence.relatives):
            return "relative"
        return "present" if _present(p, trigger) else "past"
    if undergone(p.frame, trigger) is not None:
        return "past"
    caused = resulting = False
    for m in _before(p, Kind.CONNECTIVE, start, 3):
        what = m.entry.what
        if what == "result":
            resulting = True
        elif start - m.end <= 1 and start - m.start <= 1 + _LONGEST:
            if what == "after":
                return "after"
            caused = caused or what == "cause"
    for m in _before(p, Kind.LIGHT_VERB, start, _NEAR):
        if start - m.end <= (1 if m.entry.id == "passive" else _NEAR):
            return "light"
    if caused or (start - 1, "inside") in p.sentence.marks:
        return "in"
    if resulting:
        return "result"
    if trigger.row.kind in HARMED and _before(p, Kind.SPEECH, start, 5):
        return "said"
    return "opening" if start - p.frame.start <= 1 and not trigger.definite else "noun"


def _before(p: Passage, kind: Kind, position: int, reach: int) -> list[Match]:
    """Matches of a kind that end at most `reach` tokens before a position."""
    return [
        m
        for m in p.annotated.of(kind, max(0, position - reach - _LONGEST), position)
        if 0 <= position - m.end <= reach
    ]


def _present(p: Passage, trigger: Trigger) -> bool:
    """Whether a verb is present; ``تظاهر`` and ``تجمع`` only look like it."""
    if not is_present(p.annotated, trigger.match):
        return False
    word = p.annotated.sentence.tokens[trigger.match.start].text
    stem = word.removeprefix(trigger.match.prefix)
    if stem[0] == "\u064a":
        return True
    return trigger.row.kind not in ASSEMBLY and not stem.endswith(("\u062a", "\u0648\u0627"))
