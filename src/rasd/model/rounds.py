"""What is kept of items that several people code, each without seeing the others' answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRound:
    """Items that each of the `coders` answers for himself.

    `fields` are those that are asked for. Where it is `assisted`, coders start from what the
    machine says; else they do not see it. `seed` is what the items were drawn with and each
    coder's order is shuffled with. Once it is `closed` (an ISO time) nobody answers any more, and
    answers may be seen.
    """

    id: str
    name: str
    by: str
    at: str
    fields: tuple[str, ...]
    coders: tuple[str, ...]
    assisted: bool
    seed: int
    items: int
    closed: str | None = None
    closed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundItem:
    """An event as it was when the round was made: later merges move its reports, not the item."""

    position: int
    event_id: str
    mention_ids: tuple[str, ...]
    doc_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one coder says of one item; a later answer to it stands before this one.

    `values` holds a value for each field, as JSON in the form of the record contract; a field that
    is missing was left open. It is empty where the item is no `incident`. `done` is false where
    the coder means to come back to it.
    """

    position: int
    coder: str
    at: str
    incident: bool
    values: Mapping[str, Any]
    note: str | None = None
    done: bool = True
