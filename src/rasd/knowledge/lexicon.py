"""The compiled word lists: folded phrases to entries, and the matcher over them.

A phrase is stored as its folded tokens joined by spaces. The matcher reads each word with
and without proclitics, takes the longest phrase of each kind at each place, and keeps the
proclitics it took off: ``بتفجير`` is the trigger ``تفجير`` with the prefix ``ب``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

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
    ROLE_CUE = "role_cue"
    LIGHT_VERB = "light_verb"
    SUBJECT = "subject"
    FIGURE_CUE = "figure_cue"


class Entry(NamedTuple):
    """What a phrase stands for: `id` within its kind, `what` a second code, and its data row."""

    kind: Kind
    id: str
    what: str
    trait: str
    row: str


class Match(NamedTuple):
    """An entry found at tokens `start` up to `end` of a sentence, with the proclitics before it."""

    start: int
    end: int
    prefix: str
    entry: Entry


@dataclass(slots=True)
class Lexicon:
    """Folded phrases to entries; built once, then read only."""

    phrases: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

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

    def add_all(self, phrases: Iterable[str], entry: Entry) -> None:
        """Adds several phrases of one entry."""
        for phrase in phrases:
            self.add(phrase, entry)


def find_matches(lexicon: Lexicon, sentence: Sentence) -> tuple[Match, ...]:
    """All entries in a sentence: per place and kind the longest phrase, in order."""
    texts = [token.text for token in sentence.tokens]
    kinds = [token.kind for token in sentence.tokens]
    words = [text for text, kind in zip(texts, kinds, strict=True)]
    found: list[Match] = []
    longest = lexicon.longest
    phrases = lexicon.phrases
    for i, kind in enumerate(kinds):
        if kind is TokenKind.PUNCTUATION:
            continue
        best: dict[tuple[Kind, str], Match] = {}
        for prefix, stem in proclitic_readings(texts[i]):
            limit = longest.get(stem, 0)
            if not limit:
                continue
            key = stem
            for n in range(1, min(limit, len(words) - i) + 1):
                if n > 1:
                    key = f"{key} {words[i + n - 1]}"
                entries = phrases.get(key)
                if entries is None:
                    continue
                for entry in entries:
                    slot = (entry.kind, entry.id if entry.kind is Kind.PLACE else "")
                    known = best.get(slot)
                    if known is None or known.end < i + n:
                        best[slot] = Match(i, i + n, prefix, entry)
                    elif known.end == i + n and len(prefix) <= len(known.prefix):
                        # the same words mean several things: keep each of them
                        best[(entry.kind, f"{entry.id}/{entry.what}")] = Match(
                            i, i + n, prefix, entry
                        )
        found.extend(best.values())
    return tuple(found)
