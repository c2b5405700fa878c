"""Decides whether what a store keeps of exchange is as its log says, judgement by judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from rasd.model import ShareDeed, next_turn
from rasd.store import meta
from rasd.store.attribution import OWN
from rasd.store.contract import Fault
from rasd.store.digests import RecordsDigest
from rasd.store.tables import (
    JUDGEMENT_ORIGIN,
    JUDGEMENT_TURN,
    SHARED_BUNDLE,
    SHARED_KEY,
    SHARED_RECORD,
)

_OF_KEY = ("organisation", "public_key", "own")
_OF_BUNDLE = ("organisation", "key", "mode", "created", "previous")


@dataclass(slots=True)
class SharedSaid:
    """What the log says of exchange, entry by entry."""

    name: str | None = None
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    bundles: dict[str, dict[str, Any]] = field(default_factory=dict)
    signed: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    turns: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    last: str | None = None

    def note_judgement(self, judgement_id: str, at: str) -> None:
        """A judgement was written: it came with its turn, or took the next."""
        turn = self.given.get(judgement_id) or next_turn(self.last, at)
        self.turns[judgement_id] = turn
        self.last = max(turn, self.last or "")

    def note(self, payload: Any) -> None:
        """Something of exchange was done."""
        match ShareDeed(payload["deed"]):
            case ShareDeed.NAMED:
                self.name = payload["organisation"]
            case ShareDeed.TRUSTED:
                self.keys[payload["key"]] = {name: payload[name] for name in _OF_KEY}
                self.keys[payload["key"]]["removed"] = False
            case ShareDeed.DISTRUSTED:
                self.keys[payload["key"]]["removed"] = True
            case ShareDeed.EXPORTED | ShareDeed.IMPORTED as deed:
                noted = {name: payload[name] for name in _OF_BUNDLE}
                sent = int(deed is ShareDeed.EXPORTED)
                self.bundles.setdefault(payload["bundle"], noted | {"sent": sent})
                self.given |= payload.get("judgements", {})
                if "records" in payload:
                    self.records[payload["organisation"]] = payload["records"]
                for judgement_id, signers in payload["signed"].items():
                    for organisation, key, signature in signers:
                        self.signed[judgement_id, organisation] = (key, signature)


def shared_faults(connection: Connection, said: SharedSaid) -> Iterator[Fault]:
    """What differs from what the log says."""
    if meta.word(connection, OWN) != said.name:
        yield Fault("organisation", "has another name than the log gives it")
    turns = {row.judgement_id: row.turn for row in connection.execute(select(JUDGEMENT_TURN))}
    yield from _differing("turn of judgement", turns, said.turns)
    signed = {
        (row.judgement_id, row.organisation): (row.key, row.signature)
        for row in connection.execute(select(JUDGEMENT_ORIGIN))
    }
    yield from _differing("origin of judgement", signed, said.signed)
    keys = {
        row.fingerprint: {
            "organisation": row.organisation,
            "public_key": row.public_key,
            "own": row.own,
            "removed": row.removed is not None,
        }
        for row in connection.execute(select(SHARED_KEY))
    }
    yield from _differing("key", keys, said.keys)
    bundles = {
        row.id: {k: v for k, v in row._mapping.items() if k not in ("id", "at")}
        for row in connection.execute(select(SHARED_BUNDLE))
    }
    yield from _differing("bundle", bundles, said.bundles)
    records: dict[str, RecordsDigest] = defaultdict(RecordsDigest)
    for row in connection.execute(_RECORDS):
        records[row.organisation].add(row.kind, row.id, row.record)
    kept = {name: digest.sha256 for name, digest in records.items()}
    nothing = {name: RecordsDigest().sha256 for name in said.records.keys() - kept.keys()}
    yield from _differing("records of", kept | nothing, said.records)


def _differing(what: str, held: dict[Any, Any], logged: dict[Any, Any]) -> Iterator[Fault]:
    for key in sorted(held.keys() | logged.keys()):
        place = f"{what} {' of '.join(key) if isinstance(key, tuple) else key}"
        if key not in held:
            yield Fault(place, "is in the log, but was taken away")
        elif key not in logged:
            yield Fault(place, "is not in the log")
        elif held[key] != logged[key]:
            yield Fault(place, "was changed: it is not as the log has it")


_RECORDS = select(
    SHARED_RECORD.c.organisation, SHARED_RECORD.c.kind, SHARED_RECORD.c.id, SHARED_RECORD.c.record
).order_by(SHARED_RECORD.c.organisation, SHARED_RECORD.c.position)
