"""Decides what a search for copies leaves for the next one, and how that is written down.

Fingerprints and what two texts have in common are functions of the texts alone, so they are kept
by the SHA-256 of these: a search with any memory finds what one without finds. They stay packed:
of most documents that are known nothing is looked at again.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rasd.merge.common import Common, CommonPassage
from rasd.merge.filed import Filed
from rasd.merge.fingerprint import Fingerprint
from rasd.model import DataError, ReusedSpan, sha256_text

_HALVES = 2
"""Equal words are counted in halves."""
_FIELDS = 8
"""Numbers that a passage is written as."""
_DIGEST, _NUMBER = 32, 4
"""Bytes of each."""
_PASSAGE = _FIELDS * _NUMBER


@dataclass(slots=True)
class ReuseMemory:
    """What the last search used: nothing of texts that are gone. By the digest of a text."""

    prints: Mapping[bytes, bytes] = field(default_factory=dict)
    """Its fingerprint."""
    common: Mapping[bytes, bytes] = field(default_factory=dict)
    """What it has in common with each earlier text with which it was compared."""


def pack_memory(memory: ReuseMemory) -> Iterator[tuple[str, bytes]]:
    """The memory as keys and bytes, the same on every machine. A key stands for one value."""
    for digest in memory.prints:
        yield digest.hex(), memory.prints[digest]
    for digest in memory.common:
        value = memory.common[digest]
        origins = "".join(origin.hex() for origin, _ in _parted(value))
        yield f"{digest.hex()} {sha256_text(origins)[:_DIGEST]}", value


def unpack_memory(rows: Iterable[tuple[str, bytes]]) -> ReuseMemory:
    """The memory of `pack_memory`. Raises `DataError` for bytes that it never writes."""
    prints, common = Filed(), Filed()
    for key, value in rows:
        copy, _, origins = key.partition(" ")
        try:
            check_bytes(value)
            if origins:
                for _ in _parted(value):
                    """Each part is as long as it says."""
                common.put(bytes.fromhex(copy), value)
            else:
                _check_print(value)
                prints.put(bytes.fromhex(copy), value)
        except ValueError as error:
            raise DataError([f"memory of the search for copies, {key}: {error}"]) from error
    return ReuseMemory(prints, common)


def check_bytes(value: object) -> None:
    """Raises `ValueError` for a row whose value is none: SQLite keeps a text as one."""
    if not isinstance(value, bytes):
        raise ValueError(f"{type(value).__name__} in the place of bytes")


def pack_print(print_: Fingerprint) -> bytes:
    return _bytes(array("I", [print_.words]), print_.runs, print_.at)


def unpack_print(value: bytes) -> Fingerprint:
    """The fingerprint of `pack_print`. Raises `ValueError` for bytes that it never writes."""
    _check_print(value)
    words, rest = value[:_NUMBER], value[_NUMBER:]
    runs = len(rest) // 12 * 8
    return Fingerprint(_array("I", words)[0], _array("Q", rest[:runs]), _array("I", rest[runs:]))


def pack_common(common: Common) -> bytes:
    return _bytes(array("I", _numbers(common)))


def unpack_common(value: bytes) -> Common:
    """What `pack_common` packed. Raises `ValueError` for bytes that it never writes."""
    if len(value) % _PASSAGE:
        raise ValueError(f"{len(value)} bytes are no passages")
    return tuple(_passages(_array("I", value)))


def pack_partners(partners: Mapping[bytes, Common]) -> bytes:
    """What one text has in common with others, by the digests of these."""
    parts = []
    for digest, common in partners.items():
        packed = pack_common(common)
        parts += [digest, len(packed).to_bytes(_NUMBER, "little"), packed]
    return b"".join(parts)


def unpack_partners(value: bytes) -> dict[bytes, Common]:
    """What `pack_partners` packed. Raises `ValueError` for bytes that it never writes."""
    return {digest: unpack_common(packed) for digest, packed in _parted(value)}


def _parted(value: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(value):
        start = at + _DIGEST + _NUMBER
        end = start + int.from_bytes(value[at + _DIGEST : start], "little")
        if end > len(value) or (end - start) % _PASSAGE:
            raise ValueError(f"{len(value)} bytes end within a text or a passage")
        yield value[at : at + _DIGEST], value[start:end]
        at = end


def _check_print(value: bytes) -> None:
    if len(value) % 12 != _NUMBER:
        raise ValueError(f"{len(value)} bytes are no fingerprint")


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
