"""Decides how what a merge left for the next one is written down: keys that begin with `merge/`.

An event that is kept is named with a digest of its record, so that one that was lost or changed
since is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import json

from rasd.merge.incremental import MergeMemory
from rasd.merge.sketch import check_sketch
from rasd.model import DataError

_START = "merge/"
_SKETCH, _PARTNERS, _EVENTS = (f"{_START}{kind}/" for kind in "spe")
_ENCODER = json.Encoder()
_IDS = json.Decoder(tuple[str, ...])
_DIGESTS = json.Decoder(tuple[tuple[str, str], ...])
"""Ids with the digests of their records."""


def is_of_merge(key: str) -> bool:
    """Whether the key is one of these, not of the search for copies."""
    return key.startswith(_START)


def pack_merge_memory(
    memory: MergeMemory, digests: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The memory as keys and bytes; `digests` are those of the events' records."""
    for key, sketch in memory.sketches.items():
        yield _SKETCH + key, sketch
    for key, partners in memory.partners.items():
        yield _PARTNERS + key, _ENCODER.encode(partners)
    for key, events in memory.events.items():
        yield _EVENTS + key, _ENCODER.encode([(each, digests[each]) for each in events])


def unpack_merge_memory(
    rows: Iterable[tuple[str, bytes]], digests: Mapping[str, str]
) -> tuple[MergeMemory, frozenset[str]]:
    """The memory of `pack_merge_memory`, and which of its events are as they were left.

    `digests` are those of the records of today's events. Raises `DataError` for bytes that are
    never written.
    """
    memory = MergeMemory()
    held: set[str] = set()
    for key, value in rows:
        digest = key.rpartition("/")[2]
        try:
            if key.startswith(_SKETCH):
                check_sketch(value)
                memory.sketches[digest] = value
            elif key.startswith(_PARTNERS):
                memory.partners[digest] = _IDS.decode(value)
            else:
                events = dict(_DIGESTS.decode(value))
                memory.events[digest] = tuple(events)
                held.update(each for each, was in events.items() if digests.get(each) == was)
        except ValueError as error:
            raise DataError([f"memory of the merge, {key}: {error}"]) from error
    return memory, frozenset(held)
