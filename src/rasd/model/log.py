"""The log that cannot be changed unseen: each entry carries the hash of all before it.

An entry's hash covers its number, time, author, kind and content, and the hash before it; whoever
changes, removes or reorders entries changes every later hash, and so the last one, the head.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from rasd.model.codec import canonical, to_json


class LogKind(StrEnum):
    """What an entry records."""

    DOCUMENTS = "documents"
    MERGE = "merge"
    JUDGEMENT = "judgement"
    ACCOUNT = "account"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """The last entry of a log: its number, which is that of all entries, and its hash."""

    seq: int
    hash: str


EMPTY_LOG = LogHead(seq=0, hash="0" * 64)
"""What the first entry follows from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One thing that happened to a store. `seq` counts from 1 without gaps; `at` is UTC."""

    seq: int
    at: str
    by: str
    kind: LogKind
    payload: Any
    prev_hash: str
    hash: str

    @property
    def head(self) -> LogHead:
        """What the next entry follows from."""
        return LogHead(seq=self.seq, hash=self.hash)


def next_entry(before: LogHead, *, at: str, by: str, kind: LogKind, payload: Any) -> LogEntry:
    """The entry that follows from `before`."""
    entry = LogEntry(
        seq=before.seq + 1,
        at=at,
        by=by,
        kind=kind,
        payload=to_json(payload),
        prev_hash=before.hash,
        hash="",
    )
    return replace(entry, hash=_hash(entry))


def faults_of(entry: LogEntry, before: LogHead) -> list[str]:
    """What is wrong with an entry that stands behind `before`; an empty list where nothing is."""
    faults = []
    if entry.seq != before.seq + 1:
        faults.append(f"has the number {entry.seq}, expected {before.seq + 1}")
    if entry.prev_hash != before.hash:
        faults.append("does not follow from the entry before it")
    if entry.hash != _hash(entry):
        faults.append("was changed: its content no longer gives its hash")
    return faults


def _hash(entry: LogEntry) -> str:
    covered = ("seq", "at", "by", "kind", "payload")
    content = canonical({name: getattr(entry, name) for name in covered})
    return hashlib.sha256(
        f"{entry.prev_hash}\n{content}".encode("utf-8", "surrogatepass")
    ).hexdigest()
