"""Decides what a search for copies leaves for the next one, and how that is written down.

Fingerprints and what two texts have in common are functions of the texts alone, so they are kept
by the SHA-256 of these: a search with any memory finds what one without finds.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rasd.merge.common import Common, CommonPassage
from rasd.merge.fingerprint import Fingerprint
from rasd.model import DataError, ReusedSpan

Pair = tuple[str, str]

_HALVES = 2
"""Equal words are counted in halves."""
_FIELDS = 8
"""Numbers that a passage is written as."""


@dataclass(slots=True)
class ReuseMemory:
    """What the last search used: nothing of texts that are gone."""

    prints: Mapping[str, Fingerprint] = field(default_factory=dict)
    common: Mapping[Pair, Common] = field(default_factory=dict)
    """By copy and origin."""


def pack_memory(memory: ReuseMemory) -> Iterator[tuple[str, bytes]]:
    """The memory as keys and bytes, the same on every machine."""
    for digest, each in memory.prints.items():
        yield digest, _bytes(array("I", [each.words]), each.runs, each.at)
    for (copy, origin), common in memory.common.items():
        yield f"{copy} {origin}", _bytes(array("I", _numbers(common)))


def unpack_memory(rows: Iterable[tuple[str, bytes]]) -> ReuseMemory:
    """The memory of `pack_memory`. Raises `DataError` for bytes that it never writes."""
    prints: dict[str, Fingerprint] = {}
    common: dict[Pair, Common] = {}
    for key, value in rows:
        copy, _, origin = key.partition(" ")
        try:
            if origin:
                common[copy, origin] = tuple(_passages(_array("I", value)))
            else:
                prints[copy] = _print(value)
        except ValueError as error:
            raise DataError([f"memory of the search for copies, {key}: {error}"]) from error
    return ReuseMemory(prints, common)


def _print(value: bytes) -> Fingerprint:
    if len(value) % 12 != 4:
        raise ValueError(f"{len(value)} bytes are no fingerprint")
    words, rest = value[:4], value[4:]
    runs = len(rest) // 12 * 8
    return Fingerprint(_array("I", words)[0], _array("Q", rest[:runs]), _array("I", rest[runs:]))


def _numbers(common: Common) -> Iterator[int]:
    for each in common:
        span = each.span
        yield from (each.first, each.end, int(each.own * _HALVES), int(each.quoted * _HALVES))
        yield from (span.start, span.end, span.of_start, span.of_end)


def _passages(numbers: array[int]) -> Iterator[CommonPassage]:
    for at in range(0, len(numbers), _FIELDS):
        first, end, own, quoted, start, stop, of_start, of_end = numbers[at : at + _FIELDS]
        yield CommonPassage(
            first=first,
            end=end,
            own=own / _HALVES,
            quoted=quoted / _HALVES,
            span=ReusedSpan(start=start, end=stop, of_start=of_start, of_end=of_end),
        )


def _bytes(*parts: array[int]) -> bytes:
    return b"".join(_little(part).tobytes() for part in parts)


def _array(kind: str, value: bytes) -> array[int]:
    numbers: array[int] = array(kind)
    numbers.frombytes(value)
    return _little(numbers)


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
