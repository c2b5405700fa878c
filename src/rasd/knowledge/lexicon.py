"""The compiled word lists: folded phrases to entries, and the matcher over them.

A phrase is stored as its folded tokens joined by spaces. The matcher reads each word with
and without proclitics, takes the longest phrase of each kind at each place, and keeps the
proclitics it took off: ``بتفجير`` is the trigger ``تفجير`` with the prefix ``ب``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rasd.model.frozen import Frozen
from rasd.text import Sentence, TokenKind, fold_plain, proclitic_readings, tokenize


class Kind(StrEnum):
    """What a phrase is for."""

    TRIGGER = "trigger"
    ACTOR = "actor"
    FORCE_NOUN = "force_noun"
    NISBA = "nisba"
    STATE = "state"
    GROUP_NOUN = "group_noun"
    OUTLET = "outlet"
    CHANNEL = "channel"
    PLACE = "place"
    PLACE_CUE = "place_cue"
    PROVINCE = "province"
    CAPITAL = "capital"
    WEAPON = "weapon"
    OBJECT = "object"
    DAMAGE = "damage"
    CUE = "cue"
    CONNECTIVE = "connective"
    SPEECH = "speech"
    SPEAKER = "speaker"
    OFFICE = "office"
    ROLE_CUE = "role_cue"
    LIGHT_VERB = "light_verb"
    ALLEGIANCE = "allegiance"
    PATRON = "patron"
    SUBJECT = "subject"
    FIGURE_CUE = "figure_cue"
    LOYALTY = "loyalty"


class Entry(Frozen, frozen=True):
    """What a phrase stands for: `id` within its kind, `what` a second code, and its data row."""

    kind: Kind
    id: str
    what: str
    trait: str
    row: str


AMBIGUOUS = "ambiguous"
"""The trait of a name that others bear, or that is a common word too (``الشباب``, ``الهيئة``)."""


class Match(Frozen, frozen=True):
    """An entry found at tokens `start` up to `end` of a sentence, with the proclitics before it."""

    start: int
    end: int
    prefix: str
    entry: Entry


Opening = tuple[str, str, int]
"""A word read as the first of some phrase, prefix and stem, and how long the longest one is."""


class Listed(Frozen, frozen=True):
    """What the lists have of a word: each entry where it stands alone, and what may go on."""

    alone: tuple[tuple[str, Entry], ...]
    """The proclitics before the word, and what it means without them."""
    follow: frozenset[str]
    """The words that may be the second of a phrase that this one begins."""
    openings: tuple[Opening, ...]


UNLISTED = Listed((), frozenset(), ())
"""A word that begins no phrase, as most do."""

_REMEMBERED = 100_000


@dataclass(slots=True)
class Lexicon:
    """Folded phrases to entries; built once, then read only."""

    phrases: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, set[str]] = field(default_factory=dict)
    """Of each first word the words that come second in its phrases: most others end it at once."""
    _listed: dict[str, Listed] = field(default_factory=dict, repr=False, compare=False)

    def add(self, phrase: str, entry: Entry) -> None:
        """Adds a phrase; the same entry twice is kept once."""
        tokens = [token.text for token in tokenize(fold_plain(phrase))]
        if not tokens:
            return
        key = " ".join(tokens)
        known = self.phrases.get(key, ())
        if not any(e.kind == entry.kind and e.id == entry.id for e in known):
            self.phrases[key] = (*known, entry)
        self.longest[tokens[0]] = max(self.longest.get(tokens[0], 0), len(tokens))
        if len(tokens) > 1:
            self.seconds.setdefault(tokens[0], set()).add(tokens[1])

    def listed(self, word: str) -> Listed:
        """What the lists have of a word; remembered, for the same few come again and again."""
        known = self._listed.get(word)
        if known is None:
            if len(self._listed) >= _REMEMBERED:
                self._listed.clear()
            known = self._listed[word] = self._look_up(word)
        return known

    def _look_up(self, word: str) -> Listed:
        openings = tuple(
            (prefix, stem, self.longest[stem])
            for prefix, stem in proclitic_readings(word)
            if stem in self.longest
        )
        if not openings:
            return UNLISTED
        follow = frozenset().union(*(self.seconds.get(stem, ()) for _, stem, _ in openings))
        alone = tuple((m.prefix, m.entry) for m in self.phrases_at((word,), 0, openings))
        return Listed(alone, follow, openings)

    def phrases_at(
        self, words: Sequence[str], i: int, openings: Iterable[Opening]
    ) -> Iterable[Match]:
        """The entries that begin with a word of a sentence: of each kind the longest phrase."""
        best: dict[tuple[Kind, str], Match] = {}
        phrases, left = self.phrases, len(words) - i
        for prefix, stem, longest in openings:
            key = stem
            most = min(longest, left)
            if most > 1 and words[i + 1] not in self.seconds[stem]:
                most = 1
            for n in range(1, most + 1):
                if n > 1:
                    key = f"{key} {words[i + n - 1]}"
                entries = phrases.get(key)
                if entries is None:
                    continue
                for entry in entries:
                    slot = (entry.kind, "")
                    known = best.get(slot)
                    if known is None or known.end < i + n:
                        best[slot] = Match(i, i + n, prefix, entry)
                    elif known.end == i + n and len(prefix) <= len(known.prefix):
                        # the same words mean several things: keep each of them
                        best[(entry.kind, f"{entry.id}/{entry.what}")] = Match(
                            i, i + n, prefix, entry
                        )
        return best.values()

    def add_all(self, phrases: Iterable[str], entry: Entry) -> None:
        """Adds several phrases of one entry."""
        for phrase in phrases:
            self.add(phrase, entry)


def find_matches(lexicon: Lexicon, sentence: Sentence) -> tuple[Match, ...]:
    """All entries in a sentence: per place and kind the longest phrase, in order."""
    words = [token.text for token in sentence.tokens]
    found: list[Match] = []
    for i, token in enumerate(sentence.tokens):
        if token.kind is not TokenKind.PUNCTUATION:
            found += matches_at(lexicon.listed(token.text), lexicon, words, i)
    return tuple(found)


def matches_at(listed: Listed, lexicon: Lexicon, words: Sequence[str], i: int) -> Iterable[Match]:
    """The entries that begin with a word of a sentence, given what the lists have of it."""
    if listed.follow and i + 1 < len(words) and words[i + 1] in listed.follow:
        return lexicon.phrases_at(words, i, listed.openings)
    return [Match(i, i + 1, prefix, entry) for prefix, entry in listed.alone]
