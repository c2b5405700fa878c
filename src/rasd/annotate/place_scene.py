"""What finding a place name needs to see of its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.annotate.place_cues import Cues, cues_before
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.forms import place_heads
from rasd.text import Sentence, Token, TokenKind

LONGEST_NAME = 5
_SETTLEMENTS = frozenset({"city", "village", "neighbourhood", "district", "camp"})
_JOINING = "\u0648\u0628\u0644\u0641"
_ORDINARY = frozenset(
    {
        Kind.OBJECT,
        Kind.TRIGGER,
        Kind.CONNECTIVE,
        Kind.CUE,
        Kind.SPEECH,
        Kind.ROLE_CUE,
        Kind.LIGHT_VERB,
        Kind.SPEAKER,
        Kind.CHANNEL,
        Kind.WEAPON,
        Kind.NISBA,
        Kind.PLACE_CUE,
        Kind.DAMAGE,
        Kind.FIGURE_CUE,
        Kind.SUBJECT,
        Kind.FORCE_NOUN,
    }
)


_NO_NOUN = frozenset({Kind.NISBA, Kind.LIGHT_VERB, Kind.DAMAGE})
"""Adjectives and verbs, which no preposition governs: ``في تدمر``, ``إلى السعودية`` are places."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the place words by where they begin and end.

    `ordinary` are tokens that other lists know as ordinary words: a place only after a word
    that says so; `no_noun` are those of them that can only be adjectives or verbs.
    """

    sentence: Sentence
    matches: tuple[Match, ...]
    cues: dict[int, Match]
    cue_ends: dict[int, list[Match]]
    ordinary: frozenset[int]
    no_noun: frozenset[int]
    knowledge: Knowledge

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def cues_before(self, start: int) -> Cues:
        """The chain of place words that ends at a token."""
        return cues_before(self.sentence, start, self.cue_ends)

    def opens_name(self, start: int) -> bool:
        """Whether a word for a landmark begins a settlement's name: ``قرية تل شعير``."""
        return self.tokens[start].text in place_heads() and any(
            match.entry.id in _SETTLEMENTS for match in self.cue_ends.get(start, ())
        )

    def goes_on(self, end: int) -> bool:
        """Whether a plain word goes on after a person's name: ``قرية خالد كلو``."""
        if end >= len(self.tokens) or self.tokens[end].kind is not TokenKind.WORD:
            return False
        return end not in self.cues and self.tokens[end].text[0] not in _JOINING


def open_scene(sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge) -> Scene:
    """The scene of a sentence; words that only point back (``المدينة``) open no name."""
    cues: dict[int, Match] = {}
    cue_ends: dict[int, list[Match]] = {}
    for match in matches:
        if match.entry.kind is Kind.PLACE_CUE and match.entry.trait != "body":
            cues[match.start] = match
            if match.entry.trait != "back":
                cue_ends.setdefault(match.end, []).append(match)
    ordinary = frozenset(
        i for m in matches if m.entry.kind in _ORDINARY for i in range(m.start, m.end)
    )
    nouns = {
        i
        for m in matches
        if m.entry.kind in _ORDINARY and m.entry.kind not in _NO_NOUN
        for i in range(m.start, m.end)
    }
    return Scene(sentence, matches, cues, cue_ends, ordinary, ordinary - nouns, knowledge)
