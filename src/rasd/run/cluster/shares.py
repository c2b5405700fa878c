"""Decides in what form the work of a merge travels, and what workers make of it.

A share goes out as lines of JSON under a head that says what to do and by which rules; outcomes
come back as lines under a head that says by which they were made.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from rasd.merge import (
    Made,
    Share,
    TextShare,
    made,
    unpacked,
)
from rasd.merge.common import Common
from rasd.merge.fingerprint import Fingerprint
from rasd.merge.memory import pack_common, pack_print, unpack_common, unpack_print
from rasd.merge.shares import (
    bonds_of,
    common_of,
    events_of_parts,
    fingerprints_of,
    sketches_of,
)
from rasd.model import Constraints, Document, Event, InputError, Mention
from rasd.model.codec import from_json
from rasd.run.cluster.wire import pack

Found = TypeVar("Found")


class Task(StrEnum):
    """What is done with a share."""

    FINGERPRINTS = "fingerprints"
    COMMON = "common"
    SKETCHES = "sketches"
    BONDS = "bonds"
    EVENTS = "events"


def pack_text_share(share: TextShare, head: Mapping[str, str]) -> bytes:
    """A share of texts."""
    return pack({**head, "pairs": share.pairs}, share.texts)


def pack_share(share: Share, head: Mapping[str, str]) -> bytes:
    """A share of reports."""
    about = share.constraints
    constraints = {
        "together": [sorted(group) for group in about.together],
        "apart": [[sorted(side) for side in split] for split in about.apart],
        "rejected": sorted(about.rejected),
        "added": sorted(about.added),
    }
    body = {"pairs": share.pairs, "parts": share.parts, "constraints": constraints}
    records = (*share.documents, *share.mentions)
    return pack({**head, **body, "documents": len(share.documents)}, records)


def do(task: Task, head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    """What comes of a share, as values that JSON knows."""
    yield from _DOES[task](head, records)


def read_prints(records: list[Any]) -> tuple[Fingerprint, ...]:
    """Fingerprints as workers write them. Raises `InputError`."""
    return _read(unpack_print, records)


def read_common(records: list[Any]) -> tuple[Common, ...]:
    """Passages that texts share as workers write them. Raises `InputError`."""
    return _read(unpack_common, records)


def _read(unpack: Callable[[bytes], Found], records: list[Any]) -> tuple[Found, ...]:
    try:
        return tuple(unpack(b64decode(each, validate=True)) for each in records)
    except (ValueError, TypeError) as error:
        raise InputError(f"no outcome of a search for copies: {error}") from error


def _text_share(head: Mapping[str, Any], records: list[Any]) -> TextShare:
    pairs = tuple((int(copy), int(origin)) for copy, origin in head["pairs"])
    return TextShare(texts=tuple(map(str, records)), pairs=pairs)


def _share(head: Mapping[str, Any], records: list[Any]) -> Share:
    about, cut = head["constraints"], int(head["documents"])
    return Share(
        documents=tuple(from_json(Document, each) for each in records[:cut]),
        mentions=tuple(from_json(Mention, each) for each in records[cut:]),
        pairs=tuple((int(one), int(other)) for one, other in head["pairs"]),
        parts=tuple(tuple(map(int, part)) for part in head["parts"]),
        constraints=Constraints(
            together=tuple(map(frozenset, about["together"])),
            apart=tuple(tuple(map(frozenset, split)) for split in about["apart"]),
            rejected=frozenset(about["rejected"]),
            added=frozenset(about["added"]),
        ),
    )


def _fingerprints(head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    for each in fingerprints_of(_text_share(head, records)):
        yield b64encode(pack_print(each)).decode()


def _common(head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    for each in common_of(_text_share(head, records)):
        yield b64encode(pack_common(each)).decode()


def _sketches(head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    for sketch in sketches_of(_share(head, records)):
        yield sketch.decode()


def _bonds(head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    yield from bonds_of(_share(head, records))


def _events(head: Mapping[str, Any], records: list[Any]) -> Iterator[object]:
    for events in events_of_parts(_share(head, records)):
        yield unpacked(events)


def read_events(records: list[Any]) -> tuple[tuple[Made, ...], ...]:
    """The events of parts as workers write them. Raises `InputError`."""
    if not all(isinstance(each, list) for each in records):
        raise InputError("no events of parts")
    return tuple(tuple(made(from_json(Event, one)) for one in each) for each in records)


_DOES: Mapping[Task, Callable[[Mapping[str, Any], list[Any]], Iterator[object]]] = {
    Task.FINGERPRINTS: _fingerprints,
    Task.COMMON: _common,
    Task.SKETCHES: _sketches,
    Task.BONDS: _bonds,
    Task.EVENTS: _events,
}
