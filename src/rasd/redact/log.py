"""Decides what is remembered of a removal: where, by which rule and how much, never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """Why something is not published; `docs/reference/public-mode.md` states each."""

    NAME = "name"
    """A given name, or words beside one that may belong to it."""
    NAMED = "named"
    """What stands after a title, a trade, a relation or a word such as "called"."""
    UNKNOWN = "unknown_word"
    """A word that is certainly no ordinary one, so it may be a name."""
    SAME = "same_name"
    """A word hidden elsewhere in the record."""
    CONTACT = "contact"
    """An address, a telephone number, an account, the number of a document or a vehicle."""
    AGE = "age"
    """An age beside a hidden name."""
    PLACE = "recent_place"
    """A place finer than its district, of what happened lately or at a sensitive site."""
    CUT = "quote_cut"
    """Words that the evidence does not need."""
    LOADED = "loaded_name"
    """A name that takes a side, replaced by the neutral one."""
    DOCUMENT = "document_id"
    """An id of a report that holds words which may be a name."""
    ADDRESS = "web_address"
    """A part of a web address."""
    REVIEW = "review"
    """Who judged an event, and what they wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """One removal from one field of a record: how many words, never which."""

    record: str
    field: str
    rule: Rule
    words: int


@dataclass(slots=True)
class Removals:
    """What was removed of each record. A record that is read twice counts once."""

    _of: dict[str, tuple[tuple[str, Rule, int], ...]] = field(default_factory=dict)

    def note(self, record: str, removed: Counter[tuple[str, Rule]]) -> None:
        """Remembers what was removed from a record, in place of what was known of it."""
        if removed:
            self._of[record] = tuple(
                (field, rule, words) for (field, rule), words in sorted(removed.items())
            )
        else:
            self._of.pop(record, None)

    def __iter__(self) -> Iterator[Removed]:
        for record, removed in sorted(self._of.items()):
            for name, rule, words in removed:
                yield Removed(record=record, field=name, rule=rule, words=words)

    def by_rule(self) -> dict[Rule, int]:
        """How many words each rule removed, of the rules that removed any."""
        total: Counter[Rule] = Counter()
        for removed in self._of.values():
            for _, rule, words in removed:
                total[rule] += words
        return {rule: total[rule] for rule in Rule if total[rule]}


def removed_text(removed: Iterable[Removed]) -> Iterator[str]:
    """The log as CSV, one row for each record, field and rule."""
    yield "record,field,rule,words\r\n"
    for row in removed:
        yield f"{row.record},{row.field},{row.rule.value},{row.words}\r\n"
