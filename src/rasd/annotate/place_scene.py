"""What finding a place name needs to see of its sentence."""

from __future__ import annotations

from rasd.annotate.place_cues import OPENING, Cues, cues_before
from rasd.annotate.sight import Sight
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.forms import place_heads
from rasd.text import Sentence, TokenKind

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


class Scene:
    """A sentence with the place words by where they begin and end.

    Words that only point back (``المدينة``) open no name. What only few sentences ask for is
    worked out when the first name does.
    """

    def __init__(self, sentence: Sentence, sight: Sight, knowledge: Knowledge) -> None:
        self.sentence = sentence
        self.sight = sight
        self.knowledge = knowledge
        self.tokens = sentence.tokens
        self.cues: dict[int, Match] = {}
        self.cue_ends: dict[int, list[Match]] = {}
        self._read: dict[int, Cues] = {}
        self._others: tuple[set[int], set[int]] | None = None
        for match in sight.of(Kind.PLACE_CUE):
            trait = match.entry.trait
            if trait == "body":
                continue
            self.cues[match.start] = match
            if trait != "back":
                self.cue_ends.setdefault(match.end, []).append(match)

    def is_ordinary(self, i: int) -> bool:
        """Whether other lists know a token as an ordinary word: a place only where one says so."""
        return i in self._other_words()[0]

    def is_no_noun(self, i: int) -> bool:
        """Whether an ordinary word can only be an adjective or a verb."""
        return i in self._other_words()[1]

    def _other_words(self) -> tuple[set[int], set[int]]:
        if self._others is None:
            no_nouns: set[int] = set()
            nouns: set[int] = set()
            for kind, matches in self.sight.by_kind.items():
                if kind in _ORDINARY:
                    covered = no_nouns if kind in _NO_NOUN else nouns
                    for match in matches:
                        covered.update(range(match.start, match.end))
            self._others = no_nouns | nouns, no_nouns - nouns
        return self._others

    def cues_before(self, start: int) -> Cues:
        """The chain of place words that ends at a token."""
        read = self._read.get(start)
        if read is None:
            if not self.cue_ends and (start == 0 or self.tokens[start - 1].text not in OPENING):
                return Cues(start)
            read = self._read[start] = cues_before(self.sentence, start, self.cue_ends)
        return read

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
