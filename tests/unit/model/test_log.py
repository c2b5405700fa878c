"""Whoever changes an entry of the log, or its order, is found out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasd.model import EMPTY_LOG, LogEntry, LogKind, faults_of, next_entry


def chain(*payloads: object) -> list[LogEntry]:
    entries: list[LogEntry] = []
    for payload in payloads:
        before = entries[-1].head if entries else EMPTY_LOG
        entries.append(
            next_entry(
                before, at="2031-06-01T08:00:00Z", by="x", kind=LogKind.MERGE, payload=payload
            )
        )
    return entries


def faults(entries: list[LogEntry]) -> dict[int, list[str]]:
    before = [EMPTY_LOG, *(entry.head for entry in entries)]
    found = {e.seq: faults_of(e, b) for e, b in zip(entries, before, strict=False)}
    return {seq: each for seq, each in found.items() if each}


def test_a_chain_as_written_has_no_fault() -> None:
    entries = chain({"a": 1}, {"b": "قتيل"}, None)
    assert faults(entries) == {}
    assert [e.seq for e in entries] == [1, 2, 3]
    assert entries[0].prev_hash == EMPTY_LOG.hash
    assert entries[2].prev_hash == entries[1].hash


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("payload", {"a": 2}),
        ("at", "2031-06-01T08:00:01Z"),
        ("by", "y"),
        ("kind", LogKind.JUDGEMENT),
        ("hash", "f" * 64),
    ],
)
def test_a_changed_entry_is_found(name: str, value: object) -> None:
    first, second, third = chain({"a": 1}, {"a": 1}, {"a": 1})
    found = faults([first, replace(second, **{name: value}), third])  # type: ignore[arg-type]
    assert "was changed" in found[2][0]


def test_an_entry_changed_together_with_its_hash_breaks_the_next() -> None:
    first, second, third = chain(1, 2, 3)
    forged = next_entry(first.head, at=second.at, by="x", kind=second.kind, payload="other")
    assert faults([first, forged, third]) == {3: ["does not follow from the entry before it"]}


def test_a_missing_entry_and_a_swapped_pair_are_found() -> None:
    first, second, third = chain(1, 2, 3)
    assert faults([first, third]) == {
        3: ["has the number 3, expected 2", "does not follow from the entry before it"]
    }
    assert set(faults([first, third, second])) == {2, 3}


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert chain({"a": 1, "b": 2})[0].hash == chain({"b": 2, "a": 1})[0].hash
