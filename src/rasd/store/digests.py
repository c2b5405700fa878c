"""Decides what a store notes of records in its log: short digests that any change makes others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def outcome_digest(
    record: str, text_sha256: str, mentions: Iterable[str], figures: Iterable[str]
) -> str:
    """Of a document and what was found in it, each as the line that is stored."""
    parts = (record, text_sha256, *mentions, "", *figures)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def events_digest(rows: Iterable[tuple[str, str]]) -> tuple[int, str]:
    """The number of events, given by id and stored line in the order of ids, and their digest."""
    count, digest = 0, hashlib.sha256()
    for event_id, record in rows:
        count += 1
        digest.update(f"{event_id} {hashlib.sha256(record.encode()).hexdigest()}\n".encode())
    return count, digest.hexdigest()


NO_EVENTS = events_digest(())
"""What a store without events has."""
