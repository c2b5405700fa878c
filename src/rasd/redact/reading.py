"""Decides what a reading remembers from word to word: what stands before, and what is hidden.

After ``وزير الدفاع`` up to four words pass as the name of who holds the office.
"""

from __future__ import annotations

from rasd.redact import after, cues
from rasd.redact.after import PRIVATE, After
from rasd.redact.log import Rule
from rasd.redact.seen import Seen
from rasd.redact.words import Words

MORE_WORDS = 2
"""How many words may follow the first of a name."""
OFFICE_WORDS = 5
"""How many words may stand between an office and its holder."""
_OFFICE_NAMES = 4


class Reading:
    """One reading of a text, which stands by itself if `alone`."""

    __slots__ = ("alone", "at_home", "left", "rules", "seen", "state", "title", "words")

    def __init__(self, seen: Seen, words: Words, *, alone: bool) -> None:
        self.seen = seen
        self.words = words
        self.alone = alone
        self.rules: list[Rule | None] = [None] * len(seen.tokens)
        self.at_home = any(f.cue is cues.HOME for found in seen.cues if found for f in found)
        self.to(after.NOTHING)

    def to(self, state: After, left: int = 0, title: str = "") -> None:
        """What stands before the next word, and for how many words it counts."""
        self.state, self.left, self.title = state, left, title

    def hide(self, i: int, rule: Rule) -> None:
        """Hides a word; who hides it first says why."""
        if self.rules[i] is None:
            self.rules[i] = rule

    def hide_name(self, i: int, end: int) -> int:
        """Hides these words as a name, after which more of it may come."""
        for j in range(i, end):
            self.hide(j, Rule.NAME)
        self.to(after.LISTING if self.state is after.LISTING else after.NAME, MORE_WORDS)
        return end

    def named(self) -> bool:
        """Whether what stands before speaks of a person by name."""
        return self.state in PRIVATE and not (self.state is after.NAME and self.left <= 0)

    def office_name(self, i: int, end: int) -> int:
        """Passes these words as the name of who holds the office before."""
        left = _OFFICE_NAMES if self.state is after.OFFICE else self.left
        left -= end - i
        self.to(after.OFFICE_NAME if left > 0 else after.NOTHING, left)
        return end

    def pass_listed(self) -> None:
        """Passes a phrase of the lexicon or a place."""
        if self.state is after.OFFICE:
            self.left -= 1
            if self.left > 0:
                return
        elif self.state in (after.TITLE, after.LISTING):
            return
        self.to(after.NOTHING)
