"""Decides which reasons for a rejection can be chosen, and how a kept reason reads.

A judgement keeps the code of the reason, so that a dataset can be asked for it, and after a colon
what the person added: ``figurative: a boxing match``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rasd.review.words import Words

OTHER = "other"
"""A reason that needs words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason with what it means, in one language."""

    id: str
    shown: str
    hint: str


def reasons(words: Words) -> tuple[Reason, ...]:
    """The reasons in the order of the list."""
    return tuple(
        Reason(id=code, shown=row[words.language], hint=row[f"hint_{words.language}"])
        for code, row in _rows().items()
    )


def kept_reason(code: str, added: str) -> str:
    """A reason as a judgement keeps it; `code` must be one of the list."""
    added = " ".join(added.split())
    if code not in _rows():
        raise KeyError(code)
    if code == OTHER:
        return added
    return f"{code}: {added}" if added else code


def reason_words(reason: str | None, words: Words) -> str:
    """A kept reason as a person reads it."""
    if not reason:
        return ""
    code, _, added = reason.partition(":")
    row = _rows().get(code.strip())
    if row is None or code.strip() == OTHER:
        return reason
    return f"{row[words.language]}: {added.strip()}" if added.strip() else row[words.language]


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    text = files("rasd.data").joinpath("review/reasons.tsv").read_text("utf-8")
    head, *lines = text.splitlines()
    columns = head.split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line)
    return {row["id"]: row for row in rows}
