"""Decides how what a merge left for the next one is written down: keys that begin with `merge/`.

An event that is kept is named with a digest of its record, so that one that was lost or changed
since is made anew. What is read again lies in tables on disk until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import json

from rasd.merge.memory import check_bytes
from rasd.merge.sketch import check_sketch
from rasd.model import DataError
from rasd.model.scratch import Scratch

DigestOf = Callable[[str], str | None]
"""A digest of the record of an event, by its id; `None` where there is no such event."""

_START = "merge/"
_SKETCH, _PARTNERS, _EVENTS = (f"{_START}{kind}/" for kind in "spe")
_ENCODER = json.Encoder()
_IDS = json.Decoder(tuple[str, ...])
_DIGESTS = json.Decoder(tuple[tuple[str, str], ...])
"""Ids with the digests of their records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a merge leaves for the next one: nothing of mentions that are gone."""

    sketches: Iterable[tuple[str, bytes]]
    """By the digest of a report and its document."""
    partners: Iterable[tuple[str, tuple[str, ...]]]
    """Ids of the mentions that may be one incident with one, by digest of all it may meet."""
    events: Iterable[tuple[str, tuple[str, ...]]]
    """Ids of the events of a part, by its key."""


class MergeMemory:
    """What the last merge left, and whether the events of a part are as it left them."""

    def __init__(self, digest_of: DigestOf = lambda _: None) -> None:
        self._scratch = Scratch("CREATE TABLE kept(key TEXT PRIMARY KEY, value) WITHOUT ROWID;")
        self._digest_of = digest_of
        self._is_empty = True

    def put(self, key: str, value: bytes) -> None:
        """Adds a row of `pack_merge_memory`. Raises `DataError` for bytes that it never writes."""
        try:
            check_bytes(value)
            if key.startswith(_SKETCH):
                check_sketch(value)
            elif key.startswith(_PARTNERS):
                _IDS.decode(value)
            else:
                _DIGESTS.decode(value)
        except ValueError as error:
            raise DataError([f"memory of the merge, {key}: {error}"]) from error
        self._scratch.put("INSERT INTO kept VALUES (?, ?)", [(key, value)])
        self._is_empty = False

    def sketch(self, digest: str) -> bytes | None:
        packed: bytes | None = self._value(_SKETCH + digest)
        return packed

    def partners(self, key: str) -> tuple[str, ...] | None:
        packed = self._value(_PARTNERS + key)
        return None if packed is None else _IDS.decode(packed)

    def events(self, key: str) -> tuple[str, ...] | None:
        """The ids of the events of a part; `None` where one is not as it was left."""
        packed = self._value(_EVENTS + key)
        if packed is None:
            return None
        left = _DIGESTS.decode(packed)
        if any(self._digest_of(each) != was for each, was in left):
            return None
        return tuple(each for each, _ in left)

    def _value(self, key: str) -> Any:
        if self._is_empty:
            return None
        found = self._scratch.one("SELECT value FROM kept WHERE key = ?", key)
        return None if found is None else found[0]


class EventDigests:
    """Digests of the records of all events."""

    def __init__(self, digests: Iterable[tuple[str, str]]) -> None:
        """`digests` come by the ids of events, in the order of these."""
        self._scratch = Scratch("CREATE TABLE event(id TEXT PRIMARY KEY, digest) WITHOUT ROWID;")
        self._scratch.put("INSERT INTO event VALUES (?, ?)", digests)

    def of(self, event_id: str) -> str | None:
        found = self._scratch.one("SELECT digest FROM event WHERE id = ?", event_id)
        return None if found is None else found[0]


def is_of_merge(key: str) -> bool:
    """Whether the key is one of these, not of the search for copies."""
    return key.startswith(_START)


def pack_merge_memory(left: Left, digest_of: DigestOf) -> Iterator[tuple[str, bytes]]:
    """What is left as keys and bytes."""
    for key, sketch in left.sketches:
        yield _SKETCH + key, sketch
    for key, partners in left.partners:
        yield _PARTNERS + key, _ENCODER.encode(partners)
    for key, events in left.events:
        yield _EVENTS + key, _ENCODER.encode([(each, digest_of(each)) for each in events])
