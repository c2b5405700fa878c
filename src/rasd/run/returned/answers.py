"""Decides how an annotated task reads, whichever tool it comes from.

Words that stand for a field belong to one incident: the one that the annotator tied them to, else
the one that they were given for, else the only one of the task.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasd.export.tasks import REASON, VERDICT, Given, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that cannot be taken over: where it stands, and why not."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An incident as the annotator left it; `key` is that of the given one, `None` for a new one.

    `values` are all of its fields that say something, as they are written.
    """

    key: str | None
    name: str
    values: Mapping[str, str]
    marks: frozenset[Mark]
    verdict: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person made of one task: `by` and `at` where the file says so, `at` in UTC."""

    where: str
    given: Given
    text: str
    by: str | None = None
    at: str | None = None
    incidents: tuple[Answered, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The words on which the values of an incident hang; `key` where it is a given one."""

    mark: Mark
    key: str | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Further words: tied to the head named `of`, or given for the incident `key`."""

    mark: Mark
    of: str | None = None
    key: str | None = None


def plain(text: str) -> str:
    """What somebody typed, on one line, without what a database could not keep."""
    kept = text.encode("utf-8", "replace").decode("utf-8")
    line = "".join(" " if unicodedata.category(char) == "Cc" else char for char in kept)
    return " ".join(line.split())


def gathered(
    heads: Mapping[str, Head], words: Iterable[Words], *, tie: str
) -> tuple[tuple[Answered, ...], tuple[str, ...]]:
    """The incidents of a task, and the words that belong to none.

    `tie` tells an annotator how words are tied to an incident.
    """
    marks = {name: {head.mark} for name, head in heads.items()}
    by_key = {head.key: name for name, head in heads.items()}
    by_key.pop(None, None)
    faults = []
    for each in words:
        owner = each.of if each.of in heads else by_key.get(each.key)
        if owner is None and each.key is not None:
            continue  # its incident was taken out
        if owner is None and len(heads) == 1:
            [owner] = heads
        if owner is None:
            mark = each.mark
            faults.append(
                f"the words at {mark.start}-{mark.end} for {mark.field} belong to no incident: "
                f"{tie}"
            )
            continue
        marks[owner].add(each.mark)
    return tuple(_answered(name, head, marks[name]) for name, head in heads.items()), tuple(faults)


def _answered(name: str, head: Head, marks: Iterable[Mark]) -> Answered:
    said = {field: plain(value) for field, value in head.values.items()}
    said = {field: value for field, value in said.items() if value}
    return Answered(
        key=head.key,
        name=head.key or name,
        verdict=said.pop(VERDICT, ""),
        reason=said.pop(REASON, ""),
        values=said,
        marks=frozenset(marks),
    )
