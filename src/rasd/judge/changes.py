"""Decides how a stale judgement says what has changed since, and reads it back.

The record holds a sentence, for who reads it as it is; a page that speaks another language reads
from it what has changed, and how much of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_BETWEEN = "; "
ALL, REPORTS = "the event", "the reports"
"""What changed as a whole, where it is no single field."""


class What(StrEnum):
    """What can change under a judgement."""

    LOST = "lost"
    READ_AS_ONE = "read_as_one"
    QUOTE_LOST = "quote_lost"
    EVIDENCE = "evidence"
    VALUES = "values"
    VALUES_AND_EVIDENCE = "values_and_evidence"
    REJECTED = "rejected"
    SCATTERED = "scattered"
    KEPT_APART = "kept_apart"
    KEPT_TOGETHER = "kept_together"
    FOUND_ITSELF = "found_itself"


_SENTENCES = {
    What.LOST: "{n} of {total} reports can no longer be found",
    What.READ_AS_ONE: "two of its reports are read as one now",
    What.QUOTE_LOST: "the quote behind it no longer stands in its document",
    What.EVIDENCE: "the evidence of {of} has changed",
    What.VALUES: "the values of {of} have changed",
    What.VALUES_AND_EVIDENCE: "the values and the evidence of {of} have changed",
    What.REJECTED: "reports rejected since: {n}",
    What.SCATTERED: "its reports are in {n} events now",
    What.KEPT_APART: "a later split keeps {n} of its reports apart",
    What.KEPT_TOGETHER: "a later join keeps {n} of its reports together",
    What.FOUND_ITSELF: "rasd finds the incident itself now, as {of}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `n` of `total` reports, or `of` which field, of the whole, of which report."""

    what: What
    n: int | None = None
    total: int | None = None
    of: str | None = None

    def __str__(self) -> str:
        return _SENTENCES[self.what].format(n=self.n, total=self.total, of=self.of)


def written(changes: list[str]) -> str | None:
    """The changes as the record holds them; `None` without any."""
    return _BETWEEN.join(changes) or None


def read_changes(stale: str | None) -> tuple[Change | str, ...]:
    """What the sentence of a record says has changed; a part that is not ours stays as it is."""
    return tuple(_read(part) for part in (stale or "").split(_BETWEEN) if part)


def _read(part: str) -> Change | str:
    return next(_fitting(part), part)


def _fitting(part: str) -> Iterator[Change]:
    for what, sentence in _SENTENCES.items():
        found = re.fullmatch(
            re.sub(r"\\\{(\w+)\\\}", lambda m: _SLOTS[m[1]], re.escape(sentence)), part
        )
        if found is not None:
            given = found.groupdict()
            yield Change(
                what=what,
                n=int(given["n"]) if "n" in given else None,
                total=int(given["total"]) if "total" in given else None,
                of=given.get("of"),
            )


_SLOTS = {"n": r"(?P<n>\d+)", "total": r"(?P<total>\d+)", "of": r"(?P<of>[a-z][a-z0-9_ -]*)"}
