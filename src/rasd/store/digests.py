"""Decides what a store notes of records in its log: short digests that any change makes others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_BYTES = 512
_MODULUS = 1 << (8 * _BYTES)


def outcome_digest(
    record: str, text_sha256: str, mentions: Iterable[str], figures: Iterable[str]
) -> str:
    """Of a document and what was found in it, each as the line that is stored."""
    parts = (record, text_sha256, *mentions, "", *figures)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SetSum:
    """How many events there are, and a sum over their digests that no order changes.

    Each event adds a number of 4096 bits drawn from its id and its record, modulo 2^4096 (Bellare
    and Micciancio's AdHash): to find other events with the same sum takes about 2^128 steps, and a
    few events that change are taken out and put in without a look at the others.
    """

    count: int = 0
    total: int = 0

    def plus(self, event_id: str, record: str) -> SetSum:
        return SetSum(self.count + 1, (self.total + _number(event_id, record)) % _MODULUS)

    def minus(self, event_id: str, record: str) -> SetSum:
        return SetSum(self.count - 1, (self.total - _number(event_id, record)) % _MODULUS)

    def written(self) -> str:
        return f"{self.count} {self.total:x}"

    def noted(self) -> dict[str, object]:
        """What the log keeps of it."""
        digest = hashlib.sha256(self.total.to_bytes(_BYTES)).hexdigest()
        return {"events": self.count, "sum": digest}


def read_sum(written: str | None) -> SetSum | None:
    """The sum of `SetSum.written`; `None` for any other text."""
    count, _, total = (written or "").partition(" ")
    try:
        return SetSum(int(count), int(total, 16))
    except ValueError:
        return None


def sum_of(rows: Iterable[tuple[str, str]]) -> SetSum:
    """Of events, given by id and stored line in any order."""
    count = total = 0
    for event_id, record in rows:
        count += 1
        total += _number(event_id, record)
    return SetSum(count, total % _MODULUS)


def _number(event_id: str, record: str) -> int:
    line = f"{event_id} {hashlib.sha256(record.encode()).hexdigest()}"
    return int.from_bytes(hashlib.shake_256(line.encode()).digest(_BYTES))


class RecordsDigest:
    """Of records that came from elsewhere, in the order in which they came."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, kind: str, record_id: str, record: str) -> None:
        line = f"{kind} {record_id} {hashlib.sha256(record.encode()).hexdigest()}\n"
        self._digest.update(line.encode())

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def events_digest(rows: Iterable[tuple[str, str]]) -> tuple[int, str]:
    """The number of events, given by id and stored line in the order of ids, and their digest.

    Logs of earlier versions have it; `SetSum` is what is noted now.
    """
    count, digest = 0, hashlib.sha256()
    for event_id, record in rows:
        count += 1
        digest.update(f"{event_id} {hashlib.sha256(record.encode()).hexdigest()}\n".encode())
    return count, digest.hexdigest()
